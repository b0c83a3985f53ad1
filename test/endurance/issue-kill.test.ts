import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_PARTNERSHIP } from '../../src/bot/config.ts';
import { partnershipFile } from '../../src/data/partnership.ts';
import { readYaml } from '../../src/data/read-yaml.ts';
import { type KillDesk, type Line, openKillDesk, STEPS, type Step } from './issue-kill-desk.ts';

/*
 * What is covered: every point between two changes of a record, and before and after everything that is sent, from the form that is sent in
 * to what was written being erased; at each of them a process of its own is killed with SIGKILL, and another goes on with its store. What a
 * platform had in hand is sent again after every second of these kills, and never after the others. Left out: the wire of the platforms,
 * and the power of the machine failing.
 */

const AT_ONCE = 3;
const PROGRAM = join(import.meta.dirname, 'issue-kill-process.ts');
const SAM = 'sam@dccg.example';
const HUGO = 'hugo@dccg.example';
const NEXT_DAY = '2015-10-06T10:00:00.000Z';
const AGAIN = 'Sent again: you may have had this already.';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'accord-issue-kill-'));
  const sample = readYaml(SAMPLE_PARTNERSHIP, partnershipFile);
  if (!sample.ok) throw new Error('The sample partnership does not load.');
  writeFileSync(join(root, 'partnership.json'), JSON.stringify(sample.value));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const env = () => ({ ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled') });
const argumentsFor = (folder: string, killAt: number, steps: readonly Step[]) => [
  '--disable-warning=ExperimentalWarning',
  PROGRAM,
  folder,
  String(killAt),
  ...steps,
];

/** A folder of its own, empty or with what another has come to. */
function folderNamed(name: string, like?: string): string {
  const folder = join(root, name);
  if (like === undefined) mkdirSync(folder);
  else cpSync(like, folder, { recursive: true });
  return folder;
}

/** Does steps in a process that is not killed. @returns the marks it came by */
async function live(folder: string, steps: readonly Step[]): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, argumentsFor(folder, 0, steps), { env: env() });
  return Number(stdout);
}

async function kill(folder: string, at: number, steps: readonly Step[]): Promise<void> {
  const child = spawn(process.execPath, argumentsFor(folder, at, steps), { env: env(), stdio: ['ignore', 'ignore', 'inherit'] });
  const [, signal] = await once(child, 'exit');
  expect(signal, `mark ${at}`).toBe('SIGKILL');
}

/** Kills at every mark that the steps come by, and looks at what the next process makes of each. @returns how many kills there were */
async function killAtEvery(name: string, steps: readonly Step[], look: (desk: KillDesk, at: number) => Promise<void>, like?: string) {
  const marks = await live(folderNamed(`${name}-whole`, like), steps);
  const rows = Array.from({ length: AT_ONCE }, async (_, row) => {
    for (let at = row + 1; at <= marks; at += AT_ONCE) {
      const folder = folderNamed(`${name}-${at}`, like);
      await kill(folder, at, steps);
      const desk = await openKillDesk({ folder, at: NEXT_DAY, mark: () => undefined });
      // What the dead process held can be taken by another.
      await desk.store.dropSpentClaims(Date.now() + 60_000);
      await look(desk, at).catch((error: Error) => {
        throw new Error(`Killed at mark ${at} of ${marks} of ${name}: ${error.message}`, { cause: error });
      });
      await desk.close();
    }
  });
  await Promise.all(rows);
  return marks;
}

const sent = (lines: readonly Line[], to: string, what: RegExp) => lines.filter((line) => line.sent === to && what.test(line.text));
const answered = (lines: readonly Line[], by: string, what: RegExp) => lines.filter((line) => line.answered === by && what.test(line.text));

/** Once; or twice, where the second says that it may be a repeat. */
function expectOnce(told: readonly Line[], what: string): void {
  expect([1, 2], `${what}: ${JSON.stringify(told)}`).toContain(told.length);
  expect(
    told.slice(1).every(({ text }) => text.startsWith(AGAIN)),
    what,
  ).toBe(true);
}

