import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import type { AgreementRecord, Duty } from '../../src/data/agreement-record.ts';
import { addDaysTo, type Day, instantInLondon } from '../../src/data/days.ts';
import { dutySettingsOf } from '../../src/data/duty-settings.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { openOutbox } from '../../src/data/outbox.ts';
import { type Partnership, partnershipFile } from '../../src/data/partnership.ts';
import { openReminderLog } from '../../src/data/reminder-log.ts';
import { plannedReminders } from '../../src/data/reminder-plan.ts';
import { startPostgres } from '../contracts/postgres-server.ts';
import { darlington } from '../data/partnership-of-tests.ts';

/*
 * What is covered: processes that find reminders, keep them, leave notices and deliver them over HTTP, killed with SIGKILL over 60 simulated
 * days: at any moment of a round, after each of its first changes to the store, with a message on its way, and with one just taken. The lease, the lanes, the outbox, the logs and the
 * stores are the real ones. Left out: the vendors’ own clients (test/flows holds these), and the power of the machine failing. What a dead
 * process held is taken away from it at once, in place of the 20 and 45 seconds that it would stay.
 */

const FROM: Day = '2016-02-15';
const DAYS = 60;
const LONGEST_MS = 160;
/** A round makes more changes than this; the first few are those that decide. */
const CHANGES_LOOKED_AT = 14;
/** How a process comes to its end: after so many milliseconds, after a change to the store, or as a message arrives, before or after it is answered. */
const MOMENTS = ['after a change', 'after a while', 'after a change', 'unanswered', 'answered'] as const;
type Moment = (typeof MOMENTS)[number];

const postgres = await startPostgres();
afterAll(() => ('unavailable' in postgres ? undefined : postgres.close()));

it('gives each reminder to each channel once over 60 days and 50 kills on SQLite', { timeout: 180_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'accord-reminders-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'accord.db');
  const forget = (name: string) => {
    const database = new DatabaseSync(path, { timeout: 5000 });
    database.prepare('DELETE FROM claims WHERE owner LIKE ?').run(`${name} %`);
    database.close();
  };
  const kills = await liveThrough({ storeUrl: `sqlite:${path}`, folder, processes: 1, killsADay: 2, killsAtMost: 50, forget });
  expect(kills).toBe(50);
});

