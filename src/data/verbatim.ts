import { createHash } from 'node:crypto';
import type { AgreementRecord, ClauseRecord } from './agreement-record.ts';

/** SHA-256 of a wording, in hexadecimal. Every character counts, spaces and quotation marks too. */
export function wordingHash(wording: string): string {
  return createHash('sha256').update(wording, 'utf8').digest('hex');
}

/** What stands for words that are left out of a quotation. */
export const ELISION = '[…]';
const QUOTED_AT_MOST = 600;

/** A wording as an answer quotes it: whole where it is short, else whole sentences or words from its beginning, with the cut marked. */
export function quotationOf(wording: string, atMost = QUOTED_AT_MOST): string {
  if (wording.length <= atMost) return wording;
  const beginning = wording.slice(0, atMost);
  const sentence = Math.max(...[...beginning.matchAll(/[.;][”"’)]?(?=\s)/g)].map((end) => end.index + end[0].length), 0);
  const cut = sentence > atMost / 2 ? sentence : Math.max(beginning.lastIndexOf(' '), beginning.lastIndexOf('\n'));
  return `${wording.slice(0, cut > 0 ? cut : atMost)} ${ELISION}`;
}

/**
 * Whether a clause may be shown as the document’s own words: its wording is what was imported, and what is quoted of it stands in it, in
 * order, cut only where that is marked. A clause that was not imported has nothing to check.
 */
export function isWordForWord({ hash, verbatim, says }: Pick<ClauseRecord, 'hash' | 'verbatim' | 'says'>): boolean {
  if (hash === undefined) return true;
  return verbatim !== undefined && wordingHash(verbatim) === hash && isQuotedFrom(says, verbatim);
}

function isQuotedFrom(quotation: string, wording: string): boolean {
  if (!quotation.includes(ELISION)) return quotation === wording.trim();
  let from = 0;
  return quotation.split(ELISION).every((piece) => {
    const at = wording.indexOf(piece.trim(), from);
    from = at + piece.trim().length;
    return at >= 0;
  });
}

type Changed = { path: PropertyKey[]; problem: string; mend: string };

/** Wordings of a record that are not as they were imported, each with its place in the record. */
export function changedWordings(record: AgreementRecord): Changed[] {
  const told = (what: string, path: PropertyKey[]): Changed => ({
    path,
    problem: `${what} is not word for word as it was imported`,
    mend: 'Put the words back as they were, or import the document again.',
  });
  const clauses = record.clauses.flatMap((clause, at) => {
    if (isWordForWord(clause)) return [];
    const kept = clause.verbatim !== undefined && wordingHash(clause.verbatim) === clause.hash;
    return [told(`the wording of “${clause.ref}”`, ['clauses', at, kept ? 'says' : 'verbatim'])];
  });
  const variations = (record.variations ?? []).flatMap(({ replaces, verbatim, hash }, at) =>
    hash === undefined || (verbatim !== null && wordingHash(verbatim) === hash)
      ? []
      : [told(`the new wording of “${replaces}”`, ['variations', at, 'verbatim'])],
  );
  return [...clauses, ...variations];
}
