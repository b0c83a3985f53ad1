import type { AgreementRecord, ClauseRecord } from '../data/agreement-record.ts';
import { isWordForWord } from '../data/verbatim.ts';
import type { Part } from './reply.ts';

/** Said in place of a wording that is not the document’s own. */
export const NOT_WORD_FOR_WORD =
  'The wording of this clause is not shown, because it differs from the document it was read from. Ask an administrator to import the document again.';

/**
 * A clause as part of a reply, with where it stands: agreement, reference and part, because a reference alone is not a citation. What was
 * imported is checked against its source first, and refused where it differs; it is quoted once.
 */
export function cite(agreement: AgreementRecord, clause: ClauseRecord): Part & { is: 'clause' } {
  return {
    is: 'clause',
    citation: { agreement: agreement.id, part: clause.part, ref: clause.ref },
    source: sourceOf(agreement, clause),
    label: clause.label,
    says: isWordForWord(clause) ? clause.says : NOT_WORD_FOR_WORD,
    ...(clause.verbatim === undefined || clause.hash !== undefined ? {} : { verbatim: clause.verbatim }),
  };
}

/** `Darlington memorandum, 11(o) · Memorandum provisions`. */
export function sourceOf(agreement: AgreementRecord, clause: ClauseRecord): string {
  return `${agreement.name}, ${clause.ref}${clause.ref.startsWith(clause.part) ? '' : ` · ${clause.part}`}`;
}

/** A clause on a button: `11(o) Notice`; its label alone where its reference is the same words. */
export function nameOfClause({ ref, label }: ClauseRecord): string {
  return ref.toLowerCase().includes(label.toLowerCase()) ? ref : `${ref} ${label}`;
}

const INDIRECT_QUESTION = /^((on|in|at|for|to|by) )?(who|whom|whose|what|which|when|where|whether|why|how|if|anything)\b/;

/** “The Derby report does not say who chairs it”, “… does not give the voting rules”. @param what as a record’s silences have it */
export function doesNotSay(agreement: AgreementRecord, what: string): string {
  const missing = INDIRECT_QUESTION.test(what) ? `say ${what}` : /^(the|an?) /.test(what) ? `give ${what}` : `say anything on ${what}`;
  return `${theAgreement(agreement, true)} does not ${missing}.`;
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Small numbers as words, as they are read aloud. */
export function inWords(count: number): string {
  return NUMBERS[count] ?? String(count);
}

/** `the Darlington memorandum`, with a capital where a sentence begins. */
export function theAgreement(agreement: AgreementRecord, atStart = false): string {
  return `${atStart ? 'The' : 'the'} ${agreement.name}`;
}
