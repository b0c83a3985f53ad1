import type { Day } from './days.ts';
import { type RhythmRead, readRhythm } from './read-rhythm.ts';

/** What somebody wants to be reminded of, and when, with their own words for it; null where the sentence gives no time that could be read. */
export type OwnReminderRead = { what: string; when: (RhythmRead & { ok: true; words: string }) | null; problem: string | null };

const ASKING = /^(?:please )?(?:can you |could you )?(?:please )?remind (?:us|me|the team|everyone|everybody)(?: all)?,? (.+)$/is;
const WHEN_BEGINS =
  /\b(?:every|each|daily|weekly|fortnightly|monthly|quarterly|yearly|annually|once a|on|in|from|tomorrow|next|the (?:first|last))\b/gi;

/**
 * Reads “remind us every quarter to look at the risk share”, in either order: the time first or last. Null when it asks for no reminder.
 * @param today the day it is, in the United Kingdom
 */
export function readOwnReminder(text: string, today: Day): OwnReminderRead | null {
  const [, asked] = ASKING.exec(text.trim()) ?? [];
  if (asked === undefined) return null;
  let problem: string | null = null;
  for (const { what, when } of divisions(asked.replace(/[.!?]+$/, ''))) {
    const read = readRhythm(when, today);
    if (read.ok) return { what, when: { ...read, words: when }, problem: null };
    problem ??= read.problem;
  }
  return { what: withoutLink(asked), when: null, problem };
}

/** The ways a sentence may fall into what and when: “… to look at it” behind the time, or the time behind all else. */
function divisions(asked: string): { what: string; when: string }[] {
  const timeFirst = [...asked.matchAll(/ (?:to|about|of|that) /gi)].map((link) => ({
    when: asked.slice(0, link.index),
    what: asked.slice(link.index + link[0].length),
  }));
  const timeLast = [...asked.matchAll(WHEN_BEGINS)].map((begin) => ({
    when: asked.slice(begin.index),
    what: withoutLink(asked.slice(0, begin.index)),
  }));
  return [...timeFirst, ...timeLast]
    .map(({ what, when }) => ({ what: what.trim(), when: when.trim() }))
    .filter(({ what, when }) => what !== '' && when !== '');
}

function withoutLink(words: string): string {
  return words
    .trim()
    .replace(/^(?:to|about|of|that) /i, '')
    .replace(/,$/, '');
}
