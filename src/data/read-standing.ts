import { type Sentence, wordsOf } from './clause-context.ts';
import { daysIn } from './read-dates-in-words.ts';
import type { Guess, ReadClause, State, Sure, Understood } from './understood.ts';

const KINDS: readonly (readonly [string, RegExp])[] = [
  ['deed of variation', /^\W*(the )?deed of variation\b/i],
  ['section 75 agreement', /\b(section|s\.?) ?75\b/i],
  ['section 31 agreement', /\b(section|s\.?) ?31\b/i],
  ['memorandum of understanding', /\bmemorandum of (understanding|agreement)\b|\bmou\b/i],
  ['secondment agreement', /\bsecondment agreement\b/i],
  ['collaboration agreement', /\bcollaborati(on|ve) agreement\b/i],
  ['alliance agreement', /\balliance agreement\b/i],
  ['partnership agreement', /\bpartnership (agreement|arrangement|deed)/i],
  ['concordat', /\bconcordat\b/i],
  ['agreement', /\bagreement\b/i],
];

const REPORT_MARKS: readonly RegExp[] = [
  /\b(purpose of (the )?report|reasons? for (the )?(report|recommendations?|decision)|decision required|executive summary)\b/i,
  /^(it is )?recommend(ation|ed)s?\b/i,
  /\breport (of|to|by)\b|\bcommittee report\b|\bcabinet report\b|\breport author\b/i,
  /\b(key decision|wards? affected|background papers|cabinet member|portfolio holder|contact (officer|point)|lead officer for the report)\b/i,
  /\b(financial|legal|equalit\w+|resource|personnel) implications\b/i,
  /\b(cabinet|the executive|members|the board|policy group|the committee) (is|are) (asked|recommended|invited|requested) to\b/i,
];
const MARKS_OF_A_REPORT = 3;

/** What the document is and how far it has got: an agreement or a report about one; a draft, proposed, recommended or in force. */
export function readStanding(
  title: string,
  clauses: readonly ReadClause[],
  sentences: readonly Sentence[],
): Pick<Understood, 'kind' | 'documentOn' | 'state' | 'isTheAgreement'> {
  const first = clauses[0]?.ref ?? '';
  const marks = REPORT_MARKS.flatMap((mark) => {
    const clause = clauses.find(({ part, ref, text }) => mark.test(part) || mark.test(ref) || mark.test(text.slice(0, 300)));
    return clause === undefined ? [] : [clause];
  });
  const opening = `${title} · ${clauses
    .slice(0, 3)
    .map(({ text }) => text.slice(0, 200))
    .join(' ')}`;
  if (marks.length < MARKS_OF_A_REPORT) {
    const named = KINDS.find(([, pattern]) => pattern.test(title)) ?? KINDS.find(([, pattern]) => pattern.test(opening));
    return {
      kind: { value: named?.[0] ?? 'agreement', ref: first, sure: named === undefined ? 'unsure' : 'sure', words: wordsOf(title) },
      documentOn: madeOn(title, first, sentences),
      state: stateOfAgreement(title, clauses, sentences),
      isTheAgreement: { value: true, ref: first, sure: marks.length === 0 ? 'sure' : 'likely', words: wordsOf(title) },
    };
  }
  const mark = marks[0]!;
  const recommends = clauses.find(
    ({ part, text }) =>
      /^\W*[\d.]*\s*(the )?recommendations?\b/i.test(part) || /\b(is|are) recommended (that|to)\b|\brecommends? (that|to)\b/i.test(text),
  );
  return {
    kind: { value: reportKind(clauses), ref: mark.ref, sure: 'sure', words: wordsOf(mark.text) },
    documentOn: meetingOn(clauses),
    state: {
      value: recommends === undefined ? 'proposed' : 'recommended',
      ref: (recommends ?? mark).ref,
      sure: 'likely',
      words: wordsOf((recommends ?? mark).text),
    },
    isTheAgreement: includedIn(clauses, mark.ref),
  };
}

const INCLUDED =
  /\b(embodying|includes?|comprises?|contains?) the (following (provisions|terms)|terms set out below)\b|\bterms (are )?set out below\b|\bthe parties (to|share|have agreed)\b.{0,40}\b(this )?(mou|memorandum|agreement)\b|\bthis (agreement|memorandum of understanding) (is made|\(mou\)|sets out)/i;

function includedIn(clauses: readonly ReadClause[], ref: string): Guess<boolean> {
  const held = clauses.find(({ text }) => INCLUDED.test(text));
  return held === undefined
    ? { value: false, ref, sure: 'likely', words: 'The document is a report, and the terms of an agreement were not found in it.' }
    : { value: true, ref: held.ref, sure: 'likely', words: wordsOf(held.text) };
}

function reportKind(clauses: readonly ReadClause[]): string {
  const head = clauses
    .slice(0, 12)
    .map(({ part, text }) => `${part} ${text.slice(0, 200)}`)
    .join(' ');
  if (/\b(to (update|ask|advise)|recommended that) (full )?council\b/i.test(head)) return 'council report';
  if (/\b(committee|policy group|panel)\b/i.test(head)) return 'committee report';
  if (/\bcabinet\b/i.test(head)) return 'cabinet report';
  if (/\b(trust|governing|integrated care|health and wellbeing) board\b|\bgoverning body\b|\bboard paper\b/i.test(head))
    return 'board report';
  return 'council report';
}

