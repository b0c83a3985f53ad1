import { describe, expect, it } from 'vitest';
import { loadAgreements } from '../../src/data/agreements.ts';
import { dayAt } from '../../src/data/days.ts';
import { contactMistakes, contactsOf, lockedOut } from '../../src/data/employment-contacts.ts';
import { homeOrganisationOn, mayRaiseWith } from '../../src/data/home-organisation.ts';
import { partnershipFile } from '../../src/data/partnership.ts';

const loaded = loadAgreements('src/data/agreements');
if (!loaded.ok) throw new Error('the bundled agreements do not load');
const { agreements } = loaded;

const organisations = ['dbc', 'dccg', 'derby-council', 'derby-pct', 'pdc'].map((id) => ({
  id,
  name: id,
  employmentContacts: [{ email: `hr@${id}.example` }],
}));

type Post = { agreement?: string; home?: string[]; host?: string; from?: string; to?: string; terms?: string };

/** Where an issue goes of somebody with these posts, on a day. */
function homeOn(day: string, posts: Post[] | null) {
  const secondments = (posts ?? []).map((post) => ({
    agreement: 'darlington',
    home: ['dccg'],
    host: 'dbc',
    post: 'Post',
    from: '2014-09-01',
    ...post,
  }));
  const partnership = partnershipFile.parse({ organisations, people: [{ email: 'sam@dccg.example', name: 'Sam', secondments }] });
  return homeOrganisationOn(posts === null ? undefined : partnership.people[0], day, partnership, agreements);
}

/** The day in the United Kingdom at an instant, as the clock gives it. */
const at = (instant: string) => dayAt(instant);

describe('whose an issue is, on the day', () => {
  const ended = [{ from: '2014-09-01', to: '2016-02-29' }];
  it.each<[string, string, Post[], string | string[]]>([
    ['seconded', '2015-10-05', [{}], 'dccg'],
    ['allocated', '2015-10-05', [{ terms: 'allocated', home: ['dbc'] }], 'dbc'],
    ['co-located: employed, not seconded', '2015-10-05', [{ terms: 'co-located' }], 'dccg'],
    ['on the first day', '2014-09-01', [{}], 'dccg'],
    ['on the last day, a leap day', '2016-02-29', ended, 'dccg'],
    ['a post without an end, many years on', '2031-01-01', [{}], 'dccg'],
    ['a post of one day', '2016-02-29', [{ from: '2016-02-29', to: '2016-02-29' }], 'dccg'],
    ['two posts with the same employer', '2015-10-05', [{}, { agreement: 'purbeck', host: 'pdc' }], 'dccg'],
    ['the second of two posts in turn', '2015-10-05', [{ to: '2015-09-30', home: ['dbc'] }, { from: '2015-10-01' }], 'dccg'],
    ['a joint post: both are asked about', '2015-10-05', [{ home: ['derby-council', 'derby-pct'] }], ['derby-council', 'derby-pct']],
    ['two posts with two employers at once: asked about', '2015-10-05', [{}, { home: ['dbc'], host: 'dccg' }], ['dccg', 'dbc']],
    [
      'the day on which two posts overlap: asked about',
      '2015-09-30',
      [{ to: '2015-09-30', home: ['dbc'] }, { from: '2015-09-30' }],
      ['dbc', 'dccg'],
    ],
  ])('%s', (_, day, posts, whose) => {
    const home = homeOn(day, posts);
    expect(home.is).toBe(typeof whose === 'string' ? 'one' : 'several');
    expect(mayRaiseWith(home)).toEqual([whose].flat());
  });

  it.each<[string, string, Post[] | null, string, string[]]>([
    ['the day before the first', '2014-08-31', [{}], 'not begun', ['dbc', 'dccg']],
    ['the day after the last', '2016-03-01', ended, 'ended', ['dbc', 'dccg']],
    ['a gap between two posts', '2015-10-01', [{ to: '2015-09-30' }, { from: '2015-10-02' }], 'between posts', ['dbc', 'dccg']],
    ['no post at all', '2015-10-05', [], 'no post', ['dbc', 'dccg', 'derby-council', 'derby-pct', 'pdc']],
    ['unknown to the file', '2015-10-05', null, 'not in the file', ['dbc', 'dccg', 'derby-council', 'derby-pct', 'pdc']],
    [
      'a home the agreement does not name is among the choices',
      '2019-01-01',
      [{ home: ['pdc'], to: '2016-01-01' }],
      'ended',
      ['dbc', 'dccg', 'pdc'],
    ],
  ])('is asked, with the organisations to choose from, and not guessed: %s', (_, day, posts, why, choices) => {
    expect(homeOn(day, posts)).toEqual({ is: 'unknown', why, choices });
  });

  it.each<[string, string, string, 'one' | 'unknown']>([
    ['a second before midnight of the last day, in summer', '2015-06-30', '2015-06-30T22:59:59.000Z', 'one'],
    ['midnight after it, in summer: an hour earlier in universal time', '2015-06-30', '2015-06-30T23:00:00.000Z', 'unknown'],
    ['a second before midnight of the last day, in winter', '2016-01-31', '2016-01-31T23:59:59.000Z', 'one'],
    ['midnight after it, in winter', '2016-01-31', '2016-02-01T00:00:00.000Z', 'unknown'],
    ['the hour that is skipped in March is still the last day', '2016-03-27', '2016-03-27T01:30:00.000Z', 'one'],
    ['the last second of the day the clocks go forward', '2016-03-27', '2016-03-27T22:59:59.000Z', 'one'],
    ['the day after the clocks went forward', '2016-03-27', '2016-03-27T23:00:00.000Z', 'unknown'],
    ['the hour that comes twice in October is still the last day', '2015-10-25', '2015-10-25T01:30:00.000Z', 'one'],
    ['the day the clocks go back ends at midnight in winter time', '2015-10-25', '2015-10-25T23:59:59.000Z', 'one'],
    ['the day after the clocks went back', '2015-10-25', '2015-10-26T00:00:00.000Z', 'unknown'],
    ['the leap day ends like any other', '2016-02-29', '2016-02-29T23:59:59.000Z', 'one'],
    ['the day after the leap day', '2016-02-29', '2016-03-01T00:00:00.000Z', 'unknown'],
  ])('%s', (_, to, instant, is) => expect(homeOn(at(instant), [{ to }]).is).toBe(is));

  it('begins at midnight in the United Kingdom', () => {
    expect(homeOn(at('2015-08-31T22:59:59.000Z'), [{ from: '2015-09-01' }]).is).toBe('unknown');
    expect(homeOn(at('2015-08-31T23:00:00.000Z'), [{ from: '2015-09-01' }]).is).toBe('one');
  });

  it('never is the host, whatever the dates', () => {
    for (const day of ['2014-08-31', '2014-09-01', '2016-02-29', '2016-03-01', '2020-01-01'])
      expect(homeOn(day, ended)).not.toMatchObject({ is: 'one', organisation: 'dbc' });
  });
});

