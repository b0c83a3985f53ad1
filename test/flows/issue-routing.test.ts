import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partnershipFile } from '../../src/data/partnership.ts';
import { buttonsIn } from './benefit-face-slack.ts';
import type { Json } from './fake-teams.ts';
import { type People, peopleOf } from './issue-people.ts';
import { openWorld, PARTNERSHIP, type World, wordsIn } from './issue-world.ts';

/* Whose an employment issue is, on every platform: from the dated record, never guessed, never the host’s for being the host. */

const CCG = 'Darlington Clinical Commissioning Group';
const COUNCIL = 'Darlington Borough Council';
const DERBY = 'Derby City Council';
const COMPLAINT = 'my leave keeps getting refused and hes not even my boss';

const AT_CCG = { agreement: 'darlington', home: ['dccg'], host: 'dbc', post: 'Commissioner', from: '2014-09-01' };
const AT_DERBY = { agreement: 'derby', home: ['derby-council'], host: 'derby-pct', post: 'Social worker', from: '2014-09-01' };
const ONE_OF_TWO = [`Raise it with ${CCG}`, `Raise it with ${DERBY}`, 'Raise it with both'];
const CHOICES = [`My employer is ${COUNCIL}`, `My employer is ${CCG}`];
const until = (to: string) => [{ ...AT_CCG, to }];
const from = (day: string) => [{ ...AT_CCG, from: day }];
const NOON = '2015-10-05T12:00:00.000Z';

/** What the file has of Sam, when she asks, and which buttons she is given; what is said of it. */
type Case = [what: string, secondments: object[], at: string, buttons: string[], says: string];
const CASES: Case[] = [
  ['seconded', [AT_CCG], NOON, [`Raise it with ${CCG}`], 'You have been seconded from there since 1 September 2014.'],
  ['allocated', [{ ...AT_CCG, terms: 'allocated' }], NOON, [`Raise it with ${CCG}`], 'You have been allocated from there since'],
  ['co-located', [{ ...AT_CCG, terms: 'co-located' }], NOON, [`Raise it with ${CCG}`], 'stay employed where you are'],
  ['at home with the host', [{ ...AT_CCG, home: ['dbc'] }], NOON, [`Raise it with ${COUNCIL}`], COUNCIL],
  ['a joint post', [{ ...AT_CCG, home: ['dccg', 'derby-council'] }], NOON, ONE_OF_TWO, 'Your post has more than one employer'],
  ['two secondments at once', [AT_CCG, AT_DERBY], NOON, ONE_OF_TWO, 'You hold more than one post'],
  ['two at once from one employer', [AT_CCG, { ...AT_CCG, post: 'Planner' }], NOON, [`Raise it with ${CCG}`], 'seconded from there'],
  ['one of two ended', [{ ...AT_CCG, to: '2015-10-04' }, AT_DERBY], NOON, [`Raise it with ${DERBY}`], 'seconded from there'],
  ['ended', until('2015-10-04'), NOON, CHOICES, 'Your last post in its records ended on 4 October 2015.'],
  ['not begun', from('2015-10-06'), NOON, CHOICES, 'Your post in its records begins on 6 October 2015.'],
  ['a gap', [...until('2015-09-30'), ...from('2015-11-01')], NOON, CHOICES, 'between two posts today'],
  ['the first day, from midnight in London', from('2015-10-05'), '2015-10-04T23:00:00.000Z', [`Raise it with ${CCG}`], '5 October 2015'],
  ['a minute before the first day', from('2015-10-05'), '2015-10-04T22:59:00.000Z', CHOICES, 'begins on 5 October 2015'],
  ['the last day, until midnight in London', until('2015-10-05'), '2015-10-05T22:59:59.000Z', [`Raise it with ${CCG}`], 'seconded'],
  ['the minute after the last day', until('2015-10-05'), '2015-10-05T23:00:00.000Z', CHOICES, 'ended on 5 October 2015'],
  ['a last day that is a leap day', until('2016-02-29'), '2016-02-29T23:59:59.000Z', [`Raise it with ${CCG}`], 'seconded'],
  ['after a leap day', until('2016-02-29'), '2016-03-01T00:00:00.000Z', CHOICES, 'ended on 29 February 2016'],
  ['a first day that is a leap day', from('2016-02-29'), '2016-02-29T00:00:00.000Z', [`Raise it with ${CCG}`], '29 February 2016'],
  ['the long day on which the clocks go back', until('2015-10-25'), '2015-10-25T23:59:59.000Z', [`Raise it with ${CCG}`], 'seconded'],
  ['after it', until('2015-10-25'), '2015-10-26T00:00:00.000Z', CHOICES, 'ended on 25 October 2015'],
  ['the short day on which they go forward', until('2016-03-27'), '2016-03-27T22:59:59.000Z', [`Raise it with ${CCG}`], 'seconded'],
  ['after that', until('2016-03-27'), '2016-03-27T23:00:00.000Z', CHOICES, 'ended on 27 March 2016'],
  [
    'somebody with no post',
    [],
    NOON,
    PARTNERSHIP.organisations.map(({ name }) => `My employer is ${name}`),
    'does not know who employs you',
  ],
];

