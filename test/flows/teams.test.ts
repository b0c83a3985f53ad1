import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answer, type Form, message, type Reply } from '../../src/handlers/reply.ts';
import type { Request } from '../../src/handlers/request.ts';
import { activitiesOf, type FakeTeams, type Json, type Running, sendRaw, startAccord, startFakeTeams, textsOf } from './fake-teams.ts';

let teams: FakeTeams;
let running: Running[];
let sent: ReturnType<typeof activitiesOf>;

beforeEach(async () => {
  teams = await startFakeTeams();
  sent = activitiesOf(teams.serviceUrl);
  running = [];
});

afterEach(async () => {
  for (const one of running) await one.stop();
  await teams.stop();
});

async function accord(handle: (request: Request) => Reply | Promise<Reply>, options?: Parameters<typeof startAccord>[1]): Promise<Running> {
  const one = await startAccord(handle, options);
  running.push(one);
  return one;
}

const notice = answer(
  [
    {
      is: 'clause',
      citation: { agreement: 'darlington', part: 'main', ref: '11(o)' },
      source: 'Darlington memorandum, 11(o)',
      label: 'Notice',
      says: 'Either partner can end the agreement by giving six months’ notice. In writing.',
    },
  ],
  {
    audience: 'room',
    buttons: [{ name: 'rate', label: 'Helpful', value: { helpful: 'yes' } }],
  },
);
const forSamAlone = message('asker', [
  { is: 'heading', text: 'This is for your own employer.' },
  { is: 'paragraph', text: 'Only Hugo will read it.' },
]);
const tell: Form = {
  name: 'tell-keeper',
  title: 'Tell the keeper',
  fields: [{ name: 'what', label: 'What is missing?', type: 'long-text', required: true, longest: 500 }],
  submit: 'Send it',
  context: { question: 'q-1' },
  schema: z.object({ what: z.string().min(1) }),
};
const cardOf = (call: { body: Json } | undefined): Json => call?.body.attachments[0].content;

describe('a question', () => {
  it('in a personal chat is answered there with a card and a notification in plain words', async () => {
    const bot = await accord(() => notice);
    expect((await bot.send(sent.says('personal', 'm1', 'how much notice?'))).status).toBe(200);
    expect(bot.requests).toEqual([
      {
        id: 'm1',
        asker: { platform: 'teams', id: sent.from.aadObjectId, alsoKnownAs: sent.from.id },
        channel: null,
        public: false,
        act: { is: 'said', text: 'how much notice?' },
      },
    ]);
    expect(teams.calls).toHaveLength(1);
    expect(teams.calls[0]).toMatchObject({ method: 'POST', conversation: 'a:sam-and-accord', body: { type: 'message', replyToId: 'm1' } });
    expect(teams.calls[0]!.body.text).toBeUndefined();
    expect(teams.calls[0]!.body.summary).toContain('six months');
    expect(textsOf(cardOf(teams.calls[0]))).toContain('Darlington memorandum, 11(o)');
  });

  it('in a channel is answered in the thread it was asked in, without the mention', async () => {
    const bot = await accord(() => notice);
    await bot.send(sent.says('channel', '1700000000001', 'how much notice?'));
    expect(bot.requests[0]).toMatchObject({
      channel: '19:joint@thread.tacv2',
      public: true,
      act: { is: 'said', text: 'how much notice?' },
    });
    expect(teams.calls[0]!.conversation).toBe('19:joint@thread.tacv2;messageid=1700000000001');
  });

  it('in a group chat is answered in that chat', async () => {
    const bot = await accord(() => notice);
    await bot.send(sent.says('group', 'g1', 'how much notice?'));
    expect(bot.requests[0]).toMatchObject({ channel: '19:group@thread.v2', public: true });
    expect(teams.calls[0]!.conversation).toBe('19:group@thread.v2');
  });

  it('that Teams delivers three times is answered once, also by a second instance on the same file', async () => {
    const store = `sqlite:${join(mkdtempSync(join(tmpdir(), 'accord-')), 'accord.db')}`;
    const one = await accord(() => notice, { store });
    const other = await accord(() => notice, { store });
    for (const bot of [one, one, other]) expect((await bot.send(sent.says('personal', 'm1', 'how much notice?'))).status).toBe(200);
    expect(teams.calls).toHaveLength(1);
  });

  it('with hostile text in its answer pings nobody and formats nothing', async () => {
    const hostile = '<at>Everyone</at> **bold** [a](javascript:alert(1)) `x` <!channel> {{DATE(2026-01-01T00:00:00Z)}} \u202Egnp\u0007';
    const bot = await accord(() => message('room', [{ is: 'paragraph', text: hostile }]));
    await bot.send(sent.says('personal', 'm1', hostile));
    const { body } = teams.calls[0]!;
    expect(body.entities).toBeUndefined();
    expect(JSON.stringify(body)).not.toContain('"TextBlock"');
    expect(textsOf(cardOf(teams.calls[0]))).toEqual([
      '<at>Everyone</at> **bold** [a](javascript:alert(1)) `x` <!channel> {\u2060{DATE(2026-01-01T00:00:00Z)}} gnp',
    ]);
  });

  it('by an edit, a reaction or another bot is none', async () => {
    const bot = await accord(() => notice);
    await bot.send(sent.edits('personal', 'e1'));
    await bot.send(sent.reacts('personal', 'r1'));
    await bot.send({ ...sent.says('personal', 'm1', 'hello'), from: { id: '28:other', role: 'bot' } });
    expect(bot.requests).toEqual([]);
  });
});

