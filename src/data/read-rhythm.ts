import { addDaysTo, addMonthsTo, type Day, hourExists, isDay, writeDay } from './days.ts';
import { MONTH_PATTERN, readComingDay } from './read-coming-day.ts';
import { nextDaysOfRhythm } from './recurrence.ts';
import { onDayOf, type Rhythm, type RuleParts, readRule, writeRule } from './rhythm.ts';
import { partsSaid } from './rhythm-phrases.ts';
import { writeRhythm } from './write-rhythm.ts';

/** When somebody wants to be reminded: the rhythm, in words, and its next days (at most three); or one plain sentence on what is wrong. */
export type RhythmRead = { ok: true; rhythm: Rhythm; inWords: string; next: readonly Day[] } | { ok: false; problem: string };

const DAYS_SHOWN = 3;
const YEARS_AHEAD = 10;
const LONGEST = 200;
const HOW = 'Say how often or when, such as “every month on the 5th”, “every quarter” or “on 3 May 2027”.';
const NINE = 'Reminders come at 9 in the morning';

/**
 * Reads when somebody wants to be reminded: `every quarter`, `every month on the 5th`, `each Monday`, `every 6 months from 1 April 2026`,
 * `on 3 May 2026`, `every year on 1 April until 2030-04-01`, `FREQ=MONTHLY;BYMONTHDAY=1`.
 * What leaves the day open is counted from today: “every month”, said on the 22nd, is first on the 22nd of the next.
 * @param today the day it is, in the United Kingdom: reminders begin after it
 * @param given the first and the last day, where they are given beside the words
 */
export function readRhythm(text: string, today: Day, given: { from?: Day; until?: Day } = {}): RhythmRead {
  if (text.length > LONGEST) return wrong(`That is longer than ${LONGEST} characters. ${HOW}`);
  const words = divide(plain(text));
  if ((words.from ?? words.until) !== undefined && (given.from ?? given.until) !== undefined)
    return wrong('Give the first and the last day once: in these words, or in their own fields.');
  const said = { ...words, ...given };
  const bounds = readBounds(said, today);
  if (!bounds.ok) return bounds;
  const { from, until } = bounds;
  const hour = timeProblem(said, today);
  if (hour !== null) return wrong(hour);
  const once = readOnce(said.often, today);
  if (once !== null) return once.ok && (from ?? until) !== undefined ? wrong(HOW) : once;
  const read = readOften(said.often, from ?? null, today);
  if (!read.ok) return read;
  if (until !== undefined && read.parts.COUNT !== undefined) return wrong('Give a number of times or a last day, not both.');
  const parts = until === undefined ? read.parts : { ...read.parts, UNTIL: until.replaceAll('-', '') };
  return withNextDays({ rule: writeRule(parts), startOn: read.startOn }, today);
}

function wrong(problem: string): { ok: false; problem: string } {
  return { ok: false, problem };
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/,(?! ?\d)|(?<!\d),(?=\d)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!?]$/, '');
}

type Said = { often: string; from?: string; until?: string; time?: string };

/** What is said of how often, from when, until when and at what time of day. A rule is left whole. */
function divide(words: string): Said {
  if (/^(rrule:)?freq=/.test(words)) return { often: words };
  const said: Said = { often: words };
  said.often = said.often.replace(/ ?\bat (noon|midnight|\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|o'clock)?)(?= |$)/, (_, time: string) => {
    said.time = time;
    return '';
  });
  said.often = said.often.replace(/ (?:until|till|up to|ending|ending on) (.+?)(?= from | starting |$)/, (_, day: string) => {
    said.until = day;
    return '';
  });
  said.often = said.often.replace(/ (?:from|starting|beginning|starting on|starting from|beginning on) (.+)$/, (_, day: string) => {
    said.from = day;
    return '';
  });
  said.often = said.often.trim();
  return said;
}

type Bounds = { ok: true; from?: Day; until?: Day } | { ok: false; problem: string };

function readBounds({ from, until, often }: Said, today: Day): Bounds {
  const bounds: { ok: true; from?: Day; until?: Day } = { ok: true };
  for (const [name, words] of [
    ['from', from],
    ['until', until],
  ] as const) {
    if (words === undefined) continue;
    const read = readComingDay(words.replace(/^on /, ''), today);
    if (read === null) return wrong(`“${words}” is not a day. Write it like 1 April 2027.`);
    if (read.is === 'no such day') return wrong(noSuchDay(read.words));
    bounds[name] = read.on;
  }
  const last = bounds.until ?? untilOfRule(often);
  const { from: first } = bounds;
  if (last !== undefined && first !== undefined && last < first)
    return wrong(`It would end on ${writeDay(last)}, before it begins on ${writeDay(first)}. Enter the earlier day first.`);
  if (last !== undefined && last <= today)
    return wrong(`${writeDay(last)} has passed, so nothing would come. Give a last day that is still ahead.`);
  return bounds;
}

