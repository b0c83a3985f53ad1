import type { Sentence } from './clause-context.ts';
import { datesIn } from './read-dates-in-words.ts';

const CONDITIONS: readonly RegExp[] = [
  /\bno (?:such )?notice (?:may|can|shall|will)\b[^.;]{3,120}/i,
  /\b(?:such notice |notice )?(?:to )?(?:expir(?:e|es|ing)|tak(?:e|ing) effect|end(?:ing)?|run(?:s|ning)? out) (?:only )?(?:on|at|with|before|after)\b[^.;]{3,90}/i,
  /\b(?:only|but)? ?(?:to )?(?:expire|end|take effect) only (?:on|at)\b[^.;]{3,80}/i,
  /\bnot (?:to )?(?:be (?:given|served) |expir(?:e|ing) |tak(?:e|ing) effect |earlier than |before )[^.;]{3,90}/i,
  /\b(?:provided|as long as|so long as) (?:that )?[^.;]{5,140}/i,
  /\b(?:at|with|on) the (?:end|last day|expiry) of (?:a|any|the|that|each) (?:\w+ )?year\b/i,
  /\b(?:after|during|until) the (?:first|second|third|initial) (?:anniversary|year|term|period)\b[^.;]{0,60}/i,
];
const ABOUT_NOTICE = /\b(notice|notification)s?\b/i;
const SAYS_WHEN =
  /\b(neither [^.]{0,40}\bnotice|no (such )?notice|notice (may|can|shall|must|will) (not|only)|such notice|the notice|any notice|notice given under)\b/i;

/** On what conditions notice may be given, in the document’s words: from its sentence and from those of the same clause about the notice. */
export function conditionsOfNotice(sentence: Sentence, all: readonly Sentence[]): { conditions: string[]; expiresOn: string | null } {
  const stem = sentence.ref.replace(/(\.\d+|\([a-z0-9]+\))$/i, '');
  const beside = all.filter(
    ({ ref, text }) =>
      text !== sentence.text &&
      (ref === sentence.ref || ref.startsWith(`${stem}.`) || ref.startsWith(`${stem}(`) || ref === stem) &&
      ABOUT_NOTICE.test(text) &&
      SAYS_WHEN.test(text) &&
      CONDITIONS.some((condition) => condition.test(text)),
  );
  const own = CONDITIONS.flatMap((condition) => condition.exec(sentence.text)?.[0] ?? []).map((words) => words.trim());
  const yearEnds = endOfYear(all);
  const conditions = [
    ...own.filter((words, at) => !own.some((other, place) => place !== at && other.includes(words) && (other !== words || place < at))),
    ...beside.map(({ text }) => text),
  ];
  const day = conditions.map(expiresOnOf).find((one) => one !== null) ?? null;
  return { conditions, expiresOn: day ?? (conditions.some((one) => END_OF_YEAR.test(one)) ? yearEnds : null) };
}

const END_OF_YEAR = /\b(at|on|with) the (end|last day|expiry) of (a|any|the|that|each) Year\b/i;

/** `03-31` where the document says of its “Year” that it begins on 1 April or ends on 31 March. */
function endOfYear(all: readonly Sentence[]): string | null {
  return all.some(({ text }) =>
    /\byear[”"’']?\s*(?:means|:|is)?[^.]{0,60}\b(?:(?:begin\w*|start\w*|from|commenc\w*)\b[^.]{0,12}\b1(?:st)? April|end\w*\b[^.]{0,12}\b31(?:st)? March)\b/i.test(
      text,
    ),
  )
    ? '03-31'
    : null;
}

/** `03-31` from “expiring only on 31 March” or “at the end of a Financial Year”; null where no day of the year is asked for. */
export function expiresOnOf(condition: string): string | null {
  if (
    !/\b(expir\w*|tak(e|es|ing) effect|end(s|ing)?|run(s|ning)? out)\b/i.test(condition) ||
    /\bnot (be |to )?(before|earlier)|\bbefore\b|\bafter\b/i.test(condition)
  )
    return null;
  const days = datesIn(condition).filter(({ is }) => is === 'day of the year');
  const [day] = days;
  if (days.length === 1 && day?.is === 'day of the year') return day.monthDay;
  return /\b(at|on|with) the (end|last day) of (a|any|the|that|each) financial year\b/i.test(condition) ? '03-31' : null;
}