describe('an answer for the asker alone', () => {
  it('asked for in a channel goes to the personal chat, and nothing is said in the channel', async () => {
    const bot = await accord(() => forSamAlone);
    await bot.send(sent.reacts('personal', 'r0'));
    await bot.send(sent.says('channel', 'c1', 'my leave keeps getting refused'));
    expect(teams.calls.map((call) => call.conversation)).toEqual(['a:sam-and-accord']);
  });

  it('opens the personal chat when there is none yet, and keeps it', async () => {
    const bot = await accord(() => forSamAlone);
    await bot.send(sent.says('channel', 'c1', 'my leave'));
    await bot.send(sent.says('group', 'c2', 'my leave'));
    expect(teams.calls.map((call) => call.conversation)).toEqual([null, 'a:made-for-29:sam', 'a:made-for-29:sam']);
    expect(teams.calls[0]!.body).toMatchObject({
      isGroup: false,
      members: [{ id: '29:sam' }],
      bot: { id: '28:accord' },
      channelData: { tenant: { id: expect.any(String) } },
    });
  });

  it('that cannot be brought is only announced in the room, in words that give nothing away', async () => {
    teams.opensChats = false;
    const bot = await accord(() => forSamAlone);
    await bot.send(sent.says('channel', 'c1', 'my leave'));
    expect(teams.calls).toHaveLength(1);
    expect(teams.calls[0]).toMatchObject({
      conversation: '19:joint@thread.tacv2;messageid=1700000000001',
      body: { text: 'There is an answer for you alone: open a chat with Accord.' },
    });
    expect(JSON.stringify(teams.calls)).not.toMatch(/employer|Hugo|leave/);
    expect(bot.logged.join('')).not.toMatch(/employer|Hugo|leave|sam/i);
  });

  it('to a button pressed in a channel goes to the personal chat and leaves the card as it is', async () => {
    const bot = await accord(() => ({ ...forSamAlone, pressed: 'replaced' }));
    await bot.send(sent.reacts('personal', 'r0'));
    const { body } = await bot.send(sent.presses('channel', 'p1', 'show-help', {}));
    expect(teams.calls.map((call) => call.conversation)).toEqual(['a:sam-and-accord']);
    expect(body).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Answered in your own chat with Accord.',
    });
  });
});

