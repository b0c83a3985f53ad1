import { describe, expect, it } from 'vitest';
import { BUNDLED_AGREEMENTS, loadAgreements } from '../../src/data/agreements.ts';
import { partnershipFile } from '../../src/data/partnership.ts';
import { type Account, agreementsBoundTo, findChannel, findPerson, holdersOf, secondmentsOn } from '../../src/data/people.ts';

const loaded = loadAgreements(BUNDLED_AGREEMENTS);
if (!loaded.ok) throw new Error('The bundled records do not load.');
const { agreements } = loaded;
const onlyDerby = new Map([['derby', agreements.get('derby')!]]);

const partnership = partnershipFile.parse({
  people: [
    {
      email: 'sam@dccg.example',
      name: 'Sam Secondee',
      slack: 'U0SAM',
      teams: '29:sam',
      secondments: [
        { agreement: 'darlington', home: ['dccg'], post: 'Commissioner', from: '2014-09-01', to: '2016-03-31' },
        { agreement: 'derby', home: ['dccg'], post: 'Adviser', from: '2016-03-31' },
        { agreement: 'derby', home: ['dccg'], post: 'Chair', from: '2016-03-31' },
      ],
    },
    {
      email: 'dora@dbc.example',
      name: 'Dora Director',
      slack: 'T0TEAM/U0DORA',
      roles: ['director-of-commissioning'],
      secondments: [{ agreement: 'darlington', home: ['dbc'], post: 'Director', from: '2014-09-01' }],
    },
    { email: 'una@elsewhere.example', name: 'Una Unknown', roles: ['director-of-commissioning'] },
  ],
  channels: [
    { slack: 'C0JOINT', agreement: 'darlington' },
    { teams: '19:joint@thread.tacv2', agreement: 'derby' },
    { local: 'team', agreement: 'purbeck' },
  ],
});
const [sam, dora, una] = partnership.people as [Person, Person, Person];
type Person = (typeof partnership.people)[number];

describe('the person an account belongs to', () => {
  it.each<[Account['platform'], string, string | undefined]>([
    ['slack', 'U0SAM', 'Sam Secondee'],
    ['slack', 'T0OTHER/U0SAM', 'Sam Secondee'],
    ['slack', 'T0TEAM/U0DORA', 'Dora Director'],
    ['slack', 'T0OTHER/U0DORA', undefined],
    ['slack', 'U0DORA', undefined],
    ['slack', 'u0sam', undefined],
    ['slack', '29:sam', undefined],
    ['slack', '', undefined],
    ['slack', 'T0TEAM/', undefined],
    ['slack', 'undefined', undefined],
    ['teams', '29:sam', 'Sam Secondee'],
    ['teams', 'U0SAM', undefined],
    ['local', 'sam@dccg.example', 'Sam Secondee'],
    ['local', 'Sam@DCCG.example', 'Sam Secondee'],
    ['terminal', 'una@elsewhere.example', 'Una Unknown'],
    ['terminal', 'U0SAM', undefined],
  ])('%s %s: %s', (platform, id, name) => {
    expect(findPerson(partnership, { platform, id })?.name).toBe(name);
  });
});

it('a secondment is held from its first day to its last, both counted', () => {
  const posts = (day: string) => secondmentsOn(sam, day).map(({ post }) => post);
  expect(posts('2014-08-31')).toEqual([]);
  expect(posts('2014-09-01')).toEqual(['Commissioner']);
  expect(posts('2016-03-31')).toEqual(['Commissioner', 'Adviser', 'Chair']);
  expect(posts('2016-04-01')).toEqual(['Adviser', 'Chair']);
  expect(posts('2099-01-01')).toEqual(['Adviser', 'Chair']);
});

it('a channel is known on its own platform only', () => {
  expect(findChannel(partnership, 'slack', 'C0JOINT')?.agreement).toBe('darlington');
  expect(findChannel(partnership, 'slack', 'T0TEAM/C0JOINT')?.agreement).toBe('darlington');
  expect(findChannel(partnership, 'teams', '19:joint@thread.tacv2')?.agreement).toBe('derby');
  expect(findChannel(partnership, 'teams', 'C0JOINT')).toBeUndefined();
  for (const platform of ['slack', 'teams', 'local', 'terminal'] as const)
    expect(findChannel(partnership, platform, 'other')).toBeUndefined();
});

describe('the agreements a question may be about', () => {
  const bound = (id: string, channel: string | null, known = agreements) =>
    agreementsBoundTo(partnership, known, { platform: 'slack', id }, channel, '2015-06-01');
  it('is the channel’s, whoever asks', () => {
    expect(bound('U0SAM', 'C0JOINT')).toEqual(['darlington']);
    expect(bound('U0NOBODY', 'C0JOINT')).toEqual(['darlington']);
  });
  it('is else what the person works under today, each once', () => {
    expect(bound('U0SAM', null)).toEqual(['darlington']);
    expect(bound('U0SAM', 'C0OTHER')).toEqual(['darlington']);
    expect(agreementsBoundTo(partnership, agreements, { platform: 'teams', id: '29:sam' }, null, '2016-03-31')).toEqual([
      'darlington',
      'derby',
    ]);
  });
  it('is else the only one there is, and never a guess among several', () => {
    expect(bound('U0NOBODY', null)).toEqual([]);
    expect(bound('U0NOBODY', null, onlyDerby)).toEqual(['derby']);
  });
});

it('who holds a role under an agreement: only those who work under it today', () => {
  const directors = (agreement: string, day: string) => holdersOf(partnership, 'director-of-commissioning', agreement, day);
  expect(directors('darlington', '2015-01-01')).toEqual([dora]);
  expect(directors('darlington', '2014-08-31')).toEqual([]);
  expect(directors('derby', '2016-06-01')).toEqual([]);
  expect(directors('darlington', '2015-01-01')).not.toContain(una);
  expect(holdersOf(partnership, 'deputy', 'darlington', '2015-01-01')).toEqual([]);
});