it.skipIf('unavailable' in postgres)(
  'gives each reminder to each channel once with two processes on one Postgres, one of them killed 15 times',
  { timeout: 180_000 },
  async () => {
    if ('unavailable' in postgres) return;
    const folder = mkdtempSync(join(tmpdir(), 'accord-reminders-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const forget = async (name: string) => void (await postgres.query(`DELETE FROM accord_claims WHERE owner LIKE '${name} %'`));
    const kills = await liveThrough({ storeUrl: postgres.url, folder, processes: 2, killsADay: 1, killsAtMost: 15, forget });
    expect(kills).toBe(15);
  },
);

type Life = {
  storeUrl: string;
  folder: string;
  processes: number;
  /** On each day on which anything is due. */
  killsADay: number;
  killsAtMost: number;
  forget(name: string): Promise<void> | void;
};

/** Lives through the days, and looks at what has arrived. @returns how many processes were killed */
async function liveThrough({ storeUrl, folder, processes, killsADay, killsAtMost, forget }: Life): Promise<number> {
  const file = join(folder, 'knowledge.json');
  // A process that is killed before it has opened the store would leave none.
  await (await openStore(storeUrl)).close();
  writeFileSync(file, JSON.stringify({ agreements: [...AGREEMENTS], partnership: PARTNERSHIP }));
  const arrivals = await startArrivals();
  onTestFinished(arrivals.close);
  const herd = makeHerd([storeUrl, arrivals.url, file], folder);
  onTestFinished(herd.stop);
  const living = Array.from({ length: processes }, herd.take);
  let kills = 0;
  for (let day = 0; day < DAYS; day++) {
    const on = addDaysTo(FROM, day);
    const now = new Date(Date.parse(instantInLondon(on, 9)) + 5000).toISOString();
    const due = [...AGREEMENTS.values()].some((agreement) => expected(agreement, on, on).length > 0);
    for (let kill = due ? killsADay : 0; kill > 0 && kills < killsAtMost; kill--) {
      const at = kills % living.length;
      await Promise.all(living.map((one, index) => (index === at ? killedIn(one, now, kills, arrivals) : one.round(now))));
      await forget(living[at]!.name);
      living[at] = herd.take();
      kills += 1;
    }
    // Whoever takes over does so at its next try.
    while (!(await Promise.all(living.map((one) => one.round(now)))).includes('led'));
  }
  await Promise.all(living.map((one) => one.round(LAST_INSTANT)));
  await expectOnce(storeUrl, arrivals.texts, kills);
  return kills;
}

const LAST_INSTANT = new Date(Date.parse(instantInLondon(addDaysTo(FROM, DAYS - 1), 9)) + 60_000).toISOString();

/** Every reminder stands in one message, every message reached every channel, once but for repeats that say so. */
async function expectOnce(storeUrl: string, texts: readonly Arrival[], kills: number): Promise<void> {
  const store = await openStore(storeUrl);
  const log = openReminderLog(store);
  let given = 0;
  for (const agreement of AGREEMENTS.values()) {
    const messages = await log.of(agreement.id);
    const said = messages.flatMap(({ items }) => items.flatMap(({ duty, key, days }) => days.map((day) => `${duty}/${key}/${day}`)));
    expect(said.sort()).toEqual(expected(agreement, FROM, addDaysTo(FROM, DAYS - 1)));
    given += said.length;
    for (const { number } of messages.filter(({ items }) => items.length > 0))
      for (const to of ROOMS) {
        const arrived = texts.filter((one) => one.to === to && one.text.endsWith(`kept as ${agreement.id} ${number}`));
        // One whose first sending never arrived begins with the repeat.
        expect(arrived.length).toBeGreaterThanOrEqual(1);
        expect(arrived.filter((one) => !isRepeat(one)).length).toBeLessThanOrEqual(1);
      }
  }
  // A process speaks to several channels side by side, to each of them one message at a time: at most one repeat a kill for each.
  for (const to of ROOMS) expect(texts.filter((one) => one.to === to && isRepeat(one)).length).toBeLessThanOrEqual(kills);
  expect(texts.filter(isRepeat).length).toBeGreaterThan(0);
  expect(given).toBeGreaterThan(100);
  expect(await openOutbox(store).due('2999-01-01T00:00:00.000Z')).toEqual([]);
  await store.close();
}

function isRepeat({ text: said }: Arrival): boolean {
  return said.startsWith('Sent again: you may have had this already.');
}

function expected(agreement: AgreementRecord, from: Day, to: Day): string[] {
  const settings = { ...dutySettingsOf(PARTNERSHIP, agreement), since: FROM };
  return plannedReminders(agreement, settings, new Map(), from, to)
    .map(({ duty, occurrence, dayOn }) => `${duty}/${occurrence}/${dayOn}`)
    .sort();
}

type Arrival = { to: string; text: string };
type Arrivals = Awaited<ReturnType<typeof startArrivals>>;

/** Where messages arrive. A kill that waits for one is done before or after it is answered. */
async function startArrivals() {
  const texts: Arrival[] = [];
  let waiting: { moment: Moment; kill: () => void } | undefined;
  const server = createServer(async (request, response) => {
    const { platform, to, text: said } = JSON.parse(await text(request));
    texts.push({ to: `${platform} ${to}`, text: said });
    const own = waiting;
    waiting = undefined;
    if (own?.moment === 'unanswered') return own.kill();
    response.end(String(texts.length));
    if (own !== undefined) response.once('finish', own.kill);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    texts,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    next: (moment: Moment, kill: () => void) => {
      waiting = { moment, kill };
    },
    noMore: () => {
      waiting = undefined;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Has a process begin a round and kills it when its moment comes; one in which nothing arrives is killed at its end. */
async function killedIn({ child, ended, round }: Member, now: string, kill: number, arrivals: Arrivals): Promise<void> {
  const moment = MOMENTS[kill % MOMENTS.length]!;
  const die = () => void child.kill('SIGKILL');
  if (moment === 'after a while') setTimeout(die, (kill * 37) % LONGEST_MS);
  if (moment === 'unanswered' || moment === 'answered') arrivals.next(moment, die);
  const changes = moment === 'after a change' ? ` ${(Math.floor(kill / 2) % CHANGES_LOOKED_AT) + 1}` : '';
  await Promise.race([ended, round(`${now}${changes}`)]);
  die();
  arrivals.noMore();
  await ended;
}

type Member = { name: string; child: ChildProcess; ended: Promise<unknown>; round(now: string): Promise<string> };

/** Processes, one always started ahead of its turn. */
function makeHerd(program: readonly string[], folder: string) {
  const all: ChildProcess[] = [];
  const start = (): Member => {
    const name = `p${all.length}`;
    const script = join(import.meta.dirname, 'reminder-kill-process.ts');
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...program, name], {
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin!.on('error', () => undefined);
    all.push(child);
    const lines = createInterface(child.stdout!);
    const ended = once(child, 'exit');
    const round = async (now: string) => {
      child.stdin!.write(`${now}\n`);
      const said = await Promise.race([once(lines, 'line'), ended]);
      if (typeof said[0] === 'string') return said[0];
      if (child.signalCode === 'SIGKILL') return 'killed';
      throw new Error(`The process ended by itself, with ${said[0]}.`);
    };
    return { name, child, ended, round };
  };
  let next = start();
  return {
    take: () => {
      const taken = next;
      next = start();
      return taken;
    },
    stop: () => {
      for (const child of all) child.kill('SIGKILL');
    },
  };
}

function duty(id: string, when: Duty['when'], kind: Duty['kind'] = 'report'): Duty {
  return { id, what: `Duty ${id}`, ref: '11(b)', kind, owner: null, when, allOf: [], over: [] };
}

const DUTIES: Duty[] = [
  duty('monday-note', { every: 'FREQ=WEEKLY;BYDAY=MO' }),
  duty('midweek-note', { every: 'FREQ=WEEKLY;BYDAY=WE' }),
  duty('weekend-note', { every: 'FREQ=WEEKLY;BYDAY=SA' }),
  duty('monthly-return', { every: 'FREQ=MONTHLY;BYMONTHDAY=10' }, 'return'),
  duty('review', { on: '2016-03-31' }, 'review'),
  duty('overdue', { on: '2016-02-17' }, 'milestone'),
];
const AGREEMENTS = new Map(['one', 'two'].map((id): [string, AgreementRecord] => [id, { ...darlington, id, duties: DUTIES }]));
const ROOMS = ['slack C0JOINT', 'teams 19:joint@thread.tacv2'];
const PARTNERSHIP: Partnership = partnershipFile.parse({
  channels: [...AGREEMENTS.keys()].flatMap((agreement) => [
    { slack: 'C0JOINT', agreement, reminders: true },
    { teams: '19:joint@thread.tacv2', agreement, reminders: true },
  ]),
});
