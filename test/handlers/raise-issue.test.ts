import { beforeEach, describe, expect, it } from 'vitest';
import { asPlainText as textOf } from '../../src/bot/plain-text.ts';
import { type Partnership, partnershipFile } from '../../src/data/partnership.ts';
import { tellNotice } from '../../src/handlers/tell-notice.ts';
import { asMessage, knowledge, labels, openDoor } from './front-door.ts';
import { DORA, HANA, HUGO, type IssueDoor, JO, openIssueDoor, SAM, UNA, WRITTEN } from './issue-door.ts';
import { asForm } from './log-door.ts';

const PREVIEW = 'Accord: something for you to read';
const LEAVE = 'my leave keeps getting refused and hes not even my boss';
const CCG = 'Darlington Clinical Commissioning Group';
const NO_SUCH = /^There is no issue here for you under that reference\./;

let door: IssueDoor;
beforeEach(async () => {
  door = await openIssueDoor();
});
const { partnership } = knowledge;
/** The sample partnership with changes to the CCG. */
const withCcg = (changes: Partial<Partnership['organisations'][number]>): Partnership => ({
  ...partnership,
  organisations: partnership.organisations.map((one) => (one.id === 'dccg' ? { ...one, ...changes } : one)),
});
/** A person of the sample partnership with other posts. */
const withPosts = (email: string, secondments: object[]): Partnership =>
  partnershipFile.parse({ ...partnership, people: partnership.people.map((one) => (one.email === email ? { ...one, secondments } : one)) });

describe('an employment matter, told in any words', () => {
  it('is answered to that person alone with who would read it, and stores nothing', async () => {
    const reply = await door.say(SAM, LEAVE, 'darlington-team');
    expect(reply).toMatchObject({ audience: 'asker', previewSafe: PREVIEW });
    expect(textOf(reply)).toContain('If you raise it, only they will read it, one after the other.');
    expect(textOf(reply)).toContain('you can delete your own message there');
    expect(labels(reply)).toEqual([`Raise it with ${CCG}`, 'Not now']);
    const before = await door.dump();
    expect(textOf(await door.pressed(SAM, reply, 'Not now'))).toMatch(/^Nothing has been stored or sent\./);
    asForm(await door.press(SAM, reply, `Raise it with ${CCG}`));
    expect(await door.dump()).toBe(before);
  });

  it.each([
    'raise',
    'I want to raise an issue',
    'how do i raise a grievance',
    'Raise it with my employer',
    'can i raise an employment issue?',
  ])('opens the form at once where it is asked for: %s', async (text) =>
    expect(asForm(await door.send(SAM, { is: 'said', text })).title).toBe('Raise an issue'),
  );

  it.each(['how do i raise a safeguarding concern', 'raise the alarm', 'we need to raise the benefit in the log'])(
    'does not take other words for it: %s',
    async (text) => expect((await door.send(SAM, { is: 'said', text })).kind).not.toBe('form'),
  );

  it('opens from a shortcut of the platform as well', async () => {
    expect(asForm(await door.send(SAM, { is: 'chosen', shortcut: 'raise-issue', text: '' })).name).toBe('raise-issue');
  });

  it('says where the agreement does not cover it that it goes to the employer all the same', async () => {
    const purbeck = withPosts(SAM, [{ agreement: 'isle-of-wight', home: ['dccg'], post: 'Post', from: '2014-09-01' }]);
    const own = await openIssueDoor(purbeck);
    const text = textOf(await own.say(SAM, LEAVE));
    expect(text).toContain(`This is for your own employer, ${CCG}`);
    if (!/Isle of Wight .*,/.test(text)) expect(text).toContain('They go to your own employer all the same.');
  });

  it('cannot be raised where there is no key, which is not offered then', async () => {
    const keyless = await openDoor();
    expect(labels(await keyless.say(LEAVE))).not.toContain('Not now');
    const reply = asMessage(await keyless.send(SAM, null, { is: 'said', text: 'raise' }));
    expect(textOf(reply)).toContain('An issue cannot be raised from here.');
  });
});

