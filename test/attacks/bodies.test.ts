import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BODY_BYTES_AT_MOST, LIMITS } from '../../src/bot/serve.ts';
import { command, direct, press, submission } from '../bot/slack/payloads.ts';
import { SIGNING_SECRET } from '../flows/fake-slack.ts';
import { activitiesOf, type Json } from '../flows/fake-teams.ts';
import { startUnderAttack, type UnderAttack } from './under-attack.ts';

/* Bodies that are too large, too deep, too slow or too many, on each path that Accord really serves. */

const SHORT = { ...LIMITS, headersWithin: 150, requestWithin: 300, checkedEvery: 20, keptFor: 100, connections: 4 };
let accord: UnderAttack;
let short: UnderAttack;
const sockets: Socket[] = [];
beforeAll(async () => {
  accord = await startUnderAttack();
  short = await startUnderAttack({ limits: SHORT });
  // What is made at the first question is made before anything is timed.
  await expectAlive();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(async () => {
  await accord.stop();
  await short.stop();
});

const PATHS = ['/slack/events', '/api/messages', '/local/say'] as const;
const FORM = 'application/x-www-form-urlencoded';

function post(path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<{ status: number; closes: boolean }> {
  return new Promise((resolve, reject) => {
    const { port } = accord;
    const own = { 'content-type': 'application/json', host: `localhost:${port}`, ...headers };
    const sent = request({ port, host: '127.0.0.1', path, method: 'POST', agent: false, headers: own }, (response) => {
      resolve({ status: response.statusCode!, closes: response.headers.connection === 'close' });
      response.resume();
    });
    sent.on('error', reject);
    // A body that is refused half-way is not sent to its end.
    sent.on('response', () => sent.on('error', () => undefined));
    sent.end(body);
  });
}
function signed(body: string, type = 'application/json') {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return { 'content-type': type, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
}
const postSigned = (body: string, type?: string) => post('/slack/events', body, signed(body, type));

/** Accord still answers, on every face. */
async function expectAlive(): Promise<void> {
  expect(await accord.slack.say('U0SAM', 'how much notice do we give?')).toContain('six months');
  expect(await accord.teams.say('29:sam', 'how much notice do we give?')).toContain('six months');
  expect((await fetch(`http://localhost:${accord.port}/`)).status).toBe(200);
  expect(accord.logged.filter((line) => line.includes('failed'))).toEqual([]);
}

describe('a body that is too large', () => {
  it.each(PATHS)('for %s is refused, announced or not, and not unpacked', async (path) => {
    const large = 'x'.repeat(BODY_BYTES_AT_MOST + 1);
    // On the network nothing of it is waited for; the local page may be given a document, and reads a call as far as a call may go.
    if (path !== '/local/say') expect((await post(path, '', { 'content-length': String(large.length) })).status).toBe(413);
    const refused = path === '/local/say' ? 400 : 413;
    expect((await post(path, large)).status).toBe(refused);
    const unannounced = await post(path, large, { 'transfer-encoding': 'chunked' });
    expect(unannounced.status).toBe(refused);
    const packed = gzipSync(JSON.stringify({ text: ' '.repeat(20 * 1024 * 1024) }));
    expect([400, 401]).toContain((await post(path, packed, { 'content-encoding': 'gzip' })).status);
    await expectAlive();
  });

  it('is not held in memory while more of it comes', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const piece = Buffer.alloc(1024 * 1024, 120);
    const cut = await new Promise<string>((resolve) => {
      const socket = connect(accord.port, '127.0.0.1');
      sockets.push(socket);
      socket.on('error', () => resolve('cut off'));
      socket.on('close', () => resolve('cut off'));
      socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
      const more = () => {
        while (!socket.destroyed && socket.write(`100000\r\n${piece}\r\n`));
        if (!socket.destroyed) socket.once('drain', more);
      };
      more();
    });
    expect(cut).toBe('cut off');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
    await expectAlive();
  });

  it('of headers is refused', async () => {
    expect((await post('/api/messages', '{}', { authorization: `Bearer ${'x'.repeat(20_000)}` })).status).toBe(431);
    await expectAlive();
  });
});

describe('JSON that is nested or wide beyond reason', () => {
  const nested = (levels: number) => `${'{"a":['.repeat(levels)}1${']}'.repeat(levels)}`;
  const deep = nested(60_000);
  const shaped = (payload: Json) => JSON.stringify(payload).replace('"HERE"', () => deep);

  it('in a payload of Slack’s is taken for what it is around it', async () => {
    for (const body of [
      deep,
      shaped({ ...direct({}, 'EvDeep'), event: 'HERE' }),
      shaped({ ...direct({ blocks: 'HERE', hidden: true }, 'EvDeep2') }),
    ])
      expect([200, 400]).toContain((await postSigned(body)).status);
    const small = nested(2_000);
    const metadata = JSON.stringify({ context: { a: 'b' }, place: { room: 'C0JOINT', alone: false } });
    for (const payload of [
      press('rate', {}, { actions: [{ type: 'button', value: small }] }),
      submission('tell-keeper', small, {}),
      {
        ...submission('tell-keeper', metadata, {}),
        view: { callback_id: 'x', id: 'V', hash: 'h', private_metadata: '{}', state: JSON.parse(small) },
      },
    ]) {
      const form = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      expect([200, 400]).toContain((await postSigned(form, FORM)).status);
    }
    await expectAlive();
  });

  it('in an activity is refused before it is read', async () => {
    const activity = activitiesOf(accord.fakeTeams.serviceUrl).presses('personal', 'deep', 'rate', 'HERE');
    for (const body of [deep, shaped(activity), deep.slice(0, 500_000)]) expect((await post('/api/messages', body)).status).toBe(400);
    await expectAlive();
  });

  it('in a call of the local page is refused', async () => {
    for (const call of ['say', 'press', 'submit', 'open', 'delete']) expect((await post(`/local/${call}`, deep)).status, call).toBe(400);
    await expectAlive();
  });

  it('with names that every object has changes no object', async () => {
    const names = '{"__proto__":{"roles":["administrator"]},"constructor":{"prototype":{"roles":["administrator"]}},"toString":"x"}';
    const activities = activitiesOf(accord.fakeTeams.serviceUrl);
    const spoilt = (activity: Json) =>
      JSON.stringify({ ...activity, value: 'HERE' }).replace(
        '"HERE"',
        () => `{"action":{"type":"Action.Execute","verb":"rate","data":${names}}}`,
      );
    expect([200, 400]).toContain((await post('/api/messages', spoilt(activities.presses('personal', 'proto', 'rate', {})))).status);
    const button = JSON.stringify(press('rate', {}, { actions: [{ type: 'button', value: `{"name":"rate","value":${names}}` }] }));
    expect([200, 400]).toContain((await postSigned(new URLSearchParams({ payload: button }).toString(), FORM)).status);
    expect((await post('/local/say', names)).status).toBe(400);
    expect(({} as { roles?: unknown }).roles).toBeUndefined();
    await expectAlive();
  });

  it('of a hundred thousand fields is answered like any other', async () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`f${index}`, '']));
    expect(
      (
        await postSigned(
          new URLSearchParams({
            ...command('help', { response_url: accord.fakeSlack.responseUrl('wide') }),
            ...Object.fromEntries(Object.entries(many).slice(0, 50_000)),
          }).toString(),
          FORM,
        )
      ).status,
    ).toBe(200);
    const activity = activitiesOf(accord.fakeTeams.serviceUrl).presses('personal', 'wide', 'show-help', {});
    expect([200, 400, 413]).toContain((await post('/api/messages', JSON.stringify({ ...activity, ...many }))).status);
    await accord.fakeSlack.next();
    await expectAlive();
  });
});

