import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BUNDLED_AGREEMENTS, loadAgreements } from '../../src/data/agreements.ts';
import { loadPartnership } from '../../src/data/partnership.ts';

const bundled = loadAgreements(BUNDLED_AGREEMENTS);
if (!bundled.ok) throw new Error('The bundled records do not load.');
const { agreements } = bundled;
const SAMPLE = join(import.meta.dirname, '..', '..', 'src', 'data', 'sample-partnership.yaml');

const folder = mkdtempSync(join(tmpdir(), 'accord-partnership-'));
const file = join(folder, 'partnership.yaml');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file that is right, one line for each thing a test breaks. */
const GOOD = `organisations:
  - { id: dbc, name: Darlington Borough Council, employmentContacts: [{ email: hr@dbc.example }, { slack: U0HR, name: Team }] }
  - { id: dccg, name: Darlington CCG }
people:
  - email: Sam@DCCG.example
    name: Sam Secondee
    slack: U0SAM
    teams: 29:sam
    roles: ["finance-lead:dccg"]
    secondments:
      - { agreement: darlington, home: [dccg], host: dbc, post: Commissioner, from: 2014-09-01, to: 2016-03-31 }
  - email: dora@dbc.example
    name: Dora Director
    slack: U0DORA
    teams: 29:dora
channels:
  - { slack: C0JOINT, agreement: darlington, reminders: true }
  - { teams: '19:joint@thread.tacv2', agreement: darlington }
  - { local: team, agreement: darlington }
protocols:
  - agreement: darlington
    from: 2014-09-01
    shares: { dbc: 60, dccg: 40 }
`;

const load = (text: string) => {
  writeFileSync(file, text);
  return loadPartnership(file, agreements);
};
const problemsOf = (text: string) => {
  const read = load(text);
  return read.ok
    ? []
    : read.problems.map(({ line, problem, mend, file: named }) => `${named === file ? '' : named}${line}: ${problem}. ${mend}`);
};

it('reads the sample partnership', () => {
  expect(loadPartnership(SAMPLE, agreements)).toMatchObject({ ok: true });
});

it('reads what is right, with its defaults, and e-mail addresses in small letters', () => {
  expect(load(GOOD)).toMatchObject({
    ok: true,
    partnership: {
      people: [
        { email: 'sam@dccg.example', secondments: [{ terms: 'seconded' }] },
        { roles: [], secondments: [] },
      ],
      channels: [{ reminders: true }, { reminders: false }, {}],
      protocols: [{ approvedBy: [] }],
      signposts: {},
    },
  });
});

/** The numbers for the whole country, where the file gives no others. */
const NUMBERS = {
  emergency: '999',
  samaritans: '116 123',
  mentalHealth: '111, option 2',
  domesticAbuse: '0808 2000 247',
  whistleblowingAdvice: '020 3117 2520',
};

it('needs nothing at all: an empty file is a partnership of nobody', () => {
  expect(load('')).toEqual({
    ok: true,
    partnership: { organisations: [], people: [], channels: [], protocols: [], bankHolidays: [], duties: [], signposts: NUMBERS },
  });
});

