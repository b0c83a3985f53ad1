import { financeLeadsOf } from '../data/return-rules.ts';
import { partnersAsked } from '../data/returns.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock } from './handler.ts';
import { type DutiesNow, type OccurrenceName, type OccurrenceNow, occurrenceNamed } from './occurrence-now.ts';

/** The finance leads whose return is still to come, by e-mail address: they alone are asked for it, each by name. */
export function leadsStillAsked({ settled, agreement, standing, partnership }: OccurrenceNow): string[] {
  const missing = partnersAsked(settled.duty, agreement).filter(({ name }) => standing.parts.get(name) === null);
  return missing.flatMap(({ id }) => financeLeadsOf(id, partnership).map(({ email }) => email));
}

/** The same for several occurrences that are about to be spoken of, each once. */
export function leadsToAsk(due: readonly OccurrenceName[], known: DutiesNow, stores: Stores, clock: Clock): string[] {
  const found = due.flatMap((name) => {
    const now = occurrenceNamed(name, known, stores, clock);
    return now === undefined ? [] : leadsStillAsked(now);
  });
  return [...new Set(found)];
}

/** Whether an occurrence is a joint return of which somebody gives a part, given or not. */
export function givesReturnOf(email: string, { settled, agreement, partnership }: OccurrenceNow): boolean {
  return partnersAsked(settled.duty, agreement).some(({ id }) => financeLeadsOf(id, partnership).some((lead) => lead.email === email));
}
