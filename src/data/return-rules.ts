import type { Asking } from './benefit-rules.ts';
import { remindable } from './own-reminder-rules.ts';
import type { Partnership, Person } from './partnership.ts';
import { allowed, type Permission, refused } from './permission.ts';
import type { ReturningPartner } from './returns.ts';

/** The finance leads of a partner, in the order of the partnership file. */
export function financeLeadsOf(partner: string, { people }: Pick<Partnership, 'people'>): Person[] {
  return people.filter(({ roles }) => roles.includes(`finance-lead:${partner}`));
}

/** Whether a person may see the returns of an agreement: those who work under it, and the finance leads of its partners. */
export function maySeeReturns(asking: Asking): Permission {
  if (remindable(asking).some(({ email }) => email === asking.person?.email)) return allowed({});
  return refused(`Only people who work under the ${asking.agreement.name} today, and its partners’ finance leads, can see its returns.`);
}

/**
 * Whether a person may give a return: a finance lead, for the partner they are that of. Nobody gives another organisation’s figures, the
 * Director and the deputies among them: each partner stays accountable for its own budget (Derby, Supporting 1.4).
 * @returns with permission, the partners they give it for
 */
export function mayGive({ person, partnership }: Asking, partners: readonly ReturningPartner[]): Permission<{ own: ReturningPartner[] }> {
  const own = partners.filter(({ id }) => person?.roles.includes(`finance-lead:${id}`));
  if (own.length > 0) return allowed({ own });
  return refused(`Only the finance lead of each partner gives its return. ${whoGives(partners, partnership)}`);
}

/** “Paul Pounds gives that of Derby City Primary Care Trust.” for each of these partners; where nobody is named, that is said. */
export function whoGives(partners: readonly ReturningPartner[], partnership: Partnership): string {
  return partners
    .map(({ id, name }) => {
      const leads = financeLeadsOf(id, partnership).map((lead) => lead.name);
      return leads.length === 0 ? `Nobody is named as finance lead of ${name} yet.` : `${leads.join(' or ')} can for ${name}.`;
    })
    .join(' ');
}
