import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openAgreementFiles } from '../../src/bot/agreement-files.ts';
import { makeClock } from '../../src/bot/clock.ts';
import { makeDispatch } from '../../src/bot/dispatch.ts';
import { openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import { type Serving, serve } from '../../src/bot/serve.ts';
import { makeSetUp } from '../../src/bot/set-up.ts';
import { makeSlack } from '../../src/bot/slack/app.ts';
import { takeDocuments } from '../../src/bot/take-documents.ts';
import type { KeyValue } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { makeStores } from '../../src/data/stores.ts';
import { route } from '../../src/handlers/route.ts';
import { callback, direct } from '../bot/slack/payloads.ts';
import { knowledge } from '../handlers/front-door.ts';
import { SIGNING_SECRET, sendEvent } from './fake-slack.ts';

const SAMPLE = readFileSync(join(import.meta.dirname, '../../docs/samples/memorandum.docx'));

let folder: string;
let slackItself: Server;
let fetched: string[];
let said: Record<string, string>[];
let heard: (() => void) | undefined;
let stop: () => Promise<void>;
let port: number;
let files: string;
let store: KeyValue;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accord-chat-'));
  [fetched, said, heard] = [[], [], undefined];
  slackItself = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.url!.startsWith('/files/')) {
      fetched.push(`${request.url} ${request.headers.authorization}`);
      response.end(SAMPLE);
      return;
    }
    said.push(Object.fromEntries(new URLSearchParams(body)));
    response.setHeader('content-type', 'application/json');
    response.end('{"ok":true}');
    heard?.();
  });
  await new Promise<void>((resolve) => slackItself.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(slackItself.address() as AddressInfo).port}`;
  files = `${base}/files`;
  store = await openStore('memory:');
  const stores = makeStores(store, knowledge);
  const clock = makeClock('2026-11-22T09:00:00Z');
  const log = openLog('silent');
  const setUp = makeSetUp({
    files: openAgreementFiles(folder),
    known: () => stores,
    clock,
    benefits: stores.benefits,
    takeUp: async () => undefined,
  });
  const slack = makeSlack({ mode: 'http', botToken: 'xoxb-test', signingSecret: SIGNING_SECRET, apiUrl: `${base}/api/` }, { log });
  const dispatch = makeDispatch({ handle: route, stores, store, clock, log, metrics: openMetrics() });
  await slack.start(takeDocuments(dispatch, { platforms: [slack], setUp, known: () => stores, store, log, page: () => undefined }));
  const serving: Serving = await serve(slack.mounts, 0, '127.0.0.1');
  port = serving.port;
  stop = async () => {
    await slack.stop();
    await serving.close();
    await store.close();
    slackItself.close();
    slackItself.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  };
});
afterEach(() => stop());

/** Sends a message with a file, as Slack does, and gives what Accord says to it. */
async function send(user: string, over: Record<string, unknown> = {}, eventId = `Ev${user}`): Promise<string> {
  const answered = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const file = { id: 'F1', name: 'memorandum.docx', size: SAMPLE.length, url_private_download: `${files}/memorandum.docx`, ...over };
  await sendEvent(port, direct({ user, text: '', subtype: 'file_share', files: [file] }, eventId));
  await answered;
  return said.at(-1)!.text ?? '';
}

it('an administrator’s document becomes a draft, and they are told how to go on', async () => {
  const answer = await send('U0ASHA');
  expect(answer).toContain('45 clauses were read from memorandum.docx.');
  expect(answer).toContain('accord confirm wendlemere-memorandum-of-understanding --as asha@dbc.example');
  expect(fetched).toEqual(['/files/memorandum.docx Bearer xoxb-test']);
  expect(openAgreementFiles(folder).drafts()).toHaveLength(1);
});

it('delivered twice it is read once', async () => {
  await send('U0ASHA');
  await sendEvent(
    port,
    direct(
      {
        user: 'U0ASHA',
        text: '',
        subtype: 'file_share',
        files: [{ name: 'memorandum.docx', size: 1, url_private_download: `${files}/memorandum.docx` }],
      },
      'EvU0ASHA',
    ),
  );
  await send('U0SAM');
  expect(openAgreementFiles(folder).drafts()).toHaveLength(1);
});

it('nobody else’s is even fetched', async () => {
  expect(await send('U0SAM')).toContain('Only an administrator or the Director can do that. Dora Director or Asha Administrator can.');
  expect(fetched).toEqual([]);
});

it.each<[string, Record<string, unknown>, string]>([
  [
    'an address that is not Slack’s, which would be given the token',
    { url_private_download: 'https://files.slack.com.example/x.docx' },
    'memorandum.docx could not be fetched',
  ],
  ['a document that is too large', { size: 50 * 1024 * 1024 }, 'larger than 32 MB'],
])('%s is refused', async (_, over, sentence) => {
  expect(await send('U0ASHA', over)).toContain(sentence);
  expect([fetched, openAgreementFiles(folder).drafts()]).toEqual([[], []]);
});

it('added to a channel that works under no agreement, Accord asks there which one it is; of others who join it says nothing', async () => {
  const answered = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const joined = (user: string, event: string) =>
    callback(event, { type: 'member_joined_channel', user, channel: 'C0NEW', inviter: 'U0SAM' });
  await sendEvent(port, joined('U0DORA', 'Ev1'));
  await sendEvent(port, joined('U0ACCORD', 'Ev2'));
  await answered;
  expect(said).toHaveLength(1);
  expect(said[0]).toMatchObject({ channel: 'C0NEW', text: expect.stringContaining('Which agreement does this channel work under') });
});
