import type { Agreements } from './agreements.ts';
import type { Day } from './days.ts';
import type { Partnership, Person } from './partnership.ts';
import { secondmentsOn } from './people.ts';

// The same partnership on the same day is the same object: what is worked out from one is kept by it.
const known = new WeakMap<Partnership, { agreements: Agreements; today: Day; partnership: Partnership }>();

/**
 * The partnership as it is on a day: roles end with the secondments they were held in. A finance lead’s ends with the last post under the
 * agreements of that partner; every role ends with the last post of all. Somebody who never had a post keeps the roles the file gives them.
 */
export function rolesOn(partnership: Partnership, agreements: Agreements, today: Day): Partnership {
  const before = known.get(partnership);
  if (before !== undefined && before.agreements === agreements && before.today === today) return before.partnership;
  const people = partnership.people.map((person) => {
    const roles = person.roles.filter((role) => !hasEnded(person, role, agreements, today));
    return roles.length === person.roles.length ? person : { ...person, roles };
  });
  const same = people.every((person, at) => person === partnership.people[at]);
  const found = same ? partnership : { ...partnership, people };
  known.set(partnership, { agreements, today, partnership: found });
  return found;
}

const FINANCE_LEAD = 'finance-lead:';

function hasEnded(person: Person, role: string, agreements: Agreements, today: Day): boolean {
  const held = secondmentsOn(person, today);
  if (person.secondments.length > 0 && held.length === 0) return true;
  if (!role.startsWith(FINANCE_LEAD)) return false;
  const partner = role.slice(FINANCE_LEAD.length);
  const ofPartner = ({ agreement }: { agreement: string }) => agreements.get(agreement)?.parties.some(({ id }) => id === partner) === true;
  return person.secondments.some(ofPartner) && !held.some(ofPartner);
}
