import type { AgreementRecord } from './agreement-record.ts';
import type { Day } from './days.ts';
import type { DutySettings } from './duty-settings.ts';
import { type Occurrence, writeDue } from './occurrences.ts';
import { type OccurrenceStates, occurrenceId } from './reminder-plan.ts';
import { dueBetween, settledDuties } from './settled-duties.ts';

/** An occurrence as an entry of a calendar: whole days, from the first to the last. A month or a year is as long as it is. */
export type CalendarEntry = {
  /** The same for the same occurrence in every edition. */
  uid: string;
  from: Day;
  to: Day;
  title: string;
  text: string;
};

/** An entry as it was published: how often it changed since it first was (RFC 5545, SEQUENCE), whether it is called off, since when. */
export type PublishedEntry = CalendarEntry & { sequence: number; cancelled: boolean; changedAt: string };

/** The entries of an agreement for what is due from one day to another, both included. What is done says so. */
export function calendarEntries(
  agreement: AgreementRecord,
  settings: DutySettings,
  states: OccurrenceStates,
  from: Day,
  to: Day,
): CalendarEntry[] {
  return settledDuties(agreement, settings)
    .flatMap((settled) => dueBetween(settled, settings, from, to).map((occurrence) => ({ settled, occurrence })))
    .sort((one, other) => one.occurrence.dueOn.localeCompare(other.occurrence.dueOn))
    .map(({ settled: { duty, own }, occurrence }) => {
      const done = states.get(occurrenceId(occurrence))?.doneAt !== undefined;
      const caveat = own === undefined ? agreement.standing.dutyCaveat : null;
      return {
        uid: uidOf(occurrence),
        from: occurrence.from,
        to: occurrence.dueOn,
        title: `${done ? 'Done: ' : ''}${duty.what} (${agreement.name})`,
        text: [
          `Due ${occurrence.precision === 'day' ? '' : 'in '}${writeDue(occurrence)}${own === undefined ? `, by ${duty.ref}` : `: ${duty.ref}`}.`,
          ...(caveat === null ? [] : [caveat]),
        ].join(' '),
      };
    });
}

function uidOf({ agreement, duty, key }: Occurrence): string {
  return `${agreement}.${duty}.${key}@accord`;
}

/**
 * The next edition of a calendar: what is new, what changed (one higher in sequence), and what is called off. An entry whose last day lies
 * outside the days this edition covers is left as it was.
 * @param covers the days the entries were gathered for
 */
export function nextEdition(
  before: readonly PublishedEntry[],
  entries: readonly CalendarEntry[],
  covers: { from: Day; to: Day },
  at: string,
): PublishedEntry[] {
  const earlier = new Map(before.map((entry) => [entry.uid, entry]));
  const now = new Set(entries.map(({ uid }) => uid));
  const current = entries.map((entry): PublishedEntry => {
    const known = earlier.get(entry.uid);
    if (known === undefined) return { ...entry, sequence: 0, cancelled: false, changedAt: at };
    return same(known, entry) && !known.cancelled ? known : { ...entry, sequence: known.sequence + 1, cancelled: false, changedAt: at };
  });
  const others = before
    .filter(({ uid }) => !now.has(uid))
    .map((entry): PublishedEntry => {
      if (entry.cancelled || entry.to < covers.from || entry.to > covers.to) return entry;
      return { ...entry, sequence: entry.sequence + 1, cancelled: true, changedAt: at };
    });
  return [...current, ...others].sort((one, other) => one.to.localeCompare(other.to) || one.uid.localeCompare(other.uid));
}

function same(one: CalendarEntry, other: CalendarEntry): boolean {
  return one.from === other.from && one.to === other.to && one.title === other.title && one.text === other.text;
}
