import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ENTRIES_AT_MOST, FORMS_AT_MOST } from '../../../src/bot/local/limits.ts';
import type { Entry } from '../../../src/bot/local/rooms.ts';
import { message } from '../../../src/handlers/reply.ts';
import { DORA, type Local, runLocal, SAM } from './run-local.ts';

const TEAM = 'channel:darlington-team';
let local: Local;
beforeEach(async () => {
  local = await runLocal();
  await local.start();
});
afterEach(() => local.stop());

/** What a person’s page shows of a room when it is opened now. */
async function seen(as: string, room: string): Promise<Entry[]> {
  const page = await local.listen(as);
  const all = (await page.next()).data;
  page.stop();
  return all[room]!;
}

const texts = (entries: Entry[]) => entries.map((entry) => entry.text.split('\n').at(-1));

describe('talking', () => {
  it('answers a person alone, and nobody else sees it', async () => {
    expect((await local.say(SAM, 'alone', ' how much notice? ')).json()).toEqual({ is: 'done', room: 'alone' });
    const [asked, answered] = await seen(SAM, 'alone');
    expect(asked).toMatchObject({ by: SAM, text: 'how much notice?', card: null, seenBy: null });
    expect(answered).toMatchObject({ by: null, card: { type: 'AdaptiveCard', version: '1.5' } });
    expect(answered!.text).toContain('sam@dccg.example in private said how much notice?');
    expect(await seen(DORA, 'alone')).toEqual([]);
  });

  it('takes what is typed in a channel as asked of Accord, for all to see', async () => {
    const dora = await local.listen(DORA);
    await dora.next();
    await local.say(SAM, TEAM, 'how much notice?');
    expect((await dora.next()).data).toMatchObject({ room: TEAM, entry: { by: SAM, text: 'how much notice?' } });
    expect((await dora.next()).data).toMatchObject({ room: TEAM, entry: { by: null, answers: SAM, seenBy: null } });
    dora.stop();
  });

  it('keeps a slash command and its answer to the asker, in the page and in the stream', async () => {
    const dora = await local.listen(DORA);
    await local.say(SAM, TEAM, '/accord how much notice?');
    expect(texts(await seen(SAM, TEAM))).toEqual(['/accord how much notice?', 'sam@dccg.example in darlington-team said how much notice?']);
    expect((await seen(SAM, TEAM)).map((entry) => entry.seenBy)).toEqual([SAM, SAM]);
    await local.say(SAM, TEAM, 'aloud');
    while (!dora.heard().includes('said aloud')) await dora.next();
    expect(dora.heard()).not.toContain('notice?');
    dora.stop();
  });

  it('keeps an answer for the asker alone to them, though the question was asked aloud', async () => {
    const dora = await local.listen(DORA);
    await local.say(SAM, TEAM, 'my leave is refused');
    await local.say(SAM, TEAM, 'the end');
    while (!dora.heard().includes('said the end')) await dora.next();
    expect(dora.heard()).not.toContain('said my leave');
    expect(texts(await seen(DORA, TEAM))).toEqual(['my leave is refused', 'the end', 'sam@dccg.example in darlington-team said the end']);
    dora.stop();
  });

  it('takes the bare command as a call for help', async () => {
    await local.say(SAM, TEAM, '/accord');
    expect(texts(await seen(SAM, TEAM)).at(-1)).toBe('sam@dccg.example in darlington-team said help');
  });

  it('answers a call that is sent twice once', async () => {
    const id = randomUUID();
    await local.say(SAM, 'alone', 'once', id);
    await local.say(SAM, 'alone', 'once', id);
    expect(await seen(SAM, 'alone')).toHaveLength(2);
  });

  it('says plainly that it did not work, and logs nothing of what was written', async () => {
    await local.say(SAM, TEAM, 'break');
    expect((await seen(SAM, TEAM)).at(-1)).toMatchObject({ seenBy: SAM, text: expect.stringContaining('quote R-') });
    expect(local.lines.join('')).not.toContain('leave');
    expect(local.lines.join('')).not.toContain(SAM);
  });

  it('keeps so many messages and no more', async () => {
    for (let count = 0; count < ENTRIES_AT_MOST; count += 1) await local.say(SAM, 'alone', `question ${count}`);
    const entries = await seen(SAM, 'alone');
    expect(entries).toHaveLength(ENTRIES_AT_MOST);
    expect(texts(entries).at(-1)).toContain(`question ${ENTRIES_AT_MOST - 1}`);
  });

  it('lets a person delete their own message, and nobody else’s', async () => {
    await local.say(SAM, TEAM, 'said too loudly');
    const [own, answered] = await seen(SAM, TEAM);
    const remove = (as: string, entry: Entry) => local.post('delete', { id: randomUUID(), as, room: TEAM, entry: entry.id });
    expect([(await remove(DORA, own!)).status, (await remove(SAM, answered!)).status]).toEqual([409, 409]);
    expect((await remove(SAM, own!)).status).toBe(200);
    expect(await seen(DORA, TEAM)).toEqual([answered]);
  });
});