describe('a connection that is slow, or one too many', () => {
  const open = (first: string): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connect(short.port, '127.0.0.1', () => socket.write(first, () => resolve(socket)));
      socket.on('error', reject);
      sockets.push(socket);
    });
  const allOf = (socket: Socket) =>
    new Promise<string>((resolve) => {
      let said = '';
      socket.on('data', (chunk) => {
        said += chunk;
      });
      socket.on('close', () => resolve(said));
    });

  it.each(PATHS)('to %s is cut off, whether its head or its body is slow', async (path) => {
    const host = `host: localhost:${short.port}\r\ncontent-type: application/json\r\n`;
    for (const first of [
      `POST ${path} HTTP/1.1\r\n${host}`,
      `POST ${path} HTTP/1.1\r\n${host}content-length: 10\r\n\r\n{"a"`,
      `POST ${path} HTTP/1.1\r\n${host}transfer-encoding: chunked\r\n\r\n3\r\n{"a\r\n`,
    ]) {
      const began = performance.now();
      expect(await allOf(await open(first)), first).toMatch(/^HTTP\/1\.1 408 /);
      expect(performance.now() - began).toBeLessThan(2_000);
    }
  });

  it('that says its length twice, in two ways, or never is refused', async () => {
    for (const lengths of [
      'content-length: 4\r\ntransfer-encoding: chunked',
      'content-length: 4\r\ncontent-length: 5',
      'content-length: -1',
      'transfer-encoding: chunked, identity',
    ])
      expect(await allOf(await open(`POST /slack/events HTTP/1.1\r\nhost: x\r\n${lengths}\r\n\r\n0\r\n\r\n`)), lengths).toMatch(
        /^HTTP\/1\.1 400 /,
      );
  });

  it('beyond those there is room for is turned away, and there is room again when they go', async () => {
    const held = await Promise.all([1, 2, 3, 4].map(() => open('POST /slack/events HTTP/1.1\r\nhost: x\r\n')));
    expect(['', 'refused']).toContain(await open('').then(allOf, () => 'refused'));
    const gone = Promise.all(held.map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    for (const socket of held) socket.destroy();
    await gone;
    expect((await fetch(`http://127.0.0.1:${short.port}/slack/events`)).status).toBe(405);
  });
});