describe('killed at every step', () => {
  it('an issue is raised and delivered once, or it is not and the person was never told that it was', async () => {
    let notRaised = 0;
    const kills = await killAtEvery('life', STEPS, async (desk, at) => {
      const before = desk.journal();
      const wasRaised = (await desk.issue()) !== undefined;
      if (!wasRaised) {
        notRaised += 1;
        expect(before.filter(({ text }) => /Received|E-/.test(text))).toEqual([]);
      }
      const again = at % 2 === 0;
      if (again) await desk.steps.raise();
      await desk.steps.rounds();
      const lines = desk.journal();
      const issue = await desk.issue();
      if (!wasRaised && !again) {
        expect([issue, lines.filter((line) => line.sent !== undefined)]).toEqual([undefined, []]);
        desk.pass(4);
        await desk.steps.rounds();
        expect(await desk.store.list('issue:words:', 1)).toEqual([]);
        return;
      }
      await expectTold(desk, lines);
    });
    expect(kills).toBeGreaterThanOrEqual(50);
    expect(notRaised).toBeGreaterThanOrEqual(5);
  });

  it('a withdrawn issue is withdrawn or it is not, and what was written goes with it', async () => {
    const raised = folderNamed('raised');
    await live(raised, ['raise', 'rounds']);
    await killAtEvery(
      'withdrawn',
      ['withdraw', 'rounds'],
      async (desk) => {
        await desk.steps.rounds();
        const issue = (await desk.issue())!;
        const lines = desk.journal();
        const words = await desk.store.list('issue:words:', 1);
        if (issue.state !== 'withdrawn') {
          expect([words.length, answered(lines, SAM, /is withdrawn/)]).toEqual([1, []]);
          return;
        }
        expect(words).toEqual([]);
        expectOnce(sent(lines, HUGO, /is withdrawn by the person/), 'withdrawn');
      },
      raised,
    );
  });

  it('records that are being sealed with a new key open throughout, and with it alone once that is done again', {
    timeout: 300_000,
  }, async () => {
    const raised = folderNamed('to-rotate');
    await live(raised, ['raise', 'add']);
    const kills = await killAtEvery(
      'rotated',
      ['rotate'],
      async (desk) => {
        expect((await desk.stores.issues!.wordsOf((await desk.issue())!)).map(({ words }) => words.what)).toHaveLength(2);
        await desk.steps.rotate();
        await desk.withNextKeyOnly();
        expect(await desk.steps.rotate()).toBe(0);
        await desk.steps.rounds();
        expectOnce(sent(desk.journal(), HUGO, /quodlibetarian/).slice(0, 1), 'the issue');
      },
      raised,
    );
    expect(kills).toBeGreaterThanOrEqual(8);
  });
});

/** Everything that has happened to an issue was told to whom it concerns, and nothing that has not. */
async function expectTold(desk: KillDesk, lines: readonly Line[]): Promise<void> {
  const issue = (await desk.issue())!;
  const { reference } = issue.raised;
  const has = (is: string) => issue.history.some(({ step, counted }) => step.is === is && counted);
  const toSam = (what: RegExp) => sent(lines, SAM, what);
  expect(new Set(lines.flatMap(({ text }) => text.match(/E-[2-9A-Z]{6}/g) ?? []))).toEqual(new Set([reference]));
  expectOnce(toSam(/Received: E-/), 'received');
  // Not delivered where it was erased first, which nobody could have asked for before they had it.
  expectOnce(sent(lines, HUGO, /An employment issue for[\s\S]*quodlibetarian/), 'the issue');
  expect(has('delivered')).toBe(true);
  expectOnce(
    toSam(/has been delivered to Hugo|is taken up by/).filter(({ text }) => /delivered/.test(text)),
    'delivered',
  );
  const delivered = lines.findIndex(({ text }) => /has been delivered/.test(text));
  expect(lines.findIndex(({ sent: to, text }) => to === HUGO && /An employment issue for/.test(text))).toBeLessThan(delivered);
  if (answered(lines, HUGO, /^You have it/).length > 0) expect(has('acknowledged')).toBe(true);
  if (has('acknowledged')) expectOnce(toSam(/is taken up by/), 'taken up');
  if (answered(lines, SAM, /^Added to/).length > 0) expect(has('added')).toBe(true);
  if (answered(lines, HUGO, /is erased here/).length > 0) expect(has('held')).toBe(true);
  if (!has('held')) return;
  expectOnce(toSam(/What you wrote in E-\w+ is erased here/), 'erased');
  expect([issue.erased, await desk.store.list('issue:words:', 1)]).toEqual([true, []]);
}
