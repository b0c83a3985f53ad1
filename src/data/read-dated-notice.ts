import { type Sentence, saidIn } from './clause-context.ts';
import { datesIn } from './read-dates-in-words.ts';
import type { Guess, NoticeRule } from './understood.ts';

const LEAVES =
  /\b(leav(?:e|es|ing)|withdraw\w*|terminat\w*|end(?:s|ing)?|exit\w*|step(?:s|ping)? (?:away|back|down)|cease\w*|determin(?:e|es|ing)|pull(?:s|ing)? out)\b/i;
const TELLS = /\b(notice|notif\w+|writ(?:e|es|ing|ten)|tell|inform\w*|warn\w*|let .{0,30} know|advise)\b/i;
const BY = /\b(by|before|on or before|no later than|not later than)\s+(?:the\s+)?$/i;
const LEAVING_ON =
  /\b(on|from|at|with effect from|with effect on|effective (?:on|from)|until)\s+(?:the\s+)?(?:following\s+|next\s+|end of\s+|succeeding\s+)*$/i;

/**
 * Notice that is given by one day of the year to leave on another: “must write to the others by 30 September to leave on the following
 * 31 March”. Its length is the months between the two days; that it is one at all is for a person to look at.
 */
export function datedNotices(sentences: readonly Sentence[]): Guess<NoticeRule>[] {
  return sentences.flatMap((sentence): Guess<NoticeRule>[] => {
    const { text, whole, ref } = sentence;
    if (!LEAVES.test(whole) || !TELLS.test(whole)) return [];
    const days = datesIn(text).flatMap((date) => (date.is === 'day of the year' ? [date] : []));
    const given = days.find(({ start }) => BY.test(text.slice(0, start)));
    const leaves = days.find((day) => day !== given && LEAVING_ON.test(text.slice(0, day.start)));
    if (days.length !== 2 || given === undefined || leaves === undefined) return [];
    const amount = monthsBetween(given.monthDay, leaves.monthDay);
    const said = saidIn(sentence);
    const value: NoticeRule = { amount, unit: 'month', of: null, conditions: [text], expiresOn: leaves.monthDay };
    return [{ value, ref, sure: 'likely', words: said }];
  });
}

/** Whole months from one day of the year to the next other: 6 from 30 September to 31 March. */
function monthsBetween(from: string, to: string): number {
  const [fromMonth, toMonth] = [Number(from.slice(0, 2)), Number(to.slice(0, 2))];
  return (toMonth - fromMonth + 12) % 12 || 12;
}
