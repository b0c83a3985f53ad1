import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Engine, endOfRange, keyOfNumber, numberAfter } from './engine.ts';

/**
 * The embedded store: one file, nothing to install. `synchronous=FULL` with a write-ahead log, so that what was acknowledged survives a
 * power cut. Keys compare bytewise (BINARY), which for UTF-8 is the order of code points.
 * @param path a file (made with its folder when missing) or `:memory:`
 */
export function openSqlite(path: string): Engine {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  database.exec(`
    PRAGMA busy_timeout = 5000;
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
  const claim = database.prepare(`
    INSERT INTO claims (key, owner, until) VALUES (?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, until = excluded.until WHERE claims.until <= ? OR claims.owner = excluded.owner
    RETURNING owner`);
  const release = database.prepare('DELETE FROM claims WHERE key = ? AND owner = ?');
  const dropSpent = database.prepare('DELETE FROM claims WHERE until <= ?');
  return {
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
    async append(prefix, value, mark) {
      checkStillThere();
      return inTransaction(database, () => {
        const known = (read.get(mark.key) as { value: string } | undefined)?.value;
        if (known !== undefined) return mark.read(known);
        const number = numberAfter(prefix, lastKey(prefix));
        insert.run(keyOfNumber(prefix, number), value);
        insert.run(mark.key, mark.write(number));
        return number;
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
    async close() {
      database.close();
    },
  };
}

/** Does all of it or none. IMMEDIATE takes the write lock before the first read, so that two processes take turns. */
function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
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
