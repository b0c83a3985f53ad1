import { RRuleTemporal } from 'rrule-temporal';
import { addDaysTo, type Day } from './days.ts';
import { type Rhythm, type RuleParts, readRule } from './rhythm.ts';

/** Rules, and years of rules, kept. Duties of many agreements share few rules, and to work one out afresh takes about a millisecond. */
const KEPT_AT_MOST = 5000;
const keptYears = new Map<string, readonly Day[]>();
const keptRules = new Map<string, Understood>();

type Understood = { parts: RuleParts; anyStart: boolean };

/**
 * The days of a rhythm from one day to another, both included, in order. Times and zones have no part in it: a rhythm says days.
 * @param rhythm its rule is one `readRule` accepts
 */
export function daysOfRhythm({ rule, startOn }: Rhythm, from: Day, to: Day): Day[] {
  const { parts, anyStart } = understand(rule);
  const first = from > startOn ? from : startOn;
  const days: Day[] = [];
  for (let year = Number(first.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    const key = anyStart ? `${rule} ${year}` : `${rule} ${year} ${startOn}`;
    for (const day of keep(keptYears, key, () => workOut(parts, anyStart ? `${year}-01-01` : startOn, year)))
      if (day >= first && day <= to) days.push(day);
  }
  return days;
}

/** Years looked through for a next day: 29 February can be eight years away, and every tenth year ten. */
const YEARS_AHEAD = 40;

/** The next days of a rhythm after a day, at most so many; fewer where it ends, none where no day ever fits it. */
export function nextDaysOfRhythm(rhythm: Rhythm, after: Day, count: number): Day[] {
  const found: Day[] = [];
  const begin = rhythm.startOn > after ? rhythm.startOn : addDaysTo(after, 1);
  for (let year = Number(begin.slice(0, 4)), last = year + YEARS_AHEAD; year <= last && found.length < count; year++)
    found.push(...daysOfRhythm(rhythm, year === Number(begin.slice(0, 4)) ? begin : `${year}-01-01`, `${year}-12-31`));
  return found.slice(0, count);
}

function understand(rule: string): Understood {
  return keep(keptRules, rule, () => {
    const read = readRule(rule);
    if (!read.ok) throw new Error(`a rule was kept that cannot be used: ${read.problem}`);
    const { parts } = read;
    // Counted from the beginning of each year, a rule that takes every turn and counts none gives the same days as from anywhere else.
    return { parts, anyStart: (parts.INTERVAL ?? '1') === '1' && parts.COUNT === undefined && isPinned(parts) };
  });
}

function keep<T>(kept: Map<string, T>, key: string, make: () => T): T {
  const found = kept.get(key) ?? make();
  if (!kept.has(key)) {
    if (kept.size >= KEPT_AT_MOST) kept.delete(kept.keys().next().value!);
    kept.set(key, found);
  }
  return found;
}

/** Whether the rule itself says on which days, so that the day it is counted from adds nothing. */
function isPinned({ FREQ, BYDAY, BYMONTHDAY, BYMONTH }: RuleParts): boolean {
  if (FREQ === 'DAILY') return true;
  if (FREQ === 'YEARLY') return BYMONTHDAY !== undefined && BYMONTH !== undefined;
  return BYDAY !== undefined || (FREQ === 'MONTHLY' && BYMONTHDAY !== undefined);
}

function workOut(parts: RuleParts, startOn: Day, year: number): Day[] {
  const rule = Object.entries({ ...parts, ...(parts.UNTIL === undefined ? {} : { UNTIL: `${parts.UNTIL.slice(0, 8)}T235959Z` }) })
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
  if (parts.UNTIL !== undefined && parts.UNTIL.slice(0, 8) < startOn.replaceAll('-', '')) return [];
  // Noon in a zone without summer time: no clock change can take an occurrence away.
  const recurrence = new RRuleTemporal({
    rruleString: `DTSTART;TZID=UTC:${startOn.replaceAll('-', '')}T120000\nRRULE:${rule}`,
    strict: true,
  });
  const [from, to] = [`${year}-01-01`, addDaysTo(`${year + 1}-01-01`, -1)];
  return recurrence
    .between(new Date(`${from}T00:00:00Z`), new Date(`${to}T23:59:59Z`), true)
    .map((occurrence) => occurrence.toString().slice(0, 10));
}
