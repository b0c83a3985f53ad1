import { existsSync, readFileSync } from 'node:fs';
import type { AgreementRecord } from '../../data/agreement-record.ts';
import { calendarEntries, nextEdition } from '../../data/calendar-entries.ts';
import type { Day } from '../../data/days.ts';
import { type DutySettings, dutySettingsOf } from '../../data/duty-settings.ts';
import { type Occurrence, writeDue } from '../../data/occurrences.ts';
import { dueBetween, type SettledDuty, settledDuties } from '../../data/settled-duties.ts';
import type { Knowledge } from '../../data/stores.ts';
import { ownerInWords } from '../../handlers/reminder-words.ts';
import { makeClock } from '../clock.ts';
import { readCalendar } from '../read-calendar.ts';
import { writeCalendar } from '../write-calendar.ts';
import { agreementsAsked, awaitedInWords } from './agreements-asked.ts';
import { betweenDays } from './between-days.ts';
import { quiet } from './render.ts';
import { count, DONE, type Terminal } from './terminal.ts';
import { endingOf, mayWrite, writeWhole } from './write-file.ts';

export type DutiesOptions = { from?: string; to?: string; agreement?: string; ics?: string; force?: true };

/** `accord duties`: what is due and when, in words or as a calendar file. @returns the exit code */
export async function duties(options: DutiesOptions, terminal: Terminal): Promise<number> {
  const { config, knowledge } = terminal.know();
  const clock = makeClock(config.clockStartsAt);
  const days = betweenDays(options, clock.today());
  const agreements = agreementsAsked(options.agreement, knowledge);
  if (options.ics !== undefined)
    return await writeIcs(options.ics, options.force === true, agreements, knowledge, days, clock.now(), terminal);
  const blocks = agreements.map((agreement) => listOf(agreement, knowledge, days.from, days.to).map(quiet).join('\n'));
  await terminal.out(`${blocks.join('\n\n')}\n`);
  return DONE;
}

function listOf(agreement: AgreementRecord, { partnership }: Knowledge, from: Day, to: Day): string[] {
  const settings = dutySettingsOf(partnership, agreement);
  const all = settledDuties(agreement, settings);
  const due = all
    .flatMap((settled) => dueBetween(settled, settings, from, to).map((occurrence) => ({ settled, occurrence })))
    .sort((one, other) => one.occurrence.dueOn.localeCompare(other.occurrence.dueOn));
  const of = (settled: SettledDuty) => `${settled.duty.what} (${settled.duty.ref}${ownerOf(settled)})`;
  const ownerOf = ({ owner }: SettledDuty) => (owner === null ? '' : `; owner: ${ownerInWords(owner, partnership)}`);
  return [
    agreement.name,
    ...(due.length === 0
      ? ['  Nothing is due in these days.']
      : due.map(({ settled, occurrence }) => `  ${dated(occurrence)}: ${of(settled)}`)),
    ...awaitedInWords(agreement, settings).map((sentence) => `  ${sentence}`),
    ...all.flatMap((settled) => withoutDate(settled).map((why) => `  ${why}: ${of(settled)}`)),
  ];
}

function dated(occurrence: Occurrence): string {
  return writeDue(occurrence);
}

function withoutDate({ schedule }: SettledDuty): string[] {
  switch (schedule.is) {
    case 'by hand':
      return [capital(schedule.event)];
    case 'kept apart':
      return [`For each ${schedule.each}`];
    case 'undated':
      return [`No date, ${schedule.because}`];
    case 'once':
    case 'rhythm':
    case 'needs setting':
      return [];
    default:
      return schedule satisfies never;
  }
}

function capital(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

/** A file that is replaced is the earlier edition: what has changed since says so, and what is gone is called off. */
async function writeIcs(
  file: string,
  force: boolean,
  agreements: readonly AgreementRecord[],
  { partnership }: Knowledge,
  days: { from: Day; to: Day },
  now: string,
  terminal: Terminal,
): Promise<number> {
  endingOf(file, ['ics']);
  mayWrite(file, force);
  const before = existsSync(file) ? readCalendar(readFileSync(file, 'utf8')) : [];
  const settingsOf = (agreement: AgreementRecord): DutySettings => dutySettingsOf(partnership, agreement);
  const entries = agreements.flatMap((agreement) => calendarEntries(agreement, settingsOf(agreement), new Map(), days.from, days.to));
  const edition = nextEdition(before, entries, days, now);
  const [only, another] = agreements;
  await writeWhole(file, writeCalendar(`Accord: ${another === undefined ? only!.name : 'dates of the agreements'}`, edition));
  const cancelled = edition.filter((entry) => entry.cancelled).length;
  await terminal.out(`${file}: ${count(entries.length, 'date')}${cancelled === 0 ? '' : `, and ${cancelled} called off`}.\n`);
  return DONE;
}
