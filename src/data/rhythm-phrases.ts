import { isDay } from './days.ts';
import { numberInWords, ordinalInWords } from './durations-in-words.ts';
import { MONTH_PATTERN, monthCalled, ORDINAL_PATTERN, WEEKDAY_PATTERN, weekdayCalled } from './read-coming-day.ts';
import { type Frequency, onDayOf, onDayOfMonth, type RuleParts, WEEKDAY_CODES } from './rhythm.ts';

/** What a phrase says of how often: the parts of a rule, or the words of a day that no month has. */
type Said = RuleParts | { noSuchDay: string };

/**
 * Reads a phrase that says how often, as people write it: `every 2 weeks`, `the last Friday of each month`, `every year on 1 April`.
 * Where the day is left open, so it is in the parts. Null when it is no such phrase.
 * @param words small letters, single spaces
 */
export function partsSaid(words: string): Said | null {
  for (const { says, means } of PHRASES) {
    const match = says.exec(words);
    if (match !== null) return means(match);
  }
  return null;
}

const NUMBER = '(\\d{1,3}|other|second|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen)';
const UNITS: Record<string, Frequency> = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY' };
const SINGLE: Record<string, RuleParts> = {
  daily: { FREQ: 'DAILY' },
  weekly: { FREQ: 'WEEKLY' },
  fortnightly: { FREQ: 'WEEKLY', INTERVAL: '2' },
  monthly: { FREQ: 'MONTHLY' },
  quarterly: { FREQ: 'MONTHLY', BYMONTH: '1,4,7,10', BYMONTHDAY: '1' },
  yearly: { FREQ: 'YEARLY' },
  annually: { FREQ: 'YEARLY' },
};
const EACH = '(?:every|each|once a|once every)';
const POSITION = '(first|second|third|fourth|last)';
const numberOf = (words: string) => (/^(other|second)$/.test(words) ? 2 : (numberInWords(words) ?? 1));
const interval = (count: number): Partial<RuleParts> => (count === 1 ? {} : { INTERVAL: String(count) });
const position = (word: string) => (word === 'last' ? -1 : ordinalInWords(word)!);
const code = (name: string) => WEEKDAY_CODES[weekdayCalled(name)]!;

type Means = (match: RegExpExecArray) => Said;
const say = (says: string, means: Means) => ({ says: new RegExp(`^${says}$`), means });

function inMonth(date: string, count: number): Said {
  if (date === 'last day') return { FREQ: 'MONTHLY', ...interval(count), BYMONTHDAY: '-1' };
  const number = ordinalInWords(date.replace(/ day$/, ''));
  if (number === null || number < 1 || number > 31) return { noSuchDay: date };
  return { FREQ: 'MONTHLY', ...interval(count), ...onDayOfMonth(number) };
}

function inYear(date: string, month: string): Said {
  const number = ordinalInWords(date);
  const monthAndDay = `${String(monthCalled(month)).padStart(2, '0')}-${String(number).padStart(2, '0')}`;
  // A leap year, so that 29 February may be asked for: in other years it is the 28th.
  if (number === null || !isDay(`2000-${monthAndDay}`)) return { noSuchDay: `${date} ${month}` };
  return { FREQ: 'YEARLY', ...onDayOf('YEARLY', `2000-${monthAndDay}`) };
}

const DATE = `(${ORDINAL_PATTERN}|last day)(?: day)?`;

const PHRASES: readonly { says: RegExp; means: Means }[] = [
  say(`(${Object.keys(SINGLE).join('|')})`, ([, word]) => SINGLE[word!]!),
  say(`${EACH} (?:quarter)`, () => SINGLE.quarterly!),
  say('(?:half-?yearly|twice a year|every half year|six-monthly)', () => ({ FREQ: 'MONTHLY', INTERVAL: '6' })),
  say(`${EACH} (?:fortnight)`, () => SINGLE.fortnightly!),
  say(`${EACH} (?:working day|weekday)`, () => ({ FREQ: 'WEEKLY', BYDAY: 'MO,TU,WE,TH,FR' })),
  say(`${EACH} (?:${NUMBER} )?(day|week|month|year)s?`, ([, count, unit]) => ({
    FREQ: UNITS[unit!]!,
    ...interval(count === undefined ? 1 : numberOf(count)),
  })),
  say(`${EACH} ${NUMBER} quarters`, ([, count]) => ({ FREQ: 'MONTHLY', ...interval(numberOf(count!) * 3) })),
  say(
    `(?:on )?(?:${EACH} )?(${WEEKDAY_PATTERN}s?(?:(?: and|) ${WEEKDAY_PATTERN}s?)*)(?: ${EACH} (?:${NUMBER} )?weeks?)?`,
    ([, names, count]) => ({
      FREQ: 'WEEKLY',
      ...interval(count === undefined ? 1 : numberOf(count)),
      BYDAY: WEEKDAY_CODES.filter((one) =>
        [...names!.matchAll(new RegExp(WEEKDAY_PATTERN, 'g'))].some(([name]) => code(name) === one),
      ).join(','),
    }),
  ),
  say(`${EACH} (?:other|second) (${WEEKDAY_PATTERN})`, ([, name]) => ({ FREQ: 'WEEKLY', INTERVAL: '2', BYDAY: code(name!) })),
  say(`${EACH} (?:${NUMBER} )?weeks? on (${WEEKDAY_PATTERN})s?`, ([, count, name]) => ({
    FREQ: 'WEEKLY',
    ...interval(count === undefined ? 1 : numberOf(count)),
    BYDAY: code(name!),
  })),
  say(`(?:on )?(?:the )?${POSITION} (${WEEKDAY_PATTERN}) (?:of|in) (?:${EACH}|the) month`, ([, which, name]) => ({
    FREQ: 'MONTHLY',
    BYDAY: `${position(which!)}${code(name!)}`,
  })),
  say(`${EACH} (?:${NUMBER} )?months? on the ${POSITION} (${WEEKDAY_PATTERN})`, ([, count, which, name]) => ({
    FREQ: 'MONTHLY',
    ...interval(count === undefined ? 1 : numberOf(count)),
    BYDAY: `${position(which!)}${code(name!)}`,
  })),
  say(`${EACH} (first|third|fourth|last) (${WEEKDAY_PATTERN})(?: (?:of|in) (?:the|a) month)?`, ([, which, name]) => ({
    FREQ: 'MONTHLY',
    BYDAY: `${position(which!)}${code(name!)}`,
  })),
  say(`(?:${EACH} (?:${NUMBER} )?months?|monthly) on (?:the )?${DATE}`, ([, count, date]) =>
    inMonth(date!, count === undefined ? 1 : numberOf(count)),
  ),
  say(`(?:on )?(?:the )?${DATE} (?:of|in) ${EACH} month`, ([, date]) => inMonth(date!, 1)),
  say(`(?:${EACH} year|yearly|annually) on (?:the )?(${ORDINAL_PATTERN})(?: of)? (${MONTH_PATTERN})`, ([, date, month]) =>
    inYear(date!, month!),
  ),
  say(`(?:on )?${EACH} (${ORDINAL_PATTERN})(?: of)? (${MONTH_PATTERN})`, ([, date, month]) => inYear(date!, month!)),
  say(`(?:on )?(?:the )?(${ORDINAL_PATTERN})(?: of)? (${MONTH_PATTERN}) ${EACH} year`, ([, date, month]) => inYear(date!, month!)),
  say(`(?:in )?${EACH} (${MONTH_PATTERN})`, ([, month]) => inYear('1', month!)),
];