describe('buttons', () => {
  it('swaps a message in place', async () => {
    await local.say(SAM, 'alone', 'hello');
    const answered = (await seen(SAM, 'alone'))[1]!;
    await local.press(SAM, 'alone', answered.id, 'rate', { h: 'yes' });
    expect(await seen(SAM, 'alone')).toMatchObject([{}, { id: answered.id, at: answered.at, text: 'Noted as helpful.' }]);
  });

  it('takes a private message away when it is shared, and says it to all', async () => {
    await local.say(SAM, TEAM, '/accord hello');
    const answered = (await seen(SAM, TEAM))[1]!;
    await local.press(SAM, TEAM, answered.id, 'share');
    expect(texts(await seen(SAM, TEAM))).toEqual(['/accord hello', 'Shared with all.']);
    expect(texts(await seen(DORA, TEAM))).toEqual(['Shared with all.']);
  });

  it('answers a press on what the room sees in the room, and one on a private message in private', async () => {
    await local.say(SAM, TEAM, 'hello');
    await local.press(DORA, TEAM, (await seen(DORA, TEAM))[1]!.id, 'show-more');
    expect((await seen(SAM, TEAM)).at(-1)).toMatchObject({ text: 'More for dora@dbc.example in darlington-team.', answers: DORA });
    await local.say(SAM, TEAM, '/accord hello');
    await local.press(SAM, TEAM, (await seen(SAM, TEAM)).at(-1)!.id, 'show-more');
    expect((await seen(SAM, TEAM)).at(-1)).toMatchObject({ seenBy: SAM });
  });

  it('refuses a press on what is not there: another’s private message, a button or a value nobody was given', async () => {
    await local.say(SAM, TEAM, '/accord hello');
    const own = (await seen(SAM, TEAM))[1]!;
    for (const [as, entry, button, value] of [
      [DORA, own.id, 'rate', { h: 'yes' }],
      [SAM, own.id, 'rate', { h: 'no' }],
      [SAM, own.id, 'constructor', {}],
      [SAM, 'nothing', 'rate', { h: 'yes' }],
    ] as const)
      expect((await local.press(as, TEAM, entry, button, value)).status, button).toBe(409);
  });

  it('opens Home for one person, and answers its buttons in the conversation alone', async () => {
    await local.post('open', { id: randomUUID(), as: SAM });
    expect(await seen(SAM, 'home')).toMatchObject([{ id: 'home', text: 'Home of sam@dccg.example' }]);
    expect(await seen(DORA, 'home')).toEqual([]);
    expect((await local.press(SAM, 'home', 'home', 'ask')).json()).toEqual({ is: 'done', room: 'alone' });
    expect(texts(await seen(SAM, 'alone'))).toEqual(['More for sam@dccg.example in private.']);
  });
});

