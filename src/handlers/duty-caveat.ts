import type { AgreementRecord, ClauseRecord } from '../data/agreement-record.ts';
import type { Stores } from '../data/stores.ts';
import type { Part } from './reply.ts';

/** How a document stands to what it asks for (“not legally binding”), where a clause is a duty; nothing where it is none. */
export function dutyCaveat(agreement: AgreementRecord, clause: ClauseRecord, stores: Stores): Part[] {
  const caveat = agreement.standing.dutyCaveat;
  return caveat !== null && isDuty(agreement, clause, stores) ? [{ is: 'paragraph', text: caveat }] : [];
}

function isDuty(agreement: AgreementRecord, clause: ClauseRecord, stores: Stores): boolean {
  if (agreement.duties.some((duty) => duty.ref === clause.ref)) return true;
  return stores.topics.some((topic) => topic.duty && stores.finder.about(topic.id, agreement.id).some((found) => found.clause === clause));
}
