import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenefitLog, openBenefitLog } from '../../src/data/benefit-log.ts';
import type { BenefitEvent } from '../../src/data/benefits.ts';
import { keyOfNumber } from '../../src/data/engine.ts';
import { openStore, openWhole } from '../../src/data/open-stores.ts';
import { startPostgres } from '../../test/contracts/postgres-server.ts';
import { takeTurns } from './turns.ts';

const ENTRIES = 100_000;
const LISTED = 2_000;
const TURNS = 40;
/** Node compiles what is used often: a process that has just started is not what is measured. */
const WARM_UP = 20;

/** Listing the newest 2,000 entries of a log of 100,000, each read, checked and as it stands, against the store’s plain rows. */
export async function benchListing(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'accord-bench-'));
  const lines = [
    `Listing the newest ${LISTED.toLocaleString('en-GB')} of ${ENTRIES.toLocaleString('en-GB')} entries (medians of ${TURNS} turns)`,
  ];
  const postgres = await startPostgres();
  try {
    lines.push(await listed('SQLite', `sqlite:${join(folder, 'accord.db')}`, 25));
    lines.push(
      'unavailable' in postgres ? `  Postgres: not measured, ${postgres.unavailable}` : await listed('Postgres', postgres.url, 100),
    );
    return lines.join('\n');
  } finally {
    if (!('unavailable' in postgres)) await postgres.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function listed(name: string, url: string, bound: number): Promise<string> {
  await fill(url);
  const store = await openStore(url);
  try {
    const after = keyOfNumber('benefits:darlington:', ENTRIES - LISTED);
    const times = await takeTurns(TURNS, WARM_UP, {
      rows: async () => count(LISTED, (await store.list('benefits:darlington:', LISTED, after)).length),
      entries: async () => count(LISTED, await newest(openBenefitLog(store))),
    });
    return `  ${name}: ${times.entries.toFixed(1)} ms · rows alone ${times.rows.toFixed(1)} ms · ratio ${(times.entries / times.rows).toFixed(2)} (bound: at most ${bound} ms)`;
  } finally {
    await store.close();
  }
}

async function newest(log: BenefitLog): Promise<number> {
  return (await log.newest('darlington', LISTED)).length;
}

function count(expected: number, found: number): void {
  if (found !== expected) throw new Error(`${found} entries were listed and not ${expected}`);
}

/** A log as `append` would have filled it, in one transaction. */
async function fill(url: string): Promise<void> {
  const store = await openWhole(url);
  try {
    await store.whole('write', async (whole) => {
      for (let from = 1; from <= ENTRIES; from += 1_000) await whole.add(Array.from({ length: 1_000 }, (_, at) => row(from + at)));
    });
  } finally {
    await store.close();
  }
}

function row(number: number): { key: string; value: string } {
  const event: BenefitEvent = {
    is: 'logged',
    by: 'dora@dbc.example',
    at: '2015-10-05T10:00:00.000Z',
    facts: {
      what: `Joint equipment store, return ${number}`,
      class: 'cashable',
      amountPence: 100_000 + number,
      period: { from: '2015-07-01', to: '2015-09-30' },
      standing: 'actual',
      recurs: 'once',
      service: 'Equipment',
    },
  };
  return { key: keyOfNumber('benefits:darlington:', number), value: JSON.stringify({ value: JSON.stringify(event) }) };
}
