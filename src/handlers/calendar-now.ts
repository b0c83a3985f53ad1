import type { AgreementRecord } from '../data/agreement-record.ts';
import { type CalendarEntry, calendarEntries } from '../data/calendar-entries.ts';
import { addMonthsTo, type Day } from '../data/days.ts';
import { partsOf, standingOf, stateOf } from '../data/occurrence-events.ts';
import { remindable } from '../data/own-reminder-rules.ts';
import type { Person } from '../data/partnership.ts';
import { daysOfYear, financialYearOf } from '../data/period.ts';
import type { OccurrenceStates } from '../data/reminder-plan.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock } from './handler.ts';
import { type DutiesNow, dutiesNow } from './occurrence-now.ts';

/** Months of dates to come that a calendar holds. */
const MONTHS_AHEAD = 24;

/** The days a calendar is about: from the beginning of the last financial year, so that it changes at the back once a year. */
export function calendarDays(today: Day): { from: Day; to: Day } {
  return { from: daysOfYear(financialYearOf(addMonthsTo(today, -12))).from, to: addMonthsTo(today, MONTHS_AHEAD) };
}

/** The agreements whose dates a person may see on a day: those they work under, and those of whose partners they are finance lead. */
export function agreementsSeenBy(person: Person, stores: Stores, today: Day): AgreementRecord[] {
  const { partnership } = stores;
  return [...stores.agreements.values()].filter((agreement) =>
    remindable({ agreement, partnership, today }).some(({ email }) => email === person.email),
  );
}

/** The entries of the calendar of an agreement, as things stand. */
export async function calendarNow(agreement: AgreementRecord, stores: Stores, clock: Clock): Promise<CalendarEntry[]> {
  const known = await dutiesNow(agreement, stores);
  const { from, to } = calendarDays(clock.today());
  return calendarEntries(agreement, known.settings, statesOf(known), from, to);
}

function statesOf({ duties, events }: DutiesNow): OccurrenceStates {
  const byId = new Map(duties.map((settled) => [settled.duty.id, settled]));
  return new Map(
    [...events].flatMap(([occurrence, its]) => {
      const settled = byId.get(occurrence.split('/')[0]!);
      return settled === undefined ? [] : [[occurrence, stateOf(standingOf(its, partsOf(settled)))] as const];
    }),
  );
}
