import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { readStrictly } from '../bot/strict-calendar.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'bot', 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'accord-calendar-'));
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Accord as an operator runs it: a process of its own, on a store in a file, with the chat page. */
async function start(clock: string, settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
    env: {
      PATH: process.env.PATH,
      CI: '1',
      PORT: '0',
      ACCORD_CLOCK: clock,
      ACCORD_STORE: `sqlite:${join(folder, 'accord.db')}`,
      ...settings,
    },
    cwd: folder,
  });
  running.push(child);
  let said = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += chunk;
    const page = /http:\/\/localhost:(\d+)\//.exec(said);
    if (page) return { child, page: `http://127.0.0.1:${page[1]}` };
  }
  throw new Error('Accord did not start');
}

/** What is said on the chat page to somebody who asks, alone with Accord, until it holds what is looked for. */
async function ask(page: string, as: string, text: string, wanted: RegExp): Promise<string> {
  const host = { host: new URL(page).host.replace('127.0.0.1', 'localhost') };
  const origin = page.replace('127.0.0.1', 'localhost');
  const heard = await fetch(`${origin}/local/events?as=${as}`, { headers: host });
  const body = JSON.stringify({ id: randomUUID(), as, room: 'alone', text });
  await fetch(`${origin}/local/say`, { method: 'POST', headers: { ...host, 'content-type': 'application/json' }, body });
  let told = '';
  for await (const chunk of heard.body!.pipeThrough(new TextDecoderStream())) {
    told += chunk;
    const found = wanted.exec(told);
    if (found) return found[0];
  }
  throw new Error('The page said nothing of that');
}

it('is served by the address that chat gives, and is the same after a crash', { timeout: 60_000 }, async () => {
  const first = await start('2015-10-05T10:00:00Z');
  const address = await ask(
    first.page,
    'dora@dbc.example',
    'put the dates in my calendar',
    /http:\/\/localhost:\d+\/calendar\/[\w-]{32}\.ics/,
  );
  const { pathname } = new URL(address);
  const fetched = await fetch(`${first.page}${pathname}`);
  expect(fetched.status).toBe(200);
  const etag = fetched.headers.get('etag')!;
  const { events } = readStrictly(new Uint8Array(await fetched.arrayBuffer()));
  expect(events.map(({ UID }) => UID)).toContain('darlington.review-of-arrangements.2016-03-31@accord');
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');

  const again = await start('2015-10-05T10:05:00Z', { ACCORD_PUBLIC_URL: 'https://accord.example/bot/' });
  expect((await fetch(`${again.page}${pathname}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
  const outside = await ask(again.page, 'dora@dbc.example', 'calendar', /https:\/\/accord\.example\/bot\/calendar\/[\w-]{32}\.ics/);
  expect(outside).toBe(`https://accord.example/bot${pathname}`);
});
