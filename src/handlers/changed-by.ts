import { clauseInForce } from '../data/agreement-in-force.ts';
import type { AgreementRecord, ClauseRecord } from '../data/agreement-record.ts';
import { type Day, writeDay } from '../data/days.ts';
import type { Part } from './reply.ts';

/** Which paragraph changed a clause, and which will: said under it. */
export function changedBy(agreement: AgreementRecord, clause: ClauseRecord, today: Day): Part[] {
  const { by, next } = clauseInForce(agreement, clause, today);
  const words = [
    ...(by === null ? [] : [`This is its wording since it was changed (${by}).`]),
    ...(next === null ? [] : [`It is changed again from ${writeDay(next.from)} (${next.by}).`]),
  ];
  return words.length === 0
    ? []
    : [{ is: 'paragraph', text: words.join(' ').replace('changed again', by === null ? 'changed' : 'changed again'), tone: 'quiet' }];
}