function untilOfRule(words: string): Day | undefined {
  const [, year, month, date] = /\buntil=(\d{4})(\d{2})(\d{2})/.exec(words) ?? [];
  const day = `${year}-${month}-${date}`;
  return year !== undefined && isDay(day) ? day : undefined;
}

function noSuchDay(words: string): string {
  const written = words.replace(new RegExp(`\\b${MONTH_PATTERN}\\b`), (month) => `${month[0]!.toUpperCase()}${month.slice(1)}`);
  return `“${written}” is not a day that exists. Write it like 1 April 2027.`;
}

/** Every reminder comes at 9: another time of day is not taken silently. */
function timeProblem({ often, time }: Said, today: Day): string | null {
  if (time === undefined) return null;
  const [, digits, minutes = '00', half] = /^(\d{1,2})(?:[:.](\d{2}))? ?(am|pm|o'clock)?$/.exec(time) ?? [];
  const hour =
    digits === undefined
      ? time === 'noon'
        ? 12
        : 0
      : (Number(digits) % (half === undefined || half === "o'clock" ? 24 : 12)) + (half === 'pm' ? 12 : 0);
  if (hour === 9 && minutes === '00') return null;
  const day = readComingDay(often.replace(/^on /, ''), today);
  if (day?.is === 'day' && !hourExists(day.on, hour))
    return `There is no ${time} on ${writeDay(day.on)}: the clocks go forward then. ${NINE}, so leave the time out.`;
  return `${NINE}: leave “at ${time}” out.`;
}

/** A single day; null where the words are no day. */
function readOnce(words: string, today: Day): RhythmRead | null {
  const read = readComingDay(words.replace(/^(?:once )?(?:on )?(?=.)/, ''), today);
  if (read === null) return null;
  if (read.is === 'no such day') return wrong(noSuchDay(read.words));
  if (read.on < today) return wrong(`${writeDay(read.on)} has passed. Give a day that is still ahead.`);
  if (read.on === today) return wrong('That is today. The first day there can be a reminder is tomorrow.');
  return withNextDays({ rule: 'FREQ=DAILY;COUNT=1', startOn: read.on }, today);
}

type OftenRead = { ok: true; parts: RuleParts; startOn: Day } | { ok: false; problem: string };

function readOften(words: string, from: Day | null, today: Day): OftenRead {
  if (/^(rrule:)?freq=/.test(words)) return readWrittenRule(words, from, today);
  if (/\b(hour|minute|second)s?\b|\bhourly\b/.test(words))
    return wrong('Reminders come at most once a day. Say every day, every week, every month or every year.');
  const parts = partsSaid(words);
  if (parts === null) return wrong(`That is not a time to be reminded at. ${HOW}`);
  if ('noSuchDay' in parts) return wrong(noSuchDay(parts.noSuchDay));
  const read = readRule(writeRule(parts));
  if (!read.ok) return wrong(`Reminders cannot come so often or so seldom. ${HOW}`);
  // Quarters from a day are counted from that day.
  const quarters = parts.BYMONTH === '1,4,7,10' && from !== null;
  return { ok: true, ...counted(quarters ? { FREQ: 'MONTHLY', INTERVAL: '3' } : parts, from, today) };
}

function readWrittenRule(words: string, from: Day | null, today: Day): OftenRead {
  const read = readRule(words);
  if (!read.ok) return wrong(`That rule cannot be used, as ${read.problem}: ${read.mend}.`);
  return { ok: true, ...counted(read.parts, from, today) };
}

/** What leaves the day open is pinned to the day it is counted from: the one given, else today, of which the first turn is past. */
function counted(parts: RuleParts, from: Day | null, today: Day): { parts: RuleParts; startOn: Day } {
  // A rule that ends after so many times has all of them ahead.
  const startOn = from ?? (parts.COUNT === undefined ? today : addDaysTo(today, 1));
  const pinned = parts.BYDAY !== undefined || parts.BYMONTHDAY !== undefined;
  const month = parts.FREQ === 'YEARLY' && parts.BYMONTH !== undefined ? { BYMONTH: parts.BYMONTH } : {};
  return { parts: pinned ? parts : { ...parts, ...onDayOf(parts.FREQ, startOn), ...month }, startOn };
}

function withNextDays(rhythm: Rhythm, today: Day): RhythmRead {
  const next = nextDaysOfRhythm(rhythm, today, DAYS_SHOWN);
  const [first] = next;
  if (first === undefined) return wrong(`No day that is still ahead fits ${writeRhythm(rhythm)}. ${HOW}`);
  if (first > addMonthsTo(today, YEARS_AHEAD * 12))
    return wrong(`${writeDay(first)} is more than ten years away. Give a day that is nearer.`);
  return { ok: true, rhythm, inWords: writeRhythm(rhythm), next };
}
