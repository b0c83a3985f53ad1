import type { Agreements } from './agreements.ts';
import type { Day } from './days.ts';
import type { Channel, Partnership, Person, Secondment } from './partnership.ts';

/** A person’s account on one platform: Slack `U0SAM` or `T0TEAM/U0SAM`, a Teams user id or Entra object id, the local page’s e-mail. */
export type Account = {
  platform: 'slack' | 'teams' | 'local' | 'terminal';
  id: string;
  /** Teams names a person by an Entra object id and by an id of its own; the partnership file may hold either. */
  alsoKnownAs?: string;
};

/** The ids by which the partnership file may name an account. */
export function idsOf({ platform, id, alsoKnownAs }: Account): string[] {
  // On Slack the file may leave out the workspace.
  const bare = platform === 'slack' ? [id.split('/').at(-1)!] : [];
  return [id, ...bare, ...(alsoKnownAs === undefined ? [] : [alsoKnownAs])];
}

/** The person in the partnership file an account belongs to, or undefined. */
export function findPerson(partnership: Partnership, account: Account): Person | undefined {
  const ids = idsOf(account);
  const same = (known: string | undefined) => known !== undefined && ids.includes(known);
  return partnership.people.find((person) => {
    switch (account.platform) {
      case 'slack':
        return same(person.slack);
      case 'teams':
        return same(person.teams);
      case 'local':
      case 'terminal':
        return person.email === account.id.toLowerCase();
      default:
        return account.platform satisfies never;
    }
  });
}

/** The secondments and posts a person holds on a day. */
export function secondmentsOn(person: Person, day: Day): Secondment[] {
  return person.secondments.filter((held) => held.from <= day && (held.to === undefined || day <= held.to));
}

/** The channel as the partnership file has it, or undefined when it is not bound to an agreement. */
export function findChannel(partnership: Partnership, platform: Account['platform'], id: string): Channel | undefined {
  return partnership.channels.find((channel) => {
    const known = (channel as Record<string, unknown>)[platform];
    return known === id || known === id.split('/').at(-1);
  });
}

/**
 * The agreements a question may be about when it names none: the one the channel works under, else those the person is seconded under
 * today, else the only one there is. Empty means: nothing is bound, so ask.
 */
export function agreementsBoundTo(
  partnership: Partnership,
  agreements: Agreements,
  asker: Account,
  channel: string | null,
  today: Day,
): string[] {
  if (channel !== null) {
    const bound = findChannel(partnership, asker.platform, channel);
    if (bound !== undefined) return [bound.agreement];
  }
  const person = findPerson(partnership, asker);
  const own = person === undefined ? [] : [...new Set(secondmentsOn(person, today).map((held) => held.agreement))];
  if (own.length > 0) return own;
  return agreements.size === 1 ? [...agreements.keys()] : [];
}

/** People who hold a role and work under an agreement, in the file’s order. */
export function holdersOf(partnership: Partnership, role: string, agreement: string, today: Day): Person[] {
  return partnership.people.filter(
    (person) => person.roles.includes(role) && secondmentsOn(person, today).some((held) => held.agreement === agreement),
  );
}

/**
 * Whether a person holds a role that is for all of a partnership, such as looking after Accord. It ends with the last of their secondments;
 * somebody who never had one, because no agreement is confirmed yet, holds it from the start.
 */
export function holdsToday(person: Person | undefined, roles: readonly string[], today: Day): boolean {
  if (person === undefined || !person.roles.some((role) => roles.includes(role))) return false;
  return person.secondments.length === 0 || secondmentsOn(person, today).length > 0;
}

/** Whether a person may set Accord up: confirm an agreement, or say which one a channel works under. */
export function maySetUp(person: Person | undefined, today: Day): boolean {
  return holdsToday(person, ['administrator', 'director-of-commissioning'], today);
}

/** Those who may set Accord up today, in the file’s order. */
export function thoseWhoSetUp(partnership: Partnership, today: Day): Person[] {
  return partnership.people.filter((person) => maySetUp(person, today));
}
