import { TZDate } from '@date-fns/tz';
import { addMonths } from 'date-fns/addMonths';

/** A calendar day, `2016-03-31`. No time and no zone: a duty is due on a day, wherever the reader is. */
export type Day = string;

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

// A day alone is read as midnight in UTC, where every day is as long as the next.
const DAY_IN_MS = 86_400_000;

/** True when the text is a day that exists: `2015-02-29` does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

const HOUR_IN_MS = 3_600_000;
let lastAsked: { hour: number; day: Day } | undefined;

/** The day it is in the United Kingdom at an instant. */
export function dayInLondon(instant: Date): Day {
  // Days begin and clocks change on the hour there, and what day it is now is asked several times for each message.
  const hour = Math.floor(instant.getTime() / HOUR_IN_MS);
  if (lastAsked?.hour !== hour) lastAsked = { hour, day: workOutDay(instant) };
  return lastAsked.day;
}

function workOutDay(instant: Date): Day {
  const local = new TZDate(instant, 'Europe/London');
  return [local.getFullYear(), local.getMonth() + 1, local.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
}

/** The day it was in the United Kingdom at an instant that was kept, `2015-07-01T10:00:00.000Z`. */
export function dayAt(instant: string): Day {
  return dayInLondon(new Date(instant));
}

/** The time of day it was in the United Kingdom at an instant that was kept, `14:05`. */
export function timeAt(instant: string): string {
  const local = new TZDate(new Date(instant), 'Europe/London');
  return [local.getHours(), local.getMinutes()].map((n) => String(n).padStart(2, '0')).join(':');
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
  return new Date(Date.parse(day) + days * DAY_IN_MS).toISOString().slice(0, 10);
}

/** The day of the week: 0 is Sunday, 6 Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** How many days from one to another; negative when the other is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_IN_MS;
}

/**
 * The instant of an hour of a day in the United Kingdom, `2016-03-29T08:00:00.000Z` for 9 on 29 March 2016: 9 stays 9 when the clocks change.
 * @param hour 3 to 23: every one of these is there once on every day
 */
export function instantInLondon(day: Day, hour: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(new TZDate(year, month - 1, date, hour, 'Europe/London').getTime()).toISOString();
}

/** Whether an hour of a day is there: between 1 and 2 on the last Sunday of March it is not, in the United Kingdom. */
export function hourExists(day: Day, hour: number): boolean {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new TZDate(year, month - 1, date, hour, 'Europe/London').getHours() === hour;
}

/** `31 March 2016`. */
export function writeDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** `Thursday 31 March 2016`. */
export function writeWeekday(day: Day): string {
  return `${WEEKDAYS[weekdayOf(day)]} ${writeDay(day)}`;
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
