import { TZDate } from '@date-fns/tz';
import { addDays } from 'date-fns/addDays';
import { addMonths } from 'date-fns/addMonths';

/** A calendar day, `2016-03-31`. No time and no zone: a duty is due on a day, wherever the reader is. */
export type Day = string;

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** True when the text is a day that exists: `2015-02-29` does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/** The day it is in the United Kingdom at an instant. */
export function dayInLondon(instant: Date): Day {
  const local = new TZDate(instant, 'Europe/London');
  return [local.getFullYear(), local.getMonth() + 1, local.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
}

/** The day it was in the United Kingdom at an instant that was kept, `2015-07-01T10:00:00.000Z`. */
export function dayAt(instant: string): Day {
  return dayInLondon(new Date(instant));
}

/**
 * The corresponding day so many months later, or the last day of that month when it is shorter
 * (the corresponding date rule of English law: 31 August + 6 months = 28 or 29 February).
 */
export function addMonthsTo(day: Day, months: number): Day {
  return asDay(addMonths(asDate(day), months));
}

/** The day so many days later (or earlier, when negative). */
export function addDaysTo(day: Day, days: number): Day {
  return asDay(addDays(asDate(day), days));
}

/** `31 March 2016`. */
export function writeDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** `Thursday 31 March 2016`. */
export function writeWeekday(day: Day): string {
  return `${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${writeDay(day)}`;
}

/** `June 2005` for `2005-06`. */
export function writeMonth(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return `${MONTHS[number - 1]} ${year}`;
}

// date-fns counts in the machine's zone; noon keeps a day that day in every zone and across clock changes.
function asDate(day: Day): Date {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date, 12);
}

function asDay(date: Date): Day {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
}
