import type { AgreementRecord, Duty } from './agreement-record.ts';
import { addMonthsTo, type Day, writeDay, writeMonth } from './days.ts';
import { type DayForm, type DutySettings, formOf, formsFor, partsFor } from './duty-settings.ts';
import { daysOfYear, financialYearOf, monthOf, quarterOf, writeQuarter } from './period.ts';
import { daysOfRhythm } from './recurrence.ts';
import { leavesDayOpen, type Rhythm, type RuleParts, readRule, writeRule } from './rhythm.ts';

/** How finely the document says when: a day, or no finer than a month, a quarter or a financial year. */
export type Precision = 'day' | 'month' | 'quarter' | 'financial year';

/** One due date of a duty. */
export type Occurrence = {
  agreement: string;
  duty: string;
  /** Its own among those of the duty, and the same however it is come by: `2016-03-31`, `2005-06`, `2005-q2`, `2006-2007`. */
  key: string;
  /** The first day of the period it falls in; `dueOn` itself where the document gives a day. */
  from: Day;
  /** The last day on which it is in time. For a period that is its last day: used to order and to remind, never shown as a date. */
  dueOn: Day;
  precision: Precision;
};

/** When a duty falls due, as far as record and settings say. */
export type Schedule =
  | { is: 'once'; from: Day; dueOn: Day; precision: Precision; key: string }
  /**
   * `until` is the end of the agreement. Where the partnership chose the day, an occurrence is known by its month or year (`keyedBy`).
   * Within `comesWithin` days it has come round at least once.
   */
  | { is: 'rhythm'; rhythm: Rhythm; until: Day | null; precision: Precision; keyedBy: 'day' | 'month' | 'year'; comesWithin: number }
  | { is: 'needs setting'; setting: string }
  /** Raised by hand whenever its event happens. */
  | { is: 'by hand'; event: string }
  /** Counted apart for each of these, by those who keep their records. */
  | { is: 'kept apart'; each: string }
  | { is: 'undated'; because: string };

/** Rhythms of agreements without a start or a date are counted from here: before any agreement that could be held. */
const LONG_AGO = '1990-01-01';

/** When a duty falls due. Nothing is invented: what the document leaves open and nobody has settled has no date. */
export function scheduleOf(duty: Duty, agreement: AgreementRecord, settings: DutySettings): Schedule {
  const { when } = duty;
  if ('on' in when) return { is: 'once', from: when.on, dueOn: when.on, precision: 'day', key: when.on };
  if ('month' in when) return onceIn('month', `${when.month}-01`);
  if ('financialYear' in when) return onceIn('financial year', daysOfYear(when.financialYear).from);
  if ('event' in when) return { is: 'by hand', event: when.event };
  if ('undated' in when) return { is: 'undated', because: when.undated };
  if ('every' in when && when.each !== undefined) return { is: 'kept apart', each: when.each };
  const setting = openSettingOf(duty, agreement);
  const day = settings.duties.findLast((one) => one.duty === duty.id && one.day !== undefined)?.day;
  if (setting !== null && day === undefined) return { is: 'needs setting', setting };
  if ('every' in when) return rhythmOf(partsOf(when.every), setting === null ? undefined : day, agreement);
  const dueOn = addMonthsTo(day!, when.monthsAfter);
  return { is: 'once', ...periodAt('day', dueOn), precision: 'day' };
}

/** What a duty leaves open that a day must settle before it has a date, in the document’s words where it has any; null when nothing. */
export function openSettingOf({ when }: Duty, agreement: AgreementRecord): string | null {
  if ('monthsAfter' in when) return when.open;
  if (!('every' in when) || when.each !== undefined) return null;
  if (when.open !== undefined) return when.open;
  const parts = partsOf(when.every);
  if (leavesDayOpen(parts)) return wholePeriods(parts) === null ? 'day' : null;
  return (parts.INTERVAL ?? '1') !== '1' && beginningOf(agreement) === null ? 'day it is counted from' : null;
}

/** The forms of a day that settle what a duty leaves open; empty when it leaves nothing open. */
export function openFormsOf(duty: Duty, agreement: AgreementRecord): readonly DayForm[] {
  if (openSettingOf(duty, agreement) === null) return [];
  return 'every' in duty.when ? formsFor(partsOf(duty.when.every)) : ['day'];
}

function partsOf(rule: string): RuleParts {
  const read = readRule(rule);
  if (!read.ok) throw new Error(`a record holds a rule that cannot be used: ${read.problem}`);
  return read.parts;
}

function beginningOf({ facts, document }: AgreementRecord): Day | null {
  return facts.startsOn?.value ?? document.on;
}

/** `day` is what the partnership settled, where the rule leaves it open. */
function rhythmOf(parts: RuleParts, day: string | undefined, agreement: AgreementRecord): Schedule {
  const wholeDate = day !== undefined && formOf(day) === 'day' ? day : null;
  const startOn = wholeDate ?? beginningOf(agreement) ?? LONG_AGO;
  const until = agreement.facts.endsOn?.value ?? null;
  const counted = (rule: RuleParts, precision: Precision, keyedBy: 'day' | 'month' | 'year') =>
    ({ is: 'rhythm', rhythm: { rule: writeRule(rule), startOn }, until, precision, keyedBy, comesWithin: comesWithin(rule) }) as const;
  const whole = wholePeriods(parts);
  if (day === undefined && whole !== null) return counted(whole.rule, whole.precision, 'day');
  const rule = day === undefined || !leavesDayOpen(parts) ? parts : { ...parts, ...partsFor(parts, day) };
  return counted(rule, 'day', day === undefined ? 'day' : keyFor(parts));
}

