import { addDaysTo, addMonthsTo, type Day, isDay, writeDay } from './days.ts';
import type { Read } from './money.ts';
import {
  daysOfYear,
  type FinancialYear,
  financialYearOf,
  monthOf,
  monthsFrom,
  type Period,
  quarterOf,
  quarterOfYear,
  writePeriod,
} from './period.ts';

const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DATE = String.raw`(?:\d{1,2}(?:st|nd|rd|th)? ${MONTH}|${MONTH} \d{1,2}(?:st|nd|rd|th)?)`;
const LONGEST = 100;
const HOW = 'Enter a month, a quarter, a financial year or two dates, such as September 2015, Q2, 2015/16 or 1 July to 30 September 2015.';

/**
 * The days a person means: `this quarter`, `Q2`, `Q2 2015/16`, `July to September 2015`, `2015/16`, `this year` (the financial one),
 * `last month`, `31 March 2016`, `31/03/2016`, `since April`. A month, quarter or day without a year is the latest that has begun.
 * @param today the day it is, in the United Kingdom
 */
export function readPeriod(text: string, today: Day): Read<Period> {
  const written = plain(text.slice(0, LONGEST));
  const single = readOne(written, today);
  if (single !== undefined) return single;
  // A word or a hyphen that stands free divides before a hyphen inside a date does.
  const halves = [/ (?:to|until|till|through|and) /, / - /, / ?- ?/]
    .map((divider) => written.split(divider))
    .find(({ length }) => length === 2);
  return halves === undefined ? { ok: false, problem: HOW } : readRange(halves[0]!, halves[1]!, today);
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[−–—‐‑]/g, '-')
    .replace(/[,.]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:from|between|in|during|for|on) /, '')
    .replace(/^the (?=(?:last|this|next|current|first|second|third|fourth|\d))/, '')
    .replace(
      /\bof (?=\d{4}|the\b|this\b|last\b|january|february|march|april|may|june|july|august|september|october|november|december)/g,
      '',
    )
    .trim();
}

/** One day, month, quarter or year; undefined when it is none of them, a problem when it nearly is. */
function readOne(written: string, today: Day): Read<Period> | undefined {
  return readRelative(written, today) ?? readYearOrQuarter(written, today) ?? readMonth(written, today) ?? readDate(written, today);
}

function readRelative(written: string, today: Day): Read<Period> | undefined {
  if (written === 'today') return found({ from: today, to: today });
  if (written === 'yesterday') return found({ from: addDaysTo(today, -1), to: addDaysTo(today, -1) });
  const since = /^since (?:the (?:start|beginning) )?(.+)$/.exec(written);
  if (since) {
    const start = readOne(since[1]!, today);
    if (start?.ok !== true) return start;
    return start.value.from > today ? endsFirst(start.value.from, today) : found({ from: start.value.from, to: today });
  }
  const step = /^(this|current|last|previous|next|coming) (?:financial )?(month|quarter|year)(?: (?:to date|so far))?$/.exec(written);
  if (!step) return undefined;
  const by = /this|current/.test(step[1]!) ? 0 : /last|previous/.test(step[1]!) ? -1 : 1;
  if (step[2] === 'month') return found(monthOf(addMonthsTo(monthOf(today).from, by)));
  if (step[2] === 'quarter') return found(quarterOf(addMonthsTo(quarterOf(today).from, by * 3)));
  return found(daysOfYear(financialYearOf(addMonthsTo(today, by * 12))));
}

function readYearOrQuarter(written: string, today: Day): Read<Period> | undefined {
  const parts = /^(?:(?:q|quarter )([1-4]))?(?: ?(?:(?:of )?(?:financial year|fy) ?)?((?:20|19)?\d\d) ?[/-] ?((?:20|19)?\d\d))?$/.exec(
    written,
  );
  if (parts && (parts[1] ?? parts[2]) !== undefined) {
    if (parts[2] === undefined) return found(latestQuarter(Number(parts[1]), today));
    const year = yearWritten(parts[2], parts[3]!);
    if (year === undefined) return undefined;
    return found(parts[1] === undefined ? daysOfYear(year) : quarterOfYear(year, Number(parts[1])));
  }
  const calendar = /^(?:(q|quarter )([1-4]) )?((?:20|19)\d\d)$/.exec(written);
  if (!calendar) return undefined;
  const year = financialYearOf(`${calendar[3]}-04-01`);
  const asFinancial = calendar[2] === undefined ? year : `Q${calendar[2]} ${year}`;
  const quarter = Number(calendar[2]);
  const other = writePeriod(
    calendar[2] ? monthsFrom(month(Number(calendar[3]), quarter * 3 - 3), 3) : monthsFrom(`${calendar[3]}-01-01`, 12),
  );
  return { ok: false, problem: `Say which is meant: ${asFinancial} (a financial year, from April) or ${other}.` };
}

