import { durationsIn, ordinalInWords } from './durations-in-words.ts';
import { datesIn } from './read-dates-in-words.ts';

/** A rhythm found in a text, as an RFC 5545 rule, with what the document leaves open. `unclear`: “bi-monthly” is said of two rhythms. */
export type RhythmFound = { every: string; open?: string; unclear: boolean; start: number; end: number };

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const MONTH = `(${MONTHS.join('|')})`;

type Rule = [rule: string, open: string];
const WORDS: readonly (readonly [RegExp, Rule | 'unclear'])[] = [
  [/\bbi-?(monthly|weekly|annual(ly)?)\b/i, 'unclear'],
  [
    /\b(six[- ]monthly|half[- ]yearly|twice (a|each|every|per) year|twice yearly|every half[- ]year)\b/i,
    ['FREQ=MONTHLY;INTERVAL=6', 'day it is due'],
  ],
  [/\bthree times (a|each|every|per|in each) year\b/i, ['FREQ=MONTHLY;INTERVAL=4', 'day it is due']],
  [
    /\b((each|every|in every) (other|second|alternate) month|alternate months|six times (a|each|every|per|in each) year)\b/i,
    ['FREQ=MONTHLY;INTERVAL=2', 'day of the month'],
  ],
  [/\b((each|every) (other|second|alternate) week|alternate weeks)\b/i, ['FREQ=WEEKLY;INTERVAL=2', 'day of the week']],
  [
    /\b((each|every|in every) (other|second|alternate) year|alternate years|biennial(ly)?)\b/i,
    ['FREQ=YEARLY;INTERVAL=2', 'day of the year'],
  ],
  [
    /\b(quarterly|(each|every|per|a|in each) (financial |calendar )?quarter|end of (each|every|the) quarter|four times (a|each|every|per|in each) year|three[- ]monthly)\b/i,
    ['FREQ=MONTHLY;INTERVAL=3', 'day it is due'],
  ],
  [/\b(fortnightly|(each|every|once a) fortnight)\b/i, ['FREQ=WEEKLY;INTERVAL=2', 'day of the week']],
  [/\b(monthly|(each|every|per|once a) (calendar )?month|on a month(ly)? basis)\b/i, ['FREQ=MONTHLY', 'day of the month']],
  [/(?<!\b(?:days?|hours?|sessions?) )\b(weekly|(each|every|once a|per) week)\b/i, ['FREQ=WEEKLY', 'day of the week']],
  [
    /\b(annual(ly)?(?! leave\b)|yearly|(?<!\bfor )(each|every|in each|in every|once a|once in (each|every|any)|per) (financial |calendar |operational )?year|each anniversary)\b/i,
    ['FREQ=YEARLY', 'day of the year'],
  ],
  // “each October”: once a year.
  [new RegExp(`\\b(?:each|every) ${MONTH}\\b`, 'i'), ['FREQ=YEARLY', 'day of the month']],
];
const WEEKDAY: Record<string, string> = {
  monday: 'MO',
  tuesday: 'TU',
  wednesday: 'WE',
  thursday: 'TH',
  friday: 'FR',
  saturday: 'SA',
  sunday: 'SU',
};
const UNITS = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY' } as const;

/** The first rhythm in a text: “quarterly”, “by 30 June each year”, “on the first Monday of each month”, “every eighteen months”. */
export function rhythmIn(text: string): RhythmFound | null {
  const counted = everySoLong(text);
  const worded = WORDS.flatMap(([pattern, rule]) => {
    const match = pattern.exec(text);
    return match ? [{ rule, start: match.index, end: match.index + match[0].length }] : [];
  }).sort((a, b) => a.start - b.start)[0];
  if (counted && (worded === undefined || counted.start <= worded.start)) return counted;
  if (worded === undefined) return null;
  const place = { start: worded.start, end: worded.end };
  if (worded.rule === 'unclear')
    return { every: 'FREQ=MONTHLY', open: 'how often, as the word is said of two rhythms', unclear: true, ...place };
  const [rule, open] = worded.rule;
  const day = dayWithin(rule, text, worded.start, worded.end);
  return { ...(day ?? { every: rule, open }), unclear: false, ...place };
}