/** When something falls due that comes on the days of a rhythm, or on its one day. */
export function scheduleOfRhythm(rhythm: Rhythm): Schedule {
  const parts = partsOf(rhythm.rule);
  if (parts.FREQ === 'DAILY' && parts.COUNT === '1') return onceIn('day', rhythm.startOn);
  return { is: 'rhythm', rhythm, until: null, precision: 'day', keyedBy: 'day', comesWithin: comesWithin(parts) };
}

/** Months a rule names can be a year apart, and 29 February eight years, over a century. */
function comesWithin({ FREQ, INTERVAL = '1', BYMONTH, BYMONTHDAY }: RuleParts): number {
  const turn = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }[FREQ] * Number(INTERVAL);
  const limited = BYMONTH !== undefined || FREQ === 'DAILY' || (FREQ === 'MONTHLY' && BYMONTHDAY !== undefined);
  return turn + (BYMONTHDAY === '29' ? 8 * 366 : limited ? 366 : 31);
}

/** A rule that says only “every month” or “every quarter” is due within each, and by the last day of it; null when it says something else. */
function wholePeriods(parts: RuleParts): { rule: RuleParts; precision: Precision } | null {
  if (!leavesDayOpen(parts)) return null;
  const { INTERVAL = '1', ...others } = parts;
  const inMonths = parts.FREQ === 'MONTHLY' || (parts.FREQ === 'YEARLY' && parts.BYMONTH !== undefined);
  const byMonthsEnd = { ...others, FREQ: 'MONTHLY', BYMONTHDAY: '-1' } as const;
  if (inMonths && INTERVAL === '1') return { rule: byMonthsEnd, precision: 'month' };
  if (parts.FREQ === 'MONTHLY' && INTERVAL === '3' && parts.BYMONTH === undefined)
    return { rule: { ...byMonthsEnd, BYMONTH: '3,6,9,12' }, precision: 'quarter' };
  return null;
}

function keyFor({ FREQ, INTERVAL }: RuleParts): 'day' | 'month' | 'year' {
  if (FREQ === 'MONTHLY') return 'month';
  return FREQ === 'YEARLY' && (INTERVAL ?? '1') === '1' ? 'year' : 'day';
}

/** What a period is called among the occurrences of a duty, and its days. */
function onceIn(precision: Precision, day: Day): Schedule & { is: 'once' } {
  return { is: 'once', ...periodAt(precision, day), precision };
}

function periodAt(precision: Precision, day: Day): { from: Day; dueOn: Day; key: string } {
  switch (precision) {
    case 'day':
      return { from: day, dueOn: day, key: day };
    case 'month': {
      const { from, to } = monthOf(day);
      return { from, dueOn: to, key: day.slice(0, 7) };
    }
    case 'quarter': {
      const { from, to } = quarterOf(day);
      return { from, dueOn: to, key: `${from.slice(0, 4)}-q${Math.ceil(Number(from.slice(5, 7)) / 3)}` };
    }
    case 'financial year': {
      const { from, to } = daysOfYear(financialYearOf(day));
      return { from, dueOn: to, key: `${from.slice(0, 4)}-${to.slice(0, 4)}` };
    }
    default:
      return precision satisfies never;
  }
}

/** The occurrences of a schedule that are due from one day to another, both included, in order. None while something is open. */
export function occurrencesOf(schedule: Schedule, of: { agreement: string; duty: string }, from: Day, to: Day): Occurrence[] {
  if (schedule.is === 'once') {
    const { is: _, ...once } = schedule;
    return once.dueOn >= from && once.dueOn <= to ? [{ ...of, ...once }] : [];
  }
  if (schedule.is !== 'rhythm') return [];
  const { rhythm, until, precision, keyedBy } = schedule;
  const last = until !== null && until < to ? until : to;
  return daysOfRhythm(rhythm, from, last).map((day) => {
    const period = periodAt(precision, day);
    const key = precision !== 'day' || keyedBy === 'day' ? period.key : day.slice(0, keyedBy === 'month' ? 7 : 4);
    return { ...of, ...period, key, precision };
  });
}

/** When it is due, never finer than the document says: `31 March 2016`, `September 2005`, `Q2 2005/06`, `2006/07`. */
export function writeDue({ dueOn, precision }: Pick<Occurrence, 'dueOn' | 'precision'>): string {
  switch (precision) {
    case 'day':
      return writeDay(dueOn);
    case 'month':
      return writeMonth(dueOn.slice(0, 7));
    case 'quarter':
      return writeQuarter(dueOn);
    case 'financial year':
      return financialYearOf(dueOn);
    default:
      return precision satisfies never;
  }
}
