import { z } from 'zod';
import type { Agreements } from './agreements.ts';
import { NATIONS } from './bank-holidays.ts';
import { dutySettingMistakes } from './check-duty-settings.ts';
import { isDay } from './days.ts';
import { dutySetting } from './duty-settings.ts';
import { contactMistakes } from './employment-contacts.ts';
import { type FileProblem, type FileRead, readYaml, readYamlText } from './read-yaml.ts';

/*
 * The partnership file: who works under which agreement, in which channels, and whom each organisation names for employment issues.
 */

const text = z.string().trim().min(1, 'is empty | Write it out, or take the line away');
const day = z.string().refine(isDay, 'is not a day that exists | Write it like 2014-09-01');
const email = z.email('is not an e-mail address | Write it like sam@example.org').transform((value) => value.toLowerCase());
const telephone = z.strictObject({ name: text, phone: text });

const contact = z.union(
  [
    z.strictObject({ slack: text, name: text.optional() }),
    z.strictObject({ teams: text, name: text.optional() }),
    z.strictObject({ email, name: text.optional() }),
  ],
  {
    error: 'Give each contact one of slack, teams or email, and a name if you like',
  },
);

const organisation = z.strictObject({
  id: text,
  name: text,
  employmentContacts: z.array(contact).default([]),
  occupationalHealth: text.optional(),
  /** The organisation’s own number, and that of whoever takes employment matters there: given when no contact is left. */
  phone: text.optional(),
  employmentPhone: text.optional(),
  /** Who hears concerns about wrongdoing: an NHS body’s guardian, or a whistleblowing line. */
  freedomToSpeakUp: telephone.optional(),
  whistleblowing: telephone.optional(),
  /** Whose working days count here, where it is not the partnership’s nation. */
  nation: z.enum(NATIONS).optional(),
});

const secondment = z.strictObject({
  agreement: text,
  home: z.array(text).min(1, 'names no employer | Give at least one home organisation'),
  host: text.optional(),
  post: text,
  from: day,
  to: day.optional(),
  terms: z.enum(['seconded', 'allocated', 'co-located']).default('seconded'),
});

const role = z
  .string()
  .regex(
    /^(director-of-commissioning|deputy|administrator|finance-lead:.+)$/,
    'is not a role | Use director-of-commissioning, deputy, administrator or finance-lead:<organisation id>',
  );

const person = z.strictObject({
  email,
  name: text,
  slack: text.optional(),
  teams: text.optional(),
  roles: z.array(role).default([]),
  secondments: z.array(secondment).default([]),
});

const channel = z.union(
  [
    z.strictObject({ slack: text, name: text.optional(), agreement: text, reminders: z.boolean().default(false) }),
    z.strictObject({ teams: text, name: text.optional(), agreement: text, reminders: z.boolean().default(false) }),
    z.strictObject({ local: text, name: text.optional(), agreement: text, reminders: z.boolean().default(false) }),
  ],
  { error: 'Give each channel one of slack or teams, and its agreement' },
);

const protocol = z.strictObject({
  agreement: text,
  from: day,
  shares: z.record(text, z.number().min(0).max(100)),
  approvedBy: z.array(text).default([]),
});

export const partnershipFile = z.strictObject({
  organisations: z.array(organisation).default([]),
  people: z.array(person).default([]),
  channels: z.array(channel).default([]),
  protocols: z.array(protocol).default([]),
  /** Whose bank holidays count; without it, those of England and Wales. */
  nation: z.enum(NATIONS).optional(),
  /** Further days off, such as one proclaimed for a single year. */
  bankHolidays: z.array(day).default([]),
  duties: z.array(dutySetting).default([]),
  signposts: z
    .strictObject({
      safeguardingAdults: telephone.optional(),
      safeguardingChildren: telephone.optional(),
      // The numbers for the whole country, which a file may change: gov.uk, nhs.uk/111, samaritans.org, nationaldahelpline.org.uk and
      // protect-advice.org.uk.
      emergency: text.default('999'),
      samaritans: text.default('116 123'),
      mentalHealth: text.default('111, option 2'),
      domesticAbuse: text.default('0808 2000 247'),
      whistleblowingAdvice: text.default('020 3117 2520'),
    })
    .prefault({}),
});

export type Partnership = z.infer<typeof partnershipFile>;
export type Person = Partnership['people'][number];
export type Secondment = Person['secondments'][number];
export type Channel = Partnership['channels'][number];
export type Organisation = Partnership['organisations'][number];
export type Contact = Organisation['employmentContacts'][number];

/**
 * Reads the partnership file and holds it against the agreements that are loaded.
 * @returns the partnership, or every mistake at once (file, line, problem, mend)
 */
