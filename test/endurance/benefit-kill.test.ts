import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { makeSlack } from '../../src/bot/slack/app.ts';
import type { Benefit } from '../../src/data/benefits.ts';
import { loadLexicon } from '../../src/data/lexicon.ts';
import { command, press } from '../bot/slack/payloads.ts';
import { startPostgres } from '../contracts/postgres-server.ts';
import { factsWith } from '../data/partnership-of-tests.ts';
import { type Accord, startAccord } from '../flows/benefit-face.ts';
import { buttonsIn, submissionOf, type View } from '../flows/benefit-face-slack.ts';
import { type FakeSlack, SIGNING_SECRET, sendCommand, sendInteraction, startFakeSlack } from '../flows/fake-slack.ts';
import { knowledge } from '../handlers/front-door.ts';

/*
 * What is covered: a process that takes Slack’s forms over HTTP, killed with SIGKILL while they come in, from before its first is read to
 * amid many: reading, dispatch, route, handlers, log, outbox and store, up to the call that confirms to the person; in every fifth round
 * with the real gate, signatures and Bolt before it. Left out: reading sentences (see benefit-kill-process.ts), and the power of the machine
 * failing, which no test here can do.
 */

const KILLS = 50;
/** On Postgres the killed process is not the one that writes to the disk; what can be torn is what several statements do. */
const KILLS_ON_POSTGRES = 8;
const AT_ONCE = 3;
const SENDERS = 3;
/** When a process is killed: with its first forms in hand, at its first answer, and up to so long after its first confirmation, amid many. */
const MOMENTS = ['listening', 'answering', 'confirming', 'confirming', 'confirming'] as const;
const LONGEST_MS = 50;
/** One round of the moments in so many is with all of Slack; the others without Bolt, which is half of what a start costs. */
const WHOLE_ROUNDS = 5;

/** A form as Dora sends it in. `mark` is what it alone brings: what the entry is, or why one is corrected. */
type Sent = { mark: string; payload: object };
/** What Dora was told: the number of the entry, and the mark of the form. */
type Told = { number: number; mark: string };

const postgres = await startPostgres();
afterAll(() => ('unavailable' in postgres ? undefined : postgres.close()));

it(`keeps every entry and correction that was confirmed in Slack, over ${KILLS} kills on SQLite`, { timeout: 120_000 }, () =>
  killAndLook(KILLS),
);
it.skipIf('unavailable' in postgres)(
  `keeps every entry and correction that was confirmed in Slack, over ${KILLS_ON_POSTGRES} kills on Postgres`,
  { timeout: 120_000 },
  () => killAndLook(KILLS_ON_POSTGRES, 'url' in postgres ? postgres.url : undefined),
);

async function killAndLook(kills: number, storeUrl?: string): Promise<void> {
  const fake = await startFakeSlack();
  const accord = await startAccord(
    ({ log }) => makeSlack({ mode: 'http', botToken: 'xoxb-test', signingSecret: SIGNING_SECRET, apiUrl: fake.apiUrl }, { log }),
    knowledge.partnership,
    storeUrl,
  );
  onTestFinished(async () => {
    await accord.stop();
    await fake.close();
  });
  const next = makeForms(await openForms(accord, fake));
  const sent: Sent[] = [];
  const program = [join(import.meta.dirname, 'benefit-kill-process.ts'), accord.storeUrl, fake.apiUrl, writeKnowledge(accord.folder)];
  const told: Told[] = [];
  const hear = listenFor(fake, told);
  const rows = Array.from({ length: AT_ONCE }, async (_, row) => {
    for (let kill = row; kill < kills; kill += AT_ONCE)
      await serveUntilKilled([...program, howOf(kill)], accord.folder, { kill, kills }, (port, confirmed) => {
        const form = next();
        sent.push(form);
        hear(form.mark, confirmed);
        return sendInteraction(port, form.payload);
      });
  });
  await Promise.all(rows);
  expect(told.length).toBeGreaterThanOrEqual(Math.floor(kills / 2));
  await expectKept(accord, told);
  // Half a minute later nothing is held for a process that is gone: whatever is delivered again, confirmed or not, is there once.
  await accord.store.dropSpentClaims(Date.now() + 60_000);
  for (const { payload } of sent) expect(await (await sendInteraction(accord.port, payload)).text()).toBe('');
  await expectKept(accord, told);
  expect((await everything(accord)).flatMap(marksIn).sort()).toEqual(sent.map(({ mark }) => mark).sort());
}

function howOf(kill: number): 'whole' | 'light' {
  return Math.floor(kill / MOMENTS.length) % WHOLE_ROUNDS === 0 ? 'whole' : 'light';
}

/** Every number from 1 on is there once, and each that was told holds what was told of it. */
async function expectKept(accord: Accord, told: readonly Told[]): Promise<void> {
  const kept = await everything(accord);
  expect(kept.map(({ number }) => number)).toEqual(kept.map((_, at) => at + 1));
  expect(told.filter(({ number, mark }) => !marksIn(kept[number - 1]!).includes(mark))).toEqual([]);
}

