import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command, direct, mention, press, submission } from '../bot/slack/payloads.ts';
import { type FakeSlack, SIGNING_SECRET, sendCommand, sendEvent, sendInteraction, startFakeSlack } from '../flows/fake-slack.ts';
import { type Running, run } from '../flows/run-slack.ts';

let fake: FakeSlack;
let accord: Running;
beforeEach(async () => {
  fake = await startFakeSlack();
  accord = await run(fake);
});
afterEach(async () => {
  await accord.stop().catch(() => undefined);
  await fake.close();
});

const FORM = 'application/x-www-form-urlencoded';
const now = () => String(Math.floor(Date.now() / 1000));
const sign = (body: string, timestamp: string, secret = SIGNING_SECRET) =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

/** Posts bytes with headers just as they are given, twice where a header is a list. */
function post(body: string | Buffer, headers: Record<string, string | string[]>, path = '/slack/events'): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ port: accord.port, host: '127.0.0.1', path, method: 'POST', agent: false, headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode!));
    })
      .on('error', reject)
      .end(body);
  });
}
const signed = (body: string, timestamp = now(), signature = sign(body, timestamp), type = 'application/json') => ({
  'content-type': type,
  'x-slack-request-timestamp': timestamp,
  'x-slack-signature': signature,
});
/** Everything that was begun is finished, and this is all that was sent. */
const sentInAll = async () => {
  await accord.slack.stop();
  return fake.calls.map(({ name }) => name);
};

describe('a forged signature', () => {
  const body = JSON.stringify(mention());
  const timestamp = now();
  const good = sign(body, timestamp);
  it.each<[string, string | string[]]>([
    ['of another version', good.replace('v0=', 'v1=')],
    ['in capital letters', good.toUpperCase()],
    ['cut short', good.slice(0, -1)],
    ['that goes on', `${good}0`],
    ['of nothing', 'v0='],
    ['without its version', good.slice(3)],
    ['with the secret left empty', sign(body, timestamp, '')],
    ['given twice', [good, good]],
    ['given after a wrong one', ['v0=00', good]],
  ])('%s gets 401', async (_, signature) => {
    expect(await post(body, { ...signed(body, timestamp), 'x-slack-signature': signature })).toBe(401);
    expect(await sentInAll()).toEqual([]);
  });

  it.each(['', '0', '-1', String(Math.floor(Date.now() / 1000) + 400), 'NaN', 'yesterday', '0x7fffffff', '9e9', ' ', 'Infinity'])(
    'with the time %j gets 401, though it fits',
    async (time) => {
      const signature = sign(body, String(Number(time)));
      for (const one of [signature, sign(body, time)]) expect(await post(body, signed(body, time, one))).toBe(401);
      expect(await sentInAll()).toEqual([]);
    },
  );

  it('of another body is none of this one', async () => {
    const other = JSON.stringify(mention({ text: '<@U0ACCORD> log that we saved £1,000,000' }));
    for (const changed of [other, `${body} `, body.replace('U0SAM', 'U0DORA'), ''])
      expect(await post(changed, signed(changed, timestamp, good)), changed.slice(0, 60)).toBe(401);
    expect(await sentInAll()).toEqual([]);
  });

  it('is not got round by what Slack leaves unsigned', async () => {
    const forged = new URLSearchParams({ ssl_check: '1', payload: JSON.stringify(press('rate', {})) }).toString();
    expect(await post(forged, { 'content-type': FORM })).toBe(200);
    const asJson = JSON.stringify({ ...mention(), ssl_check: '1' });
    expect(await post(asJson, { 'content-type': 'application/json' })).toBe(401);
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    expect(await post(challenge, { 'content-type': 'application/json' })).toBe(401);
    expect(await sentInAll()).toEqual([]);
  });

  it('is not got round by another path, or another face', async () => {
    for (const path of ['/slack/events/', '//slack/events', '/slack/./events', '/slack/install', '/slack/oauth_redirect', '/'])
      expect(await post(body, signed(body), path), path).toBe(404);
    expect(await post(body, { ...signed(body), 'x-slack-signature': 'v0=00' }, '/slack/events?x-slack-signature=1')).toBe(401);
    expect(await sentInAll()).toEqual([]);
  });
});

