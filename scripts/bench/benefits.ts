import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SAMPLE_PARTNERSHIP } from '../../src/bot/config.ts';
import { writeCsv } from '../../src/bot/write-csv.ts';
import { BUNDLED_AGREEMENTS } from '../../src/data/agreements.ts';
import type { BenefitEvent } from '../../src/data/benefits.ts';
import { keyOfNumber } from '../../src/data/engine.ts';
import { loadKnowledge } from '../../src/data/load-knowledge.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { protocolsOf } from '../../src/data/protocols.ts';
import { makeStores } from '../../src/data/stores.ts';
import type { Message, Reply } from '../../src/handlers/reply.ts';
import type { Act } from '../../src/handlers/request.ts';
import { route } from '../../src/handlers/route.ts';

const ENTRIES = 100_000;
const DORA = 'dora@dbc.example';
const CLOCK = { now: () => '2015-10-05T10:00:00.000Z', today: () => '2015-10-05' };

/** What one piece of work cost: time on the clock and of the processor, and the longest time in which nobody else got a turn. */
type Cost = { ms: number; cpu: number; pause: number };

/** Runs a piece of work while a timer asks for a turn every millisecond: what this thread did between two of them held up everybody else. */
async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  // Of the processor’s time, because what other programs on the machine do is not ours.
  const used = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let last = used();
  let pause = 0;
  const look = () => {
    const now = used();
    pause = Math.max(pause, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  const before = process.cpuUsage();
  const began = performance.now();
  await work();
  look();
  clearInterval(timer);
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - began, cpu: (user + system) / 1000, pause };
}

/** The cheapest of several goes: what other programs on the machine do is not ours. */
async function cheapest(goes: number, work: () => Promise<unknown>): Promise<Cost> {
  let best: Cost = { ms: Number.POSITIVE_INFINITY, cpu: Number.POSITIVE_INFINITY, pause: Number.POSITIVE_INFINITY };
  for (let go = 0; go < goes; go++) {
    const { ms, cpu, pause } = await costOf(work);
    best = { ms: Math.min(best.ms, ms), cpu: Math.min(best.cpu, cpu), pause: Math.min(best.pause, pause) };
  }
  return best;
}

/** Fills a log as `append` would, without waiting for the disk after each entry. Every entry is another benefit. */
function fill(database: DatabaseSync, agreement: string, count: number): void {
  const insert = database.prepare('INSERT INTO entries (key, value) VALUES (?, ?)');
  database.exec('BEGIN');
  for (let number = 1; number <= count; number++) {
    const year = 2005 + (number % 10);
    const month = String((number % 12) + 1).padStart(2, '0');
    const event: BenefitEvent = {
      is: 'logged',
      facts: {
        what: `Joint equipment store, return ${number}`,
        class: number % 5 === 0 ? 'disbenefit' : number % 2 === 0 ? 'cashable' : 'non-cashable',
        amountPence: (number % 5 === 0 ? -1 : 1) * (100_000 + number),
        period: { from: `${year}-${month}-01`, to: `${year}-${month}-28` },
        standing: 'actual',
        recurs: 'once',
        service: 'Equipment',
      },
      by: DORA,
      at: '2015-10-01T10:00:00.000Z',
    };
    insert.run(keyOfNumber(`benefits:${agreement}:`, number), JSON.stringify({ value: JSON.stringify(event) }));
  }
  database.exec('COMMIT');
}

/** A scan of the same rows by SQLite alone, with nothing done to them. */
function rawScan(database: DatabaseSync, agreement: string): number {
  const rows = database.prepare('SELECT key, value FROM entries WHERE key >= ? AND key < ? ORDER BY key');
  let length = 0;
  for (const { value } of rows.iterate(`benefits:${agreement}:`, `benefits:${agreement};`)) length += (value as string).length;
  return length;
}

