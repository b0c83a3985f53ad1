import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const FOLDER_OF_PEERS = join('scripts', 'bench', 'peers');
/** What `npm start` gives Node: its settings, and the file it starts. */
const AS_NPM_STARTS: readonly string[] = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  .scripts.start.split(' ')
  .slice(1);

/** A program under measurement, in a process of its own, so that the load it is under costs it nothing. */
export type Peer = {
  port: number;
  /** Processor time it has used so far, in milliseconds. */
  processor(): number;
  /** What it holds on its heap after a collection, in bytes; where it was started with `say-heap.mjs` only. */
  heap(): Promise<number>;
  stop(): void;
};

/** Starts one of the baselines of `peers/`. Resolves when it listens. */
export async function startPeer(file: string, argumentsBeforePort: readonly string[]): Promise<Peer> {
  const port = await freePort();
  const child = start([join(FOLDER_OF_PEERS, file), ...argumentsBeforePort, String(port)], {});
  await said(child, 'ready');
  return { port, ...measured(child), stop: () => void child.kill('SIGKILL') };
}

/** Starts Accord as `npm start` does, on an SQLite store in a folder of its own. Resolves when `/readyz` says so. */
export async function startAccord(settings: Record<string, string>, how: 'as ever' | 'telling its heap' = 'as ever'): Promise<Peer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'accord-bench-'));
  const telling = how === 'as ever' ? [] : ['--expose-gc', '--import', `./${join(FOLDER_OF_PEERS, 'say-heap.mjs')}`];
  const child = start([...telling, ...AS_NPM_STARTS, '--no-open'], {
    ...settings,
    PORT: String(port),
    ACCORD_STORE: `sqlite:${join(folder, 'accord.db')}`,
    LOG_LEVEL: 'error',
  });
  await said(child, `${port}`);
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    await ready?.text();
    if (ready?.status === 200) break;
  }
  return {
    port,
    ...measured(child),
    stop() {
      child.once('exit', () => rmSync(folder, { recursive: true, force: true }));
      child.kill('SIGKILL');
    },
  };
}

function measured(child: ChildProcess): Pick<Peer, 'processor' | 'heap'> {
  return {
    processor() {
      // Fields 14 and 15 of proc_pid_stat(5), in ticks of 10 ms.
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
    heap: () =>
      new Promise((resolve) => {
        child.stdout!.once('data', (chunk: Buffer) => resolve(Number(/heap (\d+)/.exec(String(chunk))?.[1])));
        child.kill('SIGUSR2');
      }),
  };
}

function start(words: readonly string[], settings: Record<string, string>): ChildProcess {
  const { PATH, HOME } = process.env;
  return spawn(
    process.execPath,
    words.includes('--disable-warning=ExperimentalWarning') ? words : ['--disable-warning=ExperimentalWarning', ...words],
    {
      cwd: root,
      env: { ...(PATH ? { PATH } : {}), ...(HOME ? { HOME } : {}), ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
}

function said(child: ChildProcess, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', (chunk: Buffer) => String(chunk).includes(what) && resolve());
    child.once('exit', (code) => reject(new Error(`a program under measurement ended with ${code}`)));
  });
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
