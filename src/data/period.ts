import { addDaysTo, addMonthsTo, type Day, writeDay, writeMonth } from './days.ts';

/** From one day to another, both included. */
export type Period = { from: Day; to: Day };

/** A United Kingdom public financial year, 1 April to 31 March, as it is written: `2015/16`. */
export type FinancialYear = string;

/** The financial year a day falls in: `2016-03-31` is in `2015/16`, `2016-04-01` in `2016/17`. */
export function financialYearOf(day: Day): FinancialYear {
  const year = Number(day.slice(0, 4)) - (day.slice(5, 7) < '04' ? 1 : 0);
  return `${year}/${String((year + 1) % 100).padStart(2, '0')}`;
}

/** The days of a financial year: `2015/16` is 1 April 2015 to 31 March 2016. */
export function daysOfYear(year: FinancialYear): Period {
  const first = Number(year.slice(0, 4));
  return { from: `${first}-04-01`, to: `${first + 1}-03-31` };
}

/** The month a day falls in. */
export function monthOf(day: Day): Period {
  return monthsFrom(`${day.slice(0, 7)}-01`, 1);
}

/** The quarter a day falls in. Quarters of the financial year and of the calendar have the same days; Q1 is April to June. */
export function quarterOf(day: Day): Period {
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % 3);
  return monthsFrom(`${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`, 3);
}

/** A quarter of a financial year, 1 to 4: the second of `2015/16` is July to September 2015. */
export function quarterOfYear(year: FinancialYear, quarter: number): Period {
  return monthsFrom(addMonthsTo(daysOfYear(year).from, (quarter - 1) * 3), 3);
}

/** `Q2 2015/16` for any day of July to September 2015. */
export function writeQuarter(day: Day): string {
  return `Q${((Math.ceil(Number(day.slice(5, 7)) / 3) + 2) % 4) + 1} ${financialYearOf(day)}`;
}

/** So many whole months from the first day of one. */
export function monthsFrom(firstDay: Day, months: number): Period {
  return { from: firstDay, to: addDaysTo(addMonthsTo(firstDay, months), -1) };
}

/** True when the two share at least a day. */
export function overlaps(one: Period, other: Period): boolean {
  return one.from <= other.to && other.from <= one.to;
}

/** As people write it: `2015/16`, `September 2015`, `July to September 2015`, `31 March 2016`, `1 July to 15 August 2015`. */
export function writePeriod({ from, to }: Period): string {
  if (from === to) return writeDay(from);
  const year = financialYearOf(from);
  const whole = daysOfYear(year);
  if (from === whole.from && to === whole.to) return year;
  const sameYear = from.slice(0, 4) === to.slice(0, 4);
  if (from === monthOf(from).from && to === monthOf(to).to) {
    const last = writeMonth(to.slice(0, 7));
    if (from.slice(0, 7) === to.slice(0, 7)) return last;
    const first = writeMonth(from.slice(0, 7));
    return `${sameYear ? first.slice(0, -5) : first} to ${last}`;
  }
  return `${sameYear ? writeDay(from).slice(0, -5) : writeDay(from)} to ${writeDay(to)}`;
}

/**
 * The day that decides in which financial year an entry counts and which protocol splits it: the first of its period.
 * An entry counts whole, and once.
 */
export function dayOf(period: Period): Day {
  return period.from;
}
