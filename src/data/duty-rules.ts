import type { AgreementRecord } from './agreement-record.ts';
import type { Day } from './days.ts';
import type { Partnership, Person } from './partnership.ts';
import { holdersOf, secondmentsOn } from './people.ts';
import { allowed, type Permission, refused } from './permission.ts';
import type { Owner } from './settled-duties.ts';

/** Who asks (undefined: nobody the partnership file knows), under which agreement, and on which day. */
export type Tending = { person: Person | undefined; agreement: AgreementRecord; partnership: Partnership; today: Day };

/** The people who work under an agreement on a day, in the order of the file. */
export function workersOf({ agreement, partnership, today }: Omit<Tending, 'person'>): Person[] {
  return partnership.people.filter((person) => secondmentsOn(person, today).some((held) => held.agreement === agreement.id));
}

/** Whether anybody works under an agreement, or in a channel of it: of the others nobody need be told anything. */
export function isInUse({ agreement, partnership, today }: Omit<Tending, 'person'>): boolean {
  if (partnership.channels.some((channel) => channel.agreement === agreement.id)) return true;
  return workersOf({ agreement, partnership, today }).length > 0;
}

/**
 * Whether a person may mark a duty done, put it off, hand it over, reopen it or raise one: everybody who works under its agreement, since
 * whoever did it is not always its owner.
 * @param owner whose it is: named first where somebody else is refused
 */
export function mayTend(tending: Tending, owner: Owner | null): Permission<{ person: Person }> {
  const workers = workersOf(tending);
  const person = workers.find(({ email }) => email === tending.person?.email);
  if (person !== undefined) return allowed({ person });
  return refused(`Only people who work under the ${tending.agreement.name} today can do that.${whoCan(workers, owner, tending)}`);
}

function whoCan(workers: readonly Person[], owner: Owner | null, { agreement, partnership, today }: Tending): string {
  if (workers.length === 0) return ' The partnership file names nobody.';
  const own = owner?.is === 'person' ? workers.filter(({ email }) => email === owner.email) : [];
  const keepers = ['director-of-commissioning', 'deputy'].flatMap((role) => holdersOf(partnership, role, agreement.id, today));
  const [first] = [...own, ...keepers, ...workers];
  return ` ${first!.name} can.`;
}

/** Whether a person may settle what a document leaves open: an administrator of the agreement, its Director or a deputy. */
export function maySettle(tending: Tending): Permission<{ person: Person }> {
  const { agreement, partnership, today, person } = tending;
  const settlers = settlersOf({ agreement, partnership, today });
  const found = settlers.find(({ email }) => email === person?.email);
  if (found !== undefined) return allowed({ person: found });
  const names = [...new Set(settlers.map(({ name }) => name))].join(' or ');
  return refused(
    `Only an administrator of the ${agreement.name}, its Director or a deputy can settle that.${names === '' ? ' Nobody is named for it today.' : ` That is ${names}.`}`,
  );
}

function settlersOf({ agreement, partnership, today }: Omit<Tending, 'person'>): Person[] {
  const held = ['administrator', 'director-of-commissioning', 'deputy'].flatMap((role) =>
    holdersOf(partnership, role, agreement.id, today),
  );
  // Where nobody looks after this agreement, those do who look after Accord.
  return held.some(({ roles }) => roles.includes('administrator'))
    ? held
    : [...held, ...partnership.people.filter(({ roles }) => roles.includes('administrator'))];
}