async function everything({ stores }: Accord): Promise<Benefit[]> {
  const all: Benefit[] = [];
  for await (const page of stores.benefits.scan('darlington')) all.push(...page);
  return all;
}

function marksIn({ history }: Benefit): string[] {
  return history.flatMap(({ event, counted }) => {
    if (event.is === 'logged' && event.facts.what.startsWith('Return')) return [event.facts.what];
    return event.is === 'amended' && counted ? [event.reason] : [];
  });
}

/** Takes down every confirmation that Slack is sent, and tells whoever waits for one of theirs. */
function listenFor(fake: FakeSlack, told: Told[]): (mark: string, confirmed: () => void) => void {
  const waiting = new Map<string, () => void>();
  const listen = async (): Promise<never> => {
    for (;;) {
      const one = toldBy(String((await fake.next()).args.text ?? ''));
      if (one === undefined) continue;
      told.push(one);
      waiting.get(one.mark)?.();
    }
  };
  void listen();
  return (mark, confirmed) => waiting.set(mark, confirmed);
}

function toldBy(text: string): Told | undefined {
  const [, logged, what] = /^B-(\d+) is in the log: .*\n(Return \d+)\./.exec(text) ?? [];
  if (what !== undefined) return { number: Number(logged), mark: what };
  const [, corrected, pounds] = /^B-(\d+) is corrected: £([\d,]+)/.exec(text) ?? [];
  return pounds === undefined ? undefined : { number: Number(corrected), mark: `Reason ${pounds.replace(',', '')}` };
}

/** Starts the process, sends it forms as fast as they are answered, and kills it when its moment comes. */
async function serveUntilKilled(
  program: readonly string[],
  folder: string,
  { kill, kills }: { kill: number; kills: number },
  send: (port: number, confirmed: () => void) => Promise<Response>,
): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...program], {
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const byItself = ended.then(([code]) => Promise.reject(new Error(`The process ended by itself, with ${code}.`)));
  const [port] = (await Promise.race([once(createInterface(child.stdout), 'line'), byItself])) as [string];
  byItself.catch(() => undefined);
  const moment = MOMENTS[kill % MOMENTS.length];
  const happened = (what: typeof moment) => {
    if (what === moment) setTimeout(() => child.kill('SIGKILL'), (kill * LONGEST_MS) / kills);
  };
  happened('listening');
  // A form whose answer never comes was on its way when the process was killed.
  const sendOn = async () => {
    while (!child.killed)
      await send(Number(port), () => happened('confirming')).then(
        () => happened('answering'),
        () => undefined,
      );
  };
  await Promise.all([ended, ...Array.from({ length: SENDERS }, sendOn)]);
}

/** What the process knows, as JSON: reading YAML is most of what a start costs. */
function writeKnowledge(folder: string): string {
  const file = join(folder, 'knowledge.json');
  const { agreements, partnership } = knowledge;
  const own = [...agreements].filter(([id]) => id === 'darlington');
  writeFileSync(file, JSON.stringify({ agreements: own, partnership, lexicon: loadLexicon() }));
  return file;
}

/** The two forms as Slack was sent them: a new entry, and a correction of B-0001. */
async function openForms(accord: Accord, fake: FakeSlack): Promise<{ log: View['view']; correct: View['view'] }> {
  await accord.stores.benefits.add('darlington', { is: 'logged', facts: factsWith({}), by: 'dora@dbc.example', at: accord.now() }, 'first');
  const dora = { user_id: 'U0DORA', channel_id: 'D0DORA', channel_name: 'directmessage' };
  await sendCommand(accord.port, command('benefit', { ...dora, response_url: fake.responseUrl('log') }));
  const log = (await fake.next()).args.view;
  await sendCommand(accord.port, command('B-0001', { ...dora, response_url: fake.responseUrl('shown') }));
  const pressed = buttonsIn((await fake.next()).args.blocks as []).find(({ text }) => text.text === 'Correct');
  const user = { id: 'U0DORA', team_id: 'T0DBC' };
  const container = { type: 'message', message_ts: '1.1', channel_id: 'D0DORA', is_ephemeral: true };
  const where = { user, container, channel: { id: 'D0DORA' }, response_url: fake.responseUrl('correct') };
  await sendInteraction(accord.port, { ...press('', {}, where), actions: [pressed] });
  return { log, correct: (await fake.next()).args.view };
}

/** Every fourth form corrects B-0001, the others bring an entry; no two bring the same. */
function makeForms({ log, correct }: Awaited<ReturnType<typeof openForms>>): () => Sent {
  let count = 0;
  return () => {
    count += 1;
    const amount = { 'Amount over that time, in pounds': String(count) };
    const as = (view: View['view'], mark: string, typed: Record<string, string>): Sent => ({
      mark,
      payload: submissionOf('U0DORA', { id: `V${count}`, hash: '1.1', view }, { ...typed, ...amount }),
    });
    if (count % 4 === 0) return as(correct, `Reason ${count}`, { 'Why it is corrected': `Reason ${count}` });
    const what = `Return ${count}`;
    return as(log, what, { 'What the benefit is': what, Class: 'Cashable: money that can be spent elsewhere', When: 'September 2015' });
  };
}
