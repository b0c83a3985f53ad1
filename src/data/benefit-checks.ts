import type { Part } from './apportionment.ts';
import type { Benefit, BenefitFacts } from './benefits.ts';
import type { Pence } from './money.ts';
import { dayOf, financialYearOf, overlaps } from './period.ts';

/*
 * Checks that help and never block: who would be worse off, and whether something is counted twice.
 */

/** A partner left worse off, by this entry alone or by everything in the log so far; `pence` is below nothing. */
export type Detriment = { partner: string; by: 'entry' | 'running total'; pence: Pence };

/**
 * The partners an entry leaves worse off. Darlington 11(p): neither partner may lose by the other’s actions.
 * @param parts what the entry gives each partner
 * @param totals what each partner had before it, actual entries only
 */
export function detriments(parts: readonly Part[], totals: ReadonlyMap<string, Pence>): Detriment[] {
  return parts.flatMap(({ partner, pence }) => {
    const total = (totals.get(partner) ?? 0) + pence;
    const found: Detriment[] = [];
    if (pence < 0) found.push({ partner, by: 'entry', pence });
    if (total < 0) found.push({ partner, by: 'running total', pence: total });
    return found;
  });
}

/** An entry that may be the same benefit again, and why it looks so. */
export type DoubleCount = { benefit: Benefit; because: 'same amount and period' | 'same yearly benefit in another year' };

/** The words of a text that carry meaning, as stems. */
export type StemsOf = (text: string) => ReadonlySet<string>;

/** Two texts are alike when at least half the words of the shorter stand in the other too. */
const ALIKE = 0.5;

/**
 * Entries of a log that may be the same benefit as a new one: the same amount and similar words, in periods that overlap; or a yearly
 * benefit that an entry of another financial year already counts by its full-year value. Planned and actual are not held against each other:
 * a plan that came true is not counted twice.
 * @param except the number of the entry itself, when it is being corrected
 */
export async function findDoubleCounts(
  facts: BenefitFacts,
  pages: AsyncIterable<readonly Benefit[]>,
  stemsOf: StemsOf,
  except?: number,
): Promise<DoubleCount[]> {
  const words = stemsOf(facts.what);
  const found: DoubleCount[] = [];
  for await (const page of pages)
    for (const benefit of page) {
      if (benefit.number === except || (benefit.state !== 'in the log' && benefit.state !== 'suggested')) continue;
      const because = whyTheSame(facts, benefit.facts);
      if (because !== undefined && alike(words, stemsOf(benefit.facts.what))) found.push({ benefit, because });
    }
  return found;
}

function whyTheSame(one: BenefitFacts, other: BenefitFacts): DoubleCount['because'] | undefined {
  if (one.standing !== other.standing || one.amountPence === null || other.amountPence === null) return undefined;
  if (one.amountPence === other.amountPence && overlaps(one.period, other.period)) return 'same amount and period';
  if (one.recurs === 'once' && other.recurs === 'once') return undefined;
  const sameYear = financialYearOf(dayOf(one.period)) === financialYearOf(dayOf(other.period));
  return !sameYear && (one.fullYearPence ?? one.amountPence) === (other.fullYearPence ?? other.amountPence)
    ? 'same yearly benefit in another year'
    : undefined;
}

function alike(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [few, many] = one.size <= other.size ? [one, other] : [other, one];
  if (few.size === 0) return false;
  let shared = 0;
  for (const word of few) if (many.has(word)) shared += 1;
  return shared / few.size >= ALIKE;
}
