import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { filledIn } from '../flows/benefit-card.ts';
import { TYPED } from '../flows/issue-life.ts';

/* The key of employment issues, through processes as an operator runs them: started, stopped, refused, and with a key that was changed. */

const PROGRAMS = join(import.meta.dirname, '..', '..', 'src', 'bot');
const folder = mkdtempSync(join(tmpdir(), 'accord-issue-key-'));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const KEY_FILE = join(folder, 'accord.key');
const environment = (over: Record<string, string>) => ({
  PATH: process.env.PATH!,
  CI: '1',
  PORT: '0',
  ACCORD_STORE: `sqlite:${join(folder, 'accord.db')}`,
  ACCORD_CLOCK: '2015-10-05T10:00:00.000Z',
  ...over,
});

/** Starts Accord. @returns its page’s address, or why it did not start */
async function start(
  over: Record<string, string> = {},
): Promise<{ page: string; stop(): Promise<void> } | { refused: string; code: number }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(PROGRAMS, 'main.ts')], {
    env: environment(over),
    cwd: folder,
  });
  running.add(child);
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const ended = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    const [page] = /http:\/\/localhost:\d+/.exec(line) ?? [];
    if (page === undefined) continue;
    const stop = async () => {
      child.kill('SIGTERM');
      expect((await ended)[0]).toBe(0);
      running.delete(child);
    };
    return { page, stop };
  }
  const [code] = await ended;
  return { refused: complaint, code };
}

async function started(over?: Record<string, string>) {
  const accord = await start(over);
  if ('refused' in accord) throw new Error(accord.refused);
  return accord;
}

// biome-ignore lint/suspicious/noExplicitAny: wire JSON, looked into by tests
async function post(page: string, verb: string, as: string, what: object): Promise<any> {
  const response = await fetch(`${page}/local/${verb}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: randomUUID(), as, ...what }),
  });
  return response.json();
}

/** The newest message of Accord’s that somebody has alone with it. */
async function newest(page: string, as: string) {
  const events = await fetch(`${page}/local/events?as=${as}`);
  let text = '';
  for await (const chunk of events.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes('\n\n')) break;
  }
  return JSON.parse(text.slice(text.indexOf('data: ') + 6, text.indexOf('\n\n'))).alone.findLast((one: { by: unknown }) => one.by === null);
}

/** What the contact reads of the issue, when he asks for it. */
async function readByHugo(page: string): Promise<string> {
  const hugo = 'hugo@dccg.example';
  await post(page, 'say', hugo, { room: 'alone', text: 'issues' });
  const listed = await newest(page, hugo);
  const [{ verb, data }] = listed.card.actions;
  await post(page, 'press', hugo, { room: 'alone', entry: listed.id, button: verb, value: data });
  return (await newest(page, hugo)).text;
}

it('starts with its key alone, refuses without it or with another, and reads what a key sealed before it was changed', {
  timeout: 300_000,
}, async () => {
  const first = await started();
  const { form } = await post(first.page, 'say', 'sam@dccg.example', { room: 'alone', text: 'raise' });
  expect(await post(first.page, 'submit', 'sam@dccg.example', { form: form.id, data: filledIn(form.card, TYPED) })).toMatchObject({
    is: 'done',
  });
  expect(await readByHugo(first.page)).toContain(TYPED['What happened?']);
  await first.stop();
  const [key] = readFileSync(KEY_FILE, 'utf8').trim().split(',') as [string];

  renameSync(KEY_FILE, `${KEY_FILE}.aside`);
  const another = randomBytes(32).toString('base64');
  expect(await start()).toEqual({ code: 1, refused: expect.stringContaining('The key of the employment issues is missing.') });
  expect(await start({ ACCORD_KEY: another })).toEqual({ code: 1, refused: expect.stringContaining('were sealed with another key') });
  expect(await start({ ACCORD_KEY: 'not a key' })).toEqual({
    code: 1,
    refused: expect.stringContaining('ACCORD_KEY must be 32 bytes in base64'),
  });
  renameSync(`${KEY_FILE}.aside`, KEY_FILE);

  const rotate = ['--disable-warning=ExperimentalWarning', join(PROGRAMS, 'terminal', 'main.ts'), 'rotate-key'];
  const { stdout } = await promisify(execFile)(process.execPath, rotate, { env: environment({}), cwd: folder });
  expect(stdout).toMatch(/^\d+ records sealed with the newest key\./);
  const [newer, older] = readFileSync(KEY_FILE, 'utf8').trim().split(',');
  expect([newer === key, older === key]).toEqual([false, true]);
  expect(await start({ ACCORD_KEY: key })).toMatchObject({ code: 1 });
  const last = await started({ ACCORD_KEY: newer! });
  expect(await readByHugo(last.page)).toContain(TYPED['What happened?']);
  await last.stop();
});