describe('who may take issues for an organisation', () => {
  const file = (contact: object, people: object[] = []) =>
    partnershipFile.parse({
      organisations: [
        { id: 'dccg', name: 'the CCG', employmentContacts: [contact, { email: 'hr@dccg.example' }] },
        { id: 'dbc', name: 'the Council', employmentContacts: [{ email: 'hr@dbc.example' }] },
      ],
      people: [{ email: 'sam@dccg.example', name: 'Sam', secondments: [post(['dccg'])] }, ...people],
    });
  const post = (home: string[]) => ({ agreement: 'darlington', home, host: 'dbc', post: 'Post', from: '2014-09-01' });

  it.each<[string, object, object]>([
    ['the Director', { email: 'dora@dccg.example' }, { email: 'dora@dccg.example', name: 'Dora', roles: ['director-of-commissioning'] }],
    ['a deputy, by a Slack account', { slack: 'U0DEV' }, { email: 'dev@dccg.example', name: 'Dev', slack: 'T0/U0DEV', roles: ['deputy'] }],
    ['the host’s manager', { teams: '29:mo' }, { email: 'mo@dbc.example', name: 'Mo', teams: '29:mo', secondments: [post(['dbc'])] }],
    ['the other partner’s finance lead', { email: 'fi@dbc.example' }, { email: 'fi@dbc.example', name: 'Fi', roles: ['finance-lead:dbc'] }],
  ])('%s is refused with the place in the file, and left out all the same', (_, contact, person) => {
    const partnership = file(contact, [person]);
    expect(contactMistakes(partnership)).toEqual([
      {
        path: ['organisations', 0, 'employmentContacts', 0],
        problem: expect.stringMatching(/cannot be/),
        mend: expect.stringContaining('the CCG'),
      },
    ]);
    expect(contactsOf('dccg', partnership)).toEqual([{ email: 'hr@dccg.example' }]);
  });

  it('nobody is a contact of two organisations', () => {
    const partnership = file({ email: 'hr@dbc.example' });
    expect(contactMistakes(partnership)).toHaveLength(2);
    expect(contactsOf('dbc', partnership)).toEqual([]);
    expect(lockedOut(partnership)).toEqual([]);
  });

  it('its own people are: its HR, its finance lead, somebody with a joint post', () => {
    const lead = { email: 'fi@dccg.example', name: 'Fi', roles: ['finance-lead:dccg'], secondments: [post(['dccg'])] };
    const joint = { email: 'jo@dccg.example', name: 'Jo', secondments: [post(['dbc', 'dccg'])] };
    expect(contactMistakes(file({ email: 'fi@dccg.example' }, [lead]))).toEqual([]);
    expect(contactMistakes(file({ email: 'jo@dccg.example' }, [joint]))).toEqual([]);
  });

  it('an employer whose only contact may not be one locks its people out', () => {
    const director = { email: 'hr@dccg.example', name: 'Dora', roles: ['director-of-commissioning'] };
    expect(lockedOut(file({ email: 'hr@dbc.example' }, [director]))).toMatchObject([{ path: ['organisations', 0] }]);
  });
});
