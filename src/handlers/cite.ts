import type { AgreementRecord, ClauseRecord } from '../data/agreement-record.ts';
import type { Part } from './reply.ts';

/** A clause as part of a reply, with where it stands: agreement, reference and part, because a reference alone is not a citation. */
export function cite(agreement: AgreementRecord, clause: ClauseRecord): Part & { is: 'clause' } {
  return {
    is: 'clause',
    citation: { agreement: agreement.id, part: clause.part, ref: clause.ref },
    source: sourceOf(agreement, clause),
    label: clause.label,
    says: clause.says,
    ...(clause.verbatim === undefined ? {} : { verbatim: clause.verbatim }),
  };
}

/** `Darlington memorandum, 11(o) · Memorandum provisions`. */
export function sourceOf(agreement: AgreementRecord, clause: ClauseRecord): string {
  return `${agreement.name}, ${clause.ref}${clause.ref.startsWith(clause.part) ? '' : ` · ${clause.part}`}`;
}

/** `the Darlington memorandum`, with a capital where a sentence begins. */
export function theAgreement(agreement: AgreementRecord, atStart = false): string {
  return `${atStart ? 'The' : 'the'} ${agreement.name}`;
}