export function loadPartnership(
  file: string,
  agreements: Agreements,
): { ok: true; partnership: Partnership } | { ok: false; problems: FileProblem[] } {
  return held(file, readYaml(file, partnershipFile), agreements);
}

/** As `loadPartnership`, for a text already in hand; `file` only names the place of a mistake. */
export function readPartnershipText(file: string, text: string, agreements: Agreements): ReturnType<typeof loadPartnership> {
  return held(file, readYamlText(file, text, partnershipFile), agreements);
}

function held(file: string, read: FileRead<Partnership>, agreements: Agreements): ReturnType<typeof loadPartnership> {
  if (!read.ok) return read;
  const problems = mistakes(read.value, agreements).map(({ path, problem, mend }) => ({ file, line: read.lineOf(path), problem, mend }));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, partnership: read.value };
}

/** A mistake at a path of the file, without a full stop after the problem. */
export type Mistake = { path: PropertyKey[]; problem: string; mend: string };

function mistakes(file: Partnership, agreements: Agreements): Mistake[] {
  const found: Mistake[] = [];
  const organisations = new Set(file.organisations.map((o) => o.id));
  const knownAgreement = (id: string, path: PropertyKey[]) => {
    if (!agreements.has(id))
      found.push({ path, problem: `there is no agreement “${id}”`, mend: `Use one of: ${[...agreements.keys()].join(', ')}.` });
  };
  const knownOrganisation = (id: string, path: PropertyKey[]) => {
    if (!organisations.has(id))
      found.push({
        path,
        problem: `there is no organisation “${id}” in this file`,
        mend: 'Add it under organisations, or correct the id.',
      });
  };
  const once = (what: string, values: (string | undefined)[], pathOf: (index: number) => PropertyKey[]) => {
    const seen = new Set<string>();
    values.forEach((value, index) => {
      if (value === undefined) return;
      if (seen.has(value))
        found.push({ path: pathOf(index), problem: `the ${what} “${value}” stands twice`, mend: 'Keep one of the two entries.' });
      seen.add(value);
    });
  };
  once(
    'organisation',
    file.organisations.map((o) => o.id),
    (i) => ['organisations', i, 'id'],
  );
  once(
    'e-mail address',
    file.people.map((p) => p.email),
    (i) => ['people', i, 'email'],
  );
  once(
    'Slack user',
    file.people.map((p) => p.slack),
    (i) => ['people', i, 'slack'],
  );
  once(
    'Teams user',
    file.people.map((p) => p.teams),
    (i) => ['people', i, 'teams'],
  );
  once(
    'Slack channel',
    file.channels.map((c) => ('slack' in c ? c.slack : undefined)),
    (i) => ['channels', i],
  );
  once(
    'Teams channel',
    file.channels.map((c) => ('teams' in c ? c.teams : undefined)),
    (i) => ['channels', i],
  );
  once(
    'local channel',
    file.channels.map((c) => ('local' in c ? c.local : undefined)),
    (i) => ['channels', i],
  );

  file.people.forEach((person, p) => {
    person.roles.forEach((held, r) => {
      if (held.startsWith('finance-lead:')) knownOrganisation(held.slice('finance-lead:'.length), ['people', p, 'roles', r]);
    });
    person.secondments.forEach((secondment, s) => {
      const at = ['people', p, 'secondments', s];
      knownAgreement(secondment.agreement, [...at, 'agreement']);
      for (const id of secondment.home) knownOrganisation(id, [...at, 'home']);
      if (secondment.host !== undefined) knownOrganisation(secondment.host, [...at, 'host']);
      if (secondment.to !== undefined && secondment.to < secondment.from)
        found.push({ path: [...at, 'to'], problem: `${person.name}’s secondment ends before it begins`, mend: 'Correct “from” or “to”.' });
    });
  });
  found.push(...contactMistakes(file));
  file.channels.forEach((channel, c) => knownAgreement(channel.agreement, ['channels', c, 'agreement']));
  file.protocols.forEach((protocol, p) => {
    knownAgreement(protocol.agreement, ['protocols', p, 'agreement']);
    const partners = agreements.get(protocol.agreement)?.parties.map((party) => party.id) ?? [];
    for (const id of Object.keys(protocol.shares))
      if (partners.length > 0 && !partners.includes(id))
        found.push({
          path: ['protocols', p, 'shares', id],
          problem: `“${id}” is not a partner of ${protocol.agreement}`,
          mend: `Use the partners’ ids: ${partners.join(', ')}.`,
        });
    const total = Object.values(protocol.shares).reduce((sum, share) => sum + Math.round(share * 100), 0);
    if (total !== 10000)
      found.push({ path: ['protocols', p, 'shares'], problem: `the shares come to ${total / 100}%`, mend: 'Make them come to 100.' });
  });
  found.push(...dutySettingMistakes(file, agreements));
  return found;
}
