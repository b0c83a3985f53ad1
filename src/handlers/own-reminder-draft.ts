import type { Asking } from '../data/benefit-rules.ts';
import { type Day, isDay, writeDay } from '../data/days.ts';
import { nextSaid, remindable, type SaidOn } from '../data/own-reminder-rules.ts';
import { WHAT_AT_MOST } from '../data/own-reminders.ts';
import { readRhythm } from '../data/read-rhythm.ts';
import type { Rhythm } from '../data/rhythm.ts';
import type { ButtonValue } from './request.ts';

/** A reminder as somebody typed it. `when` is their words, `from` and `until` are days. */
export type ReminderDraft = { what: string; when: string; owner: string; from: string; until: string };

/** A draft that can be kept, with what is shown before it is. */
export type ReminderFacts = {
  what: string;
  rhythm: Rhythm;
  inWords: string;
  next: readonly SaidOn[];
  owner: { email: string; name: string };
};

/** How many of the next dates are shown. */
const DATES_SHOWN = 3;

/** The draft that a button carries, or a form that was sent in. */
export function reminderDraftIn(value: ButtonValue): ReminderDraft {
  const { what = '', when = '', owner = '', from = '', until = '' } = value;
  return { what, when, owner, from, until };
}

type Problems = Partial<Record<keyof ReminderDraft, string>>;

/** Reads a draft: what can be kept, or one plain sentence for each field that has something wrong with it. */
export function readReminderDraft(
  draft: ReminderDraft,
  asking: Asking,
): { ok: true; facts: ReminderFacts } | { ok: false; problems: Problems } {
  const what = draft.what.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const problems: Problems = {};
  const wrongWhat = whatProblem(what);
  if (wrongWhat !== undefined) problems.what = wrongWhat;
  const when = readWhen(draft, asking);
  if (!when.ok) Object.assign(problems, when.problems);
  const owner = ownerOf(draft.owner, asking);
  if (owner === undefined)
    problems.owner = `Choose somebody who works under the ${asking.agreement.name} today, by name or e-mail address.`;
  if (Object.keys(problems).length > 0 || !when.ok || owner === undefined) return { ok: false, problems };
  return { ok: true, facts: { what, rhythm: when.rhythm, inWords: when.inWords, next: when.next, owner } };
}

function whatProblem(what: string): string | undefined {
  if (what === '') return 'Say in a few words what to be reminded of.';
  return what.length > WHAT_AT_MOST
    ? `That is ${what.length.toLocaleString('en-GB')} characters long. Say it in ${WHAT_AT_MOST} at most.`
    : undefined;
}

type When = { ok: true; rhythm: Rhythm; inWords: string; next: readonly SaidOn[] } | { ok: false; problems: Problems };

function readWhen({ when, from, until }: ReminderDraft, { agreement, partnership, today }: Asking): When {
  const bounds = boundsProblems(from, until, today);
  if (bounds !== undefined) return { ok: false, problems: bounds };
  const given = { ...(from === '' ? {} : { from }), ...(until === '' ? {} : { until }) };
  const alone = readRhythm(when, today);
  if (alone.ok && isOnce(alone.rhythm) && (from !== '' || until !== ''))
    return { ok: false, problems: { [from === '' ? 'until' : 'from']: 'A single day has no first or last day. Leave this empty.' } };
  const read = readRhythm(when, today, given);
  if (!read.ok) return { ok: false, problems: { when: read.problem } };
  const next = nextSaid(read.rhythm, agreement, partnership, today, DATES_SHOWN);
  const [first] = read.next;
  if (next.length === 0)
    return {
      ok: false,
      problems: { when: `${writeDay(first!)} is no working day, and the working day before it is too near. Give a later day.` },
    };
  return { ok: true, rhythm: read.rhythm, inWords: read.inWords, next };
}

function isOnce({ rule }: Rhythm): boolean {
  return rule === 'FREQ=DAILY;COUNT=1';
}

function boundsProblems(from: Day, until: Day, today: Day): Problems | undefined {
  const notADay = 'That is not a day that exists. Write it like 2027-04-01.';
  if (from !== '' && !isDay(from)) return { from: notADay };
  if (until !== '' && !isDay(until)) return { until: notADay };
  if (until !== '' && until <= today)
    return { until: `${writeDay(until)} has passed, so nothing would come. Give a day that is still ahead.` };
  if (from !== '' && until !== '' && until < from)
    return { until: `It would end on ${writeDay(until)}, before it begins on ${writeDay(from)}. Give a later day.` };
  return undefined;
}

/** The owner, by e-mail address or name; whoever asks, where none is given. */
function ownerOf(given: string, asking: Asking): { email: string; name: string } | undefined {
  const wanted = given.trim().toLowerCase();
  const people = remindable(asking);
  if (wanted === '') return people.find(({ email }) => email === asking.person?.email);
  const named = people.filter(({ email, name }) => email === wanted || name.toLowerCase() === wanted);
  return named.length === 1 ? named[0] : undefined;
}
