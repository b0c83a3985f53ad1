import type { AgreementRecord } from '../../data/agreement-record.ts';
import { type Day, writeDay, writeWeekday } from '../../data/days.ts';
import { type DutySettings, dutySettingsOf } from '../../data/duty-settings.ts';
import { plannedReminders, type Reminder, seniorIsTold } from '../../data/reminder-plan.ts';
import { reminderRooms } from '../../data/reminder-rooms.ts';
import { dueBetween, type SettledDuty, settledDuties } from '../../data/settled-duties.ts';
import type { Knowledge } from '../../data/stores.ts';
import { dueInWords, ownerInWords, whereAndWhose } from '../../handlers/reminder-words.ts';
import { makeClock } from '../clock.ts';
import { agreementsAsked, awaitedInWords } from './agreements-asked.ts';
import { betweenDays } from './between-days.ts';
import { quiet } from './render.ts';
import { count, DONE, type Terminal } from './terminal.ts';

export type RehearseOptions = { from?: string; to?: string; agreement?: string; json?: true };

/** What would be said: when, of what, to whom, in what words. */
export type Rehearsed = Reminder & { says: string; where: string; to: string[] };

/**
 * `accord rehearse`: everything that would be said, when and to whom, if Accord were started on the first day and nothing were done.
 * @returns the exit code
 */
export async function rehearse(options: RehearseOptions, terminal: Terminal): Promise<number> {
  const { config, knowledge } = terminal.know();
  const { from, to } = betweenDays(options, makeClock(config.clockStartsAt).today());
  const agreements = agreementsAsked(options.agreement, knowledge);
  const said = agreements
    .flatMap((agreement) => rehearsed(agreement, knowledge, from, to))
    .sort((one, other) => one.at.localeCompare(other.at));
  if (options.json) {
    await terminal.out(said.map((one) => `${JSON.stringify(one)}\n`).join(''));
    return DONE;
  }
  const days = Map.groupBy(said, ({ dayOn }) => dayOn);
  const lines = [...days].flatMap(([day, all]) => [`${writeWeekday(day)}, 09:00`, ...all.flatMap(linesOf), '']);
  const notes = agreements.flatMap((agreement) => notesOn(agreement, settingsFrom(agreement, knowledge, from), from));
  const summary = `${writeDay(from)} to ${writeDay(to)}: ${count(said.length, 'reminder')}.`;
  await terminal.out(`${[...lines, summary, ...notes].map(quiet).join('\n')}\n`);
  return DONE;
}

/** What would be said of one agreement, in order. */
export function rehearsed(agreement: AgreementRecord, knowledge: Knowledge, from: Day, to: Day): Rehearsed[] {
  const settings = settingsFrom(agreement, knowledge, from);
  const duties = new Map(settledDuties(agreement, settings).map((settled) => [settled.duty.id, settled]));
  return plannedReminders(agreement, settings, new Map(), from, to).map((reminder) => {
    const settled = duties.get(reminder.duty)!;
    return {
      ...reminder,
      says: dueInWords(settled, reminder, reminder.dayOn),
      where: whereAndWhose(settled, undefined, agreement, knowledge.partnership),
      to: toWhom(settled, reminder, knowledge),
    };
  });
}

function settingsFrom(agreement: AgreementRecord, { partnership }: Knowledge, from: Day): DutySettings {
  return { ...dutySettingsOf(partnership, agreement), since: from };
}

const PLATFORMS = { slack: 'Slack', teams: 'Teams', local: 'the local page' };

function toWhom({ agreement, senior }: SettledDuty, reminder: Reminder, { partnership }: Knowledge): string[] {
  const rooms = reminderRooms(partnership, agreement).map(({ to, name }) => `${name} on ${PLATFORMS[to.platform]}`);
  return senior !== null && seniorIsTold(reminder) ? [...rooms, ownerInWords({ is: 'person', email: senior }, partnership)] : rooms;
}

function linesOf({ says, where, to }: Rehearsed): string[] {
  return [
    `  ${says} ${where}`,
    `    To ${to.length === 0 ? 'nobody: no channel has “reminders: true” for this agreement' : to.join(', ')}.`,
  ];
}

/** What is not said, and why: it waits for a setting, or it fell due before. */
function notesOn(agreement: AgreementRecord, settings: DutySettings, from: Day): string[] {
  const earlier = settledDuties(agreement, settings).flatMap((settled) =>
    settled.schedule.is === 'once' && settled.duty.kind !== 'notice' && settled.schedule.dueOn < from
      ? dueBetween(settled, settings, settled.schedule.dueOn, settled.schedule.dueOn).map((occurrence) =>
          dueInWords(settled, occurrence, from),
        )
      : [],
  );
  return [
    ...awaitedInWords(agreement, settings),
    ...earlier.map((said) => `Not said, as it fell due before reminding began: ${said} ${agreement.name}.`),
  ];
}
