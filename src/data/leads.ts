import { z } from 'zod';
import type { Duty } from './agreement-record.ts';
import { addDaysTo, addMonthsTo, type Day } from './days.ts';

/** How long before a deadline people are reminded: 3 months, 2 weeks, or 0 days, which is the day itself. */
export type Lead = { count: number; unit: 'month' | 'week' | 'day' };

const DAY_ITSELF: Lead = { count: 0, unit: 'day' };
const months = (...counts: number[]): Lead[] => counts.map((count) => ({ count, unit: 'month' }));
const weeks = (count: number): Lead => ({ count, unit: 'week' });

/**
 * The usual leads of a duty, longest first, by its kind. Something that comes again is closer at hand than something that comes once, and
 * what has a whole financial year needs no word a week before its end. The reasons stand in docs/decisions/0006-reminders.md.
 */
export function usualLeads({ kind, when }: Pick<Duty, 'kind' | 'when'>): readonly Lead[] {
  switch (kind) {
    case 'review':
      return [...months(3, 1), weeks(1), DAY_ITSELF];
    case 'notice':
      return [...months(6, 3, 1), weeks(2)];
    case 'report':
    case 'return':
      return 'every' in when ? [weeks(1), DAY_ITSELF] : [...months(1), weeks(1), DAY_ITSELF];
    case 'milestone':
      return [...months(3, 1), weeks(1), DAY_ITSELF];
    case 'programme':
      return 'financialYear' in when ? [...months(3, 1), DAY_ITSELF] : [...months(3, 1), weeks(1), DAY_ITSELF];
    case 'event':
      return [weeks(1), DAY_ITSELF];
    default:
      return kind satisfies never;
  }
}

/** A lead as the partnership file writes it: `3 months`, `1 week`, `10 days`, `the day`. */
export const lead = z.string().transform((text, context): Lead => {
  const read = readLead(text);
  if (read !== undefined) return read;
  context.addIssue('is no time before a deadline | Write it like 3 months, 1 week, 10 days or the day');
  return z.NEVER;
});

function readLead(text: string): Lead | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/ before$/, '');
  if (plain === 'the day') return DAY_ITSELF;
  const [, count, unit] = /^(\d{1,3}) (month|week|day)s?$/.exec(plain) ?? [];
  return count === undefined || Number(count) === 0 ? undefined : { count: Number(count), unit: unit as Lead['unit'] };
}

/** `3 months`, `1 week`, `the day`. */
export function writeLead({ count, unit }: Lead): string {
  return count === 0 ? 'the day' : `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** The day so long before a deadline. A month before 31 March is the last day of February. */
export function leadDay(dueOn: Day, { count, unit }: Lead): Day {
  return unit === 'month' ? addMonthsTo(dueOn, -count) : addDaysTo(dueOn, -count * (unit === 'week' ? 7 : 1));
}

/** How many days a lead is at most. */
export function daysAtMost({ count, unit }: Lead): number {
  return count * { month: 31, week: 7, day: 1 }[unit];
}