describe('whose it is', () => {
  it('of a joint post is asked, with both by their own choice: two issues, each for one of them alone', async () => {
    const offer = await door.say(JO, LEAVE);
    expect(labels(offer).slice(0, 4)).toEqual([
      'Raise it with Derby City Council',
      'Raise it with Derby City Primary Care Trust',
      'Raise it with both',
      'Not now',
    ]);
    const form = asForm(await door.press(JO, offer, 'Raise it with both'));
    const reply = asMessage(await door.submit(JO, form, { ...WRITTEN, 'readers-derby-council': 'all', 'readers-derby-pct': 'all' }));
    const references = textOf(reply).match(/E-[A-Z2-9]{6}/g)!;
    expect(new Set(references).size).toBe(2);
    const said = await door.deliver();
    expect(
      said
        .filter(({ text }) => text.includes('quodlibetarian'))
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['account:email:hr@derby-council.example', 'account:email:hr@derby-pct.example']);
    const one = asForm(await door.press(JO, offer, 'Raise it with Derby City Council'));
    expect(one.fields.filter(({ name }) => name.startsWith('readers-'))).toHaveLength(1);
  });

  it.each<[string, string, Partnership, RegExp, number]>([
    ['of somebody the file does not know', 'nobody@nowhere.example', partnership, /does not know who employs you\. Your contract/, 9],
    ['of somebody without a post', UNA, partnership, /does not know who employs you\. Your contract/, 9],
    [
      'after the last day of a secondment',
      SAM,
      withPosts(SAM, [{ agreement: 'darlington', home: ['dccg'], host: 'dbc', post: 'Post', from: '2014-09-01', to: '2015-10-04' }]),
      /Your last post in its records ended on 4 October 2015\./,
      2,
    ],
    [
      'before the first',
      SAM,
      withPosts(SAM, [{ agreement: 'darlington', home: ['dccg'], host: 'dbc', post: 'Post', from: '2015-10-06' }]),
      /Your post in its records begins on 6 October 2015\./,
      2,
    ],
  ])('%s is asked, with the choices, and never guessed', async (_, as, file, why, choices) => {
    const own = await openIssueDoor(file);
    const offer = await own.say(as, LEAVE);
    expect(textOf(offer)).toMatch(why);
    expect(labels(offer).filter((label) => label.startsWith('My employer is '))).toHaveLength(choices);
    const form = asForm(await own.press(as, offer, `My employer is ${CCG}`));
    expect(form.fields.some(({ name }) => name === 'name')).toBe(as.startsWith('nobody'));
    expect(asMessage(await own.send(as, { is: 'said', text: 'raise' })).kind).toBe('message');
  });

  it('is looked at again when a form is sent in: a button of another organisation’s is worth nothing', async () => {
    const { name } = asForm(await door.send(SAM, { is: 'said', text: 'raise' }));
    const values = { ...WRITTEN, 'readers-dbc': 'all' };
    const context = { o: 'dbc', c: 'email:hana@dbc.example email:hr@dbc.example' };
    expect(await door.send(SAM, { is: 'submitted', form: name, values, context })).toMatchObject({ kind: 'rejected' });
    expect(await door.send(SAM, { is: 'submitted', form: name, values, context: { ...context, o: 'dccg,dbc' } })).toMatchObject({
      kind: 'rejected',
    });
    expect(await door.deliver()).toEqual([]);
  });
});

