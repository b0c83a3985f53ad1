import type { Recipient } from './outbox.ts';
import type { Partnership } from './partnership.ts';

/** A channel that wants the reminders of its agreement, and what it is called: its name in the file, else its id. */
export type ReminderRoom = { to: Recipient & { is: 'room' }; name: string };

/** The channels that want the reminders of an agreement, in the order of the file. */
export function reminderRooms({ channels }: Partnership, agreement: string): ReminderRoom[] {
  return channels
    .filter((channel) => channel.agreement === agreement && channel.reminders)
    .map((channel) => {
      const [platform, id] =
        'slack' in channel
          ? (['slack', channel.slack] as const)
          : 'teams' in channel
            ? (['teams', channel.teams] as const)
            : (['local', channel.local] as const);
      return { to: { is: 'room', platform, id }, name: channel.name ?? id };
    });
}
