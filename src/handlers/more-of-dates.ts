import type { AgreementRecord } from '../data/agreement-record.ts';
import { partnersAsked } from '../data/returns.ts';
import type { Stores } from '../data/stores.ts';
import type { Button } from './reply.ts';
import { hasProgramme } from './show-programme.ts';

/** What else can be done about the dates of an agreement: its programme, its joint returns, and a reminder of one’s own. */
export function moreOfDates(agreement: AgreementRecord, stores: Stores): Button[] {
  const a = agreement.id;
  const returns = agreement.duties.filter((duty) => partnersAsked(duty, agreement).length > 0);
  return [
    ...(hasProgramme(a, stores) ? [{ name: 'show-programme' as const, label: 'How far the programme is', value: { a } }] : []),
    ...returns.map(({ id }): Button => ({ name: 'show-returns', label: 'See the joint return', value: { a, d: id } })),
    { name: 'reminder-form', label: 'Set a reminder', value: { a }, opensForm: true },
  ];
}
