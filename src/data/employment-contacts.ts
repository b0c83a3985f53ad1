import type { Recipient } from './outbox.ts';
import type { Contact, Organisation, Partnership, Person } from './partnership.ts';
import { type Account, findPerson, idsOf } from './people.ts';

/*
 * Who takes employment issues at an organisation. They are its own people alone: whoever leads the partnership or works for another
 * partner is no contact, even where the file lists them by mistake (Darlington 11(h): entirely by the home organisation).
 */

/** A contact by the address the file gives, `slack:U0HR`: what an issue remembers them by. */
export function contactKey(contact: Contact): string {
  if ('slack' in contact) return `slack:${contact.slack}`;
  return 'teams' in contact ? `teams:${contact.teams}` : `email:${contact.email}`;
}

/** The contacts of an organisation in the order they are asked, without any who may not be one. */
export function contactsOf(organisation: string, partnership: Partnership): Contact[] {
  const own = organisationCalled(organisation, partnership);
  return own === undefined ? [] : own.employmentContacts.filter((contact) => whyNoContact(contact, own, partnership) === null);
}

/** The contact of an organisation by their key, if they still are one. */
export function contactBy(key: string, organisation: string, partnership: Partnership): Contact | undefined {
  return contactsOf(organisation, partnership).find((one) => contactKey(one) === key);
}

/** Whether an account is a contact’s own: the one the file gives, or another of the same person’s. */
export function isOwnAccount(contact: Contact, account: Account, partnership: Partnership): boolean {
  const asWritten: Account | null =
    'slack' in contact ? { platform: 'slack', id: contact.slack } : 'teams' in contact ? { platform: 'teams', id: contact.teams } : null;
  if (asWritten !== null && asWritten.platform === account.platform && idsOf(account).includes(asWritten.id)) return true;
  const person = findPerson(partnership, account);
  return person !== undefined && person === personOf(contact, partnership);
}

/** Whom a contact’s messages go to: the account the file gives; for an e-mail address, the chat accounts of that person where it has any. */
export function recipientOf(contact: Contact, partnership: Partnership): Recipient {
  if ('slack' in contact) return { is: 'account', platform: 'slack', id: contact.slack };
  if ('teams' in contact) return { is: 'account', platform: 'teams', id: contact.teams };
  const person = personOf(contact, partnership);
  return person?.slack === undefined && person?.teams === undefined
    ? { is: 'account', platform: 'email', id: contact.email }
    : { is: 'person', email: contact.email };
}

/** What a contact is called. */
export function nameOfContact(contact: Contact, partnership: Partnership): string {
  return contact.name ?? personOf(contact, partnership)?.name ?? ('email' in contact ? contact.email : 'an employment contact');
}

/** The organisation with this id, or undefined. */
export function organisationCalled(id: string, { organisations }: Pick<Partnership, 'organisations'>): Organisation | undefined {
  return organisations.find((one) => one.id === id);
}

/** Every contact in the file who may not be one, and where. */
export function contactMistakes(partnership: Partnership): { path: PropertyKey[]; problem: string; mend: string }[] {
  return partnership.organisations.flatMap((organisation, o) =>
    organisation.employmentContacts.flatMap((contact, c) => {
      const why = whyNoContact(contact, organisation, partnership);
      const mend = `Name somebody whom ${organisation.name} employs for this, and who does not lead the partnership.`;
      return why === null ? [] : [{ path: ['organisations', o, 'employmentContacts', c], problem: why, mend }];
    }),
  );
}

/** Every organisation that employs somebody in the file and names nobody who takes employment issues, and where. */
export function lockedOut(partnership: Partnership): { path: PropertyKey[]; problem: string; mend: string }[] {
  const employers = new Set(partnership.people.flatMap(({ secondments }) => secondments.flatMap(({ home }) => home)));
  return partnership.organisations.flatMap(({ id, name }, o) =>
    employers.has(id) && contactsOf(id, partnership).length === 0
      ? [
          {
            path: ['organisations', o],
            problem: `${name} employs people and names no employment contact`,
            mend: 'Add at least one under employmentContacts.',
          },
        ]
      : [],
  );
}

function whyNoContact(contact: Contact, organisation: Organisation, partnership: Partnership): string | null {
  const key = contactKey(contact);
  const other = partnership.organisations.find(
    (one) => one.id !== organisation.id && one.employmentContacts.some((its) => contactKey(its) === key),
  );
  if (other !== undefined) return `${organisation.name} and ${other.name} name the same employment contact`;
  const person = personOf(contact, partnership);
  if (person === undefined) return null;
  if (person.roles.some((role) => role === 'director-of-commissioning' || role === 'deputy'))
    return `${person.name} leads the partnership and cannot be an employment contact`;
  const homes = person.secondments.flatMap(({ home }) => home);
  const leads = person.roles.filter((role) => role.startsWith('finance-lead:'));
  const elsewhere =
    (homes.length > 0 && !homes.includes(organisation.id)) || leads.some((role) => role !== `finance-lead:${organisation.id}`);
  return elsewhere ? `${person.name} works for another partner than ${organisation.name} and cannot be its employment contact` : null;
}

function personOf(contact: Contact, { people }: Partnership): Person | undefined {
  return people.find((person) => {
    if ('slack' in contact) return person.slack !== undefined && isSameSlackUser(person.slack, contact.slack);
    if ('teams' in contact) return person.teams === contact.teams;
    return person.email === contact.email;
  });
}

/** Two Slack users are the same where one of them is written without its workspace. */
function isSameSlackUser(one: string, other: string): boolean {
  if (one.includes('/') && other.includes('/')) return one === other;
  return one.split('/').at(-1) === other.split('/').at(-1);
}
