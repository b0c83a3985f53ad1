import type { ReadClause } from './understood.ts';

/** A sentence of a clause with what it stands under: the headings above it, and the beginning it completes where it is a list item. */
export type Sentence = {
  ref: string;
  /** As printed. */
  text: string;
  /** The lead-in of the list it is an item of, then the sentence; the sentence itself elsewhere. */
  whole: string;
  /** Headings: the part, and what the clauses above it are called. */
  under: string;
};

/** Words by which a document calls the agreement itself. */
export const AGREEMENT =
  /\b(agreement|memorandum|mou|moa|partnership|arrangements?|collaboration|deed|concordat|compact|understanding|alliance)\b/i;

/** Words that make a figure, a date or a rule somebody else’s: an earlier agreement’s, an example’s, or only an idea. */
export const NOT_ITS_OWN =
  /\b(for example|e\.g\.|for instance|by way of (example|illustration)|illustrat\w+|hypothetical\w*|suppose|elsewhere|similar (schemes?|agreements?|arrangements?)|(previous|earlier|former|old|predecessor|existing|expired|superseded|prior|original) (\w+ ){0,3}(agreement|memorandum|mou|arrangements?|partnership|deed)|had been|used to|might|option \d|alternatively,? it (could|might))\b/i;

const LONGEST_HEADING = 90;
const HIGHEST = 6;

/** Every sentence of the clauses, in document order. */
export function sentencesOf(clauses: readonly ReadClause[]): Sentence[] {
  const byRef = new Map(clauses.map((clause) => [clause.ref, clause]));
  return clauses.flatMap((clause) => {
    const above = clausesAbove(clause, byRef);
    const headings = above.map(({ heading, text }) => heading ?? headingOf(text)).filter((heading) => heading !== '');
    const lead = leadOf(above);
    const { heading, sentences } = splitHeading(clause.text);
    const under = [clause.part, ...headings.reverse(), clause.heading ?? '', heading].filter((part) => part !== '').join(' · ');
    return sentences.map((text) => ({ ref: clause.ref, text, whole: `${lead}${text}`, under }));
  });
}

/** The beginning that a list item completes. An item of a list within a list completes both. */
function leadOf(above: readonly ReadClause[]): string {
  const [first, ...others] = above;
  if (first === undefined || !leadsOn(first.text)) return '';
  const lead = `${lastSentence(first.text)} `;
  return /^[a-z]/.test(lead) ? `${leadOf(others)}${lead}` : lead;
}

function clausesAbove(clause: ReadClause, byRef: ReadonlyMap<string, ReadClause>): ReadClause[] {
  const above: ReadClause[] = [];
  for (let at = parentOf(clause, byRef); at !== undefined && above.length < HIGHEST; at = parentOf(at, byRef)) {
    if (above.includes(at)) break;
    above.push(at);
  }
  return above;
}

/** The clause it stands under: the one it names, else, by its number, `7` for `7.2` and for `7(b)`. */
function parentOf(clause: ReadClause, byRef: ReadonlyMap<string, ReadClause>): ReadClause | undefined {
  if (clause.within !== undefined) return byRef.get(clause.within);
  const shorter = /^(.+?)(?:\.\d+|\s?\([a-z0-9]+\)|\s(?:bullet|item) \d+)$/i.exec(clause.ref)?.[1];
  return shorter === undefined ? undefined : byRef.get(shorter);
}

function leadsOn(text: string): boolean {
  return text.length > LONGEST_HEADING / 2 ? /[:;,–—-]\s*$/.test(text) : /[:–—]-?\s*$/.test(text);
}

function headingOf(text: string): string {
  const first = text.split('\n')[0]!.trim();
  return first.length <= LONGEST_HEADING && !/[.;]$/.test(first) ? first : '';
}

function lastSentence(text: string): string {
  return splitSentences(text).at(-1) ?? '';
}

/** A first line that reads as a heading, and the sentences of the rest. A text that is only a heading is a sentence as well. */
function splitHeading(text: string): { heading: string; sentences: string[] } {
  const [first, ...rest] = text.split('\n');
  const titled = first !== undefined && rest.length > 0 && first.length <= LONGEST_HEADING && !/[.;:,]\s*$/.test(first);
  if (titled && /^\s*[A-Z“"(]/.test(rest[0]!)) return { heading: first.trim(), sentences: splitSentences(rest.join(' ')) };
  const inline = /^([A-Z][\w’'&/ -]{2,50})(?:\.|:| [–—-])\s+(?=[A-Z“"])/.exec(text);
  return { heading: inline?.[1] ?? '', sentences: splitSentences(text.replace(/\s*\n\s*/g, ' ')) };
}

const ABBREVIATED = /(?:\b(?:No|Nos|para|paras|s|ss|Sch|Reg|cl|e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|Cllr|St|Ltd|approx|vs)|\b[A-Z])\.$/;

/** Sentences end at a full stop before a capital; not after an abbreviation or an initial. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const match of text.matchAll(/[.?][”"’)]*\s+(?=[A-Z“"‘(0-9])/g)) {
    const end = match.index + 1;
    if (ABBREVIATED.test(text.slice(from, end))) continue;
    sentences.push(text.slice(from, match.index + match[0].length).trim());
    from = match.index + match[0].length;
  }
  sentences.push(text.slice(from).trim());
  return sentences.filter((sentence) => sentence !== '');
}

/** What a sentence says, in its own words: with the lead-in it completes where it is no sentence without. */
export function saidIn({ text, whole }: Sentence): string {
  return wordsOf(/^[“"‘(]?[A-Z]/.test(text) ? text : whole);
}

const LONGEST_SHOWN = 600;

/** The words a guess rests on, whole where they are short. The cut is marked. */
export function wordsOf(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length <= LONGEST_SHOWN ? plain : `${plain.slice(0, plain.lastIndexOf(' ', LONGEST_SHOWN))} […]`;
}
