import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type BenefitLog, openBenefitLog } from '../../src/data/benefit-log.ts';
import type { FirstEvent } from '../../src/data/benefits.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { takeTurns } from './turns.ts';

const TURNS = 600;
const AT_ONCE = 64;
/** Turns between two goes of 64 at once. */
const BETWEEN = 20;

const EVENT: FirstEvent = {
  is: 'logged',
  by: 'dora@dbc.example',
  at: '2015-10-05T10:00:00.000Z',
  facts: {
    what: 'Joint equipment store',
    class: 'cashable',
    amountPence: 1_240_000,
    period: { from: '2015-07-01', to: '2015-09-30' },
    standing: 'actual',
    recurs: 'once',
  },
};

/** Durable writes of an entry, one after another and 64 at once, against SQLite alone with synchronous=FULL: each kind takes its turn. */
export async function benchWrites(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'accord-bench-'));
  const store = await openStore(`sqlite:${join(folder, 'ours.db')}`);
  const raw = openRaw(join(folder, 'raw.db'));
  const log = openBenefitLog(store);
  try {
    const one = (turn: number) => log.add('one', EVENT, `one ${turn}`);
    const single = await takeTurns(TURNS, 50, { row: raw.row, rows: raw.rows, one });
    const crowd = await takeTurns(TURNS / BETWEEN, 2, { many: (turn) => atOnce(log, turn), ...steps(one) });
    const second = (ms: number) => (1000 / ms).toFixed(0);
    const each = crowd.many / AT_ONCE;
    return [
      `Durable writes of an entry on SQLite with synchronous=FULL (medians of ${TURNS} turns; a second)`,
      `  SQLite alone: one row ${second(single.row)}, the three rows of an entry in one transaction ${second(single.rows)}`,
      `  one after another: Accord ${second(single.one)} · ratio ${(single.row / single.one).toFixed(2)} to one row (bound: at least 0.85), ${(single.rows / single.one).toFixed(2)} to the three rows`,
      `  ${AT_ONCE} at once: Accord ${second(each)} · ratio ${(crowd.one / BETWEEN / each).toFixed(2)} to one after another (bound: at least 3)`,
    ].join('\n');
  } finally {
    raw.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** So many entries one after another, between two goes of many at once. */
function steps(one: (turn: number) => Promise<unknown>) {
  return {
    async one(turn: number) {
      for (let step = 0; step < BETWEEN; step++) await one(TURNS + (turn + 2) * BETWEEN + step);
    },
  };
}

function atOnce(log: BenefitLog, turn: number): Promise<unknown> {
  return Promise.all(Array.from({ length: AT_ONCE }, (_, at) => log.add('many', EVENT, `many ${turn} ${at}`)));
}

/** What the same costs SQLite alone: a row of the same length, and three rows as an entry has them. */
function openRaw(file: string) {
  const database = new DatabaseSync(file);
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entries (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID',
  );
  const insert = database.prepare('INSERT INTO entries (key, value) VALUES (?, ?)');
  const value = JSON.stringify({ value: JSON.stringify(EVENT) });
  let written = 0;
  const next = () => String(++written).padStart(8, '0');
  return {
    row: async () => insert.run(`benefits:row:${next()}`, value),
    async rows() {
      const number = next();
      database.exec('BEGIN IMMEDIATE');
      insert.run(`benefits:rows:${number}`, value);
      insert.run(`appended:benefits:rows:${randomUUID()}`, '{"value":"1"}');
      insert.run(`unannounced:benefits:rows:${number}`, '{"value":""}');
      database.exec('COMMIT');
    },
    close: () => database.close(),
  };
}
