import { beforeEach, describe, expect, it } from 'vitest';
import { asPlainText as textOf } from '../../src/bot/plain-text.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import type { Form, Message } from '../../src/handlers/reply.ts';
import { tellNotice } from '../../src/handlers/tell-notice.ts';
import { asMessage, button, knowledge, labels } from './front-door.ts';
import { DORA, HUGO, type IssueDoor, JO, openIssueDoor, SAM, WRITTEN } from './issue-door.ts';
import { asForm } from './log-door.ts';

const ALL = { 'readers-dccg': 'all', 'readers-derby-council': 'all', 'readers-derby-pct': 'all' };
let door: IssueDoor;
beforeEach(async () => {
  door = await openIssueDoor();
});
/** The partnership file as it reads from now on. */
const fileIsNow = (change: (file: Partnership) => Partnership) =>
  Object.assign(door.stores, { partnership: change(knowledge.partnership) });
const withContacts = (id: string, contacts: object[]) => (file: Partnership) =>
  ({
    ...file,
    organisations: file.organisations.map((one) => (one.id === id ? { ...one, employmentContacts: contacts } : one)),
  }) as Partnership;
const sendIn = async (as: string, form: Form, request: string) =>
  door.submit(
    as,
    form,
    { ...WRITTEN, ...Object.fromEntries(form.fields.flatMap(({ name }) => (name in ALL ? [[name, 'all']] : []))) },
    request,
  );
const references = (text: string) => [...new Set(text.match(/E-[2-9A-Z]{6}/g))];

describe('a form sent in again by the platform, after the file has changed', () => {
  it.each<[string, (file: Partnership) => Partnership]>([
    ['its contacts', withContacts('dccg', [{ email: 'hr@dccg.example', name: 'CCG employment team' }])],
    [
      'whom the person works for',
      (file) => ({
        ...file,
        people: file.people.map((one) => (one.email === SAM ? { ...one, secondments: [{ ...one.secondments[0]!, home: ['dbc'] }] } : one)),
      }),
    ],
  ])('(%s) is answered with the issue it raised before', async (_, change) => {
    const form = asForm(await door.send(SAM, { is: 'said', text: 'raise' }));
    const before = references(textOf(asMessage(await sendIn(SAM, form, 'one request'))));
    fileIsNow(change);
    const again = asMessage(await sendIn(SAM, form, 'one request'));
    expect(references(textOf(again))).toEqual(before);
    expect(await sendIn(SAM, form, 'another request')).toMatchObject({ kind: 'rejected' });
  });

  it('of two issues says which is kept and which was not sent, where a crash came between them', async () => {
    const offer = await door.say(JO, 'my leave keeps getting refused and hes not even my boss');
    const form = asForm(await door.press(JO, offer, 'Raise it with both'));
    const [first, second] = form.context!.o!.split(',') as [string, string];
    const alone = asForm(await door.press(JO, offer, 'Raise it with Derby City Council'));
    expect(first).toBe(alone.context!.o);
    const kept = references(textOf(asMessage(await sendIn(JO, alone, 'one request'))));
    fileIsNow(withContacts(second, [{ email: 'new@derby-pct.example' }]));
    const again = textOf(asMessage(await sendIn(JO, form, 'one request')));
    expect(references(again)).toEqual(kept);
    expect(again).toContain('Nothing was sent to Derby City Primary Care Trust: who takes issues there has changed meanwhile.');
  });

  it('is worth nothing to somebody else who knows the id of the request', async () => {
    const form = asForm(await door.send(SAM, { is: 'said', text: 'raise' }));
    await sendIn(SAM, form, 'one request');
    expect(await sendIn(DORA, form, 'one request')).toMatchObject({ kind: 'rejected' });
  });
});

describe('an issue whose record was changed from outside', () => {
  it('keeps none of the others waiting, and is an error all the same', async () => {
    const [, second] = [await door.raise(), await door.raise()];
    await door.deliver();
    const broken = (await door.store.list('issue:log:', 10)).find(({ key }) => key.startsWith('issue:log:'))!;
    await door.store.set(broken.key, `${broken.value.slice(0, -4)}AAAA`);
    door.now('2015-10-07T10:00:00.000Z');
    await expect(door.round()).rejects.toThrow('The store could not make sense of a record of an employment issue');
    const said = await door.deliver();
    expect(said.filter(({ text }) => text.includes('quodlibetarian')).map(({ to }) => to)).toEqual(['account:email:hr@dccg.example']);
    expect(second.reference).toMatch(/^E-/);
  });
});

describe('why the next contact is asked', () => {
  it('is said as it is: the one before takes no issues any more', async () => {
    const { reference } = await door.raise();
    await door.deliver();
    fileIsNow(withContacts('dccg', [{ email: 'hr@dccg.example', name: 'CCG employment team' }]));
    const told = (await door.round()).find(({ text }) => text.startsWith(`${reference} now goes to`))!.text;
    expect(told).toContain('Whoever was asked before takes no issues there any more.');
    expect(told).not.toContain('two working days.');
  });
});

