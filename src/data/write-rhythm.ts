import { writeDay } from './days.ts';
import { type Rhythm, type RuleParts, readRule } from './rhythm.ts';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const WEEKDAYS: Record<string, string> = {
  SU: 'Sunday',
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
};
const POSITIONS: Record<string, string> = { '1': 'first', '2': 'second', '3': 'third', '4': 'fourth', '5': 'fifth', '-1': 'last' };

/** A rule in words: `every month on the 5th`, `every 2 weeks on Monday`, `every month` where it leaves the day open. */
export function writeRuleInWords(rule: string): string {
  const read = readRule(rule);
  if (!read.ok) return `by the rule ${rule}`;
  const { parts } = read;
  const words = turnsInWords(parts);
  const until = parts.UNTIL?.replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3');
  const times = parts.COUNT === undefined ? '' : `, ${parts.COUNT} time${parts.COUNT === '1' ? '' : 's'}`;
  return `${words ?? `by the rule ${rule}`}${until === undefined ? '' : ` until ${writeDay(until)}`}${times}`;
}

/** A rhythm in words: `once, on 3 May 2026`, `every 6 months on the 1st, from 1 April 2026`. */
export function writeRhythm({ rule, startOn }: Rhythm): string {
  if (rule === 'FREQ=DAILY;COUNT=1') return `once, on ${writeDay(startOn)}`;
  const counted = /INTERVAL=|COUNT=/.test(rule);
  return `${writeRuleInWords(rule)}${counted ? `, from ${writeDay(startOn)}` : ''}`;
}

/** Undefined where the parts say something that is rarely said. */
function turnsInWords(parts: RuleParts): string | undefined {
  const every = (unit: string) =>
    parts.INTERVAL === undefined || parts.INTERVAL === '1' ? `every ${unit}` : `every ${parts.INTERVAL} ${unit}s`;
  switch (parts.FREQ) {
    case 'DAILY':
      return parts.BYDAY === undefined && parts.BYMONTHDAY === undefined && parts.BYMONTH === undefined ? every('day') : undefined;
    case 'WEEKLY':
      return parts.BYMONTH === undefined && parts.BYSETPOS === undefined ? weekly(parts, every('week')) : undefined;
    case 'MONTHLY':
      return parts.BYMONTH === undefined ? joined(every('month'), dayInMonth(parts)) : quarterly(parts);
    case 'YEARLY':
      return yearly(parts, every('year'));
    default:
      return parts.FREQ satisfies never;
  }
}

function weekly({ BYDAY, INTERVAL = '1' }: RuleParts, every: string): string {
  if (BYDAY === undefined) return every;
  const days = BYDAY === 'MO,TU,WE,TH,FR' ? 'weekday' : listed(BYDAY.split(',').map((day) => WEEKDAYS[day]!));
  return INTERVAL === '1' ? `every ${days}` : `${every} on ${days}`;
}

function quarterly(parts: RuleParts): string | undefined {
  const first = parts.BYMONTH === '1,4,7,10' && parts.BYMONTHDAY === '1' && parts.INTERVAL === undefined;
  return first ? 'every quarter, on its first day' : undefined;
}

function yearly(parts: RuleParts, every: string): string | undefined {
  if (parts.BYDAY !== undefined || parts.BYMONTH?.includes(',')) return undefined;
  if (parts.BYMONTH === undefined) return parts.BYMONTHDAY === undefined ? every : undefined;
  const month = MONTHS[Number(parts.BYMONTH) - 1]!;
  if (parts.BYMONTHDAY === undefined) return `${every} in ${month}`;
  const date = dateOf(parts);
  if (date === 'last') return `${every} on the last day of ${month}`;
  return date === undefined ? undefined : `${every} on ${date} ${month}`;
}

/** ` on the 5th`, ` on the last day`, ` on the first Monday`; empty where it is left open, undefined where it is rarely said. */
function dayInMonth(parts: RuleParts): string | undefined {
  if (parts.BYDAY !== undefined) {
    const [, position, code] = /^([+-]?\d)(\w\w)$/.exec(parts.BYDAY) ?? [];
    const named = position === undefined ? undefined : POSITIONS[position.replace('+', '')];
    return named === undefined || parts.BYMONTHDAY !== undefined || parts.BYSETPOS !== undefined
      ? undefined
      : ` on the ${named} ${WEEKDAYS[code!]}`;
  }
  if (parts.BYMONTHDAY === undefined) return '';
  const date = dateOf(parts);
  if (date === 'last') return ' on the last day';
  return date === undefined ? undefined : ` on the ${ordinal(date)}`;
}

/** The date a month has in mind: 31 of `28,29,30,31` of which the last that there is counts. */
function dateOf({ BYMONTHDAY, BYSETPOS }: RuleParts): number | 'last' | undefined {
  if (BYMONTHDAY === '-1') return 'last';
  const dates = BYMONTHDAY!.split(',').map(Number);
  if (BYSETPOS === '-1' && dates.every((date, index) => date === 28 + index)) return dates.at(-1);
  return dates.length === 1 && BYSETPOS === undefined && dates[0]! > 0 ? dates[0] : undefined;
}

function joined(first: string, second: string | undefined): string | undefined {
  return second === undefined ? undefined : `${first}${second}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function ordinal(number: number): string {
  const ending =
    number % 10 === 1 && number !== 11
      ? 'st'
      : number % 10 === 2 && number !== 12
        ? 'nd'
        : number % 10 === 3 && number !== 13
          ? 'rd'
          : 'th';
  return `${number}${ending}`;
}