describe('dialogs', () => {
  type Opened = { form: { id: string; title: string; card: { actions: { data: object }[] }; inputs: Record<string, string> } };
  const open = async () => {
    await local.say(SAM, TEAM, 'hello');
    const entry = (await seen(SAM, TEAM))[1]!.id;
    return (await local.press(SAM, TEAM, entry, 'tell-keeper', { q: 'q1' })).json() as Opened;
  };
  const submit = (as: string, { form }: Opened, note: string) =>
    local.post('submit', { id: randomUUID(), as, form: form.id, data: { ...form.card.actions[0]!.data, [form.inputs.note!]: note } });

  it('opens the card of a Teams dialog, says problems by field, then takes it', async () => {
    const opened = await open();
    expect(opened.form).toMatchObject({ title: 'What were you looking for?', card: { type: 'AdaptiveCard' } });
    expect((await submit(SAM, opened, 'short')).json()).toEqual({
      is: 'rejected',
      problems: { note: 'Write a little more.', '': 'One thing needs another look.' },
    });
    expect((await submit(SAM, opened, 'long enough to read')).json()).toEqual({ is: 'done', room: TEAM });
    expect((await seen(SAM, TEAM)).at(-1)).toMatchObject({ seenBy: SAM, text: 'Passed on: long enough to read (q1)' });
  });

  it('takes a form from nobody but the person who has it open, and nothing that its card did not send', async () => {
    const opened = await open();
    const problem = { is: 'rejected', problems: { '': expect.stringContaining('open it again') } };
    expect((await submit(DORA, opened, 'long enough to read')).json()).toEqual(problem);
    expect((await local.post('submit', { id: randomUUID(), as: SAM, form: randomUUID(), data: {} })).json()).toEqual(problem);
    expect((await local.post('submit', { id: randomUUID(), as: SAM, form: opened.form.id, data: {} })).json()).toEqual(problem);
  });

  it('carries what it was opened with, not what a call claims', async () => {
    const opened = await open();
    const claimed = JSON.parse(JSON.stringify(opened).replaceAll('"q":"q1"', '"q":"another"')) as Opened;
    await submit(SAM, claimed, 'long enough to read');
    expect((await seen(SAM, TEAM)).at(-1)!.text).toContain('(q1)');
  });

  it('holds so many dialogs open and lets the oldest go', async () => {
    const opened = await open();
    const entry = (await seen(SAM, TEAM))[1]!.id;
    for (let count = 0; count < FORMS_AT_MOST; count += 1) await local.press(SAM, TEAM, entry, 'tell-keeper', { q: 'q1' });
    expect((await submit(SAM, opened, 'long enough to read')).json()).toMatchObject({ is: 'rejected' });
  });
});

describe('what Accord says unprompted', () => {
  const reminder = message('room', [{ is: 'paragraph', text: 'A review is due.' }]);

  it('reaches a person in their own conversation, and a channel, while the page is open', async () => {
    const [sam, dora] = [await local.listen(SAM), await local.listen(DORA)];
    for (const page of [sam, dora]) await page.next();
    await local.local.deliver({ platform: 'local', to: SAM }, reminder);
    await local.local.deliver({ platform: 'local', to: 'darlington-team' }, reminder);
    expect((await sam.next()).data).toMatchObject({ room: 'alone', entry: { text: 'A review is due.' } });
    expect((await dora.next()).data).toMatchObject({ room: TEAM, entry: { text: 'A review is due.' } });
    for (const page of [sam, dora]) page.stop();
  });

  it('is changed on the page where it stands, and no matter when it is gone', async () => {
    const address = { platform: 'local' as const, to: 'darlington-team' };
    const posted = await local.local.deliver(address, reminder);
    const dora = await local.listen(DORA);
    await dora.next();
    await local.local.update(address, posted!, message('room', [{ is: 'paragraph', text: 'Done by Dora Director.' }]));
    const { data } = await dora.next();
    expect(data).toMatchObject({ room: TEAM, entry: { id: posted, text: 'Done by Dora Director.' } });
    dora.stop();
    await local.local.update(address, 'gone', reminder);
    expect((await seen(DORA, TEAM)).map(({ text }) => text)).toEqual(['Done by Dora Director.']);
  });

  it('fails with a code for somebody who is not on the page', async () => {
    await expect(local.local.deliver({ platform: 'local', to: 'nobody@else.example' }, reminder)).rejects.toMatchObject({
      code: 'not-on-local-page',
    });
  });

  it('ends every stream when Accord stops', async () => {
    const sam = await local.listen(SAM);
    await sam.next();
    await local.local.stop();
    await expect(sam.next()).rejects.toThrow('ended');
  });
});