describe('an issue that could not be delivered', () => {
  it('goes to the next contact in time, and the person is told that it did not come to the first', async () => {
    const { reference } = await door.raise();
    for (const notice of await door.stores.notices.due(door.clock.now()))
      if (notice.to.is === 'person') await door.stores.notices.putOff(notice, '2015-10-30T10:00:00.000Z', { holds: true, begun: false });
    door.now('2015-10-07T10:00:00.000Z');
    const next = (await door.round()).find(({ text }) => text.startsWith(`${reference} now goes to`))!.text;
    expect(next).toContain('It could not be delivered to Hugo Harbour.');
    door.now('2015-10-09T10:00:00.000Z');
    const last = (await door.round()).find(({ text }) => text.startsWith('Nobody at'))!.text;
    expect(last).toContain('Not every contact there could be reached.');
    expect(last).not.toContain('was asked');
  });
});

describe('a contact who has chat accounts', () => {
  it('has the issue ready for an e-mail as well, which says that it takes no answer; the person has not', async () => {
    await door.raise();
    const told = await Promise.all(
      (await door.stores.notices.due(door.clock.now())).map((one) => tellNotice(one, door.stores, door.clock)),
    );
    const [contact, person] = told as [NonNullable<(typeof told)[0]>, NonNullable<(typeof told)[0]>];
    expect(textOf(contact.byMail!)).toContain('quodlibetarian');
    expect(textOf(contact.byMail!)).toContain('This message takes no answer');
    expect(contact.byMail!.buttons).toEqual([]);
    expect(person.byMail).toBeUndefined();
  });
});

describe('what is added after what was written has been erased', () => {
  const HOLD = 'Kept elsewhere: erase it here';
  /** Raised, taken up, and kept elsewhere by the contact. */
  async function held() {
    const { reply } = await door.raise();
    const card = (await door.deliver()).find(({ to }) => to === HUGO)!.message;
    const mine = await door.pressed(HUGO, await door.pressed(HUGO, card, 'I have it'), HOLD);
    await door.round();
    return { reply, mine };
  }
  const add = async (reply: Message) =>
    door.submit(SAM, asForm(await door.press(SAM, reply, 'Add something')), { what: 'And floccinaucity.' });

  it('reaches the contact, and is erased in its turn', async () => {
    const { reply } = await held();
    await add(reply);
    const [told] = (await door.round()).filter(({ to }) => to === HUGO);
    expect(told!.text).toContain('What was written before is not held here any more.');
    expect(told!.text).toContain('Added on 5 October 2015: And floccinaucity.');
    expect(told!.text).not.toContain('quodlibetarian');
    await door.pressed(HUGO, told!.message, HOLD);
    expect(await door.store.list('issue:words:', 1)).toEqual([]);
    const erased = (await door.round()).filter(({ text }) => /is erased here/.test(text));
    expect(erased.map(({ to }) => to)).toEqual([`account:local:${SAM}`]);
    expect(await door.round()).toEqual([]);
  });

  it('is not erased unread: a message that does not show it yet erases nothing', async () => {
    const { reply } = await door.raise();
    const card = (await door.deliver()).find(({ to }) => to === HUGO)!.message;
    const mine = await door.pressed(HUGO, card, 'I have it');
    await add(reply);
    const again = await door.pressed(HUGO, mine, HOLD);
    expect(textOf(again)).toMatch(/^Nothing was erased: something was added meanwhile\./);
    expect(textOf(again)).toContain('And floccinaucity.');
    expect(await door.store.list('issue:words:', 10)).toHaveLength(2);
    expect(textOf(await door.pressed(HUGO, again, HOLD))).toMatch(/^What was written is erased here\./);
    expect(await door.store.list('issue:words:', 10)).toEqual([]);
  });

  it('an issue with nothing left to read is passed on to nobody', async () => {
    const { mine } = await held();
    expect(labels(mine)).toEqual(['Closed']);
    const value = { ...button(mine, 'Closed').value };
    const to = { to: 'email:hr@dccg.example' };
    const sent = await door.send(HUGO, { is: 'submitted', form: 'pass-on-issue', values: to, context: value });
    expect(textOf(asMessage(sent))).toMatch(/^Nothing was changed: it is taken up by Hugo Harbour\./);
    expect((await door.round()).filter(({ text }) => /passed on/.test(text))).toEqual([]);
  });
});

describe('where it is about more than work', () => {
  it.each([
    ['I want to blow the whistle about invoices', /^If you want to report wrongdoing/],
    ['my leave was refused when i had to move into a refuge', /^If someone at home is hurting or frightening you/],
  ])('that comes first, and the employer is named for the side at work alone: %s', async (text, first) => {
    const said = textOf(await door.say(SAM, text));
    expect(said).toMatch(first);
    expect(said).toContain(
      'What it means for your work is for your own employer, Darlington Clinical Commissioning Group, and nobody else.',
    );
  });
});