describe('before it is sent', () => {
  it('the form names exactly who will read it', async () => {
    const form = asForm(await door.send(SAM, { is: 'said', text: 'raise' }));
    expect(form.intro).toBe(
      `At ${CCG}, only Hugo Harbour, who takes employment issues there, will read it. If it is not taken up within two working days, CCG employment team is asked. Your team, the Director and the other partners will not know. Nothing is stored or sent until you press “Send it”.`,
    );
    expect(form.fields.at(-1)!.options!.map(({ label }) => label)).toEqual([
      'Each of them, in that order',
      'Leave out Hugo Harbour',
      'Leave out CCG employment team',
      'None of them: all are involved',
    ]);
  });

  it.each<[string, Record<string, string>, string, string]>([
    ['who may read it is not said', { 'readers-dccg': '' }, 'readers-dccg', 'Choose who may read it.'],
    ['nothing is written', { what: '  ' }, 'what', 'Write in a few words what happened.'],
    ['too much is written', { what: 'x'.repeat(3001) }, 'what', 'Keep it to 3000 characters. More can be added afterwards.'],
    ['no kind is chosen', { kind: 'constructor' }, 'kind', 'Choose what it is about.'],
    ['there is no way to answer', { here: 'no', reach: '' }, 'reach', 'Give a way to reach you, as they may not write to you here.'],
  ])('what is not right is said at its field, and nothing is kept: %s', async (_, typed, field, problem) => {
    const before = await door.dump();
    const form = asForm(await door.send(SAM, { is: 'said', text: 'raise' }));
    const reply = await door.submit(SAM, form, { ...WRITTEN, 'readers-dccg': 'all', ...typed });
    expect(reply).toEqual({ kind: 'rejected', problems: { [field]: problem } });
    expect(await door.dump()).toBe(before);
  });

  it('where all contacts are involved, the organisation’s own number is given, and nothing is sent', async () => {
    const form = asForm(await door.send(SAM, { is: 'said', text: 'raise' }));
    const reply = await door.submit(SAM, form, { ...WRITTEN, 'readers-dccg': 'none' });
    expect(JSON.stringify(reply)).toContain(`Ring ${CCG} on 01632 960131 (sample number)`);
    expect(await door.deliver()).toEqual([]);
  });

  it('a contact who raises an issue of their own is not asked to take it up', async () => {
    const own = await openIssueDoor(withPosts(HUGO, [{ agreement: 'darlington', home: ['dccg'], post: 'HR', from: '2014-09-01' }]));
    const form = asForm(await own.send(HUGO, { is: 'said', text: 'raise' }));
    expect(form.intro).toMatch(/, only CCG employment team, who/);
    await own.submit(HUGO, form, { ...WRITTEN, 'readers-dccg': 'all' });
    const told = await own.deliver();
    expect(told.filter(({ text }) => text.includes('quodlibetarian')).map(({ to }) => to)).toEqual(['account:email:hr@dccg.example']);
  });

  it('where nobody at all takes issues there, the own number is given instead of a form', async () => {
    const own = await openIssueDoor(withCcg({ employmentContacts: [], employmentPhone: '01632 960150' }));
    expect(textOf(asMessage(await own.send(SAM, { is: 'said', text: 'raise' })))).toContain(`Ring ${CCG} on 01632 960150`);
  });

  it('contacts who changed while the form stood open are not written to unseen', async () => {
    const form = asForm(await door.send(SAM, { is: 'said', text: 'raise' }));
    const reply = await door.submit(
      SAM,
      { ...form, context: { ...form.context, c: 'email:somebody@else.example' } },
      { ...WRITTEN, 'readers-dccg': 'all' },
    );
    expect(JSON.stringify(reply)).toContain('has changed meanwhile');
    expect(await door.deliver()).toEqual([]);
  });
});

