import { z } from 'zod';
import type { AgreementRecord, Duty } from './agreement-record.ts';
import { collection } from './collection.ts';
import { addMonthsTo, type Day, daysBetween } from './days.ts';
import type { DutySettings } from './duty-settings.ts';
import type { KeyValue } from './key-value.ts';
import { MOST_PENCE, type Pence } from './money.ts';
import { type Occurrence, occurrencesOf, scheduleOf } from './occurrences.ts';
import { occurrenceId } from './reminder-plan.ts';
import { dueBetween, type SettledDuty } from './settled-duties.ts';

/*
 * Returns that partners give side by side, each on its own budget (Derby, Recommendation 2.1 bullet 3: budgets are reported jointly and
 * stay apart). A duty is a joint return when it is a return, and every one of whom it asks it is a partner. Nothing is ever added up.
 */

/** The longest note. */
export const NOTE_AT_MOST = 1000;

const pence = z.int().min(-MOST_PENCE).max(MOST_PENCE);
const partnerReturn = z.strictObject({
  /** The partner it is of, by organisation id. */
  partner: z.string(),
  budgetPence: pence.min(0),
  /** Spent so far. */
  spentPence: pence,
  /** What will have been spent by the end. */
  forecastPence: pence,
  note: z.string().max(NOTE_AT_MOST).optional(),
  by: z.string(),
  at: z.string(),
});
/** What one partner returned. Nothing is overwritten: of several of one partner the last counts, and the others are its history. */
export type PartnerReturn = z.infer<typeof partnerReturn>;

/** A partner of whom a return is asked, as the duty names it. */
export type ReturningPartner = { id: string; name: string };

/** The partners a joint return is asked of, in the order of the duty; empty when the duty is none. */
export function partnersAsked(
  { kind, allOf }: Pick<Duty, 'kind' | 'allOf'>,
  { parties }: Pick<AgreementRecord, 'parties'>,
): ReturningPartner[] {
  if (kind !== 'return' || allOf.length < 2) return [];
  const asked = allOf.flatMap((name) => {
    const party = parties.find((one) => [one.name, one.short, ...one.aliases].some((known) => known.toLowerCase() === name.toLowerCase()));
    return party === undefined ? [] : [{ id: party.id, name }];
  });
  return asked.length === allOf.length && new Set(asked.map(({ id }) => id)).size === asked.length ? asked : [];
}

/** What a partner is over its budget (more than nothing) or under it, by its own forecast. */
export function varianceOf({ budgetPence, forecastPence }: Pick<PartnerReturn, 'budgetPence' | 'forecastPence'>): Pence {
  return forecastPence - budgetPence;
}

/** The last return of each partner, by organisation id. */
export function lastReturns(all: readonly PartnerReturn[]): ReadonlyMap<string, PartnerReturn> {
  return new Map(all.map((one) => [one.partner, one]));
}

/** Months back for which a return can still be given or corrected. */
const MONTHS_BACK = 13;
/** Months ahead within which the next one is looked for. */
const MONTHS_AHEAD = 13;

/**
 * The occurrences that returns can be given for, the latest first: those of the last year, and the next. Where the day is still left open
 * they are as long as the document says, such as a month: a return waits for nobody who has to settle a day.
 */
export function returnPeriods(settled: SettledDuty, agreement: AgreementRecord, settings: DutySettings, today: Day): Occurrence[] {
  const [from, to] = [addMonthsTo(today, -MONTHS_BACK), addMonthsTo(today, MONTHS_AHEAD)];
  const found = dueWithOpenDays(settled, agreement, settings, from, to);
  const next = found.findIndex(({ dueOn }) => dueOn >= today);
  return (next === -1 ? found : found.slice(0, next + 1)).reverse();
}

function dueWithOpenDays(settled: SettledDuty, agreement: AgreementRecord, settings: DutySettings, from: Day, to: Day): Occurrence[] {
  const { duty, schedule } = settled;
  if (schedule.is !== 'needs setting' || !('every' in duty.when)) return dueBetween(settled, settings, from, to);
  const { open: _, ...when } = duty.when;
  const schedules = scheduleOf({ ...duty, when }, agreement, settings);
  return occurrencesOf(schedules, { agreement: agreement.id, duty: duty.id }, from, to);
}

/**
 * The occurrence a partner most likely means, of those it has not given: the period today is in, else the one whose day is nearest. The
 * latest where it has given them all.
 * @param given the keys of those it has given
 */
export function likelyPeriod(periods: readonly Occurrence[], given: ReadonlySet<string>, today: Day): Occurrence | undefined {
  const [next, previous] = periods;
  const missing = [next, previous].filter((one) => one !== undefined && !given.has(one.key)) as Occurrence[];
  const away = (one: Occurrence) => (one.from <= today && today <= one.dueOn ? 0 : Math.abs(daysBetween(one.dueOn, today)));
  return missing.sort((one, other) => away(one) - away(other))[0] ?? next;
}

export type ReturnLog = {
  /** Keeps a return under an occurrence, once for each request id. */
  add(agreement: string, occurrence: Pick<Occurrence, 'duty' | 'key'>, given: PartnerReturn, requestId: string): Promise<void>;
  /** Every return of an occurrence, in the order they were given. */
  of(agreement: string, occurrence: Pick<Occurrence, 'duty' | 'key'>): Promise<PartnerReturn[]>;
};

/** Returns of one occurrence read at once: far more than people make by hand. */
const AT_MOST = 5000;

/** The returns in a store: `returns:<agreement>:<duty>/<key>:<number>`. */
export function openReturnLog(store: KeyValue): ReturnLog {
  const returns = collection(store, 'returns', partnerReturn);
  return {
    add: async (agreement, occurrence, given, requestId) =>
      void (await returns.append(given, requestId, agreement, occurrenceId(occurrence))),
    of: (agreement, occurrence) => returns.list([agreement, occurrenceId(occurrence)], AT_MOST),
  };
}