let world: World;
let people: People;
beforeAll(async () => {
  world = await openWorld();
  people = peopleOf(world);
});
afterAll(() => world.stop());

/** What a platform shows for some words: its text, the labels of its buttons, and whether it opened the form. */
type Shown = { text: string; labels: string[]; form: boolean };
const labelsOf = (card: Json): string[] => (card?.actions ?? []).map(({ title }: Json) => title);
const ASK: Record<'Slack' | 'Teams' | 'local', (text: string) => Promise<Shown>> = {
  async Slack(text) {
    const { name, args } = text === 'raise' ? await people.slack.command('sam', text) : await people.slack.say('sam', text);
    const labels = buttonsIn((args.blocks as Json[]) ?? []).map((one) => one.text.text);
    return { text: wordsIn(args).join(' '), labels, form: name === 'views.open' };
  },
  async Teams(text) {
    const { card } = await people.teams.say('sam', text);
    return { text: wordsIn(card).join(' '), labels: labelsOf(card), form: labelsOf(card).includes('Send it') };
  },
  async local(text) {
    const outcome = await people.page.say('sam', text);
    if (outcome.is === 'form') return { text: wordsIn(outcome.form).join(' '), labels: [], form: true };
    const { card } = await people.page.newest('sam');
    return { text: wordsIn(card).join(' '), labels: labelsOf(card), form: false };
  },
};

describe.each(Object.keys(ASK) as (keyof typeof ASK)[])('on %s', (platform) => {
  it.each(CASES)('%s', async (_, secondments, at, buttons, says) => {
    const own = PARTNERSHIP.people.map((one) => (one.email === 'sam@dccg.example' ? { ...one, secondments } : one));
    Object.assign(world.stores, { partnership: partnershipFile.parse({ ...PARTNERSHIP, people: own }) });
    world.now(at);
    const offer = await ASK[platform](COMPLAINT);
    expect(offer.labels.filter((label) => /^Raise it|^My employer/.test(label))).toEqual(buttons);
    expect(offer.text).toContain(says);
    // “raise” opens the form where there is one employer, which it names, and asks the same question where there is not.
    const raised = await ASK[platform]('raise');
    expect(raised.form).toBe(buttons.length === 1);
    if (raised.form) expect(raised.text).toContain(`At ${buttons[0]!.replace('Raise it with ', '')}, only `);
    else expect(raised.labels.filter((label) => label !== 'Not now' && !label.startsWith('The agreement'))).toEqual(buttons);
  });
});

describe('from a menu', () => {
  beforeAll(() => {
    Object.assign(world.stores, { partnership: PARTNERSHIP });
    world.now(NOON);
  });

  it('of Slack, the form opens for who is known, and somebody who is not is asked in their own conversation', async () => {
    expect((await people.slack.shortcut('sam')).name).toBe('views.open');
    const { name, args } = await people.slack.shortcut('nobody');
    expect([name, args.channel]).toEqual(['chat.postMessage', 'U0NOBODY']);
    expect(buttonsIn(args.blocks as Json[]).filter((one) => one.text.text.startsWith('My employer is ')).length).toBe(
      PARTNERSHIP.organisations.length,
    );
  });

  it.each(['personal', 'group', 'channel'] as const)('of Teams, opened in a %s conversation: nothing is ever said there', async (room) => {
    const opened = await people.teams.menu('sam', room);
    expect(opened.body.task.value.title).toBe('Raise an issue');
    const asked = await people.teams.menu('nobody', room);
    const said = [...opened.calls, ...asked.calls].filter(({ conversation }) => conversation?.startsWith('19:'));
    expect(said).toEqual([]);
    expect(labelsOf(asked.card).length).toBeGreaterThan(PARTNERSHIP.organisations.length);
  });

  it('of Teams, what is sent in is kept once, confirmed alone, and delivered to the contact', async () => {
    const { TYPED } = await import('./issue-life.ts');
    const opened = await people.teams.menu('sam', 'group');
    const sent = await people.teams.submit('sam', opened.body, TYPED, 'menu');
    expect(sent.calls.filter(({ conversation }) => conversation?.startsWith('19:'))).toEqual([]);
    expect(wordsIn(sent.calls.map(({ body }) => body)).join(' ')).toMatch(/Received: E-[2-9A-Z]{6}\./);
    const told = await people.round();
    expect(told.filter(({ body }) => JSON.stringify(body).includes(TYPED['What happened?'])).map(({ who, face }) => [who, face])).toEqual([
      ['hugo', 'slack'],
    ]);
  });
});
