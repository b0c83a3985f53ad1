import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { commitTogether } from './commit-together.ts';
import { type Engine, endOfRange, keyOfNumber, numberAfter, type Whole } from './engine.ts';
import { oneAtATime, wholeOf } from './sqlite-whole.ts';

const BUSY_TIMEOUT_MS = 5_000;

/**
 * The embedded store: one file, nothing to install. `synchronous=FULL` with a write-ahead log, so that what was acknowledged survives a
 * power cut. Keys compare bytewise (BINARY), which for UTF-8 is the order of code points.
 * @param path a file (made with its folder when missing) or `:memory:`
 */
export function openSqlite(path: string): Engine {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  database.exec(`
    PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS};
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS claims (key TEXT PRIMARY KEY, owner TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
  `);
  const checkStillThere = path === ':memory:' ? () => undefined : makeCheckStillThere(path);
  const read = database.prepare('SELECT value FROM entries WHERE key = ?');
  const write = database.prepare('INSERT INTO entries (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  const insert = database.prepare('INSERT INTO entries (key, value) VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM entries WHERE key = ?');
  // One lower bound: given two, SQLite starts at the first and steps over every row up to the second, and paging turns quadratic.
  const range = database.prepare(
    'SELECT key, value FROM entries WHERE key >= max(?1, ?2) AND key <> ?2 AND key < ?3 ORDER BY key LIMIT ?4',
  );
  range.setReturnArrays(true);
  const last = database.prepare('SELECT key FROM entries WHERE key >= ? AND key < ? ORDER BY key DESC LIMIT 1');
  const lastKey = (prefix: string) => (last.get(prefix, endOfRange(prefix)) as { key: string } | undefined)?.key;
  const claims = path === ':memory:' ? database : openForClaims(path);
  const claim = claims.prepare(`
    INSERT INTO claims (key, owner, until) VALUES (?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, until = excluded.until WHERE claims.until <= ? OR claims.owner = excluded.owner
    RETURNING owner`);
  const release = claims.prepare('DELETE FROM claims WHERE key = ? AND owner = ?');
  const dropSpent = claims.prepare('DELETE FROM claims WHERE until <= ?');
  const together = commitTogether(database);
  const engine: Engine = {
    async read(key) {
      checkStillThere();
      return (read.get(key) as { value: string } | undefined)?.value;
    },
    async write(key, value) {
      checkStillThere();
      write.run(key, value);
    },
    async remove(key) {
      checkStillThere();
      return remove.run(key).changes > 0;
    },
    async range(prefix, limit, after = '') {
      checkStillThere();
      // Rows as arrays cost half of rows as objects, and a summary reads a hundred thousand.
      const rows = range.all(prefix, after, endOfRange(prefix), limit) as unknown as [string, string][];
      return rows.map(([key, value]) => ({ key, value }));
    },
    async lastKey(prefix) {
      checkStillThere();
      return lastKey(prefix);
    },
    async append(prefix, value, mark, beside) {
      checkStillThere();
      return together.put(() => {
        const known = (read.get(mark.key) as { value: string } | undefined)?.value;
        if (known !== undefined) return { number: mark.read(known), isNew: false };
        const number = numberAfter(prefix, lastKey(prefix));
        insert.run(keyOfNumber(prefix, number), value);
        insert.run(mark.key, mark.write(number));
        if (beside !== undefined) insert.run(beside.prefix + keyOfNumber(prefix, number), beside.value);
        return { number, isNew: true };
      });
    },
    async claim(key, owner, until, now) {
      checkStillThere();
      return claim.get(key, owner, until, now) !== undefined;
    },
    async release(key, owner) {
      checkStillThere();
      release.run(key, owner);
    },
    async dropSpentClaims(now) {
      checkStillThere();
      dropSpent.run(now);
    },
    async format() {
      checkStillThere();
      return wholeOf(database).format();
    },
    async noteFormat(format) {
      checkStillThere();
      const whole = wholeOf(database);
      if ((await whole.format()) === undefined) await whole.setFormat(format);
    },
    async whole(purpose, work) {
      checkStillThere();
      if (path === ':memory:') return inLongTransaction(database, purpose, work);
      // A connection of its own: what others do meanwhile on the first one is no part of the transaction.
      const own = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
      try {
        return await inLongTransaction(own, purpose, work);
      } finally {
        own.close();
      }
    },
    async close() {
      together.now();
      if (claims !== database) claims.close();
      database.close();
    },
  };
  return path === ':memory:' ? oneAtATime(engine) : engine;
}

/**
 * A connection for claims alone, which does not wait for the disk: two are taken for every answer, and each wait would cost more than the
 * answer. They survive a crash of the process all the same; after a power cut the latest may be gone, and an event that is delivered again
 * is answered again. What it writes goes through the entries, which are kept, and know their repeats.
 */
function openForClaims(path: string): DatabaseSync {
  const claims = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  claims.exec('PRAGMA synchronous = NORMAL');
  return claims;
}

async function inLongTransaction<T>(database: DatabaseSync, purpose: 'read' | 'write', work: (whole: Whole) => Promise<T>): Promise<T> {
  database.exec('PRAGMA synchronous = FULL');
  database.exec(purpose === 'read' ? 'BEGIN' : 'BEGIN IMMEDIATE');
  try {
    const result = await work(wholeOf(database));
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Throws when the file is no longer the one that was opened: SQLite would go on writing to a file that nobody can open again. */
function makeCheckStillThere(path: string): () => void {
  const opened = statSync(path, { bigint: true });
  return () => {
    const now = statSync(path, { bigint: true });
    if (now.ino !== opened.ino || now.dev !== opened.dev) throw new Error('the file of the store was taken away or replaced');
  };
}
