import type { Day } from './days.ts';
import { daysIn } from './read-dates-in-words.ts';
import type { ReadClause, Sure, Variation } from './understood.ts';

const NUMBER = String.raw`(\d+(?:\.\d+)*(?:\s?\([a-z0-9]+\))*)`;
const NAMED = String.raw`(?:clauses?|paragraphs?|sections?|articles?|conditions?|item)\s+${NUMBER}(?:\s*\([A-Z][^)]{2,60}\))?(?:\s+of\s+(?:the\s+)?((?:schedule|annex|appendix|part)\s+\w+))?`;
const REPLACED = new RegExp(
  `${NAMED}[^.“”"]{0,120}?\\b(?:(?:deleted|removed|struck out)(?: in (?:its|their) entirety)?(?:,? and|,) (?:replaced|substituted)|replaced|substituted|superseded|restated|amended to read|varied to read|shall read|now reads?|to be read as)`,
  'i',
);
const SUBSTITUTE = new RegExp(
  `\\b(?:for|substitute for|replace|replacing|in place of|instead of)\\s+(?:the existing\\s+)?${NAMED}[^.“”"]{0,80}?\\b(?:substituted?|replaced?|with|by|following|:)`,
  'i',
);
const DELETED = new RegExp(
  `\\b${NAMED}[^.“”"]{0,60}\\b(?:deleted|removed|revoked|struck out|cease[sd]? to (?:apply|have effect))\\b(?![^.]{0,60}\\b(?:replaced|substituted|insert))`,
  'i',
);
const WORDS_REPLACED = new RegExp(
  `\\bin ${NAMED},?[^“”"]{0,60}[“"]([^“”"]{1,200})[”"][^“”"]{0,80}\\b(?:replaced|substituted|deleted|with|by)\\b[^“”"]{0,60}[“"]([^“”"]{1,200})[”"]`,
  'i',
);
const DEFINITION =
  /\bdefinition of [“"]([^”"]{2,60})[”"][^“”"]{0,160}?\b(?:(?:deleted|removed)(?: in (?:its|their) entirety)?(?:,? and|,) (?:replaced|substituted)|replaced|substituted|amended to read|shall read|now reads?)/i;
const BESIDE = new RegExp(`\\b(?:after|following|before|below|immediately after)\\s+(?:existing\\s+)?${NAMED}`, 'i');
const NEW_CLAUSE = /\bnew (?:clause|paragraph|section|article) (\d+(?:\.\d+)*[A-Z]?(?:\([a-z0-9]+\))?)/i;
const WORDS_ADDED = new RegExp(
  `\\bin ${NAMED},?[^“”"]{0,40}\\bafter (?:the words? )?[“"]([^“”"]{1,200})[”"][^“”"]{0,40}\\b(?:insert|add)(?:ed)?\\b[^“”"]{0,40}[“"]([^“”"]{1,200})[”"]`,
  'i',
);
const VARYING_UNDER =
  /\b(deed of (variation|amendment)|variations?|amendments?|supplemental (agreement|deed)|amending (agreement|deed))\b/i;

/** What a deed of variation changes in the clauses before it: which clause, from when, and its new wording. */
export function readVariations(clauses: readonly ReadClause[]): {
  variations: Variation[];
  carrying: ReadonlySet<ReadClause>;
  /** Clauses that the deed adds, with the wording it gives them, under its own reference. */
  added: ReadClause[];
} {
  const carrying = new Set<ReadClause>();
  const added: ReadClause[] = [];
  const variations = clauses.flatMap((clause, at): Variation[] => {
    const change = changeIn(clause.text);
    if (change === null) return [];
    if (change.is === 'added') {
      const wording = change.wording ?? joined(wordingAfter(change.number, clauses, at), change.number);
      const beside = clauseMeant(change.beside ?? change.number, undefined, clauses.slice(0, at), clause);
      carrying.add(clause);
      for (const one of change.wording === null ? wordingAfter(change.number, clauses, at) : []) carrying.add(one);
      if (wording !== undefined && effectiveFrom(clause, clauses) !== null)
        added.push({
          ref: clause.ref,
          part: beside?.part ?? '',
          ...(beside?.heading === undefined ? {} : { heading: beside.heading }),
          text: wording,
        });
      return [];
    }
    const target = clauseMeant(change.number, change.within, clauses.slice(0, at), clause);
    if (target === undefined) return [];
    const from = effectiveFrom(clause, clauses);
    const following = change.is === 'replaced' && change.wording === null ? wordingAfter(change.number, clauses, at) : [];
    const wording =
      change.is === 'deleted'
        ? null
        : change.is === 'words'
          ? exchanged(target.text, change.from, change.to)
          : (change.wording ?? joined(following, change.number));
    if (wording === undefined || wording === '') return [];
    const sure: Sure =
      from === null ? 'unsure' : VARYING_UNDER.test(clause.part) || VARYING_UNDER.test(clause.heading ?? '') ? 'sure' : 'likely';
    for (const one of [clause, ...following]) carrying.add(one);
    return [{ replaces: target.ref, from, by: clause.ref, wording, sure }];
  });
  return { variations, carrying, added };
}

