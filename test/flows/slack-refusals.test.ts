import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { message } from '../../src/handlers/reply.ts';
import { command, mention } from '../bot/slack/payloads.ts';
import { type FakeSlack, sendCommand, sendEvent, sendSigned, startFakeSlack } from './fake-slack.ts';
import { type Running, run } from './run-slack.ts';

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

describe('what is not from Slack', () => {
  it.each([
    ['a wrong signature', { secret: 'another' }],
    ['a timestamp older than five minutes', { ageSeconds: 301 }],
    ['no timestamp', { headers: { 'x-slack-request-timestamp': '' } }],
    ['no signature', { headers: { 'x-slack-signature': '' } }],
  ])('%s gets 401 and nothing happens', async (_, sending) => {
    expect((await sendEvent(accord.port, mention(), sending)).status).toBe(401);
    expect((await sendCommand(accord.port, command('help'), sending)).status).toBe(401);
    expect((await sendSigned(accord.port, 'no payload of any kind', sending)).status).toBe(401);
    expect(accord.logged.join('')).toMatch(/wrong-signature|stale-timestamp/);
    await accord.slack.stop();
    expect(fake.calls).toEqual([]);
  });

  it('just under five minutes old is answered', async () => {
    expect((await sendEvent(accord.port, mention(), { ageSeconds: 290 })).status).toBe(200);
    expect((await fake.next()).name).toBe('chat.postMessage');
  });

  it.each([
    '',
    'null',
    '[]',
    '"x"',
    '{',
    '{}',
    '{"type":"event_callback"}',
    '{"type":"event_callback","event":null}',
    '{"type":"event_callback","event":{"type":"message","channel":null}}',
    '{"type":"block_actions","user":{},"actions":[]}',
    '{"type":"view_submission","user":null,"view":{}}',
    '{"command":7}',
  ])('a signed %s is refused or ignored, and the next request is answered', async (body) => {
    expect([200, 400]).toContain((await sendSigned(accord.port, body)).status);
    expect([200, 400]).toContain((await sendCommand(accord.port, { payload: body })).status);
    await sendEvent(accord.port, mention());
    expect((await fake.next()).name).toBe('chat.postMessage');
    expect(fake.calls).toEqual([]);
  });

  it('a body larger than a megabyte, a GET and Slack’s own checks are dealt with', async () => {
    expect((await sendSigned(accord.port, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await fetch(`http://127.0.0.1:${accord.port}/slack/events`)).status).toBe(405);
    expect((await sendCommand(accord.port, { ssl_check: '1', command: '/accord' }, { secret: 'another' })).status).toBe(200);
    const challenge = await sendEvent(accord.port, { type: 'url_verification', challenge: 'abc' });
    expect(await challenge.json()).toEqual({ challenge: 'abc' });
    await accord.slack.stop();
    expect(fake.calls).toEqual([]);
  });
});

describe('when Slack does not answer as it should', () => {
  const text = message('room', [{ is: 'paragraph', text: 'A reminder.' }]);

  it('a short pause it asks for is kept for an answer, and a disturbance is tried again', async () => {
    fake.answers('chat.postMessage', (attempt) => [{ status: 429, headers: { 'retry-after': '0' } }, { status: 502 }][attempt - 1] ?? {});
    await sendEvent(accord.port, mention());
    for (let attempt = 1; attempt <= 3; attempt += 1) expect((await fake.next()).args.channel).toBe('C0JOINT');
    await accord.slack.stop();
    expect(fake.calls).toEqual([]);
  });

  it('what is delivered is one attempt, and whoever delivers is told how long to wait', async () => {
    fake.answers('chat.postMessage', () => ({ status: 429, headers: { 'retry-after': '1800' } }));
    await expect(accord.slack.deliver({ platform: 'slack', to: 'C0JOINT' }, text)).rejects.toMatchObject({
      name: 'Busy',
      retryAfterMs: 1_800_000,
    });
    fake.answers('chat.postMessage', () => ({ status: 502 }));
    await expect(accord.slack.deliver({ platform: 'slack', to: 'T0DBC/U0SAM' }, text)).rejects.toMatchObject({
      name: 'Busy',
      code: 'http-502',
      mayHaveArrived: false,
    });
    expect(fake.calls.map((call) => call.args.channel)).toEqual(['C0JOINT', 'U0SAM']);
  });

  it('a refusal is told with Slack’s own code', async () => {
    fake.answers('chat.postMessage', () => ({ body: { ok: false, error: 'channel_not_found' } }));
    await expect(accord.slack.deliver({ platform: 'slack', to: 'C0GONE' }, text)).rejects.toMatchObject({
      name: 'Unreachable',
      code: 'slack-channel_not_found',
    });
  });

  it('an answer it refuses is logged by its code, with no word of it', async () => {
    fake.answers('chat.postMessage', () => ({ body: { ok: false, error: 'not_in_channel' } }));
    await sendEvent(accord.port, mention({ text: '<@U0ACCORD> my leave' }));
    await fake.next();
    await accord.slack.stop();
    expect(accord.logged.join('')).toContain('slack-not_in_channel');
    expect(accord.logged.join('')).not.toMatch(/leave|xoxb/);
  });
});
