import { describe, expect, it, onTestFinished } from 'vitest';
import { type Partnership, partnershipFile } from '../../src/data/partnership.ts';
import { TYPED } from './issue-life.ts';
import { type Heard, type People, peopleOf } from './issue-people.ts';
import { openWorld, PARTNERSHIP, type World, wordsIn } from './issue-world.ts';

/* An employment issue while the contact’s platform is down for an hour, or not connected at all. */

const WHAT = TYPED['What happened?'];
const textOf = ({ body }: Heard) => wordsIn(body).join(' ');

/** The sample partnership where these are the contacts of the CCG, and Hugo has these accounts. */
function withContacts(contacts: object[], hugo: object = {}): Partnership {
  const organisations = PARTNERSHIP.organisations.map((one) => (one.id === 'dccg' ? { ...one, employmentContacts: contacts } : one));
  const people = PARTNERSHIP.people.map((one) => (one.email === 'hugo@dccg.example' ? { ...one, ...hugo } : one));
  return partnershipFile.parse({ ...PARTNERSHIP, organisations, people });
}

type Down = (world: World) => { /** It is back. */ back(): void };
type Case = [what: string, contacts: object[], down: Down];
const HR = { email: 'hr@dccg.example', name: 'CCG employment team' };

const slackAnswers =
  (status: number): Down =>
  ({ fakeSlack }) => {
    let isDown = true;
    fakeSlack.answers('chat.postMessage', (_, { args }) =>
      isDown && args.channel === 'U0HUGO'
        ? { status, headers: { 'retry-after': '30' } }
        : { body: { ok: true, channel: 'D0ANY', ts: '17.1' } },
    );
    return { back: () => (isDown = false) };
  };
const teamsAnswers =
  (status: number): Down =>
  ({ fakeTeams }) => {
    let isDown = true;
    fakeTeams.refuses = ({ body, conversation }) =>
      isDown && JSON.stringify([body, conversation]).includes('29:hugo') ? { status, headers: { 'retry-after': '30' } } : undefined;
    return { back: () => (isDown = false) };
  };
const mailRefuses =
  (how: World['refusing']): Down =>
  ({ refusing }) => {
    Object.assign(refusing, how);
    return {
      back() {
        for (const step of Object.keys(how)) delete refusing[step as keyof typeof refusing];
      },
    };
  };
const CASES: Case[] = [
  ['Slack limits', [{ slack: 'U0HUGO' }, HR], slackAnswers(429)],
  ['Slack fails', [{ slack: 'U0HUGO' }, HR], slackAnswers(500)],
  ['Teams limits', [{ teams: '29:hugo' }, HR], teamsAnswers(429)],
  ['Teams fails', [{ teams: '29:hugo' }, HR], teamsAnswers(503)],
  ['the mail server refuses to talk', [HR], mailRefuses({ greeting: 421 })],
  ['the mail server refuses the message', [HR], mailRefuses({ message: 451 })],
  ['the mail server refuses the recipient', [HR], mailRefuses({ recipient: 550 })],
];

async function open(partnership: Partnership, only?: ('slack' | 'teams' | 'email')[]) {
  const world = await openWorld({ partnership, ...(only === undefined ? {} : { only }) });
  onTestFinished(() => world.stop());
  return { world, people: peopleOf(world) };
}

/** Raises Sam’s issue from the Teams menu. @returns what she was shown at once */
async function raise({ teams }: People, who = 'Each of them, in that order'): Promise<string> {
  const sent = await teams.submit('sam', (await teams.menu('sam', 'group')).body, { ...TYPED, 'Who may read it?': who }, 'menu');
  return wordsIn(sent.calls.map(({ body }) => body)).join(' ');
}

describe('the contact’s platform is down for an hour', () => {
  it.each(CASES)(
    '%s: nothing is lost, it is delivered once, and the person is told when it was and not before',
    async (_, contacts, makeDown) => {
      const { world, people } = await open(withContacts(contacts));
      const { back } = makeDown(world);
      const only = contacts.length > 1 ? undefined : 'Only CCG employment team';
      const [, reference] = /Received: (E-[2-9A-Z]{6})\./.exec(await raise(people, only))!;
      const told: Heard[] = [];
      for (let minute = 0; minute < 60; minute += 5, world.pass(300)) told.push(...(await people.round()));
      // Her own message is not held up by his.
      expect(
        told
          .filter(({ who }) => who === 'sam')
          .map(textOf)
          .join(),
      ).toMatch(/Received: E-[2-9A-Z]{6}\./);
      expect(told.map(textOf).join()).not.toContain('has been delivered');
      const asked = await people.teams.say('sam', 'where is my issue?');
      expect(wordsIn(asked.card).join(' ')).toContain('Kept safe, on its way to');
      people.heard.splice(0);
      back();
      const after: Heard[] = [];
      for (let minute = 0; minute < 5 * 60; minute += 20, world.pass(1200)) after.push(...(await people.round()));
      const taken = after.filter((one) => textOf(one).includes(WHAT) && one.who !== 'sam');
      expect(taken.map(({ who }) => who)).toEqual([contacts.length > 1 ? 'hugo' : 'hr@dccg.example']);
      expect(textOf(taken[0]!)).not.toContain('Sent again');
      const delivered = after.filter((one) => textOf(one).includes('has been delivered to'));
      expect(delivered.map(({ who }) => who)).toEqual(['sam']);
      expect(after.indexOf(delivered[0]!)).toBeGreaterThan(after.indexOf(taken[0]!));
      const logged = world.logged.join('\n');
      for (const word of ['hugo', 'U0HUGO', 'hr@', 'sam', 'ultracrepidate', reference!]) expect(logged.includes(word), word).toBe(false);
    },
  );
});

describe('the contact’s chat is not connected', () => {
  it.each<[string, object]>([
    ['named by their address', { email: 'hugo@dccg.example', name: 'Hugo Harbour' }],
    ['named by their Slack account', { slack: 'U0HUGO' }],
  ])('(%s) they have it by e-mail at once, which says that it takes no answer', async (_, contact) => {
    const { people } = await open(withContacts([contact, HR], { teams: undefined }), ['teams', 'email']);
    await raise(people);
    const mailed = (await people.round()).filter(({ face }) => face === 'email');
    expect(mailed.map(({ who }) => who)).toEqual(['hugo@dccg.example']);
    expect(mailed[0]!.body.text).toContain(WHAT);
    expect(mailed[0]!.body.text).toContain('This message takes no answer');
    expect((await people.round()).map(textOf).join()).toMatch(/has been delivered to Hugo Harbour/);
  });

  it('what is for the person alone is never e-mailed instead', async () => {
    const { world, people } = await open(withContacts([HR]));
    await raise(people, 'Only CCG employment team');
    world.fakeTeams.refuses = () => ({ status: 403 });
    for (let hour = 0; hour < 30; hour += 1, world.pass(3600)) await people.round();
    expect(world.mail.received.map(({ to }) => to.join())).toEqual(['hr@dccg.example']);
  });
});

describe('the store does not take it', () => {
  it('the form stays open and says that nothing was saved; nobody hears of anything', async () => {
    const { world, people } = await open(PARTNERSHIP);
    const form = await people.slack.shortcut('sam');
    await world.store.close();
    const { name, args } = await people.slack.submit('sam', form, TYPED);
    expect(name).toBe('errors');
    expect(JSON.stringify(args)).toContain('That could not be saved, and nothing was changed.');
  });
});