describe('a mistake is told with its line, what is wrong and how to mend it', () => {
  const known = [...agreements.keys()].join(', ');
  it.each<[string, string, string, string[]]>([
    [
      'an agreement that is not there',
      'agreement: darlington, home',
      'agreement: darlngton, home',
      [`11: there is no agreement “darlngton”. Use one of: ${known}.`],
    ],
    [
      'a channel of no agreement',
      'C0JOINT, agreement: darlington',
      'C0JOINT, agreement: none',
      [`17: there is no agreement “none”. Use one of: ${known}.`],
    ],
    [
      'a home that is not there',
      'home: [dccg]',
      'home: [nhs]',
      ['11: there is no organisation “nhs” in this file. Add it under organisations, or correct the id.'],
    ],
    [
      'a host that is not there',
      'host: dbc',
      'host: nhs',
      ['11: there is no organisation “nhs” in this file. Add it under organisations, or correct the id.'],
    ],
    ['no home', 'home: [dccg]', 'home: []', ['11: “people.secondments.home”: names no employer. Give at least one home organisation.']],
    [
      'a finance lead of nobody',
      'finance-lead:dccg',
      'finance-lead:nhs',
      ['9: there is no organisation “nhs” in this file. Add it under organisations, or correct the id.'],
    ],
    [
      'a role that is not one',
      '"finance-lead:dccg"',
      'boss',
      ['9: “people.roles”: is not a role. Use director-of-commissioning, deputy, administrator or finance-lead:<organisation id>.'],
    ],
    [
      'an end before the beginning',
      'to: 2016-03-31',
      'to: 2014-08-31',
      ['11: Sam Secondee’s secondment ends before it begins. Correct “from” or “to”.'],
    ],
    [
      'a day that does not exist',
      'to: 2016-03-31',
      'to: 2016-02-30',
      ['11: “people.secondments.to”: is not a day that exists. Write it like 2014-09-01.'],
    ],
    [
      'an address that is not one',
      'Sam@DCCG.example',
      'sam at dccg',
      ['5: “people.email”: is not an e-mail address. Write it like sam@example.org.'],
    ],
    [
      'a person who stands twice',
      'dora@dbc.example',
      'SAM@dccg.example',
      ['12: the e-mail address “sam@dccg.example” stands twice. Keep one of the two entries.'],
    ],
    ['a Slack user who stands twice', 'U0DORA', 'U0SAM', ['14: the Slack user “U0SAM” stands twice. Keep one of the two entries.']],
    ['a Teams user who stands twice', '29:dora', '29:sam', ['15: the Teams user “29:sam” stands twice. Keep one of the two entries.']],
    [
      'an organisation that stands twice',
      'id: dccg',
      'id: dbc',
      [
        '3: the organisation “dbc” stands twice. Keep one of the two entries.',
        '9: there is no organisation “dccg” in this file. Add it under organisations, or correct the id.',
        '11: there is no organisation “dccg” in this file. Add it under organisations, or correct the id.',
      ],
    ],
    [
      'a Slack channel that stands twice',
      '  - { local: team',
      '  - { slack: C0JOINT, agreement: derby }\n  - { local: team',
      ['19: the Slack channel “C0JOINT” stands twice. Keep one of the two entries.'],
    ],
    [
      'a Teams channel that stands twice',
      '  - { local: team',
      "  - { teams: '19:joint@thread.tacv2', agreement: derby }\n  - { local: team",
      ['19: the Teams channel “19:joint@thread.tacv2” stands twice. Keep one of the two entries.'],
    ],
    [
      'a local channel that stands twice',
      '  - { local: team',
      '  - { local: team, agreement: derby }\n  - { local: team',
      ['20: the local channel “team” stands twice. Keep one of the two entries.'],
    ],
    [
      'a channel on two platforms',
      '{ slack: C0JOINT,',
      '{ slack: C0JOINT, teams: x,',
      ['17: “channels” is not in any of the forms it may take. Give each channel one of slack or teams, and its agreement.'],
    ],
    [
      'a contact with no way to reach it',
      '{ email: hr@dbc.example }',
      '{ name: Team }',
      [
        '2: “organisations.employmentContacts” is not in any of the forms it may take. Give each contact one of slack, teams or email, and a name if you like.',
      ],
    ],
    ['shares that are too little', 'dbc: 60', 'dbc: 59.99', ['23: the shares come to 99.99%. Make them come to 100.']],
    ['a share for somebody else', 'dccg: 40', 'nhs: 40', ['23: “nhs” is not a partner of darlington. Use the partners’ ids: dbc, dccg.']],
    [
      'a share below nothing',
      '{ dbc: 60, dccg: 40 }',
      '{ dbc: 140, dccg: -40 }',
      [
        '23: “protocols.shares.dbc”: Too big: expected number to be <=100. Correct the value.',
        '23: “protocols.shares.dccg”: Too small: expected number to be >=0. Correct the value.',
      ],
    ],
    [
      'a setting that is misspelt',
      'slack: U0SAM',
      'slak: U0SAM',
      ['7: “slak” is not a setting that belongs here. Check its spelling, or take the line out.'],
    ],
    [
      'a name of the language as a share',
      'dccg: 40 }',
      'dccg: 40, constructor: 0 }',
      ['23: “constructor” is not a partner of darlington. Use the partners’ ids: dbc, dccg.'],
    ],
  ])('%s', (_, from, to, told) => {
    expect(GOOD).toContain(from);
    expect(problemsOf(GOOD.replace(from, to))).toEqual(told);
  });

  it('all of them at once', () => {
    const broken = GOOD.replace('home: [dccg]', 'home: [nhs]')
      .replace('C0JOINT, agreement: darlington', 'C0JOINT, agreement: none')
      .replace('dbc: 60', 'dbc: 6')
      .replace('29:dora', '29:sam');
    expect(
      problemsOf(broken)
        .map((problem) => problem.split(':')[0])
        .toSorted(),
    ).toEqual(['11', '15', '17', '23']);
  });

  it('whatever the file holds, it does not throw', () => {
    for (const text of [
      'people: &a [*a]',
      '[]',
      'people: {}',
      'people: [null]',
      'channels: [1, "x", []]',
      'protocols: [{ shares: [] }]',
      '__proto__: { people: [] }',
      '\0',
    ])
      expect(load(text), text).toMatchObject({ ok: false });
    expect(loadPartnership(join(folder, 'none.yaml'), agreements)).toMatchObject({
      ok: false,
      problems: [{ problem: 'there is no such file' }],
    });
  });
});
