import { RAISED, raisedKey } from '../data/duty-book.ts';
import { OCCURRENCES } from '../data/occurrence-log.ts';
import type { Recipient } from '../data/outbox.ts';
import { gives, REMINDERS, type Reminding } from '../data/reminder-log.ts';
import { reminderRooms } from '../data/reminder-rooms.ts';
import type { Stores } from '../data/stores.ts';
import type { UntoldDuty } from '../data/untold-duties.ts';
import type { Clock } from './handler.ts';

/** An event of an occurrence, by where it is kept. */
export type KeptEvent = { agreement: string; occurrence: string; number: number };

/**
 * Leaves word of whatever happened to duties and has not been announced, because it happened in another process or a crash fell in between.
 * Doing it twice changes nothing.
 * @returns the agreements whose reminders it may change, and what went wrong with any of it, which is tried again
 */
export async function announceUntold(stores: Stores, clock: Clock): Promise<{ changed: Set<string>; failures: unknown[] }> {
  const changed = new Set<string>();
  const failures: unknown[] = [];
  for (const untold of await stores.untoldDuties.list()) {
    if (untold.kind !== REMINDERS) changed.add(untold.agreement);
    await announce(untold, stores, clock)
      .then(() => stores.untoldDuties.told(untold))
      .catch((error: unknown) => failures.push(error));
  }
  return { changed, failures };
}

async function announce({ kind, agreement, under, number }: UntoldDuty, stores: Stores, clock: Clock): Promise<void> {
  switch (kind) {
    case REMINDERS:
      return leaveReminding(agreement, number, stores, clock);
    case OCCURRENCES:
      return announceEvent({ agreement, occurrence: under, number }, stores, clock);
    case RAISED:
      return announceRaised(agreement, number, stores, clock);
    default:
      return undefined;
  }
}

/** Leaves a message of reminders for those it is for. */
export async function leaveReminding(agreement: string, number: number, stores: Stores, clock: Clock): Promise<void> {
  const reminding = (await stores.reminders.of(agreement))[number - 1];
  if (reminding === undefined || reminding.items.length === 0) return;
  const requestId = `reminders ${agreement} ${number}`;
  await stores.notices.leave({ is: 'reminders', number }, reminding.to, { requestId, agreement, at: clock.now() });
}

/** Has every message that speaks of an occurrence changed, wherever it was posted; whoever it was handed over to is told. */
export async function announceEvent({ agreement, occurrence, number }: KeptEvent, stores: Stores, clock: Clock): Promise<void> {
  const [duty = '', key = ''] = occurrence.split('/');
  const event = (await stores.occurrences.of(agreement, occurrence))[number - 1];
  for (const one of await stores.reminders.of(agreement)) {
    if (!gives(one, { duty, key })) continue;
    const requestId = `change ${agreement} ${occurrence} ${number} ${one.number}`;
    await stores.notices.leave({ is: 'reminders-changed', number: one.number }, one.to, { requestId, agreement, at: clock.now() });
  }
  if (event?.is === 'handed over' && event.to !== event.by)
    await say(
      agreement,
      { because: 'handed over', duty, key },
      [{ is: 'person', email: event.to }],
      `handed over ${occurrence} ${number}`,
      stores,
      clock,
    );
}

/** Tells the channels of an agreement that an occurrence was raised. */
export async function announceRaised(agreement: string, number: number, stores: Stores, clock: Clock): Promise<void> {
  const record = stores.agreements.get(agreement);
  const rooms = reminderRooms(stores.partnership, agreement).map(({ to }) => to);
  const raised = record === undefined ? undefined : (await stores.duties.settingsOf(record)).raised[number - 1];
  if (raised === undefined || rooms.length === 0) return;
  await say(agreement, { because: 'raised', duty: raised.duty, key: raisedKey(number) }, rooms, `raised ${number}`, stores, clock);
}

async function say(
  agreement: string,
  { because, duty, key }: { because: Reminding['because']; duty: string; key: string },
  to: Recipient[],
  id: string,
  stores: Stores,
  clock: Clock,
): Promise<void> {
  const number = await stores.reminders.add(agreement, { because, at: clock.now(), items: [{ duty, key, days: [], overdue: 0 }], to }, id);
  await leaveReminding(agreement, number, stores, clock);
}