/** The log at a hundred thousand entries, through the handlers, against SQLite alone on the same rows. */
export async function benchBenefits(): Promise<string> {
  const loaded = loadKnowledge(BUNDLED_AGREEMENTS, SAMPLE_PARTNERSHIP);
  if (!loaded.ok) throw new Error('the bundled records do not load');
  const folder = mkdtempSync(join(tmpdir(), 'accord-bench-'));
  const file = join(folder, 'accord.db');
  const store = await openStore(`sqlite:${file}`);
  const stores = makeStores(store, loaded.knowledge);
  const database = new DatabaseSync(file);
  try {
    const [protocol] = protocolsOf(stores.partnership, stores.agreements.get('darlington')!);
    for (const [organisation, by] of [
      ['dbc', 'fiona@dbc.example'],
      ['dccg', 'fred@dccg.example'],
    ] as const)
      await stores.approvals.add(protocol!, { is: 'approved', organisation, by, at: CLOCK.now() }, by);
    let requests = 0;
    const as = (email: string, act: Act): Promise<Reply> =>
      route({ id: `r${++requests}`, asker: { platform: 'local', id: email }, channel: null, public: false, act }, stores, CLOCK);
    const said = (email: string, text: string) => as(email, { is: 'said', text });

    fill(database, 'derby', 50);
    const small = () => said('carol@derby-council.example', 'benefits');
    const alone = await cheapest(20, small);
    fill(database, 'darlington', ENTRIES);
    fill(database, 'purbeck', ENTRIES);
    const crowded = await cheapest(20, small);

    const raw = await cheapest(5, async () => rawScan(database, 'darlington'));
    const lines = ['The log at 100,000 entries in one agreement and 100,000 in another (SQLite alone, reading the same rows: ×1)'];
    const report = (name: string, { ms, cpu, pause }: Cost) =>
      lines.push(
        `  ${name}: ${ms.toFixed(1)} ms, ${((cpu * 1000) / ENTRIES).toFixed(2)} µs of processor an entry, ×${(cpu / raw.cpu).toFixed(2)}, longest pause ${pause.toFixed(1)} ms`,
      );
    report('SQLite alone', raw);
    report('the summary', await cheapest(4, () => said(DORA, 'benefits')));
    report('the summary, for one class and year', await cheapest(4, () => said(DORA, 'non-cashable benefits in 2014/15')));
    report('the Home tab', await cheapest(3, () => as(DORA, { is: 'opened', view: 'home' })));
    let count = 0;
    const draft = (at: number) => ({
      a: 'darlington',
      as: 'log',
      d: `draft ${at}`,
      what: `A quite different thing ${at}`,
      class: 'cashable',
      when: 'May 2015',
      amount: String(10 + at),
    });
    report('saving one entry', await cheapest(4, () => as(DORA, { is: 'pressed', button: 'save-benefit', value: draft(++count) })));
    report(
      'the board report’s figures',
      await cheapest(2, () => as(DORA, { is: 'pressed', button: 'benefit-file', value: { a: 'darlington', f: 'html' } })),
    );
    report(
      'the log as CSV',
      await cheapest(2, async () => {
        const reply = (await as(DORA, { is: 'pressed', button: 'benefit-file', value: { a: 'darlington', f: 'csv' } })) as Message;
        for (const part of reply.parts) if (part.is === 'document' && part.holds.as === 'csv') await writeCsv(part.holds.table);
      }),
    );
    const ten = await cheapest(10, () => stores.benefits.newest('darlington', 10));
    lines.push(`  the newest ten: ${ten.ms.toFixed(2)} ms`);
    lines.push(
      `  the summary of a log of 50, beside nothing ${alone.cpu.toFixed(2)} ms, beside 200,000 entries ${crowded.cpu.toFixed(2)} ms: ×${(crowded.cpu / alone.cpu).toFixed(2)}`,
    );
    return lines.join('\n');
  } finally {
    database.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
