import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeClock } from '../../src/bot/clock.ts';
import { makeDispatch } from '../../src/bot/dispatch.ts';
import { openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import { makeSlack } from '../../src/bot/slack/app.ts';
import type { KeyValue } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { command, mention, press, submission } from '../bot/slack/payloads.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';
import { openFakeSocket } from './fake-slack-socket.ts';
import { handle, noRecords } from './run-slack.ts';

let fake: FakeSlack;
let store: KeyValue;
beforeEach(async () => {
  fake = await startFakeSlack();
  store = await openStore('memory:');
});
afterEach(async () => {
  await fake.close();
  await store.close();
});

describe('over a socket that Accord opens', () => {
  const start = async (log = openLog('silent')) => {
    const socket = openFakeSocket(fake.server, fake.apiUrl.replace('http:', 'ws:').replace('/api/', '/socket'));
    fake.answers('apps.connections.open', () => ({ body: { ok: true, url: socket.url } }));
    const slack = makeSlack({ mode: 'socket', botToken: 'xoxb-test', appToken: 'xapp-test', apiUrl: fake.apiUrl }, { log });
    const connected = socket.connected();
    await slack.start(makeDispatch({ handle, stores: noRecords, store, clock: makeClock(), log, metrics: openMetrics() }));
    await connected;
    expect(await fake.next()).toMatchObject({ name: 'apps.connections.open', args: { authorization: 'Bearer xapp-test' } });
    return { socket, slack };
  };

  it('the same events, commands, presses and forms are answered, and nothing is served over HTTP', async () => {
    const { socket, slack } = await start();
    expect(slack.mounts).toEqual([]);
    await socket.deliver('events_api', mention());
    expect(await fake.next()).toMatchObject({ name: 'chat.postMessage', args: { channel: 'C0JOINT', authorization: 'Bearer xoxb-test' } });
    await socket.deliver('slash_commands', command('help', { response_url: fake.responseUrl('s1') }));
    expect((await fake.next()).name).toBe('response:s1');
    await socket.deliver('interactive', press('rate', {}, { response_url: fake.responseUrl('s2') }));
    expect(await fake.next()).toMatchObject({ name: 'response:s2', args: { replace_original: true } });
    const metadata = JSON.stringify({ context: {}, place: { room: null, alone: true } });
    expect(await socket.deliver('interactive', submission('tell-keeper', metadata, { note: { value: 'short' } }))).toEqual({
      response_action: 'errors',
      errors: { note: 'Write a little more.' },
    });
    await slack.stop();
  });

  it('another is opened when Slack closes one', async () => {
    const { socket, slack } = await start();
    const reconnected = socket.connected();
    socket.recycle();
    await reconnected;
    expect((await fake.next()).name).toBe('apps.connections.open');
    await socket.deliver('events_api', mention());
    expect((await fake.next()).name).toBe('chat.postMessage');
    await slack.stop();
  });

  it('starts without Slack, and says by a code why it is not connected', async () => {
    const told = Promise.withResolvers<string>();
    const log = openLog('error', { write: (line) => line.includes('could not be opened') && told.resolve(line) });
    fake.answers('apps.connections.open', () => ({ body: { ok: false, error: 'invalid_auth' } }));
    const slack = makeSlack({ mode: 'socket', botToken: 'xoxb-test', appToken: 'xapp-wrong', apiUrl: fake.apiUrl }, { log });
    await slack.start(async () => ({ kind: 'silence' }));
    expect(await told.promise).toContain('slack-invalid_auth');
    await slack.stop();
  });
});