type Change = { number: string; within: string | undefined } & (
  | { is: 'added'; beside: string | undefined; wording: string | null }
  | { is: 'deleted' }
  | { is: 'replaced'; wording: string | null }
  | { is: 'words'; from: string; to: string }
);

function changeIn(text: string): Change | null {
  const defined = DEFINITION.exec(text);
  if (defined) {
    const number = `“${defined[1]!}”`;
    return { is: 'replaced', number, within: undefined, wording: quotedAfter(text.slice(defined.index + defined[0].length), number) };
  }
  const added = additionIn(text);
  if (added !== null) return added;
  const inserted = WORDS_ADDED.exec(text);
  if (inserted)
    return { is: 'words', number: inserted[1]!, within: inserted[2], from: inserted[3]!, to: `${inserted[3]!} ${inserted[4]!}` };
  const words = WORDS_REPLACED.exec(text);
  if (words) return { is: 'words', number: words[1]!, within: words[2], from: words[3]!, to: words[4]! };
  const replaced = REPLACED.exec(text) ?? SUBSTITUTE.exec(text);
  if (replaced)
    return {
      is: 'replaced',
      number: replaced[1]!,
      within: replaced[2],
      wording: quotedAfter(text.slice(replaced.index + replaced[0].length), replaced[1]!),
    };
  const deleted = DELETED.exec(text);
  return deleted ? { is: 'deleted', number: deleted[1]!, within: deleted[2] } : null;
}

