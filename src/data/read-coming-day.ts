import { addDaysTo, addMonthsTo, type Day, isDay, weekdayOf } from './days.ts';
import { numberInWords, ordinalInWords } from './durations-in-words.ts';

/** A day a person means, ahead of today; or the words that name a day that does not exist; or null where no day is named. */
export type ComingDay = { is: 'day'; on: Day } | { is: 'no such day'; words: string } | null;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
export const MONTH_PATTERN =
  '(?:january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept|sep|october|oct|november|nov|december|dec)';
export const ORDINAL_PATTERN =
  '(?:\\d{1,2}(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|fifteenth|twentieth)';
export const WEEKDAY_PATTERN = '(?:sunday|monday|tuesday|wednesday|thursday|friday|saturday)';
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** 1 to 12 for a name of a month, whole or short. */
export function monthCalled(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3)) + 1;
}

/** 0 (Sunday) to 6 for the name of a weekday. */
export function weekdayCalled(name: string): number {
  return WEEKDAYS.indexOf(name);
}

const DATE = new RegExp(`^(?:(?:${WEEKDAY_PATTERN}) )?(?:the )?(${ORDINAL_PATTERN})(?: of)? (${MONTH_PATTERN})(?: (\\d{4}))?$`);
const DATE_MONTH_FIRST = new RegExp(`^(${MONTH_PATTERN}) (?:the )?(${ORDINAL_PATTERN})(?: (\\d{4}))?$`);

/**
 * Reads the day a person means: `3 May 2026`, `3 May` (the next one), `3/5/2026` (day first), `2026-05-03`, `tomorrow`, `next Friday`,
 * `in 2 weeks`. A day that is written out whole may have passed.
 * @param words small letters, single spaces, no commas
 * @param today the day it is, in the United Kingdom
 */
export function readComingDay(words: string, today: Day): ComingDay {
  const relative = relativeDay(words, today);
  if (relative !== undefined) return { is: 'day', on: relative };
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words);
  if (iso) return dayOf(words, iso[1]!, Number(iso[2]), Number(iso[3]));
  const figures = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})$/.exec(words);
  if (figures) return dayOf(words, figures[3]!.length === 2 ? `20${figures[3]}` : figures[3]!, Number(figures[2]), Number(figures[1]));
  const named = DATE.exec(words);
  const swapped = DATE_MONTH_FIRST.exec(words);
  if (!named && !swapped) return null;
  const [, date, month, year] = named ?? [swapped![0], swapped![2], swapped![1], swapped![3]];
  const number = ordinalInWords(date!);
  if (number === null) return null;
  return year === undefined ? nextOf(words, monthCalled(month!), number, today) : dayOf(words, year, monthCalled(month!), number);
}

function relativeDay(words: string, today: Day): Day | undefined {
  if (words === 'today') return today;
  if (words === 'tomorrow') return addDaysTo(today, 1);
  const weekday = new RegExp(`^(?:next |this |the coming )?(${WEEKDAY_PATTERN})$`).exec(words);
  if (weekday) return addDaysTo(today, ((weekdayCalled(weekday[1]!) - weekdayOf(today) + 6) % 7) + 1);
  const away = /^in (?:(\d{1,3}|[a-z]+) )(day|week|month|year)s?(?:'? time)?$/.exec(words);
  const count = away === null ? null : /^(a|an)$/.test(away[1]!) ? 1 : numberInWords(away[1]!);
  if (away === null || count === null) return undefined;
  if (away[2] === 'day' || away[2] === 'week') return addDaysTo(today, count * (away[2] === 'week' ? 7 : 1));
  return addMonthsTo(today, count * (away[2] === 'year' ? 12 : 1));
}

function dayOf(words: string, year: string, month: number, date: number): ComingDay {
  const on = [year, String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-');
  return isDay(on) ? { is: 'day', on } : { is: 'no such day', words };
}

/** The next such date: 29 February may be years away, 31 February is never. */
function nextOf(words: string, month: number, date: number, today: Day): ComingDay {
  for (let year = Number(today.slice(0, 4)), last = year + 8; year <= last; year++) {
    const found = dayOf(words, String(year), month, date);
    if (found?.is === 'day' && found.on > today) return found;
  }
  return { is: 'no such day', words };
}
