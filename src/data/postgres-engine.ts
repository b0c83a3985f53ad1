import pg from 'pg';
import {
  type Beside,
  type Engine,
  endOfRange,
  keyOfNumber,
  type Mark,
  numberAfter,
  pagesOf,
  ROWS_ON_A_PAGE,
  type Row,
  type Whole,
} from './engine.ts';
import type { Appended } from './key-value.ts';

const CONNECTIONS_AT_MOST = 10;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 10_000;

/**
 * The store for more than one machine. The key column has C collation, so a listing is one range of the primary key and its order is the
 * same as SQLite’s.
 * @param url `postgres://user:password@host:port/database`
 */
export async function openPostgres(url: string): Promise<Engine> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS_AT_MOST,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
  });
  // An idle connection that the server drops raises 'error' on the pool; the next statement opens another and reports for itself.
  pool.on('error', () => undefined);
  // One that is cut between two statements of a transaction raises it itself, and would end the process; the next statement reports that too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await makeTables(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    async read(key) {
      return (await pool.query<{ value: string }>({ name: 'read', text: READ, values: [key] })).rows[0]?.value;
    },
    async write(key, value) {
      await pool.query({
        name: 'write',
        text: 'INSERT INTO accord_entries (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        values: [key, value],
      });
    },
    async remove(key) {
      return ((await pool.query({ name: 'remove', text: 'DELETE FROM accord_entries WHERE key = $1', values: [key] })).rowCount ?? 0) > 0;
    },
    async range(prefix, limit, after = '') {
      const text = 'SELECT key, value FROM accord_entries WHERE key >= $1 AND key > $2 AND key < $3 ORDER BY key LIMIT $4';
      return (await pool.query<{ key: string; value: string }>({ name: 'range', text, values: [prefix, after, endOfRange(prefix), limit] }))
        .rows;
    },
    async lastKey(prefix) {
      return (await pool.query<{ key: string }>({ name: 'last-key', text: LAST_KEY, values: [prefix, endOfRange(prefix)] })).rows[0]?.key;
    },
    append: (prefix, value, mark, beside) => inTransaction(pool, (client) => append(client, prefix, value, mark, beside)),
    async claim(key, owner, until, now) {
      const text = `
        INSERT INTO accord_claims (key, owner, until) VALUES ($1, $2, $3)
        ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, until = excluded.until WHERE accord_claims.until <= $4 OR accord_claims.owner = excluded.owner
        RETURNING owner`;
      return (await pool.query({ name: 'claim', text, values: [key, owner, until, now] })).rows.length > 0;
    },
    async release(key, owner) {
      await pool.query({ name: 'release', text: 'DELETE FROM accord_claims WHERE key = $1 AND owner = $2', values: [key, owner] });
    },
    async dropSpentClaims(now) {
      await pool.query({ name: 'drop-spent', text: 'DELETE FROM accord_claims WHERE until <= $1', values: [now] });
    },
    async format() {
      return (await pool.query<{ format: number }>(FORMAT)).rows[0]?.format;
    },
    async noteFormat(format) {
      await pool.query('INSERT INTO accord_format (format) VALUES ($1) ON CONFLICT DO NOTHING', [format]);
    },
    whole: (purpose, work) => inLongTransaction(url, purpose, work),
    async close() {
      await pool.end();
    },
  };
}

const READ = 'SELECT value FROM accord_entries WHERE key = $1';
const FORMAT = 'SELECT format FROM accord_format';
const LAST_KEY = 'SELECT key FROM accord_entries WHERE key >= $1 AND key < $2 ORDER BY key DESC LIMIT 1';

async function append(client: pg.PoolClient, prefix: string, value: string, mark: Mark, beside?: Beside): Promise<Appended> {
  // Those who append under one prefix take turns. The lock goes with the transaction, so a crash gives it back.
  await client.query({ name: 'append-turn', text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', values: [`append ${prefix}`] });
  const known = await client.query<{ value: string }>({ name: 'read', text: READ, values: [mark.key] });
  if (known.rows[0] !== undefined) return { number: mark.read(known.rows[0].value), isNew: false };
  const last = await client.query<{ key: string }>({ name: 'last-key', text: LAST_KEY, values: [prefix, endOfRange(prefix)] });
  const number = numberAfter(prefix, last.rows[0]?.key);
  const key = keyOfNumber(prefix, number);
  const both = 'INSERT INTO accord_entries (key, value) VALUES ($1, $2), ($3, $4)';
  const values = [key, value, mark.key, mark.write(number)];
  if (beside === undefined) await client.query({ name: 'append', text: both, values });
  else await client.query({ name: 'append-beside', text: `${both}, ($5, $6)`, values: [...values, beside.prefix + key, beside.value] });
  return { number, isNew: true };
}

/** Does all of it or none. A connection on which anything failed is thrown away: what it still holds is not known. */
async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    // READ COMMITTED: each statement sees what those before us in the queue have committed.
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** On a connection of its own, without the limits on how long a statement may take: a whole store is larger than one answer. */
async function inLongTransaction<T>(url: string, purpose: 'read' | 'write', work: (whole: Whole) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // A connection that is cut raises 'error'; the statement under way, or the next one, reports it too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`SET lock_timeout = ${STATEMENT_TIMEOUT_MS}`);
    await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ ${purpose === 'read' ? 'READ ONLY' : ''}`);
    if (purpose === 'write') await client.query('LOCK TABLE accord_entries, accord_claims, accord_format IN EXCLUSIVE MODE');
    const result = await work(wholeOf(client));
    await client.query('COMMIT');
    return result;
  } finally {
    // What was not committed is undone by the server when the connection goes.
    await client.end().catch(() => undefined);
  }
}

function wholeOf(client: pg.Client): Whole {
  return {
    pages: () =>
      pagesOf(async (after) => {
        const text = 'SELECT key, value FROM accord_entries WHERE key > $1 ORDER BY key LIMIT $2';
        return (await client.query<Row>({ name: 'page', text, values: [after ?? '', ROWS_ON_A_PAGE] })).rows;
      }),
    async clear(what) {
      await client.query('DELETE FROM accord_entries');
      if (what === 'entries and claims') await client.query('DELETE FROM accord_claims');
    },
    async add(rows) {
      const text = 'INSERT INTO accord_entries (key, value) SELECT * FROM unnest($1::text[], $2::text[])';
      await client.query({ name: 'add', text, values: [rows.map(({ key }) => key), rows.map(({ value }) => value)] });
    },
    async format() {
      return (await client.query<{ format: number }>(FORMAT)).rows[0]?.format;
    },
    async setFormat(format) {
      await client.query('INSERT INTO accord_format (format) VALUES ($1) ON CONFLICT (one) DO UPDATE SET format = excluded.format', [
        format,
      ]);
    },
  };
}

async function makeTables(pool: pg.Pool): Promise<void> {
  // Two processes that start at once would both try to create the table, and one would fail: the lock lets them do it in turn.
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('accord tables'))`);
    await client.query('CREATE TABLE IF NOT EXISTS accord_entries (key TEXT COLLATE "C" PRIMARY KEY, value TEXT NOT NULL)');
    await client.query(
      'CREATE TABLE IF NOT EXISTS accord_claims (key TEXT COLLATE "C" PRIMARY KEY, owner TEXT NOT NULL, until BIGINT NOT NULL)',
    );
    await client.query(
      'CREATE TABLE IF NOT EXISTS accord_format (one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one), format INTEGER NOT NULL)',
    );
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
