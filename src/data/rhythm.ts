import { type Day, isDay, weekdayOf } from './days.ts';

/** Something that comes again: an RFC 5545 rule (`FREQ=MONTHLY;BYMONTHDAY=5`) counted from a day. */
export type Rhythm = { rule: string; startOn: Day };

/** The parts of a rule by name, as written. `FREQ` is always there. */
export type RuleParts = { readonly FREQ: Frequency } & { readonly [Part in PartName]?: string };
type PartName = 'INTERVAL' | 'COUNT' | 'UNTIL' | 'BYDAY' | 'BYMONTHDAY' | 'BYMONTH' | 'BYSETPOS' | 'WKST';
export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

export const WEEKDAY_CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

const number = (least: number, most: number) => (value: string) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
const either = (most: number) => (value: string) =>
  value.split(',').every((one) => /^[+-]?\d+$/.test(one) && number(1, most)(one.replace(/^[+-]/, '')));

/** The parts that may be used, each with what it may hold. A rule says days; the hour is Accord's. */
const PARTS: Record<PartName | 'FREQ', { allows(value: string): boolean; mend: string }> = {
  FREQ: { allows: (value) => /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(value), mend: 'use DAILY, WEEKLY, MONTHLY or YEARLY' },
  INTERVAL: { allows: number(1, 999), mend: 'use a whole number from 1 to 999' },
  COUNT: { allows: number(1, 9999), mend: 'use a whole number from 1 to 9999' },
  UNTIL: {
    allows: (value) => isDay(value.replace(/^(\d{4})(\d{2})(\d{2})(T\d{6}Z?)?$/, '$1-$2-$3')),
    mend: 'write the last day like UNTIL=20270331',
  },
  BYDAY: {
    allows: (value) => value.split(',').every((one) => /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/.test(one)),
    mend: 'use days such as MO, or 1MO for the first Monday',
  },
  BYMONTHDAY: { allows: either(31), mend: 'use days from 1 to 31, or -1 for the last' },
  BYMONTH: { allows: (value) => value.split(',').every(number(1, 12)), mend: 'use months from 1 to 12' },
  BYSETPOS: { allows: either(366), mend: 'use a position such as 1, or -1 for the last' },
  WKST: { allows: (value) => (WEEKDAY_CODES as readonly string[]).includes(value), mend: 'use a day such as MO' },
};

/**
 * Reads a rule of RFC 5545, section 3.3.10, as far as it says days.
 * @returns its parts, or what is wrong with it (“its FREQ is HOURLY”) and what to do, both without a full stop
 */
export function readRule(text: string): { ok: true; parts: RuleParts } | { ok: false; problem: string; mend: string } {
  const parts: { -readonly [Part in keyof RuleParts]?: string } = {};
  for (const piece of text
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase()
    .split(';')) {
    const [name, value, ...more] = piece.split('=');
    if (name === undefined || value === undefined || more.length > 0)
      return { ok: false, problem: `“${piece}” is no part of a rule`, mend: 'write it like FREQ=MONTHLY;BYMONTHDAY=5' };
    const known = Object.hasOwn(PARTS, name) ? PARTS[name as PartName] : undefined;
    if (known === undefined)
      return {
        ok: false,
        problem: `${name} cannot be used in a rule`,
        mend: `a rule says days, with ${Object.keys(PARTS).join(', ')}`,
      };
    const part = name as PartName;
    if (part in parts) return { ok: false, problem: `${name} stands twice in the rule`, mend: 'keep one of the two' };
    if (!known.allows(value)) return { ok: false, problem: `its ${name} is “${value}”`, mend: known.mend };
    parts[part] = value;
  }
  if (parts.FREQ === undefined) return { ok: false, problem: 'the rule has no FREQ', mend: 'begin it with FREQ=MONTHLY or the like' };
  return clashIn(parts as RuleParts) ?? { ok: true, parts: parts as RuleParts };
}

/** Parts that RFC 5545 does not allow together. */
function clashIn({
  FREQ,
  COUNT,
  UNTIL,
  BYDAY,
  BYMONTHDAY,
  BYMONTH,
  BYSETPOS,
}: RuleParts): { ok: false; problem: string; mend: string } | null {
  if (COUNT !== undefined && UNTIL !== undefined)
    return { ok: false, problem: 'the rule has both COUNT and UNTIL', mend: 'keep one of the two' };
  if (FREQ === 'WEEKLY' && BYMONTHDAY !== undefined)
    return { ok: false, problem: 'a week has no BYMONTHDAY', mend: 'use BYDAY, or FREQ=MONTHLY' };
  if (/\d/.test(BYDAY ?? '') && (FREQ === 'WEEKLY' || FREQ === 'DAILY'))
    return { ok: false, problem: `its BYDAY is “${BYDAY}”`, mend: 'use days such as MO, or FREQ=MONTHLY' };
  if (BYSETPOS !== undefined && BYDAY === undefined && BYMONTHDAY === undefined && BYMONTH === undefined)
    return { ok: false, problem: 'its BYSETPOS chooses among nothing', mend: 'add BYDAY or BYMONTHDAY' };
  return null;
}

/** The rule with these parts, FREQ first. */
export function writeRule({ FREQ, ...others }: RuleParts): string {
  return [`FREQ=${FREQ}`, ...Object.entries(others).map(([name, value]) => `${name}=${value}`)].join(';');
}

/** Whether a rule says only how often, and leaves open on which day. A daily rule leaves nothing open. */
export function leavesDayOpen(parts: RuleParts): boolean {
  return parts.FREQ !== 'DAILY' && parts.BYDAY === undefined && parts.BYMONTHDAY === undefined;
}

/** The part that gives a day of the month; one that short months lack is their last day. 31 and `last` are the last day of every month. */
export function onDayOfMonth(date: number): Partial<RuleParts> {
  if (date <= 28) return { BYMONTHDAY: String(date) };
  const upTo = [28, 29, 30, 31].filter((one) => one <= date).join(',');
  return date === 31 ? { BYMONTHDAY: '-1' } : { BYMONTHDAY: upTo, BYSETPOS: '-1' };
}

/** The parts that pin a rule to the day it is counted from: every month on its date, every week on its weekday. */
export function onDayOf(frequency: Frequency, day: Day): Partial<RuleParts> {
  switch (frequency) {
    case 'DAILY':
      return {};
    case 'WEEKLY':
      return { BYDAY: WEEKDAY_CODES[weekdayOf(day)]! };
    case 'MONTHLY':
      return onDayOfMonth(Number(day.slice(8)));
    case 'YEARLY':
      return { BYMONTH: String(Number(day.slice(5, 7))), ...onDayOfMonth(Number(day.slice(8))) };
    default:
      return frequency satisfies never;
  }
}
