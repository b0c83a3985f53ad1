import type { Partnership } from '../../data/partnership.ts';
import type { Config } from '../config.ts';
import type { Finding } from './finding.ts';
import { count } from './terminal.ts';

type Organisation = Partnership['organisations'][number];
type Contact = Organisation['employmentContacts'][number];

/** Whether each organisation that employs somebody names an employment contact who can be reached. */
export function checkContacts(partnership: Partnership, config: Pick<Config, 'slack' | 'teams'>): Finding[] {
  const employers = new Set(partnership.people.flatMap(({ secondments }) => secondments.flatMap(({ home }) => home)));
  const bad = partnership.organisations.flatMap((organisation) => mistakeIn(organisation, employers.has(organisation.id), config));
  if (bad.length > 0) return bad;
  return [{ ok: true, what: WHAT, says: `${count(partnership.organisations.length, 'organisation')}: each has one with an address` }];
}

const WHAT = 'Contacts';

function mistakeIn(
  { id, name, employmentContacts: contacts }: Organisation,
  employs: boolean,
  config: Pick<Config, 'slack' | 'teams'>,
): Finding[] {
  if (contacts.length === 0)
    return employs
      ? [
          {
            ok: false,
            what: WHAT,
            says: `${name} employs people and names no employment contact`,
            mend: `Add employmentContacts to “${id}” in the partnership file.`,
          },
        ]
      : [];
  if (contacts.some((contact) => canReach(contact, config))) return [];
  const platforms = [...new Set(contacts.map((contact) => ('slack' in contact ? 'Slack' : 'Teams')))].join(' and ');
  return [
    {
      ok: false,
      what: WHAT,
      says: `the employment contacts of ${name} have addresses on ${platforms} alone, which is off`,
      mend: `Connect ${platforms}, or add an e-mail address to “${id}” in the partnership file.`,
    },
  ];
}

function canReach(contact: Contact, { slack, teams }: Pick<Config, 'slack' | 'teams'>): boolean {
  if ('slack' in contact) return slack !== undefined;
  if ('teams' in contact) return teams !== undefined;
  return true;
}
