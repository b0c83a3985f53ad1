import { writeMoney } from '../data/money.ts';
import type { Partnership } from '../data/partnership.ts';
import { financeLeadsOf } from '../data/return-rules.ts';
import { type PartnerReturn, type ReturningPartner, varianceOf } from '../data/returns.ts';

/** “forecast £1,200 over budget”, “forecast on budget”. */
export function varianceInWords(given: Pick<PartnerReturn, 'budgetPence' | 'forecastPence'>): string {
  return `forecast ${varianceShort(given)}`;
}

/** “£1,200 over budget”, “£300 under budget”, “on budget”. */
export function varianceShort(given: Pick<PartnerReturn, 'budgetPence' | 'forecastPence'>): string {
  const variance = varianceOf(given);
  if (variance === 0) return 'on budget';
  return `${writeMoney(Math.abs(variance))} ${variance > 0 ? 'over' : 'under'} budget`;
}

/** Whose return is still to come, each with whoever gives it. */
export function stillToCome(missing: readonly ReturningPartner[], partnership: Partnership): string {
  return `Still to come: ${missing.map((one) => withLeads(one, partnership)).join('; ')}.`;
}

function withLeads({ id, name }: ReturningPartner, partnership: Partnership): string {
  const leads = financeLeadsOf(id, partnership).map((lead) => lead.name);
  return leads.length === 0 ? `${name} (nobody is named as its finance lead)` : `${name} (${leads.join(' or ')})`;
}