describe('after it is sent', () => {
  it('the person has the reference, by direct message too, and the first contact alone has the issue', async () => {
    const { reply, reference } = await door.raise();
    expect(textOf(reply)).toContain(
      `Received: ${reference}.\nHugo Harbour at ${CCG} has until Wednesday 7 October 2015 to take it up; then CCG employment team is asked, and nobody else.`,
    );
    const said = await door.deliver();
    expect(said.map(({ to }) => to)).toEqual([HUGO, `account:local:${SAM}`]);
    expect(said.map(({ preview }) => preview)).toEqual([PREVIEW, PREVIEW]);
    expect(said[0]!.text).toContain('My leave was refused again, quodlibetarian.');
    expect(labels(said[0]!.message)).toEqual(['I have it', 'Pass on', 'Closed']);
    expect(said[1]!.text).toContain(`Received: ${reference}.`);
    expect(said[1]!.text).not.toContain('quodlibetarian');
  });

  it('the same submission delivered three times is one issue with one reference, told once', async () => {
    const given = [];
    for (let time = 0; time < 3; time++) given.push((await door.raise({}, 'same request')).reference);
    expect(new Set(given).size).toBe(1);
    expect(await door.deliver()).toHaveLength(2);
    expect(labels(await door.say(SAM, 'where is my issue?'))).toEqual(['Add something', 'Withdraw it']);
  });

  it('“delivered” is not said before it was delivered', async () => {
    await door.raise();
    const asked = async () => textOf(await door.say(SAM, 'where is my issue?'));
    expect(await asked()).toContain('Kept safe, on its way to Hugo Harbour');
    const [notice] = await door.stores.notices.due(door.clock.now());
    await door.round();
    expect(notice).toBeDefined();
    const told = await door.round();
    expect(told.map(({ text }) => text.split('\n')[0])).toEqual([expect.stringMatching(/^E-\w{6} has been delivered to Hugo Harbour\.$/)]);
    expect(await asked()).toContain('Delivered to Hugo Harbour on 5 October 2015');
  });

  it('nothing left out by a crash between keeping and telling is lost: the next round tells it', async () => {
    await door.raise();
    for (const { key } of await door.store.list('waiting:', 100)) await door.store.delete(key);
    expect((await door.round()).map(({ to }) => to)).toEqual([HUGO, `account:local:${SAM}`]);
    expect((await door.round()).filter(({ text }) => text.includes('quodlibetarian'))).toEqual([]);
  });

  it('a contact by e-mail alone gets it in an e-mail, which says what cannot be done there', async () => {
    const own = await openIssueDoor(withCcg({ employmentContacts: [{ email: 'hr@dccg.example' }] }));
    await own.raise();
    const [told] = await own.deliver();
    expect(told).toMatchObject({ to: 'account:email:hr@dccg.example', preview: PREVIEW, message: { buttons: [] } });
    expect(told!.text).toContain('quodlibetarian');
    expect(told!.text).toContain('This message takes no answer');
  });

  it.each<[string, Partnership['organisations'][number]['employmentContacts'][number], string]>([
    ['on Slack', { slack: 'U0HR' }, 'account:slack:U0HR'],
    ['on Teams', { teams: '29:hr' }, 'account:teams:29:hr'],
  ])('a contact %s gets it there, whatever platform it was raised on', async (_, contact, to) => {
    const own = await openIssueDoor(withCcg({ employmentContacts: [contact] }));
    await own.raise();
    expect((await own.deliver())[0]!.to).toBe(to);
  });
});