describe('a request that was caught on its way and is sent again', () => {
  it('as it was, within five minutes: is answered once', async () => {
    const timestamp = now();
    const metadata = JSON.stringify({ context: { question: 'q1' }, place: { room: 'C0JOINT', alone: false } });
    const view = submission('tell-keeper', metadata, { note: { type: 'plain_text_input', value: 'the heads of terms' } });
    const bodies: [string, string][] = [
      [JSON.stringify(mention()), 'application/json'],
      [JSON.stringify(direct()), 'application/json'],
      [new URLSearchParams(command('how much notice?', { response_url: fake.responseUrl('c') })).toString(), FORM],
      [new URLSearchParams({ payload: JSON.stringify(press('rate', {}, { response_url: fake.responseUrl('p') })) }).toString(), FORM],
      [new URLSearchParams({ payload: JSON.stringify(view) }).toString(), FORM],
    ];
    for (const [body, type] of bodies)
      for (let time = 1; time <= 3; time += 1) expect(await post(body, signed(body, timestamp, undefined, type))).toBe(200);
    expect((await sentInAll()).sort()).toEqual(['chat.postEphemeral', 'chat.postMessage', 'chat.postMessage', 'response:c', 'response:p']);
  });

  it('after a restart: is not answered again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'accord-attack-'));
    const store = `sqlite:${join(folder, 'accord.db')}`;
    const body = JSON.stringify(mention());
    const headers = signed(body);
    for (let start = 1; start <= 2; start += 1) {
      await accord.stop();
      accord = await run(fake, store);
      expect(await post(body, headers)).toBe(200);
    }
    expect(await sentInAll()).toEqual(['chat.postMessage']);
    await accord.stop();
    rmSync(folder, { recursive: true });
  });

  it('late, or with a new time on an old signature: gets 401', async () => {
    const body = JSON.stringify(mention());
    const old = String(Number(now()) - 301);
    for (const [time, signature] of [
      [old, sign(body, old)],
      [now(), sign(body, old)],
      [`${old}\t`, sign(body, old)],
    ] as const)
      expect(await post(body, signed(body, time, signature))).toBe(401);
    expect(await post(body, { ...signed(body, old), 'x-slack-request-timestamp': [old, now()] })).toBe(401);
    expect(await sentInAll()).toEqual([]);
  });

  it('as another kind of content: does nothing', async () => {
    const json = JSON.stringify(mention());
    const form = new URLSearchParams({ payload: JSON.stringify(press('rate', {})) }).toString();
    expect(await post(json, signed(json, now(), undefined, FORM))).toBe(400);
    expect(await post(form, signed(form, now(), undefined, 'application/json'))).toBe(400);
    expect(await post(form, signed(form, now(), undefined, 'text/plain'))).toBe(400);
    expect(await sentInAll()).toEqual([]);
  });
});

describe('who did it is what Slack says, not what the request carries along', () => {
  it('an id in the text, the names of a profile, or a place in a form make nobody somebody else', async () => {
    await sendEvent(
      accord.port,
      direct({ text: 'U0DORA: hello', username: 'Dora Director', user_profile: { real_name: 'Dora Director' } }),
    );
    expect((await fake.next()).args.text).toMatch(/^T0DBC\/U0SAM in private said U0DORA: hello/);
    await sendCommand(accord.port, command('whoami', { user_name: 'dora', response_url: fake.responseUrl('c') }));
    expect((await fake.next()).args.text).toMatch(/^T0DBC\/U0SAM in C0JOINT/);
    const place = { room: 'C0JOINT', alone: false, user: 'U0DORA' };
    const view = submission('tell-keeper', JSON.stringify({ context: { question: 'q1' }, place }), {
      note: { type: 'plain_text_input', value: 'the heads of terms' },
    });
    await sendInteraction(accord.port, view);
    expect((await fake.next()).args).toMatchObject({ channel: 'C0JOINT', user: 'U0SAM' });
  });

  it('somebody of another workspace in a shared channel keeps their own', async () => {
    await sendEvent(accord.port, mention({ user: 'U0SAM', user_team: 'T0ELSEWHERE' }));
    expect((await fake.next()).args.text).toMatch(/^T0ELSEWHERE\/U0SAM/);
  });
});
