import type { AgreementRecord } from '../data/agreement-record.ts';
import { type Detriment, type DoubleCount, detriments, findDoubleCounts } from '../data/benefit-checks.ts';
import { writeNumber } from '../data/benefit-numbers.ts';
import { addUp, type Rulebook, splitOf, sumOf } from '../data/benefit-totals.ts';
import type { Benefit, BenefitFacts } from '../data/benefits.ts';
import { writeMoney } from '../data/money.ts';
import type { Stores } from '../data/stores.ts';
import { fullName, lineOf } from './benefit-parts.ts';
import { cite } from './cite.ts';
import type { Part } from './reply.ts';

/** The topic of the clause that no partner may be left worse off. */
const NO_DETRIMENT = 'no-detriment';

/** The partners an entry of the log leaves worse off, by itself or by the running total of what is actual. None while no split is approved. */
export async function detrimentsOf(benefit: Benefit, rulebook: Rulebook, stores: Stores): Promise<Detriment[]> {
  if (benefit.state !== 'in the log') return [];
  const split = splitOf(benefit.facts, rulebook);
  if (split.is !== 'split') return [];
  const { partners } = await addUp(stores.benefits.scan(benefit.agreement), rulebook);
  const own = new Map(split.parts.map(({ partner, pence }) => [partner, benefit.facts.standing === 'actual' ? pence : 0]));
  const before = new Map([...partners].map(([partner, cells]) => [partner, sumOf(cells, 'actual').pence - (own.get(partner) ?? 0)]));
  return detriments(split.parts, before);
}

/** A warning for each partner left worse off, with the agreement’s clause on it. It blocks nothing. */
export function detrimentParts(found: readonly Detriment[], agreement: AgreementRecord, stores: Stores): Part[] {
  if (found.length === 0) return [];
  const [clause] = stores.finder.about(NO_DETRIMENT, agreement.id);
  const lines = found.map(({ partner, by, pence }) => {
    const worse = `${fullName(partner, agreement)} ${writeMoney(-pence)} worse off`;
    return by === 'entry' ? `This entry leaves ${worse}.` : `With this entry the log so far leaves ${worse}.`;
  });
  return [{ is: 'paragraph', text: lines.join(' ') }, ...(clause === undefined ? [] : [cite(agreement, clause.clause)])];
}

/** Entries that may be the same benefit counted twice. @param except the entry itself, when it is being corrected or accepted */
export function doubleCountsOf(facts: BenefitFacts, agreement: AgreementRecord, stores: Stores, except?: number): Promise<DoubleCount[]> {
  return findDoubleCounts(facts, stores.benefits.scan(agreement.id), stores.stemsOf, except);
}

const SHOWN = 3;

/** The question whether something is counted already, with the entries it may be. */
export function doubleCountLines(found: readonly DoubleCount[]): string[] {
  const lines = found.slice(-SHOWN).map(({ benefit, because }) => `${lineOf(benefit)} (${because})`);
  return found.length > SHOWN ? [...lines, `and ${found.length - SHOWN} more`] : lines;
}

/** The same question in one sentence, for a field. */
export function doubleCountQuestion(found: readonly DoubleCount[]): string {
  const numbers = found.slice(-SHOWN).map(({ benefit }) => `${writeNumber(benefit.number)} (${benefit.facts.what})`);
  return `This may be counted already: ${numbers.join(', ')}. If it is a different benefit, choose that here and send it again.`;
}