describe('what the contact does', () => {
  const told = async () => (await door.deliver()).find(({ to }) => to === HUGO)!.message;

  it('“I have it”: the person is told, and it goes to nobody else', async () => {
    const { reference } = await door.raise();
    const card = await told();
    const mine = await door.pressed(HUGO, card, 'I have it');
    expect(textOf(mine)).toMatch(/^You have it\. The person is told/);
    expect(mine.pressed).toBe('replaced');
    const said = await door.round();
    expect(said.map(({ to }) => to)).toEqual([`account:local:${SAM}`, `account:local:${SAM}`]);
    expect(said.map(({ text }) => text.split('\n')[0]).sort()).toEqual([
      `${reference} has been delivered to Hugo Harbour.`,
      `${reference} is taken up by Hugo Harbour.`,
    ]);
    door.now('2015-11-05T10:00:00.000Z');
    expect(await door.round()).toEqual([]);
    expect(textOf(await door.pressed(HUGO, card, 'I have it'))).toMatch(/^Nothing was changed: it is taken up by Hugo Harbour\./);
  });

  it('“Pass on”: only to another contact of the same organisation', async () => {
    const { reference } = await door.raise();
    const card = await told();
    const form = asForm(await door.press(HUGO, card, 'Pass on'));
    expect(form.fields[0]!.options).toEqual([{ value: 'email:hr@dccg.example', label: 'CCG employment team' }]);
    for (const to of ['email:hana@dbc.example', 'email:hugo@dccg.example', ''])
      expect(await door.submit(HUGO, form, { to })).toMatchObject({ kind: 'rejected' });
    await door.submit(HUGO, form, { to: 'email:hr@dccg.example' });
    const said = await door.deliver();
    expect(said.find(({ to }) => to === 'account:email:hr@dccg.example')!.text).toContain('quodlibetarian');
    expect(said.find(({ to }) => to === `account:local:${SAM}`)!.text).toContain(`${reference} is passed on to CCG employment team.`);
    expect(said).toHaveLength(2);
  });

  it('“Kept elsewhere”: what was written is erased at once, reference and times stay', async () => {
    const { reference } = await door.raise();
    const mine = await door.pressed(HUGO, await told(), 'I have it');
    const held = await door.pressed(HUGO, mine, 'Kept elsewhere: erase it here');
    expect(textOf(held)).not.toContain('quodlibetarian');
    expect(await door.store.list('issue:words:', 10)).toEqual([]);
    expect((await door.round()).map(({ text }) => text.split('\n')[0])).toContain(`What you wrote in ${reference} is erased here.`);
    expect(textOf(await door.say(SAM, 'where is my issue?'))).toContain('What you wrote: Erased here');
  });

  it('“Closed”: the person is told, and what was written is erased after so many days', async () => {
    const { reference } = await door.raise();
    await door.pressed(HUGO, await told(), 'Closed');
    expect((await door.round()).map(({ text }) => text.split('\n')[0])).toContain(`${reference} is closed by Hugo Harbour.`);
    door.now('2015-11-03T23:30:00.000Z');
    await door.round();
    expect(await door.store.list('issue:words:', 10)).toHaveLength(1);
    door.now('2015-11-04T00:30:00.000Z');
    await door.round();
    expect([...(await door.store.list('issue:words:', 10)), ...(await door.store.list('issue:open:', 10))]).toEqual([]);
    expect(textOf(await door.say(SAM, 'where is my issue?'))).toContain(`${reference}: closed on 5 October 2015.`);
  });
});

describe('nobody else', () => {
  const others = [
    DORA,
    HANA,
    'fiona@dbc.example',
    'fred@dccg.example',
    'asha@dbc.example',
    JO,
    UNA,
    'nobody@nowhere.example',
    'hr@dccg.example',
  ];
  it.each(others)('learns that there is an issue, whatever they press: %s', async (as) => {
    await door.raise();
    const said = await door.deliver();
    const buttons = said.flatMap(({ message }) => message.buttons);
    expect(buttons.length).toBeGreaterThan(4);
    for (const { name, value } of buttons) {
      const there = textOf(asMessage(await door.send(as, { is: 'pressed', button: name, value })));
      expect(there).toMatch(NO_SUCH);
      expect(textOf(asMessage(await door.send(as, { is: 'pressed', button: name, value: { i: 'AAAAAAAAAAAAAAAAAAAAAA' } })))).toBe(there);
    }
    for (const form of ['add-to-issue', 'pass-on-issue'] as const) {
      const sent = await door.send(as, {
        is: 'submitted',
        form,
        values: { what: 'x', to: 'email:hr@dccg.example' },
        context: buttons[0]!.value,
      });
      expect(textOf(asMessage(sent))).toMatch(NO_SUCH);
    }
    expect(textOf(await door.say(as, 'where is my issue?'))).toMatch(/^You have no issue with Accord\./);
    expect(await door.deliver()).toEqual([]);
  });

  it('the second contact sees nothing before they are asked, and everything afterwards', async () => {
    const own = await openIssueDoor(withCcg({ employmentContacts: [{ slack: 'U0HUGO' }, { email: UNA }] }));
    await own.raise();
    await own.deliver();
    expect(textOf(await own.say(UNA, 'issues'))).toMatch(/^You have no issue/);
    own.now('2015-10-07T10:00:00.000Z');
    await own.round();
    const listed = await own.say(UNA, 'issues');
    expect(textOf(await own.pressed(UNA, listed, labels(listed)[0]!))).toContain('quodlibetarian');
  });

  it('a contact who is left out is told nothing and can do nothing', async () => {
    await door.raise({ 'readers-dccg': 'not-0' });
    const said = await door.deliver();
    expect(said.map(({ to }) => to)).not.toContain(HUGO);
    expect(textOf(await door.say(HUGO, 'issues'))).toMatch(/^You have no issue/);
    door.now('2015-10-20T10:00:00.000Z');
    expect((await door.round()).map(({ to }) => to)).not.toContain(HUGO);
  });

  it('a contact who is taken out of the file is told nothing more, and the next one is asked', async () => {
    await door.raise();
    const without = withCcg({ employmentContacts: [{ email: 'hr@dccg.example', name: 'CCG employment team' }] });
    Object.assign(door.stores, { partnership: without });
    const said = await door.round();
    expect(said.filter(({ text }) => text.includes('quodlibetarian')).map(({ to }) => to)).toEqual(['account:email:hr@dccg.example']);
    expect(textOf(await door.say(HUGO, 'issues'))).toMatch(/^You have no issue/);
  });

  it('a notice that was turned to somebody else in the store says nothing there', async () => {
    await door.raise();
    const [notice] = await door.stores.notices.due(door.clock.now());
    const turned = { ...notice!, to: { is: 'person' as const, email: DORA } };
    expect(await tellNotice(notice!, door.stores, door.clock)).not.toBeNull();
    expect(await tellNotice(turned, door.stores, door.clock)).toBeNull();
  });

  it('no kind of notice says what it is about in the store', async () => {
    await door.raise();
    const all = await door.dump();
    for (const secret of ['quodlibetarian', 'raised', 'Sam Secondee', 'dccg"', 'leave']) expect(all, secret).not.toContain(secret);
  });
});