describe('a button', () => {
  it('updates its card in place', async () => {
    const bot = await accord((request) =>
      request.act.is === 'pressed'
        ? message('room', [{ is: 'paragraph', text: `Noted: ${request.act.value.helpful}` }], [], 'replaced')
        : notice,
    );
    const { status, body } = await bot.send(sent.presses('personal', 'p1', 'rate', { helpful: 'yes' }));
    expect(status).toBe(200);
    expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: { type: 'AdaptiveCard' } });
    expect(textsOf(body.value)).toEqual(['Noted: yes']);
    expect(teams.calls).toEqual([]);
  });

  it('in a room updates the card for everybody', async () => {
    const bot = await accord(() => message('room', [{ is: 'paragraph', text: 'Done' }], [], 'replaced'));
    await bot.send(sent.presses('channel', 'p1', 'rate', {}, 'card-7'));
    expect(teams.calls).toMatchObject([{ method: 'PUT', activity: 'card-7' }]);
  });

  it('whose answer is a message of its own leaves the card and says where', async () => {
    const bot = await accord(() => message('room', [{ is: 'paragraph', text: 'More' }]));
    const { body } = await bot.send(sent.presses('group', 'p1', 'show-more', {}));
    expect(teams.calls).toMatchObject([{ method: 'POST', conversation: '19:group@thread.v2' }]);
    expect(body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
  });

  it('can take its message away, once the answer is there', async () => {
    const bot = await accord(() => message('room', [{ is: 'paragraph', text: 'Gone' }], [], 'removed'));
    await bot.send(sent.presses('personal', 'p1', 'rate', {}, 'card-3'));
    expect(teams.calls.map(({ method, activity }) => [method, activity])).toEqual([
      ['POST', 'p1'],
      ['DELETE', 'card-3'],
    ]);
  });

  it('pressed in a room is acknowledged in one line that only who pressed it sees', async () => {
    const bot = await accord(() => message('asker', [{ is: 'paragraph', text: 'Noted as helpful. Thank you.' }]));
    const { body } = await bot.send(sent.presses('channel', 'p1', 'rate', {}));
    expect(body).toEqual({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Noted as helpful. Thank you.' });
    expect(teams.calls).toEqual([]);
  });

  it('that Accord never drew is refused', async () => {
    const bot = await accord(() => notice);
    expect((await bot.send(sent.presses('personal', 'p1', 'rate', { nested: { a: 1 } }))).status).toBe(400);
    expect((await bot.send(sent.submits('personal', 's1', { anything: 1 }))).status).toBe(400);
    expect((await bot.send({ ...sent.submits('personal', 's2', {}), name: 'composeExtension/query' })).status).toBe(400);
    expect(bot.requests).toEqual([]);
  });
});

describe('a dialog', () => {
  const handle = (request: Request): Reply => {
    if (request.act.is === 'pressed') return { kind: 'form', form: tell };
    if (request.act.is !== 'submitted') return { kind: 'form', form: tell };
    return request.act.values.what === ''
      ? { kind: 'rejected', problems: { what: 'Write what is missing.' } }
      : message('asker', [{ is: 'paragraph', text: 'Sent.' }]);
  };

  it('is opened by a button, shows what is wrong at the field, and closes when it is taken', async () => {
    const bot = await accord(handle);
    const opened = (await bot.send(sent.fetches('personal', 'f1', { press: { button: 'tell-keeper', value: { q: '1' } } }))).body;
    expect(opened.task).toMatchObject({ type: 'continue', value: { title: 'Tell the keeper' } });
    const card = opened.task.value.card.content;
    const data = card.actions[0].data;

    const rejected = (await bot.send(sent.submits('personal', 's1', { ...data, 'field-what': '' }))).body;
    expect(textsOf(rejected.task.value.card.content)).toContain('Write what is missing.');

    const closed = (
      await bot.send(sent.submits('personal', 's2', { ...rejected.task.value.card.content.actions[0].data, 'field-what': 'Who signs' }))
    ).body;
    expect(closed).toEqual({});
    expect(bot.requests.at(-1)!.act).toEqual({
      is: 'submitted',
      form: 'tell-keeper',
      values: { what: 'Who signs' },
      context: { question: 'q-1' },
    });
    expect(textsOf(cardOf(teams.calls[0]))).toEqual(['Sent.']);
  });

  it('that nothing was pressed for stands in the chat as a card, and is sent in from there', async () => {
    const bot = await accord(handle);
    await bot.send(sent.says('personal', 'm1', 'tell the keeper'));
    const action = cardOf(teams.calls[0]).actions[0];
    expect(action).toMatchObject({ type: 'Action.Execute', title: 'Send it' });
    const rejected = (await bot.send(sent.presses('personal', 'p1', action.verb, { ...action.data, 'field-what': '' }))).body;
    expect(textsOf(rejected.value)).toContain('Write what is missing.');
    await bot.send(sent.presses('personal', 'p2', action.verb, { ...action.data, 'field-what': 'Who signs' }));
    expect(bot.requests.at(-1)!.act).toMatchObject({ is: 'submitted', values: { what: 'Who signs' } });
  });

  it('sent in from a channel is answered in the personal chat', async () => {
    const bot = await accord(handle);
    const opened = (await bot.send(sent.fetches('channel', 'f1', { press: { button: 'tell-keeper', value: {} } }))).body;
    const data = opened.task.value.card.content.actions[0].data;
    await bot.send(sent.submits('channel', 's1', { ...data, 'field-what': 'Who signs' }));
    expect(teams.calls.map((call) => call.conversation)).toEqual([null, 'a:made-for-29:sam']);
  });
});

describe('being added', () => {
  it('is greeted once, though Teams says it in two activities', async () => {
    const bot = await accord((request) => message('room', [{ is: 'paragraph', text: request.act.is }]));
    await bot.send(sent.joins('personal', 'j1'));
    await bot.send(sent.installs('personal', 'i1'));
    expect(bot.requests.map((request) => request.act)).toEqual([{ is: 'joined' }]);
    expect(teams.calls).toHaveLength(1);
  });

  it('is remembered, so that people and rooms are reached unprompted, until it is undone', async () => {
    const bot = await accord(() => ({ kind: 'silence' }));
    const word = message('room', [{ is: 'paragraph', text: 'A review is due.' }]);
    await expect(bot.deliver('29:sam', word)).rejects.toMatchObject({ code: 'teams-unreachable' });
    await bot.send(sent.installs('personal', 'i1'));
    await bot.send(sent.installs('channel', 'i2'));
    await bot.deliver('29:sam', word);
    await bot.deliver(sent.from.aadObjectId, word);
    await bot.deliver('19:joint@thread.tacv2', word);
    expect(teams.calls.map((call) => call.conversation)).toEqual(['a:sam-and-accord', 'a:sam-and-accord', '19:joint@thread.tacv2']);
    await bot.send(sent.uninstalls('personal', 'u1'));
    await bot.deliver('29:sam', word);
    expect(teams.calls.slice(3).map((call) => call.conversation)).toEqual([null, 'a:made-for-29:sam']);
  });

  it('does not let a word for one person be said in a room', async () => {
    const bot = await accord(() => ({ kind: 'silence' }));
    await bot.send(sent.installs('channel', 'i2'));
    await expect(bot.deliver('19:joint@thread.tacv2', forSamAlone)).rejects.toMatchObject({ code: 'teams-not-for-a-room' });
    expect(teams.calls).toEqual([]);
  });

  it('to a chat that is gone, a new one is opened', async () => {
    const bot = await accord(() => ({ kind: 'silence' }));
    await bot.send(sent.installs('personal', 'i1'));
    teams.closed.add('a:sam-and-accord');
    await bot.deliver('29:sam', forSamAlone);
    expect(teams.calls.map((call) => call.conversation)).toEqual([null, 'a:made-for-29:sam']);
  });
});

describe('what is not Teams', () => {
  it('is refused with 401 when it carries no token, or one that does not hold', async () => {
    const config = {
      appType: 'SingleTenant' as const,
      appId: '11111111-1111-4111-8111-111111111111',
      password: 'not-a-secret',
      tenantId: '22222222-2222-4222-8222-222222222222',
    };
    const bot = await accord(() => notice, { config });
    const activity = sent.says('personal', 'm1', 'hello');
    expect((await bot.send(activity)).status).toBe(401);
    expect((await bot.send(activity, { authorization: 'Bearer x.y.z' })).status).toBe(401);
    expect((await bot.send(activity, { authorization: 'Basic abc' })).status).toBe(401);
    expect(bot.requests).toEqual([]);
    expect(teams.calls).toEqual([]);
  });

  it('is refused without a configuration when it comes from elsewhere, from a web page, or wants the answer elsewhere', async () => {
    const bot = await accord(() => notice);
    const activity = sent.says('personal', 'm1', 'hello');
    expect((await bot.send(activity, { 'x-forwarded-for': '203.0.113.7' })).status).toBe(403);
    expect((await bot.send(activity, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await bot.send(activity, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await bot.send({ ...activity, serviceUrl: 'https://elsewhere.example/' })).status).toBe(403);
    expect(bot.requests).toEqual([]);
  });

  it('is refused in a plain way when it cannot be read', async () => {
    const bot = await accord(() => notice);
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    for (const body of ['', '{', '[]', 'null', '"x"', '{}', '{"type":"message"}', deep]) expect((await bot.send(body)).status).toBe(400);
    const nested = JSON.stringify({ ...sent.says('personal', 'm1', 'x'), value: 'HERE' }).replace('"HERE"', deep);
    expect((await bot.send(nested)).status).toBe(400);
    expect((await bot.send({ ...sent.says('personal', 'm1', 'x'), text: 'x'.repeat(1_100_000) })).status).toBe(413);
    const chunk = 'x'.repeat(1_100_000);
    const chunked = `POST /api/messages HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${chunk.length.toString(16)}\r\n${chunk}\r\n0\r\n\r\n`;
    expect(await sendRaw(bot.port, chunked)).toContain('413');
    expect(await sendRaw(bot.port, 'GET /api/messages HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')).toContain('405');
  });

  it('a message of 40,000 characters, an empty one and one of emoji only are answered', async () => {
    const bot = await accord((request) =>
      message('room', [{ is: 'paragraph', text: request.act.is === 'said' ? `You said: ${request.act.text}` : '' }]),
    );
    for (const [id, text] of Object.entries({ long: 'word '.repeat(8000), empty: '', emoji: '🙂🙃', rtl: 'مرحبا \u202Eabc' }))
      expect((await bot.send(sent.says('personal', id, text))).status).toBe(200);
    expect(teams.calls).toHaveLength(4);
    expect(JSON.stringify(teams.calls[0]!.body).length).toBeLessThan(28 * 1024);
    expect(textsOf(cardOf(teams.calls[0]))[0]).toMatch(/… \(shortened\)$/);
  });
});