/** “After clause 8.2 the following new clause 8.3 shall be inserted: …”; words added to a clause are no clause. */
function additionIn(text: string): Change | null {
  const plain = /[“"]/.exec(text)?.index ?? text.length;
  const before = text.slice(0, plain);
  if (!/\b(insert|add)(ed|ing)?\b/i.test(before) || /\b(the )?(words?|definitions?|sentence)\b/i.test(before)) return null;
  const beside = BESIDE.exec(before)?.[1];
  const number = NEW_CLAUSE.exec(before)?.[1] ?? /^[“"]\s*(\d+(?:\.\d+)*[A-Z]?)/.exec(text.slice(plain))?.[1];
  if (beside === undefined && number === undefined) return null;
  return {
    is: 'added',
    number: number ?? beside!,
    within: undefined,
    beside,
    wording: quotedAfter(text.slice(before.length), number ?? ''),
  };
}

/** The new wording, from its quotation mark or colon to its end; the number of the clause is not part of it. */
function quotedAfter(text: string, number: string): string | null {
  const quoted = /[“"‘']\s*([\s\S]+?)\s*[”"’']?\s*[.;]?\s*$/.exec(text)?.[1] ?? /:\s*(?:-\s*)?(\S[\s\S]*)$/.exec(text)?.[1];
  const wording = quoted === undefined ? '' : withoutNumber(quoted, number);
  return wording.length < 12 ? null : wording;
}

function withoutNumber(text: string, number: string): string {
  const plain = text.trim();
  return (plain.startsWith(number) ? plain.slice(number.length).replace(/^[.)\s]+/, '') : plain).trim();
}

/** The clause of the agreement that a change names: its number, outside the deed that names it. */
function clauseMeant(number: string, within: string | undefined, before: readonly ReadClause[], by: ReadClause): ReadClause | undefined {
  if (number.startsWith('“')) return before.find(({ ref, part }) => part !== by.part && ref.endsWith(number));
  const plain = number.replace(/\s/g, '');
  const numbered = before.filter(
    ({ ref, part }) => part !== by.part && (ref.replace(/\s/g, '') === plain || ref.endsWith(` ${plain}`) || ref.endsWith(`, ${plain}`)),
  );
  const placed =
    within === undefined
      ? numbered.filter(({ ref, part }) => !/^(schedule|annex|appendix)/i.test(`${part} ${ref}`))
      : numbered.filter(({ ref, part }) => `${part} ${ref}`.toLowerCase().includes(within.toLowerCase()));
  return placed[0] ?? (within === undefined ? numbered[0] : undefined);
}

const ITEMS_AT_MOST = 12;

/** The clauses after it that hold the new wording: the one printed with the same number, or what stands in quotation marks, with its items. */
function wordingAfter(number: string, clauses: readonly ReadClause[], at: number): ReadClause[] {
  const after = clauses.slice(at + 1, at + 1 + ITEMS_AT_MOST);
  const first = after[0];
  if (first === undefined || changeIn(first.text) !== null) return [];
  const opens = /^[“"‘']/.test(first.text.trim());
  if (!opens && !first.ref.replace(/\s/g, '').endsWith(number.replace(/\s/g, '')) && first.within !== clauses[at]!.ref) return [];
  const end = after.findIndex((one, place) => place > 0 && (changeIn(one.text) !== null || (one.part !== first.part && !opens)));
  const held = after.slice(0, end < 0 ? undefined : end);
  const closes = held.findIndex(({ text }) => /[”"’']\s*[.;]?\s*$/.test(text));
  return opens && closes >= 0 ? held.slice(0, closes + 1) : held.filter((one, place) => place === 0 || one.within === first.ref);
}

function joined(clauses: readonly ReadClause[], number: string): string | undefined {
  const text = clauses.map((one) => one.text.trim()).join('\n');
  return clauses.length === 0 ? undefined : withoutNumber(text.replace(/^[“"‘']\s*/, ''), number).replace(/\s*[”"’']\s*[.;]?\s*$/, '');
}

function exchanged(text: string, from: string, to: string): string | undefined {
  return text.includes(from) ? text.replace(from, to) : undefined;
}

const FROM =
  /\b(with effect (from|on)|effective (from|on|date)|takes? effect (on|from)|from|variation date|amendment date|comes? into (effect|force) on|as (of|from)|on and from)\b[^.]{0,60}$/i;

/** The day a change holds from: in its own words, in those it stands under, else the one day its deed gives for taking effect. */
function effectiveFrom(clause: ReadClause, clauses: readonly ReadClause[]): Day | null {
  const above = clauses.find(({ ref, part }) => ref === clause.within && part === clause.part);
  const deed = clauses.filter(({ part }) => part === clause.part);
  for (const group of [[clause], above === undefined ? [] : [above], deed]) {
    const days = group.flatMap(({ text }) =>
      daysIn(beforeQuotation(text)).filter(({ start, ambiguous }) => !ambiguous && FROM.test(text.slice(0, start))),
    );
    const different = new Set(days.map(({ on }) => on));
    if (different.size > 0) return different.size === 1 ? [...different][0]! : null;
  }
  return null;
}

/** What is quoted is the agreement’s wording, not the deed’s; a definition begins with its quotation. */
function beforeQuotation(text: string): string {
  const quoted = text.search(/[“"]/);
  return quoted > 10 ? text.slice(0, quoted) : text;
}

/** The clauses with the newest wording of each; the deed that changes them is left out, so that nothing is read twice. */
export function asVaried(
  clauses: readonly ReadClause[],
  variations: readonly Variation[],
  carrying: ReadonlySet<ReadClause>,
  added: readonly ReadClause[],
): ReadClause[] {
  const newest = new Map<string, Variation>();
  for (const variation of variations.filter(({ sure }) => sure !== 'unsure'))
    if ((newest.get(variation.replaces)?.from ?? '') <= variation.from!) newest.set(variation.replaces, variation);
  const deeds = new Set([...carrying].filter((one) => VARYING_UNDER.test(one.part)).map(({ part }) => part));
  const standing = clauses.flatMap((clause) => {
    if (carrying.has(clause) || deeds.has(clause.part)) return [];
    const change = newest.get(clause.ref);
    if (change === undefined) return [clause];
    return change.wording === null ? [] : [{ ...clause, text: change.wording }];
  });
  return [...standing, ...added];
}