describe('not taken up in two working days', () => {
  it('the next contact of the same organisation is asked, then the person is told plainly, and so is nobody else', async () => {
    const { reference } = await door.raise();
    await door.round();
    door.now('2015-10-07T09:59:00.000Z');
    expect((await door.round()).filter(({ text }) => text.includes('two working days'))).toEqual([]);
    door.now('2015-10-07T10:00:00.000Z');
    const next = await door.round();
    expect(next.map(({ to }) => to).sort()).toEqual(['account:email:hr@dccg.example', `account:local:${SAM}`]);
    expect(next.find(({ to }) => to.endsWith(SAM))!.text).toContain(`${reference} now goes to CCG employment team.`);
    expect((await door.round()).filter(({ text }) => text.includes('now goes to'))).toEqual([]);
    door.now('2015-10-09T10:00:00.000Z');
    const last = await door.round();
    expect(last.map(({ to }) => to)).toEqual([`account:local:${SAM}`]);
    expect(last[0]!.text).toContain(`Nobody at ${CCG} has taken up ${reference}.`);
    expect(last[0]!.text).toContain(`Ring ${CCG} on 01632 960131 (sample number)`);
    door.now('2015-10-30T10:00:00.000Z');
    expect(await door.round()).toEqual([]);
  });
});

