import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readBackup, writeBackup } from '../../src/data/backup-file.ts';
import type { Row } from '../../src/data/engine.ts';
import { openStore, openWhole } from '../../src/data/open-stores.ts';
import { STORE_FORMAT, StoreOfAnotherVersion } from '../../src/data/store-format.ts';
import { startPostgres } from './postgres-server.ts';

const started = await startPostgres();
const postgres = 'unavailable' in started ? undefined : started;
if ('unavailable' in started) process.stderr.write(`The store in Postgres is not tested: ${started.unavailable}\n`);
const folder = mkdtempSync(join(tmpdir(), 'accord-whole-'));
afterAll(async () => {
  await postgres?.close();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
const file = (name: string) => join(folder, `${++count}-${name}`);
const MADE_AT = '2026-11-22T09:00:00.000Z';
const HEAD = { storeFormat: STORE_FORMAT, madeAt: MADE_AT };

async function rowsOf(pages: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

async function everything(url: string): Promise<Row[]> {
  const store = await openWhole(url);
  try {
    return await store.whole('read', (whole) => rowsOf(whole.pages()));
  } finally {
    await store.close();
  }
}

async function backUp(url: string, to: string): Promise<void> {
  const store = await openWhole(url);
  await store.whole('read', (whole) => writeBackup(to, HEAD, whole.pages()));
  await store.close();
}

/** Runs an `accord` command in a process of its own. */
function accord(url: string, ...words: string[]): ChildProcess & { complaint(): string } {
  const main = join(import.meta.dirname, '..', '..', 'src', 'bot', 'terminal', 'main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...words], {
    env: { PATH: process.env.PATH, ACCORD_STORE: url },
    cwd: folder,
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  return Object.assign(child, { complaint: () => complaint });
}

async function runAccord(url: string, ...words: string[]): Promise<{ code: number; err: string }> {
  const child = accord(url, ...words);
  const [code] = (await once(child, 'exit')) as [number];
  return { code, err: child.complaint() };
}

/** Entries as Accord keeps them, of several kinds, with everything a text may hold. */
async function fill(url: string, entries = 600): Promise<void> {
  const store = await openStore(url);
  const odd = ['', '{"value":1}', '\u2028\u0085\r\n\t', ':base64:x', '😀\u202e', '\ud800', '\u0000', 'x'.repeat(100_000)];
  for (const [at, text] of odd.entries()) await store.set(`odd:${at}:é%3A😀`, text);
  for (let at = 0; at < entries; at++) await store.set(`many:${at}`, `${at}`);
  for (let at = 1; at <= 12; at++) await store.append('benefits:darlington:', `entry ${at}`, `request ${at}`);
  await store.claim('event:slack:1', 'somebody', 2_000, 1_000);
  await store.close();
}

describe('the whole of a store in SQLite', () => {
  describeWhole(
    () => `sqlite:${file('accord.db')}`,
    (url) => {
      // Whoever holds the write lock is in the middle of its transaction.
      const database = new DatabaseSync(url.slice('sqlite:'.length), { timeout: 0 });
      try {
        database.exec('BEGIN IMMEDIATE; ROLLBACK');
        return Promise.resolve(false);
      } catch {
        return Promise.resolve(true);
      } finally {
        database.close();
      }
    },
    (url, format) => {
      const database = new DatabaseSync(url.slice('sqlite:'.length));
      database.exec(`PRAGMA user_version = ${format}`);
      database.close();
      return Promise.resolve();
    },
  );
});

describe.runIf(postgres)('the whole of a store in Postgres', () => {
  beforeEach(async () => {
    await (await openStore(postgres!.url).catch(() => undefined))?.close();
    await postgres!.query('TRUNCATE accord_entries, accord_claims, accord_format');
  });
  describeWhole(
    () => postgres!.url,
    async () => {
      const held = `SELECT 1 FROM pg_locks WHERE mode = 'ExclusiveLock' AND relation = 'accord_entries'::regclass AND granted`;
      return ((await postgres!.query(held)) as { rows: unknown[] }).rows.length > 0;
    },
    async (_, format) =>
      void (await postgres!.query(`INSERT INTO accord_format VALUES (true, ${format}) ON CONFLICT (one) DO UPDATE SET format = ${format}`)),
  );

  it('goes from SQLite to Postgres and back, and is the same', async () => {
    const [first, second] = [`sqlite:${file('first.db')}`, `sqlite:${file('second.db')}`];
    await fill(first);
    expect(await runAccord(first, 'migrate', '--to', postgres!.url)).toMatchObject({ code: 0, err: '' });
    expect(await runAccord(postgres!.url, 'migrate', '--to', second)).toMatchObject({ code: 0, err: '' });
    expect(await everything(second)).toEqual(await everything(first));
    expect(await everything(postgres!.url)).toEqual(await everything(first));
  });
});

describe('the whole of a store in memory', () => {
  it('shows what is there, and nothing of what others write meanwhile', async () => {
    const store = await openWhole('memory:');
    await store.whole('write', (whole) => whole.add([{ key: 'a:1', value: '{"value":"one"}' }]));
    const [seen] = await Promise.all([
      store.whole('read', async (whole) => (await rowsOf(whole.pages())).map(({ key }) => key)),
      store.whole('write', (whole) => whole.add([{ key: 'a:2', value: '{"value":"two"}' }])),
    ]);
    expect(seen).toEqual(['a:1']);
    await store.close();
  });
});

/** @param held whether somebody is in the middle of filling the store */
function describeWhole(
  open: () => string,
  held: (url: string) => Promise<boolean>,
  setFormat: (url: string, format: number) => Promise<void>,
): void {
  it('is restored as it was: every entry, the numbers and the ids they were given for; claims stay behind', async () => {
    const [url, backup] = [open(), file('a.backup')];
    await fill(url);
    const before = await everything(url);
    await backUp(url, backup);
    expect((await runAccord(url, 'restore', backup)).err).toMatch(/not empty/);
    expect(await runAccord(url, 'restore', backup, '--replace')).toMatchObject({ code: 0, err: '' });
    expect(await everything(url)).toEqual(before);
    const store = await openStore(url);
    expect(await store.append('benefits:darlington:', 'again', 'request 5')).toBe(5);
    expect(await store.append('benefits:darlington:', 'new', 'request 13')).toBe(13);
    expect(await store.claim('event:slack:1', 'another', 2_000, 1_000)).toBe(true);
    await store.close();
  });

  it('is backed up as at one instant while two processes append', async () => {
    const url = open();
    await (await openStore(url)).close();
    const writers = ['ann', 'bob'].map((name) =>
      spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'append-process.ts'), url, name]),
    );
    for (const { stdout } of writers) {
      const lines = createInterface(stdout);
      for (let said = 0; said < 20; said++) await once(lines, 'line');
    }
    const copies = [file('1.backup'), file('2.backup'), file('3.backup')];
    for (const copy of copies) await backUp(url, copy);
    for (const writer of writers) writer.kill('SIGKILL');
    await Promise.all(writers.map((writer) => once(writer, 'exit')));
    const after = new Map((await everything(url)).map(({ key, value }) => [key, value]));
    for (const copy of copies) {
      const rows = await rowsOf(readBackup(copy, STORE_FORMAT).pages);
      const numbers = rows.filter(({ key }) => /^benefits:darlington:\d{8}$/.test(key)).map(({ key }) => Number(key.slice(-8)));
      const marks = rows.filter(({ key }) => key.startsWith('appended:')).map(({ value }) => Number(JSON.parse(value).value));
      expect(numbers.length).toBeGreaterThanOrEqual(40);
      // A prefix of what happened: no gap, and every entry with its mark.
      expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => at + 1));
      expect(marks.toSorted((a, b) => a - b)).toEqual(numbers);
      for (const { key, value } of rows) if (!key.startsWith('waiting:')) expect(after.get(key), key).toBe(value);
    }
  });

  it('is as it was when the process that fills it is killed in the middle', async () => {
    const [url, backup, pipe] = [open(), file('a.backup'), file('pipe')];
    await fill(url, 900);
    await backUp(url, backup);
    const before = await everything(url);
    execFileSync('mkfifo', [pipe]);
    const restoring = accord(url, 'restore', pipe, '--replace');
    // The pipe gives most of the backup and then nothing: the restore waits for more with its transaction open.
    const whole = readFileSync(backup);
    const end = openSync(pipe, 'w');
    writeSync(end, whole.subarray(0, Math.floor(whole.length * 0.9)));
    while (!(await held(url))) expect(restoring.exitCode, restoring.complaint()).toBeNull();
    restoring.kill('SIGKILL');
    await once(restoring, 'exit');
    expect(await everything(url)).toEqual(before);
  });

  it('is as it was when the backup turns out to be damaged', async () => {
    const [url, backup] = [open(), file('a.backup')];
    await fill(url);
    await backUp(url, backup);
    const store = await openStore(url);
    await store.set('many:later', 'later');
    await store.close();
    const before = await everything(url);
    const text = readFileSync(backup, 'utf8');
    const lines = text.trimEnd().split('\n');
    const damages: [string, RegExp][] = [
      ['', /empty/],
      ['Dear Sir\n', /not a backup of Accord/],
      [text.slice(0, -1), /cut short in the middle of a line/],
      [`${lines.slice(0, -1).join('\n')}\n`, /its last line is missing/],
      [`${lines.toSpliced(5, 1).join('\n')}\n`, /should hold 632 entries and holds 631/],
      [text.replace('"many:7"', '"many:8"'), /out of order/],
      [text.replace(MADE_AT, '2025-11-22T09:00:00.000Z'), /checksum/],
      [`${text}${lines[3]}\n`, /stands after the end/],
      [text.replace(lines[4]!, '{"key":"a:1"}'), /line 5 is not as Accord wrote it/],
      [text.replace('"storeFormat":1', '"storeFormat":2'), /newer version of Accord/],
      [text.replace('"version":1', '"version":2'), /newer version of Accord/],
    ];
    for (const [damaged, why] of damages) {
      writeFileSync(backup, damaged);
      const target = await openWhole(url);
      const filled = target.whole('write', async (whole) => {
        await whole.clear('entries and claims');
        for await (const page of readBackup(backup, STORE_FORMAT).pages) await whole.add(page);
      });
      await expect(filled, damaged.slice(0, 80)).rejects.toThrow(why);
      await target.close();
    }
    expect(await everything(url)).toEqual(before);
  });

  it('is refused when a newer version wrote it, and nothing is changed', async () => {
    const url = open();
    await fill(url, 3);
    await setFormat(url, STORE_FORMAT + 1);
    await expect(openStore(url)).rejects.toBeInstanceOf(StoreOfAnotherVersion);
    const { code, err } = await runAccord(url, 'backup', file('b.backup'));
    expect(code).toBe(1);
    expect(err).toMatch(/^The store was written by a newer version of Accord, and nothing was changed\./);
    await setFormat(url, STORE_FORMAT);
    expect(await everything(url)).toHaveLength(8 + 3 + 24);
  });

  it('is brought up to date with a backup first, once, all of it or nothing', async () => {
    const url = open();
    await fill(url, 3);
    const before = await everything(url);
    const backupsTo = mkdtempSync(join(folder, 'backups-'));
    const later = [
      { to: 2, change: (row: Row) => (row.key.startsWith('odd:') ? [] : [row]) },
      { to: 3, change: (row: Row) => [row, { key: `${row.key}:copy`, value: row.value }] },
    ];
    await expect(
      openStore(url, { backupsTo, madeAt: MADE_AT, migrations: [...later, { to: 4, change: () => [{ key: 'same', value: '' }] }] }),
    ).rejects.toThrow();
    expect(await everything(url)).toEqual(before);
    const upgrade = async () => (await openStore(url, { backupsTo, madeAt: MADE_AT, migrations: later })).close();
    // In one process SQLite would wait for itself.
    if (url.startsWith('postgres')) await Promise.all([upgrade(), upgrade()]);
    else await upgrade();
    await upgrade();
    await expect(openStore(url), 'by a version that knows only the first format').rejects.toBeInstanceOf(StoreOfAnotherVersion);
    const backup = join(backupsTo, 'accord-before-format-3-20261122090000.backup');
    expect(await rowsOf(readBackup(backup, 1).pages)).toEqual(before);
    await setFormat(url, STORE_FORMAT);
    const kept = before.filter(({ key }) => !key.startsWith('odd:'));
    expect((await everything(url)).map(({ key }) => key)).toEqual(kept.flatMap(({ key }) => [key, `${key}:copy`]).toSorted());
    const store = await openStore(url);
    expect(await store.claim('event:slack:1', 'another', 2_000, 1_000), 'claims are kept').toBe(false);
    await store.close();
  });
}

it('a backup is written whole or not at all', async () => {
  const to = file('a.backup');
  writeFileSync(to, 'the earlier one');
  const breaking = (async function* () {
    yield [{ key: 'a:1', value: '{"value":"one"}' }];
    throw new Error('the store broke');
  })();
  await expect(writeBackup(to, HEAD, breaking)).rejects.toThrow('the store broke');
  expect(readFileSync(to, 'utf8')).toBe('the earlier one');
});
