import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SCHEDULER_LEASE } from '../../src/bot/lease.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { direct } from '../bot/slack/payloads.ts';
import { SIGNING_SECRET, sendEvent, sendSigned } from './fake-slack.ts';

/** Accord as an operator runs it: a process of its own, on a store in a file. */
type Accord = { child: ChildProcessWithoutNullStreams; port: number; ended: Promise<number | null>; complaint(): string };

const folder = mkdtempSync(join(tmpdir(), 'accord-stopping-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Slack, slow: an answer is only taken when the test says so. */
let slack: { url: string; posted: Promise<ServerResponse>; close(): void };
let accord: Accord;

beforeEach(async () => {
  const posted = Promise.withResolvers<ServerResponse>();
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    // The answer alone is held; what Accord tells others unasked is taken.
    if ((await text(request)).includes('channel=D0SAM')) posted.resolve(response);
    else response.end('{"ok":true,"ts":"1700000009.000100"}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => void server.close(() => undefined).closeAllConnections();
  slack = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`, posted: posted.promise, close };
  accord = await start();
});
afterEach(() => {
  accord.child.kill('SIGKILL');
  slack.close();
});

async function start(): Promise<Accord> {
  const main = join(import.meta.dirname, '..', '..', 'src', 'bot', 'main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: {
      PATH: process.env.PATH,
      CI: '1',
      PORT: '0',
      ACCORD_STORE: `sqlite:${join(folder, 'accord.db')}`,
      SLACK_BOT_TOKEN: 'xoxb-test',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.url,
    },
    cwd: folder,
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let said = '';
  let port: number | undefined;
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += chunk;
    port = Number(/http:\/\/localhost:(\d+)\//.exec(said)?.[1]);
    if (port) break;
  }
  if (!port) throw new Error(`Accord did not start: ${complaint}`);
  child.stdout.resume();
  return { child, port, ended, complaint: () => complaint };
}

describe('told to stop', () => {
  it('finishes the answer that Slack was told is coming, lets nobody new in, and ends well', async () => {
    expect((await sendEvent(accord.port, direct())).status).toBe(200);
    const waiting = await slack.posted;
    accord.child.kill('SIGTERM');
    await refused(accord.port);
    expect(accord.child.exitCode, 'it waits for the answer').toBeNull();
    waiting.end('{"ok":true,"ts":"1700000009.000200"}');
    expect(await accord.ended, accord.complaint()).toBe(0);
  });

  it('hands the lease back, so that another process schedules at once', async () => {
    const store = await openStore(`sqlite:${join(folder, 'accord.db')}`);
    const taken = () => store.claim(SCHEDULER_LEASE, 'another', Date.now() + 1, Date.now());
    expect(await taken(), 'it is held while Accord runs').toBe(false);
    accord.child.kill('SIGTERM');
    expect(await accord.ended, accord.complaint()).toBe(0);
    expect(await taken()).toBe(true);
    await store.close();
  });

  it('ends within ten seconds, whatever hangs', async () => {
    expect((await sendEvent(accord.port, direct({}, 'Ev0HANGS'))).status).toBe(200);
    await slack.posted;
    const hanging = connect(accord.port, '127.0.0.1');
    hanging.on('error', () => undefined);
    hanging.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc');
    await once(hanging, 'connect');
    const began = performance.now();
    accord.child.kill('SIGTERM');
    expect(await accord.ended).toBe(1);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(performance.now() - began).toBeGreaterThan(8_000);
  });
});

it('a body in pieces that grows too large is refused, signed or not, and Accord goes on', async () => {
  const socket = connect(accord.port, '127.0.0.1');
  socket.on('error', () => undefined);
  let said = '';
  socket.on('data', (chunk) => {
    said += chunk;
  });
  socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
  const piece = `10000\r\n${'['.repeat(0x10000)}\r\n`;
  const ended = once(socket, 'close');
  for (let sent = 0; sent < 40 && !socket.destroyed && said === ''; sent++) await new Promise((resolve) => socket.write(piece, resolve));
  if (said === '') await Promise.race([once(socket, 'data'), ended]);
  expect(said).toMatch(/^HTTP\/1\.1 413 /);
  socket.destroy();
  expect((await sendSigned(accord.port, '['.repeat(500_000))).status).toBe(400);
  expect((await fetch(`http://127.0.0.1:${accord.port}/readyz`)).status).toBe(200);
});

/** Resolves once nobody answers at a port any more. */
async function refused(port: number): Promise<void> {
  for (;;) {
    const open = await fetch(`http://127.0.0.1:${port}/healthz`, { headers: { connection: 'close' } }).then(
      () => true,
      () => false,
    );
    if (!open) return;
  }
}
