import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROUNDS = 7;
/** After so long without anything to do, a process holds what it goes on holding. */
const IDLE_AFTER_MS = 1_000;
const GIVE_UP_AFTER_MS = 60_000;
const START = join(import.meta.dirname, '..', '..', 'src', 'bot', 'start.js');
const IMPORT_ONLY = join(import.meta.dirname, 'peers', 'import-only.mjs');

/** One start: until it was ready, by the clock and in processor time (milliseconds), and what it holds when idle (megabytes). */
type Started = { wall: number; processor: number; memory: number };

/** Start to `/readyz`, and idle memory, of Accord with Slack and Teams on, against a process that only imports Bolt and botbuilder. */
export async function benchStart(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'accord-bench-start-'));
  try {
    const first = await startAccord(folder);
    const ours: Started[] = [];
    const theirs: Started[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push(await startImports());
      ours.push(await startAccord(folder));
    }
    const row = (name: string, of: keyof Started, unit: string) =>
      `  ${name}: Accord ${median(ours, of).toFixed(0)} ${unit} · imports ${median(theirs, of).toFixed(0)} ${unit} · ratio ${(median(ours, of) / median(theirs, of)).toFixed(2)}`;
    return [
      `Starting, against Bolt and botbuilder merely imported (median of ${ROUNDS})`,
      row('until ready, by the clock', 'wall', 'ms'),
      row('until ready, processor', 'processor', 'ms'),
      row('idle memory', 'memory', 'MB'),
      `  the very first start, which learns from the agreements: ${first.wall.toFixed(0)} ms, ${first.processor.toFixed(0)} ms processor`,
    ].join('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startAccord(folder: string): Promise<Started> {
  const env = {
    PATH: process.env.PATH,
    CI: '1',
    PORT: '0',
    ACCORD_STORE: `sqlite:${join(folder, 'accord.db')}`,
    LOG_LEVEL: 'silent',
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: 'bench',
    // Nobody is there: nothing of the benchmark leaves the machine.
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
    MicrosoftAppId: 'bench',
    MicrosoftAppPassword: 'bench',
    MicrosoftAppTenantId: 'bench',
  };
  return start([START], env, async (said) => {
    const port = /http:\/\/localhost:(\d+)\/readyz/.exec(said)?.[1];
    return port !== undefined && (await fetch(`http://127.0.0.1:${port}/readyz`).then((response) => response.ok));
  });
}

function startImports(): Promise<Started> {
  return start([IMPORT_ONLY], { PATH: process.env.PATH }, async (said) => said.includes('ready'));
}

async function start(args: string[], env: NodeJS.ProcessEnv, ready: (said: string) => Promise<boolean>): Promise<Started> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const givenUp = setTimeout(() => child.kill('SIGKILL'), GIVE_UP_AFTER_MS);
  try {
    let said = '';
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      said += chunk;
      if (await ready(said)) break;
    }
    if (child.exitCode !== null) throw new Error('it ended before it was ready');
    const wall = performance.now() - began;
    const processor = processorTimeOf(child);
    await new Promise((resolve) => setTimeout(resolve, IDLE_AFTER_MS));
    return { wall, processor, memory: memoryOf(child) };
  } finally {
    clearTimeout(givenUp);
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

/** Fields 14 and 15 of proc_pid_stat(5), in ticks of 10 ms. */
function processorTimeOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function memoryOf({ pid }: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}

function median(all: readonly Started[], of: keyof Started): number {
  return all.map((one) => one[of]).sort((a, b) => a - b)[Math.floor(all.length / 2)]!;
}
