import { type Day, isDay } from './days.ts';
import { numberInWords, ordinalInWords } from './durations-in-words.ts';

/** A date found in a text: as fine as it is written, and where. `ambiguous`: day and month could be read the other way round. */
export type DateFound = { words: string; start: number; end: number } & (
  | { is: 'day'; on: Day; ambiguous: boolean }
  | { is: 'month'; month: string }
  | { is: 'financial year'; financialYear: string }
  | { is: 'day of the year'; monthDay: string }
);

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const MONTH = String.raw`(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?`;
const WORDED = `(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth`;
const DATE = String.raw`(\d{1,2}(?:\s?(?:st|nd|rd|th))?\b|${WORDED})`;
const YEAR = String.raw`((?:19|20|21)\d\d|two thousand(?: and)? (?:[a-z]+(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?))\b`;

type Form = { pattern: RegExp; read: (match: RegExpExecArray) => Read };
type Read = { is: 'day'; on: Day; ambiguous: boolean } | Exclude<DateFound, { is: 'day' }> | Omitted | null;
type Omitted =
  | { is: 'month'; month: string }
  | { is: 'financial year'; financialYear: string }
  | { is: 'day of the year'; monthDay: string };

// In this order: a form that says more is tried before one that says less.
const FORMS: Form[] = [
  form(String.raw`\b((?:19|20|21)\d\d)-(\d\d)-(\d\d)\b`, ([, year, month, date]) => day(year!, month!, date!)),
  form(String.raw`\b${DATE}\s+(?:day\s+)?(?:of\s+)?${MONTH},?\s+(?:in the year\s+)?${YEAR}`, ([, date, month, year]) =>
    day(yearOf(year!), monthOf(month!), ordinalInWords(date!)),
  ),
  form(String.raw`\b${MONTH}\s+(?:the\s+)?${DATE},?\s+${YEAR}`, ([, month, date, year]) =>
    day(yearOf(year!), monthOf(month!), ordinalInWords(date!)),
  ),
  form(String.raw`\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20|21)\d\d|\d\d)\b`, ([, date, month, year]) =>
    day(year!.length === 2 ? `20${year}` : year!, month!, date!, Number(date) <= 12 && date !== month),
  ),
  form(String.raw`\b((?:19|20)\d\d)\s?[/–-]\s?(\d\d|(?:19|20)\d\d)\b(?![/-]\d)`, ([, from, to]) => {
    const next = String(Number(from) + 1);
    return to === next || to === next.slice(2) ? { is: 'financial year', financialYear: `${from}/${next.slice(2)}` } : null;
  }),
  form(String.raw`\b${MONTH},?\s+((?:19|20|21)\d\d)\b`, ([, month, year]) => ({
    is: 'month',
    month: `${year}-${String(monthOf(month!)).padStart(2, '0')}`,
  })),
  form(String.raw`\b${DATE}\s+(?:day\s+)?(?:of\s+)?${MONTH}`, ([, date, month]) => monthDay(monthOf(month!), ordinalInWords(date!))),
];

function form(pattern: string, read: Form['read']): Form {
  return { pattern: new RegExp(pattern, 'gi'), read };
}

/**
 * Every date in a text, in order: “31st March 2016”, “the first day of April 2026”, “1/4/2026” (day first, as in the United Kingdom),
 * “June 2005”, “2005/06” (only where the second year follows the first), “31 March”. Days that do not exist are left out.
 */
export function datesIn(text: string): DateFound[] {
  const found: DateFound[] = [];
  for (const { pattern, read } of FORMS) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && end > other.start)) continue;
      const value = read(match);
      // “may” is a verb far more often than a month: on its own it needs a capital.
      if (value === null || (/\bmay\b/.test(match[0]) && !/\bMay\b/.test(match[0]))) continue;
      found.push({ ...value, words: match[0].trim(), start, end } as DateFound);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Only whole days, as `datesIn` finds them. */
export function daysIn(text: string): (DateFound & { is: 'day' })[] {
  return datesIn(text).filter((date): date is DateFound & { is: 'day' } => date.is === 'day');
}

function monthOf(name: string): number {
  return MONTHS.findIndex((month) => month.startsWith(name.toLowerCase().replace('.', '').slice(0, 3))) + 1;
}

function yearOf(text: string): string {
  const worded = /^two thousand(?: and)? ([a-z]+(?:[- ][a-z]+)?)$/i.exec(text);
  return worded ? String(2000 + (numberInWords(worded[1]!) ?? Number.NaN)) : text;
}

function day(year: string, month: string | number, date: string | number | null, ambiguous = false): Read {
  const on = [year, String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-');
  return isDay(on) ? { is: 'day', on, ambiguous } : null;
}

function monthDay(month: number, date: number | null): Read {
  const text = [month, date].map((n) => String(n).padStart(2, '0')).join('-');
  return isDay(`2024-${text}`) ? { is: 'day of the year', monthDay: text } : null;
}
