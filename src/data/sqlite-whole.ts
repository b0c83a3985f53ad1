import type { DatabaseSync } from 'node:sqlite';
import { type Engine, pagesOf, ROWS_ON_A_PAGE, type Row, type Whole } from './engine.ts';

/** Everything in a SQLite database, over a connection on which a transaction is open. The format is SQLite’s own `user_version`. */
export function wholeOf(database: DatabaseSync): Whole {
  return {
    pages() {
      const page = database.prepare('SELECT key, value FROM entries WHERE key > ? ORDER BY key LIMIT ?');
      return pagesOf(async (after) => page.all(after ?? '', ROWS_ON_A_PAGE) as unknown as Row[]);
    },
    async clear(what) {
      database.exec('DELETE FROM entries');
      if (what === 'entries and claims') database.exec('DELETE FROM claims');
    },
    async add(rows) {
      const insert = database.prepare('INSERT INTO entries (key, value) VALUES (?, ?)');
      for (const { key, value } of rows) insert.run(key, value);
    },
    async format() {
      const { user_version: format } = database.prepare('PRAGMA user_version').get() as { user_version: number };
      return format === 0 ? undefined : format;
    },
    async setFormat(format) {
      database.exec(`PRAGMA user_version = ${Math.trunc(format)}`);
    },
  };
}

/** An engine whose every call waits for the one before: a database in memory has one connection, and a long transaction must not be joined. */
export function oneAtATime(engine: Engine): Engine {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn =
    (work: (...given: never[]) => Promise<unknown>) =>
    (...given: never[]): Promise<unknown> => {
      const result = last.then(() => work(...given));
      last = result.catch(() => undefined);
      return result;
    };
  return Object.fromEntries(Object.entries(engine).map(([name, work]) => [name, inTurn(work)])) as unknown as Engine;
}
