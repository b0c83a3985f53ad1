import { randomUUID } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Local, runLocal, SAM } from './run-local.ts';

let local: Local;
beforeAll(async () => {
  local = await runLocal();
  await local.start();
});
afterAll(() => local.stop());

const body = () => JSON.stringify({ id: randomUUID(), as: SAM, room: 'alone', text: 'how much notice?' });
const json = { 'content-type': 'application/json' };

describe('the chat page answers this machine and itself only', () => {
  it.each([
    ['another name', { host: 'accord.example' }],
    ['a name made to lead here', { host: 'localhost.evil.example:80' }],
    ['another website', { origin: 'https://evil.example' }],
    ['a page on another port', { origin: 'http://localhost:1' }],
    ['a page of no origin', { origin: 'null' }],
    ['a tunnel', { 'x-forwarded-for': '203.0.113.7' }],
    ['a proxy', { forwarded: 'for=203.0.113.7' }],
  ])('refuses %s with one plain sentence, whatever it asks for', async (_, headers) => {
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', `/local/events?as=${SAM}`],
      ['GET', '/local/cast'],
      ['POST', '/local/say'],
    ] as const) {
      const answered = await local.call(method, path, { ...json, ...headers }, method === 'POST' ? body() : undefined);
      expect([answered.status, answered.body.trim().split('\n').length], path).toEqual([403, 1]);
    }
  });

  it('takes no form post, which another website could make a browser send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await local.call('POST', '/local/say', { 'content-type': type }, body())).status, type).toBe(403);
    expect((await local.call('POST', '/local/say', {}, body())).status).toBe(403);
    expect((await local.call('POST', '/local/say', { 'content-type': 'application/json; charset=utf-8' }, body())).status).toBe(200);
  });

  it('answers its own page under each of its names', async () => {
    const { port } = new URL(local.url);
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`])
      expect((await local.call('POST', '/local/say', { ...json, host, origin: `http://${host}` }, body())).status, host).toBe(200);
  });

  it('refuses an address of the network, even where the server listens on it', async (context) => {
    const outer = Object.values(networkInterfaces())
      .flat()
      .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
    if (outer === undefined) return context.skip('this machine has no address but loopback');
    const wide = await runLocal(undefined, '0.0.0.0');
    const answered = await fetch(wide.url.replace('localhost', outer));
    expect([answered.status, await answered.text()]).toEqual([403, 'This page answers only on the machine that Accord runs on.\n']);
    await wide.stop();
  });

  it('says GET or POST where the other is used, and 404 for what is not there', async () => {
    expect((await local.call('GET', '/local/say')).status).toBe(405);
    expect((await local.call('POST', '/', json, '{}')).status).toBe(405);
    for (const path of ['/local/', '/local/../app.ts', '/local/%2e%2e/app.ts', '/local/index.html', '/local/__proto__'])
      expect((await local.call('GET', path)).status, path).toBe(404);
    expect((await local.call('GET', '/local/events?as=nobody@else.example')).status).toBe(404);
  });

  it('refuses a call that the page does not make, and changes nothing', async () => {
    const good = JSON.parse(body()) as object;
    const bad = [
      'not json',
      '[]',
      'null',
      '{}',
      ...[{ id: 'x' }, { as: 7 }, { room: 'channel:' }, { room: '../..' }, { text: 'x'.repeat(40_001) }, { more: 1 }].map((change) =>
        JSON.stringify({ ...good, ...change }),
      ),
    ];
    for (const sent of bad) expect((await local.call('POST', '/local/say', json, sent)).status, sent.slice(0, 80)).toBe(400);
    for (const verb of ['press', 'submit', 'open', 'delete'])
      expect((await local.call('POST', `/local/${verb}`, json, '{"a":1}')).status, verb).toBe(400);
    for (const change of [{ as: 'nobody@else.example' }, { room: 'channel:elsewhere' }, { room: 'home' }])
      expect((await local.call('POST', '/local/say', json, JSON.stringify({ ...good, ...change }))).status).toBe(404);
  });

  it('says so, not fails, before Accord has started', async () => {
    const early = await runLocal();
    expect((await early.say(SAM, 'alone', 'hello')).status).toBe(503);
    await early.stop();
  });

  it('sends a strict policy with everything', async () => {
    for (const path of ['/', '/local/page.js', '/local/cast', '/local/adaptivecards.js', '/local/nothing']) {
      const { headers } = await local.call('GET', path);
      expect(headers['content-security-policy'], path).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });
});
