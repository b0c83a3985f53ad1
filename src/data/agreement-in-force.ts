import type { AgreementRecord, ClauseRecord } from './agreement-record.ts';
import type { Day } from './days.ts';
import { quotationOf } from './verbatim.ts';

/** A clause as it stands on a day, and what changes it: `by` names the paragraph that changed it, `next` the change still to come. */
export type ClauseInForce = { clause: ClauseRecord; by: string | null; next: { by: string; from: Day } | null; deleted: boolean };

/** A clause with the wording in force on a day; both wordings stay in the record. A change whose first day is not known changes nothing. */
export function clauseInForce(agreement: AgreementRecord, clause: ClauseRecord, on: Day): ClauseInForce {
  const changes = (agreement.variations ?? [])
    .filter((change): change is typeof change & { from: Day } => change.replaces === clause.ref && change.from !== null)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const next = changes.find(({ from }) => from > on);
  const now = changes.filter(({ from }) => from <= on).at(-1);
  const coming = next === undefined ? null : { by: next.by, from: next.from };
  if (now === undefined) return { clause, by: null, next: coming, deleted: false };
  if (now.verbatim === null) return { clause, by: now.by, next: coming, deleted: true };
  const { hash: _, ...rest } = clause;
  const worded = {
    ...rest,
    verbatim: now.verbatim,
    says: quotationOf(now.verbatim),
    ...(now.hash === undefined ? {} : { hash: now.hash }),
  };
  return { clause: worded, by: now.by, next: coming, deleted: false };
}

/** An agreement as it stands on a day: clauses with the wording in force, those deleted by then left out, facts as they were then. */
export function agreementOn(agreement: AgreementRecord, on: Day): AgreementRecord {
  if (agreement.variations === undefined && agreement.former === undefined) return agreement;
  const facts: Record<string, unknown> = { ...agreement.facts };
  for (const { fact, value, ref, until } of agreement.former ?? []) if (until !== null && on < until) facts[fact] = { value, ref };
  return {
    ...agreement,
    facts: facts as AgreementRecord['facts'],
    clauses: agreement.clauses.flatMap((clause) => {
      const standing = clauseInForce(agreement, clause, on);
      return standing.deleted ? [] : [standing.clause];
    }),
  };
}
