import type { Duty } from '../data/agreement-record.ts';
import { addDaysTo, type Day, writeDay } from '../data/days.ts';
import type { DutySettings } from '../data/duty-settings.ts';
import { stateOf } from '../data/occurrence-events.ts';
import { type Occurrence, writeDue } from '../data/occurrences.ts';
import type { Partnership } from '../data/partnership.ts';
import { isBefore, ownerNow } from '../data/reminder-plan.ts';
import { dueBetween, type SettledDuty } from '../data/settled-duties.ts';
import { asItStands, type DutiesNow, type OccurrenceNow } from './occurrence-now.ts';
import { doneInWords, isPutOff, wakesOn } from './reminder-parts.ts';
import { ownerInWords } from './reminder-words.ts';

/** The duties of an agreement, sorted by where they stand. */
export type DutyList = {
  /** Late and open, the longest overdue first. */
  overdue: OccurrenceNow[];
  /** Still to come and open: of a rhythm the next one, of the rest all, the soonest first. */
  ahead: OccurrenceNow[];
  /** Done lately, the last first. */
  done: OccurrenceNow[];
  /** Fell due before anybody could be reminded, or asked for nothing any more: the latest first. */
  passed: OccurrenceNow[];
  /** Those that come by a rhythm and have no date of their own here. */
  withoutDay: Duty[];
  /** Those that fall due when something happens, and those without any date. */
  events: Duty[];
  undated: Duty[];
};

/** What was done longer ago is history. */
const DONE_WITHIN_DAYS = 92;
const [FIRST, LAST]: [Day, Day] = ['0001-01-01', '9999-12-31'];
/** Occurrences of a rhythm looked through for one that is open: whoever is ahead is not ahead for longer. */
const TURNS_AHEAD = 4;

/** Sorts the duties of an agreement. */
export function dutyList(known: DutiesNow, partnership: Partnership, today: Day): DutyList {
  const { settings, duties } = known;
  const spoken = duties.flatMap((settled) =>
    around(settled, settings, today).map((occurrence) => asItStands(settled, occurrence, known, partnership, today)),
  );
  const byDay = spoken.sort((one, other) => one.occurrence.dueOn.localeCompare(other.occurrence.dueOn));
  const open = byDay.filter(({ standing }) => standing.done === null);
  const gone = open.filter(({ occurrence }) => occurrence.dueOn < today);
  const of = (...is: SettledDuty['schedule']['is'][]) => duties.filter(({ schedule }) => is.includes(schedule.is)).map(({ duty }) => duty);
  return {
    overdue: gone.filter((one) => isLate(one)),
    ahead: firstOfEach(open.filter(({ occurrence }) => occurrence.dueOn >= today)),
    done: byDay.filter(({ standing }) => standing.done !== null && standing.done.onDay >= addDaysTo(today, -DONE_WITHIN_DAYS)).toReversed(),
    passed: gone.filter((one) => !isLate(one) && one.settled.schedule.is !== 'rhythm').toReversed(),
    withoutDay: of('needs setting', 'kept apart'),
    events: of('by hand'),
    undated: of('undated'),
  };
}

/** The occurrences around a day: of a rhythm the last one before it and the next few, of anything else all. */
function around(settled: SettledDuty, settings: DutySettings, today: Day): Occurrence[] {
  const { schedule } = settled;
  if (schedule.is !== 'rhythm') return dueBetween(settled, settings, FIRST, LAST);
  const before = dueBetween(settled, settings, addDaysTo(today, -schedule.comesWithin), addDaysTo(today, -1)).slice(-1);
  return [...before, ...dueBetween(settled, settings, today, addDaysTo(today, TURNS_AHEAD * schedule.comesWithin))];
}

/** Whether somebody is late with it. Notice is owed by nobody, and a reminder people set themselves has been said. */
function isLate({ settled, occurrence, settings }: OccurrenceNow): boolean {
  return settled.duty.kind !== 'notice' && settled.own === undefined && settings.since !== null && !isBefore(occurrence, settings);
}

function firstOfEach(open: readonly OccurrenceNow[]): OccurrenceNow[] {
  const seen = new Set<string>();
  return open.filter(({ settled }) => {
    if (settled.schedule.is !== 'rhythm') return true;
    const first = !seen.has(settled.duty.id);
    seen.add(settled.duty.id);
    return first;
  });
}

/** An occurrence on a line of a list: what, when, its clause, whose it is, and whether it is put off. */
export function listLine(now: OccurrenceNow): string {
  const { settled, standing, partnership } = now;
  if (standing.done !== null) return doneInWords(now);
  const owner = ownerNow(settled, stateOf(standing));
  const notes = [
    ...(owner === null ? [] : [`Owner: ${ownerInWords(owner, partnership)}.`]),
    ...([...standing.parts].some(([, done]) => done !== null) ? ['Partly done.'] : []),
    ...(isPutOff(now) ? [`Put off until ${writeDay(wakesOn(now))}.`] : []),
  ];
  const line = dateLine(now);
  return notes.length === 0 ? line : `${line}. ${notes.join(' ')}`;
}

/** What, when and its clause. */
export function dateLine({ settled, occurrence }: OccurrenceNow): string {
  return `${settled.duty.what}: ${writeDue(occurrence)} (${settled.duty.ref})`;
}
