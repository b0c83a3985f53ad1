import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type KeyValue, StoreBroken } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { startPostgres } from './postgres-server.ts';
import { describeStore, expectBroken, expectUnwritable } from './store.ts';

const started = await startPostgres();
const postgres = 'unavailable' in started ? undefined : started;
if ('unavailable' in started) process.stderr.write(`The store in Postgres is not tested: ${started.unavailable}\n`);

const folder = mkdtempSync(join(tmpdir(), 'accord-store-'));
let database = 0;
const sqliteUrl = () => `sqlite:${join(folder, String(database), 'accord.db')}`;

afterAll(async () => {
  await postgres?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the store in memory', () => {
  describeStore({ open: () => openStore('memory:'), clear: async () => undefined });
});

describe('the store in SQLite', () => {
  describeStore({ open: () => openStore(sqliteUrl()), clear: async () => void database++, url: sqliteUrl });
});

describe.runIf(postgres)('the store in Postgres', () => {
  // The first opening makes the tables; a statement of the tests before it would find none.
  const clear = async () => {
    await (await openStore(postgres!.url)).close();
    await postgres!.query('TRUNCATE accord_entries, accord_claims');
  };
  describeStore({ open: () => openStore(postgres!.url), clear, url: () => postgres!.url });
});

describe('a store that cannot be opened', () => {
  it.each(['nonsense', 'mysql://localhost/x', '', 'sqlite:', 'memory:x', 'postgres://nobody:x@127.0.0.1:1/none'])(
    'says so: %s',
    async (url) => {
      await expect(openStore(url)).rejects.toBeInstanceOf(StoreBroken);
    },
  );

  it('says so when the file is no database, and leaves the file as it is', async () => {
    const path = join(folder, 'letter.txt');
    writeFileSync(path, 'Dear Sir or Madam, '.repeat(100));
    await expect(openStore(`sqlite:${path}`)).rejects.toBeInstanceOf(StoreBroken);
  });

  it('says so when the folder cannot be made', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    await expect(openStore(`sqlite:${join(folder, 'a-file', 'accord.db')}`)).rejects.toBeInstanceOf(StoreBroken);
  });
});

describe('a store in SQLite that breaks', () => {
  let store: KeyValue;
  let connections: DatabaseSync[];
  let other: DatabaseSync;

  beforeEach(async () => {
    database++;
    ({ store, connections } = await openWithItsConnections(sqliteUrl()));
    await store.set('a:1', 'one');
    other = new DatabaseSync(sqliteUrl().slice('sqlite:'.length));
  });
  afterEach(async () => {
    other.close();
    await store.close();
  });

  it('refuses to confirm on a full disk, still reads, and goes on when there is room', async () => {
    const { page_count: pages } = other.prepare('PRAGMA page_count').get() as { page_count: number };
    for (const connection of connections) connection.exec(`PRAGMA max_page_count = ${pages}`);
    await expect(store.set('a:2', 'x'.repeat(100_000))).rejects.toMatchObject({ code: 'store-broken', cause: { message: /full/ } });
    expect(await store.list('a:', 10)).toEqual([{ key: 'a:1', value: 'one' }]);
    for (const connection of connections) connection.exec('PRAGMA max_page_count = 1000000');
    await store.set('a:2', 'x'.repeat(100_000));
    expect(await store.get('a:2')).toHaveLength(100_000);
  });

  it('refuses to confirm when it may only be read, and still reads', async () => {
    for (const connection of connections) connection.exec('PRAGMA query_only = ON');
    await expectUnwritable(store);
    expect(await store.get('a:1')).toBe('one');
  });

  it('says so when its table is gone', async () => {
    other.exec('DROP TABLE entries; DROP TABLE claims');
    await expectBroken(store);
  });

  it('says so when its folder is taken away', async () => {
    rmSync(join(folder, String(database)), { recursive: true });
    await expectBroken(store);
  });

  it('says so when another file is put in its place', async () => {
    rmSync(join(folder, String(database)), { recursive: true });
    mkdirSync(join(folder, String(database)));
    await (await openStore(sqliteUrl())).close();
    await expectBroken(store);
  });

  it.each(['not json', '', '"plain"', 'null', '{}', '{"value":1}', '{"value":null}', '[]'])(
    'says so when an entry is damaged: %s',
    async (damaged) => {
      other.prepare(`UPDATE entries SET value = ? WHERE key = 'a:1'`).run(damaged);
      await expect(store.get('a:1')).rejects.toBeInstanceOf(StoreBroken);
      await expect(store.list('a:', 10)).rejects.toBeInstanceOf(StoreBroken);
    },
  );
});

/** Opens a store and catches its connection on the way, so that a test can take its disk space away. */
async function openWithItsConnections(url: string): Promise<{ store: KeyValue; connections: DatabaseSync[] }> {
  const { exec } = DatabaseSync.prototype;
  const connections = new Set<DatabaseSync>();
  DatabaseSync.prototype.exec = function (text) {
    connections.add(this);
    exec.call(this, text);
  };
  try {
    const store = await openStore(url);
    return { store, connections: [...connections].filter(({ isOpen }) => isOpen) };
  } finally {
    DatabaseSync.prototype.exec = exec;
  }
}

describe.runIf(postgres)('a store in Postgres that breaks', () => {
  let store: KeyValue;
  beforeEach(async () => {
    store = await openStore(postgres!.url);
    await postgres!.query('TRUNCATE accord_entries, accord_claims');
    await store.set('a:1', 'one');
  });
  afterEach(() => store.close());

  it('says so when its connection is cut in the middle, and works again on the next call', async () => {
    // Somebody holds the table, so that the read is certainly under way when it is cut.
    const cut = postgres!.query(`
      BEGIN; LOCK TABLE accord_entries IN ACCESS EXCLUSIVE MODE;
      DO $$ BEGIN
        LOOP
          PERFORM pg_stat_clear_snapshot();
          EXIT WHEN (SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'SELECT value%') > 0;
          PERFORM pg_sleep(0.01);
        END LOOP;
      END $$; COMMIT`);
    await untilLocked();
    await expect(store.get('a:1')).rejects.toBeInstanceOf(StoreBroken);
    await cut;
    expect(await store.get('a:1')).toBe('one');
  });

  it('says so when its table is gone', async () => {
    await postgres!.query('DROP TABLE accord_entries, accord_claims');
    await expectBroken(store);
    await (await openStore(postgres!.url)).close();
  });

  it.runIf(postgres?.server)('says so while the server is down, and has everything when it is back', async () => {
    await postgres!.server!.stop();
    await expectBroken(store);
    await expect(openStore(postgres!.url)).rejects.toBeInstanceOf(StoreBroken);
    await postgres!.server!.start();
    expect(await store.get('a:1')).toBe('one');
    await store.set('a:2', 'two');
    expect((await store.list('a:', 10)).map(({ key }) => key)).toEqual(['a:1', 'a:2']);
  });

  it('lets many processes open it for the first time at once', async () => {
    await postgres!.query('DROP TABLE accord_entries, accord_claims');
    const opened = await Promise.all(Array.from({ length: 8 }, () => openStore(postgres!.url)));
    await Promise.all(opened.map((one) => one.close()));
  });

  async function untilLocked(): Promise<void> {
    const held = `SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'accord_entries'::regclass AND granted`;
    while (((await postgres!.query(held)) as { rows: unknown[] }).rows.length === 0);
  }
});
