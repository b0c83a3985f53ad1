import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readConfig, SAMPLE_PARTNERSHIP } from '../src/bot/config.ts';
import { addDaysTo, type Day } from '../src/data/days.ts';
import { writeKeys } from '../src/data/issue-keys.ts';
import { loadKnowledge } from '../src/data/load-knowledge.ts';
import { startPostgres } from '../test/contracts/postgres-server.ts';
import { SIGNING_SECRET, startFakeSlack } from '../test/flows/fake-slack.ts';
import { balance, type Line, openRecords } from './endure/ledger.ts';
import { listen, makePeople, type People } from './endure/load.ts';
import { makeProcesses, type Processes, watchLease } from './endure/processes.ts';

/*
 * Two processes of Accord on one Postgres, one of them killed every few seconds while people ask, log benefits, set reminders and raise
 * issues, and everything sent and seen held against what is kept: `node scripts/endure.ts [--minutes 5]`. Ends with 1 where it does not
 * balance. Each process that starts finds a later day, so that reminders fall due all the time.
 */

const FROM: Day = '2015-10-05';
/** Starts that find the same day. */
const STARTS_A_DAY = 2;
const KILL_AFTER_MS = [500, 3_000] as const;
/** How often each thing is sent. */
const EVERY_MS = { question: 150, benefit: 400, issue: 2_500, reminder: 6_000 };
/** Own reminders that one agreement takes, and some to spare. */
const REMINDERS_AT_MOST = 90;
/** Until the lease has changed hands after a crash. */
const TAKEN_OVER_WITHIN_S = 60;
/** For the last of what is left to be said. */
const SETTLED_WITHIN_MS = 30_000;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' } } });
  const folder = mkdtempSync(join(tmpdir(), 'accord-endure-'));
  const partnershipFile = join(folder, 'partnership.yaml');
  // Slack alone: what could reach nobody would be tried for ever.
  const elsewhere = /^.*(?:teams: '19:|local: [a-z]+-team|email: hr@dccg).*$\n/gm;
  writeFileSync(partnershipFile, readFileSync(SAMPLE_PARTNERSHIP, 'utf8').replaceAll(elsewhere, ''));
  const postgres = await startPostgres();
  if ('unavailable' in postgres) throw new Error(postgres.unavailable);
  const slack = await startFakeSlack();
  const key = randomBytes(32);
  let starts = 0;
  const today = () => addDaysTo(FROM, Math.floor(starts / STARTS_A_DAY));
  const env = () => {
    starts += 1;
    return {
      ACCORD_STORE: postgres.url,
      ACCORD_KEY: writeKeys([key]),
      ACCORD_PARTNERSHIP: partnershipFile,
      ACCORD_CLOCK: `${today()}T10:00:00Z`,
      ACCORD_TICK_SECONDS: '1',
      LOG_LEVEL: 'warn',
      SLACK_BOT_TOKEN: 'xoxb-test',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
    };
  };
  const processes = makeProcesses(folder, env);
  const heard = listen(slack);
  try {
    await Promise.all([processes.add('one'), processes.add('two')]);
    const people = makePeople(processes, slack, heard);
    const life = await liveThrough(processes, people, { ms: Number(values.minutes) * 60_000, today });
    const config = readConfig(env());
    if (!config.ok) throw new Error(config.problems.join());
    const loaded = loadKnowledge(config.config.agreementsFolder, partnershipFile, join(folder, 'knowledge.cache'));
    if (!loaded.ok) throw new Error('the partnership does not load');
    const { store, stores } = await openRecords(postgres.url, key, loaded.knowledge);
    const unsettled = await settle(async () => {
      // Nothing waits, and whoever schedules has looked for reminders up to the last day.
      const lookedAt = ((await stores.duties.seenUpTo()) ?? '') >= life.lastDay;
      return (await stores.notices.due('2999-01-01T00:00:00.000Z')).length + (lookedAt ? 0 : 1);
    });
    const stopped = await processes.stop();
    const { lines, problems } = await balance(stores, people.all, heard.said, life.lastDay);
    await store.close();
    if (unsettled > 0)
      problems.push(`${unsettled} notices still wait to be delivered, or reminders were not looked for up to the last day`);
    for (const { name, code, ms } of stopped)
      if (code !== 0 || ms > 10_000) problems.push(`told to stop, process ${name} ended with ${code} after ${Math.round(ms)} ms`);
    for (const seconds of life.takenOver) if (seconds > TAKEN_OVER_WITHIN_S) problems.push(`the lease was taken over after ${seconds} s`);
    report(lines, life, stopped, problems);
    return problems.length === 0 ? 0 : 1;
  } finally {
    processes.killAll();
    await slack.close();
    await postgres.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The time under load. @returns how often a process was killed, the holder of the lease among them, and how long each taking over took */
async function liveThrough(processes: Processes, people: People, { ms, today }: { ms: number; today: () => Day }) {
  const takenOver: number[] = [];
  let [kills, leadersKilled] = [0, 0];
  let lostAt: number | undefined;
  const lease = watchLease(processes, () => {
    if (lostAt !== undefined) takenOver.push(Number(((Date.now() - lostAt) / 1000).toFixed(1)));
    lostAt = undefined;
  });
  const forms = await people.openForms();
  const until = Date.now() + ms;
  const sending: Promise<unknown>[] = [];
  const send = (what: () => Promise<unknown>, every: number, atMost = Number.POSITIVE_INFINITY) => {
    let sent = 0;
    return setInterval(() => {
      if (sent++ < atMost) sending.push(what());
    }, every);
  };
  const timers = [
    send(people.ask, EVERY_MS.question),
    send(() => people.log(forms.benefit), EVERY_MS.benefit),
    send(() => people.raise(forms.issue), EVERY_MS.issue),
    send(() => people.remind(today()), EVERY_MS.reminder, REMINDERS_AT_MOST),
  ];
  while (Date.now() < until) {
    await wait(KILL_AFTER_MS[0] + Math.random() * (KILL_AFTER_MS[1] - KILL_AFTER_MS[0]));
    const place = processes.places[kills % processes.places.length]!;
    if (place.running === lease.holder()) {
      leadersKilled += 1;
      lostAt ??= Date.now();
    }
    kills += 1;
    await processes.kill(place);
  }
  for (const timer of timers) clearInterval(timer);
  await Promise.all(sending);
  const lastDay = today();
  // Both find the last day, and nobody is killed any more.
  for (const place of processes.places) await processes.kill(place);
  const patience = Date.now() + TAKEN_OVER_WITHIN_S * 1000;
  while (lease.holder()?.killedAt !== undefined && Date.now() < patience) await wait(200);
  lease.stop();
  return { kills: kills + processes.places.length, leadersKilled, takenOver, lastDay };
}

async function settle(waiting: () => Promise<number>): Promise<number> {
  const until = Date.now() + SETTLED_WITHIN_MS;
  let left = await waiting();
  // Twice in a row: what waits may be made a moment later.
  for (let empty = left === 0 ? 1 : 0; empty < 5 && Date.now() < until; empty = left === 0 ? empty + 1 : 0) {
    await wait(1_000);
    left = await waiting();
  }
  return left;
}

type Stopped = Awaited<ReturnType<Processes['stop']>>;

function report(
  lines: readonly Line[],
  life: Awaited<ReturnType<typeof liveThrough>>,
  stopped: Stopped,
  problems: readonly string[],
): void {
  const heads: (keyof Line)[] = ['what', 'sent', 'there', 'lost', 'doubled', 'unasked', 'inFlight'];
  const row = (cells: readonly (string | number)[]) => cells.map((cell, at) => String(cell).padEnd(at === 0 ? 22 : 9)).join('');
  const table = [row(heads), ...lines.map((line) => row(heads.map((head) => line[head])))];
  const leases = `${life.kills} kills, ${life.leadersKilled} of whoever held the lease; taken over after ${life.takenOver.join(', ')} s`;
  const ends = stopped.map(({ name, code, ms }) => `${name} with ${code} after ${(ms / 1000).toFixed(1)} s`).join(', ');
  process.stdout.write(`${table.join('\n')}\n${leases}\nTold to stop: ${ends}\n`);
  process.stdout.write(problems.length === 0 ? 'It balances.\n' : `It does not balance:\n${problems.slice(0, 40).join('\n')}\n`);
}

// What stops Postgres when a process ends would end it with 0.
process.exit(await main());