function latestQuarter(quarter: number, today: Day): Period {
  const inThisYear = quarterOfYear(financialYearOf(today), quarter);
  return inThisYear.from <= today ? inThisYear : monthsFrom(addMonthsTo(inThisYear.from, -12), 3);
}

/** `2015/16` of `2015` and `16`, of `15` and `16`; undefined when the two are not neighbours. */
function yearWritten(first: string, second: string): FinancialYear | undefined {
  const from = Number(first.length === 2 ? `20${first}` : first);
  return (from + 1) % 100 === Number(second.slice(-2)) ? financialYearOf(`${from}-04-01`) : undefined;
}

function readMonth(written: string, today: Day): Read<Period> | undefined {
  const named = new RegExp(`^(${MONTH})(?: ((?:20|19)\\d\\d))?$`).exec(written);
  if (named) {
    const number = MONTH_NAMES.indexOf(named[1]!.slice(0, 3));
    const year = named[2] === undefined ? latestYear(number, 1, today) : Number(named[2]);
    return found(monthOf(month(year, number)));
  }
  const figures = /^((?:20|19)\d\d)-(0[1-9]|1[0-2])$/.exec(written) ?? /^(?:0?[1-9]|1[0-2])\/((?:20|19)\d\d)$/.exec(written);
  if (!figures) return undefined;
  const number = figures[2] === undefined ? Number(written.split('/')[0]) : Number(figures[2]);
  return found(monthOf(month(Number(figures[1]), number - 1)));
}

function readDate(written: string, today: Day): Read<Period> | undefined {
  const iso = /^((?:20|19)\d\d)-(\d{1,2})-(\d{1,2})$/.exec(written);
  if (iso) return asOneDay(Number(iso[1]), Number(iso[2]), Number(iso[3]), written);
  const figures = /^(\d{1,2})[/ -](\d{1,2})[/ -](\d{2}|(?:20|19)\d\d)$/.exec(written);
  if (figures) {
    const year = Number(figures[3]!.length === 2 ? `20${figures[3]}` : figures[3]);
    return asOneDay(year, Number(figures[2]), Number(figures[1]), written);
  }
  const named = new RegExp(`^(${DATE})(?: ((?:20|19)\\d\\d))?$`).exec(written);
  if (!named) return undefined;
  const date = Number(/\d+/.exec(named[1]!)![0]);
  const number = MONTH_NAMES.indexOf(new RegExp(MONTH).exec(named[1]!)![0].slice(0, 3));
  const year = named[2] === undefined ? latestYear(number, date, today) : Number(named[2]);
  return asOneDay(year, number + 1, date, written);
}

function asOneDay(year: number, number: number, date: number, written: string): Read<Period> {
  const day = [String(year).padStart(4, '0'), String(number).padStart(2, '0'), String(date).padStart(2, '0')].join('-');
  if (!isDay(day)) return { ok: false, problem: `${capital(written)} is not a day that exists. ${HOW}` };
  return found({ from: day, to: day });
}

/** “July to September 2015”: what the first half lacks, it takes from the second. */
function readRange(first: string, second: string, today: Day): Read<Period> {
  const end = readOne(second, today);
  if (end === undefined) return { ok: false, problem: HOW };
  if (!end.ok) return end;
  const lastYear = Number(end.value.to.slice(0, 4));
  const bareDate = /^\d{1,2}(?:st|nd|rd|th)?$/.test(first);
  const full = bareDate ? `${first} ${new RegExp(MONTH).exec(second)?.[0] ?? ''} ${lastYear}` : first;
  const lacksYear = new RegExp(`^(?:${MONTH}|${DATE})$`).test(full);
  const start = lacksYear ? startBefore(full, lastYear, end.value.to, today) : readOne(full, today);
  if (start === undefined) return { ok: false, problem: HOW };
  if (!start.ok) return start;
  return start.value.from > end.value.to ? endsFirst(start.value.from, end.value.to) : found({ from: start.value.from, to: end.value.to });
}

function startBefore(first: string, year: number, end: Day, today: Day): Read<Period> | undefined {
  const same = readOne(`${first} ${year}`, today);
  return same?.ok && same.value.from > end ? readOne(`${first} ${year - 1}`, today) : same;
}

function endsFirst(from: Day, to: Day): Read<Period> {
  return { ok: false, problem: `That period ends (${writeDay(to)}) before it begins (${writeDay(from)}). Enter the earlier date first.` };
}

function latestYear(monthIndex: number, date: number, today: Day): number {
  const year = Number(today.slice(0, 4));
  const monthAndDate = `${String(monthIndex + 1).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return monthAndDate <= today.slice(5) ? year : year - 1;
}

function month(year: number, index: number): Day {
  return `${year}-${String(index + 1).padStart(2, '0')}-01`;
}

function capital(text: string): string {
  return text.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

function found(value: Period): Read<Period> {
  return { ok: true, value };
}