function everySoLong(text: string): RhythmFound | null {
  for (const length of durationsIn(text)) {
    if (
      !/\b(every|at intervals of( not more than)?|once (every|in)( every)?)\s*$/i.test(text.slice(0, length.start)) ||
      !Number.isInteger(length.amount)
    )
      continue;
    const interval = length.amount === 1 ? '' : `;INTERVAL=${length.amount}`;
    return {
      every: `FREQ=${UNITS[length.unit]}${interval}`,
      open: 'day it is counted from',
      unclear: false,
      start: length.start,
      end: length.end,
    };
  }
  return null;
}

/** “annually in November”, “in June of each year”: the month is said, the day is not. */
function monthWithin(text: string, start: number, end: number): { every: string; open?: string } | null {
  const said =
    new RegExp(`^\\w+ ${MONTH}$`, 'i').exec(text.slice(start, end)) ??
    new RegExp(`^,? (?:in|by the end of|before the end of|during|each|every) ${MONTH}\\b`, 'i').exec(text.slice(end)) ??
    new RegExp(`\\b(?:in|by the end of|before the end of|during|each|every) ${MONTH},? (?:of |in )?$`, 'i').exec(text.slice(0, start));
  return said === null ? null : { every: `FREQ=YEARLY;BYMONTH=${MONTHS.indexOf(said[1]!.toLowerCase()) + 1}`, open: 'day of the month' };
}

/** A day the words give within the rhythm; “within ten days of the end of each month” stays open, because working days and months differ. */
function dayWithin(rule: string, text: string, start: number, end: number): { every: string; open?: string } | null {
  const near = text.slice(Math.max(0, start - 70), end + 30);
  const within =
    /\b(within|no later than|not later than|at least)\b[^.]{0,40}\b(days?|weeks?|months?)\b[^.]{0,20}\b(of|after|following|before|prior)\b[^.]{0,40}/i.exec(
      near,
    );
  if (within) return { every: rule, open: within[0].trim() };
  if (rule === 'FREQ=YEARLY') {
    const dates = datesIn(text).filter(({ is }) => is === 'day of the year');
    const [date] = dates;
    if (dates.length === 0) return monthWithin(text, start, end);
    if (dates.length !== 1 || date?.is !== 'day of the year') return null;
    const [month, day] = date.monthDay.split('-').map(Number);
    return { every: `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}` };
  }
  if (!/^FREQ=MONTHLY(;INTERVAL=2)?$/.test(rule)) return null;
  const weekday = /\b(first|second|third|fourth|last)\s+(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/i.exec(near);
  if (weekday)
    return {
      every: `${rule};BYDAY=${weekday[1]!.toLowerCase() === 'last' ? -1 : ordinalInWords(weekday[1]!)}${WEEKDAY[weekday[2]!.toLowerCase()]}`,
    };
  if (rule !== 'FREQ=MONTHLY') return null;
  if (/\blast day\b/i.test(near)) return { every: 'FREQ=MONTHLY;BYMONTHDAY=-1' };
  const day =
    /\b(\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|tenth|fifteenth|twentieth)\s+(working |business )?day\b|\bthe (\d{1,2}(?:st|nd|rd|th)|first|fifth|tenth|fifteenth|twentieth)\s+(?:of|in) (?:each|every|the)\b/i.exec(
      near,
    );
  if (day?.[2]) return { every: rule, open: day[0] };
  const number = day && ordinalInWords((day[1] ?? day[3])!);
  return number && number <= 31 ? { every: `FREQ=MONTHLY;BYMONTHDAY=${number}` } : null;
}