describe('the person', () => {
  it('adds to it, which whoever has it reads', async () => {
    const { reply } = await door.raise();
    await door.deliver();
    const form = asForm(await door.press(SAM, reply, 'Add something'));
    expect(await door.submit(SAM, form, { what: ' ' })).toMatchObject({ kind: 'rejected' });
    await door.submit(SAM, form, { what: 'And again today, floccinaucinihilipilification.' });
    const said = await door.deliver();
    expect(said.map(({ to }) => to)).toEqual([HUGO]);
    expect(said[0]!.text).toContain('Added on 5 October 2015: And again today, floccinaucinihilipilification.');
  });

  it('withdraws it: what was written is gone, and whoever was asked is told that there is nothing to do', async () => {
    const { reply, reference } = await door.raise();
    await door.deliver();
    await door.pressed(SAM, reply, 'Withdraw it');
    expect(await door.store.list('issue:words:', 10)).toEqual([]);
    const said = await door.round();
    expect(said.map(({ to, text }) => [to, text.split('\n')[0]])).toEqual([
      [HUGO, `${reference} is withdrawn by the person who raised it.`],
    ]);
    expect(textOf(await door.say(SAM, `where is my issue ${reference}`))).toContain(`${reference}: withdrawn on 5 October 2015.`);
    expect(textOf(await door.pressed(SAM, reply, 'Withdraw it'))).toMatch(/^Nothing was changed/);
  });

  it('withdrawn before it was delivered, it reaches nobody', async () => {
    const { reply } = await door.raise();
    await door.pressed(SAM, reply, 'Withdraw it');
    expect(await door.round()).toEqual([]);
  });

  it.each(['what is the issue', 'the issue of notice', 'evening', 'issues with the heating'])(
    'is not taken to ask after one: %s',
    async (text) => {
      await door.raise();
      expect(textOf(await door.say(SAM, text))).not.toMatch(/E-[2-9A-Z]{6}|You have no issue/);
    },
  );

  it('sees it on the Home tab, which shows it to nobody else', async () => {
    const { reference } = await door.raise();
    expect(textOf(asMessage(await door.send(SAM, { is: 'opened', view: 'home' })))).toContain(`${reference}: waiting for Hugo Harbour`);
    for (const as of [DORA, HUGO, HANA])
      expect(textOf(asMessage(await door.send(as, { is: 'opened', view: 'home' })))).not.toContain(reference);
  });

  it.each([
    'where is my issue?',
    'wheres my issue',
    'what is happening with my issue',
    'my issues',
    'issue',
    'where’s my employment issue',
  ])('asks after it in their own words: %s', async (text) => {
    const { reference } = await door.raise();
    expect(textOf(await door.say(SAM, text))).toContain(reference);
    expect(textOf(await door.say(SAM, reference.toLowerCase()))).toContain(reference);
  });
});

describe('more than a matter for HR', () => {
  it('safeguarding comes first and is never HR only; the employment side is offered apart', async () => {
    const reply = await door.say(SAM, 'one of the agency staff grabbed mr b really hard on tuesday', 'darlington-team');
    expect(reply).toMatchObject({ audience: 'asker', previewSafe: PREVIEW });
    expect(textOf(reply)).toMatch(/^If anyone is in danger now, call 999\./);
    expect(labels(reply)[0]).toBe('How to raise that');
    const how = await door.pressed(SAM, reply, 'How to raise that');
    expect(labels(how)).toContain(`Raise it with ${CCG}`);
    expect(textOf(how)).toContain('01632 960123');
  });

  it('a crisis has no form and no button', async () => {
    const reply = await door.say(SAM, 'cant do this any more i want to end it all', 'darlington-team');
    expect(reply).toMatchObject({ buttons: [], previewSafe: PREVIEW });
    for (const number of ['999', '116 123', '111, option 2', '0808 2000 247', '01632 960125']) expect(textOf(reply)).toContain(number);
  });

  it.each([
    'I want to blow the whistle about invoices',
    'how do I report fraud without my manager finding out',
    'what protection do I have if I speak up',
  ])('wrongdoing: the guardian of their own organisation, and the protections: %s', async (text) => {
    const said = textOf(await door.say(SAM, text));
    expect(said).toContain(`${CCG}, Freedom to Speak Up guardian: 01632 960141`);
    expect(said).toContain('Public Interest Disclosure Act 1998');
    expect(said).toContain('020 3117 2520');
  });

  it.each([
    'my husband turns up at the office and i am scared of him, can i change my shifts',
    'he waits for me outside work every day and I pretend it’s sweet',
  ])('abuse at home: the helpline, and not a word of it in a notification: %s', async (text) => {
    const reply = await door.say(SAM, text);
    expect(textOf(reply)).toContain('0808 2000 247');
    expect(reply.previewSafe).toBe(PREVIEW);
  });

  it('the numbers are those of the file', async () => {
    const own = await openIssueDoor({
      ...partnership,
      signposts: {
        ...partnership.signposts,
        emergency: '112',
        samaritans: '01632 960177',
        mentalHealth: '01632 960178',
        domesticAbuse: '01632 960179',
      },
    });
    const said = textOf(await own.say(SAM, 'cant do this any more i want to end it all'));
    for (const number of ['112', '01632 960177', '01632 960178', '01632 960179']) expect(said).toContain(number);
    expect(said).not.toContain('999');
  });
});
