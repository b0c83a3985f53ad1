import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'bot', 'main.ts');
/** How often it is looked whether a process answers, and which one schedules. */
const LOOK_EVERY_MS = 200;
const READY_WITHIN_MS = 60_000;

/** One of the equal processes, as it runs from its start to its end. */
export type Running = {
  port: number;
  child: ChildProcess;
  bornAt: number;
  killedAt?: number;
  ended: Promise<number | null>;
  logged: string[];
};

/** A place behind the load balancer: a port, and whichever process runs there now. */
export type Place = { name: string; port: number; running: Running; ready: boolean };

/** The processes of one installation. `env` is asked anew for every start. */
export function makeProcesses(folder: string, env: () => Record<string, string>) {
  const places: Place[] = [];
  const start = async (place: Omit<Place, 'running' | 'ready'> & Partial<Place>) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
      env: { PATH: process.env.PATH, CI: '1', PORT: String(place.port), ...env() },
      cwd: folder,
    });
    const logged: string[] = [];
    child.stdout.resume();
    child.stderr.on('data', (chunk) => logged.push(String(chunk)));
    const ended = once(child, 'exit').then(([code]) => code as number | null);
    const running: Running = { port: place.port, child, bornAt: Date.now(), ended, logged };
    Object.assign(place, { running, ready: false });
    await ready(running);
    if (place.running === running) place.ready = true;
  };
  return {
    places,
    async add(name: string): Promise<void> {
      const place = { name, port: await freePort() };
      const started = start(place);
      places.push(place as Place);
      await started;
    },
    /** Kills whatever runs there, without a word, and starts another. */
    async kill(place: Place): Promise<void> {
      place.ready = false;
      place.running.killedAt = Date.now();
      place.running.child.kill('SIGKILL');
      await place.running.ended;
      await start(place);
    },
    /** Asks every process to stop. @returns how each ended, and after how many milliseconds */
    stop: () =>
      Promise.all(
        places.map(async ({ name, running }) => {
          const began = performance.now();
          running.child.kill('SIGTERM');
          return { name, code: await running.ended, ms: performance.now() - began };
        }),
      ),
    killAll: () => places.forEach(({ running }) => running.child.kill('SIGKILL')),
  };
}

export type Processes = ReturnType<typeof makeProcesses>;

/** Which process schedules, looked at all the time. Every time it changes hands, `changed` is told. */
export function watchLease(processes: Processes, changed: (holder: Running) => void) {
  let holder: Running | undefined;
  const look = async () => {
    for (const { running } of processes.places) {
      const metrics = await fetch(`http://127.0.0.1:${running.port}/metrics`, { signal: AbortSignal.timeout(2_000) })
        .then((response) => response.text())
        .catch(() => '');
      if (running === holder || running.killedAt !== undefined || !/^accord_scheduler_leader 1$/m.test(metrics)) continue;
      holder = running;
      changed(running);
    }
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, LOOK_EVERY_MS);
  return { holder: () => holder, stop: () => clearInterval(timer) };
}

async function ready(running: Running): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until && running.child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${running.port}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`A process was not ready: ${running.logged.join('').slice(0, 2000)}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
