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

/** The person in the partnership file an account belongs to, or undefined. */
export function findPerson(partnership: Partnership, account: Account): Person | undefined {
  const ids = [account.id, account.id.split('/').at(-1), account.alsoKnownAs];
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