/** The day of the meeting a report was for: at its head, with nothing else dated there. */
function meetingOn(clauses: readonly ReadClause[]): Guess<string> | null {
  for (const { ref, part, text } of clauses.slice(0, 10)) {
    const days = daysIn(text);
    if (
      days.length === 1 &&
      !days[0]!.ambiguous &&
      (/\b(header|meeting|date)\b/i.test(`${ref} ${part}`) || /^\W*(date|meeting)\b/i.test(text))
    )
      return { value: days[0]!.on, ref, sure: 'likely', words: wordsOf(text) };
  }
  return null;
}

const MADE_ON =
  /\b(dated|made (on|this)|this (agreement|deed|memorandum)( of \w+)? is (made|dated)( on)?|date of (this )?agreement|signed on)\b/i;

/** The day an agreement says it was made on; it need not be the day it starts. */
function madeOn(title: string, first: string, sentences: readonly Sentence[]): Guess<string> | null {
  for (const { ref, text } of [...sentences.slice(0, 12), { ref: first, text: title }]) {
    const days = daysIn(text);
    const own =
      !OF_ANOTHER.test(text) && (MADE_ON.test(text) || /(^\W*|\s{2,})dated?\b/i.test(text) || (text === title && /\bdated?\b/i.test(text)));
    if (days.length === 1 && own) return { value: days[0]!.on, ref, sure: days[0]!.ambiguous ? 'unsure' : 'sure', words: wordsOf(text) };
  }
  for (const { ref, text } of sentences.slice(0, SENTENCES_OF_OPENING)) {
    const day = daysIn(text).find(({ start }) => AGREED_ON.test(text.slice(0, start)));
    if (day !== undefined && !day.ambiguous) return { value: day.on, ref, sure: 'sure', words: wordsOf(text) };
  }
  return null;
}

const SENTENCES_OF_OPENING = 40;
/** “The Memorandum was agreed on”. */
const AGREED_ON =
  /^\W*(?:this|the) (?:\w+ ){0,2}(?:agreement|memorandum(?: of understanding)?|mou|deed) (?:was|is|has been) (?:agreed|signed|made|executed|entered into|approved)(?: by [^,.;]{3,60})? on (?:the )?$/i;
/** An earlier agreement, a contract of employment, a protocol: their day is not this document’s. */
const OF_ANOTHER =
  /\b(an?|the|its|their|her|his|previous|earlier|contract of employment|protocol|policy)\b[^.]{0,60}\b(agreement|contract|contract of employment|protocol|policy|deed|lease|licence)\b[^.]{0,40}\bdated\b/i;

function stateOfAgreement(title: string, clauses: readonly ReadClause[], sentences: readonly Sentence[]): Guess<State> {
  const ref = clauses[0]?.ref ?? '';
  const draft = clauses.slice(0, 6).find(({ text, part }) => /\b(draft|version 0\.\d)\b/i.test(`${part} ${text.slice(0, 160)}`));
  if (/\bdraft\b/i.test(title)) return { value: 'draft', ref, sure: 'sure', words: wordsOf(title) };
  if (draft) return { value: 'draft', ref: draft.ref, sure: 'likely', words: wordsOf(draft.text) };
  const made = madeOn(title, ref, sentences);
  if (made) return { value: 'in force', ref: made.ref, sure: 'likely', words: made.words };
  return { value: 'in force', ref, sure: 'unsure', words: 'Nothing says that it was signed.' };
}

const NOT_BINDING =
  /\bnot\b.{0,60}\b(legally binding|legally enforceable|binding in law|bind the (parties|partners)|enforceable (by|in|against)|enforceable at law|contractually binding)\b|\b(not|nor|neither|no|nothing)\b.{0,60}\b(legal relations|legal obligations?|legally binding obligations?|legal force|legal effect|legally binding relationship|legal(ly)? commitment)\b|\bbinding in honour only\b|\bnot (a |an )?(contract|legal (document|agreement|contract))\b|\bno (party|partner) (can|may|shall) (enforce|be sued)/i;
const BINDING =
  /\b(intend(ed|s)?|agree|acknowledge|shall|will|is|are|be)\b.{0,60}\b(legally binding|legally enforceable|enforceable (at|in) law|legally bound|bound by (the terms of )?this|binding (up)?on (the|each|both|all) (of the )?(part(y|ies|ners)))|\blegally binding (contract|agreement)\b|\bbinding contract\b/i;
const EXCEPT = /\b(save|except|other than|with the exception|apart from|but)\b/i;
const DECISIONS = /\b(expert|arbitrat\w+|adjudicat\w+|mediat\w+|decision|determination|award)\b/i;

/** Whether the document binds its partners in law. Null where it does not say. */
export function readBinding(sentences: readonly Sentence[]): Guess<boolean> | null {
  const found = sentences.flatMap(({ ref, text }): Guess<boolean>[] => {
    const not = NOT_BINDING.test(text);
    if (!not && (!BINDING.test(text) || DECISIONS.test(text))) return [];
    if (!not && /\b(if|whether|until|unless)\b[^.]{0,60}\bbinding\b/i.test(text)) return [];
    const sure: Sure =
      (not && BINDING.test(text.replace(NOT_BINDING, ''))) || EXCEPT.test(text) || /\bproposed\b/i.test(text) ? 'likely' : 'sure';
    return [{ value: !not, ref, sure, words: wordsOf(text) }];
  });
  const first = found.find(({ value }) => !value) ?? found[0];
  if (first === undefined) return null;
  const opposed = found.some(({ value }) => value !== first.value);
  // Some of its clauses bind and the others do not: no one word says that.
  return opposed ? { ...first, sure: 'unsure' } : first;
}
