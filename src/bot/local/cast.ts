import { dayInLondon } from '../../data/days.ts';
import type { Partnership, Person, Secondment } from '../../data/partnership.ts';
import { secondmentsOn } from '../../data/people.ts';

/** A person one can be on the page. `post` and `terms` are plain lines; `group` is the employer they are listed under. */
export type Persona = { email: string; name: string; group: string; post: string; terms: string };

/** A channel one can talk in. `agreement` is the name of the one it works under, null when it works under none. */
export type Channel = { id: string; name: string; agreement: string | null };

/** A channel that is in no partnership file, so that the page can show what Accord says where no agreement is bound. */
export const CORRIDOR: Channel = { id: 'corridor', name: 'Corridor (no agreement)', agreement: null };

/** Everybody one can be, in the file’s order. */
export function castOf(partnership: Partnership): Persona[] {
  return partnership.people.map((person) => personaOf(person, partnership));
}

/** The channels of the partnership file that are on this page, and the corridor. */
export function channelsOf(partnership: Partnership, nameOf: (agreement: string) => string): Channel[] {
  const own = partnership.channels.flatMap((channel) =>
    'local' in channel ? [{ id: channel.local, name: channel.name ?? channel.local, agreement: nameOf(channel.agreement) }] : [],
  );
  return own.some((channel) => channel.id === CORRIDOR.id) ? own : [...own, CORRIDOR];
}

function personaOf(person: Person, partnership: Partnership): Persona {
  const organisation = (id: string) => partnership.organisations.find((one) => one.id === id)?.name ?? id;
  const held = secondmentsOn(person, dayInLondon(new Date()))[0];
  const shown = { email: person.email, name: person.name };
  if (held !== undefined)
    return { ...shown, group: held.home.map(organisation).join(' and '), post: held.post, terms: termsOf(held, organisation) };
  const contactOf = partnership.organisations.find((one) =>
    one.employmentContacts.some((contact) => 'email' in contact && contact.email === person.email),
  );
  if (contactOf !== undefined)
    return { ...shown, group: contactOf.name, post: 'Employment contact', terms: `Takes employment issues for ${contactOf.name}` };
  return { ...shown, group: 'No partner organisation', post: 'No post on file', terms: 'In no secondment that Accord knows of' };
}

function termsOf(held: Secondment, organisation: (id: string) => string): string {
  const employer = held.home.map(organisation).join(' and ');
  if (held.home.length > 1) return `A joint post of ${employer}`;
  const host = held.host === undefined || held.host === held.home[0] ? undefined : organisation(held.host);
  if (host === undefined) return `Employed by ${employer}`;
  return held.terms === 'co-located'
    ? `Employed by ${employer}, working alongside ${host}`
    : `Employed by ${employer}, seconded to ${host}`;
}
