import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBenefitLog } from '../../src/data/benefit-log.ts';
import { type KeyValue, StoreBroken } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { startPostgres, type TestPostgres } from './postgres-server.ts';

const KILLS = 50;
const AT_ONCE = 5;

/** A process that logs benefits. `said` grows as it speaks. */
function startLogging(url: string, ...args: string[]) {
  const child = spawn(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, 'append-process.ts'),
    url,
    ...args,
  ]);
  const said: string[] = [];
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const lines = createInterface(child.stdout);
  const ready = once(lines, 'line');
  const first = ready.then(() => once(lines, 'line'));
  lines.on('line', (line) => line !== 'ready' && said.push(line));
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]);
  return { child, said, ready, first, ended, complaint: () => complaint };
}

/** Every number of the log with the request it was made by, in order. */
async function logged(store: KeyValue): Promise<string[]> {
  const found: string[] = [];
  for await (const page of openBenefitLog(store).scan('darlington'))
    for (const { number, facts } of page) found.push(`${number} ${facts.what}`);
  return found;
}
const byNumber = (a: string, b: string) => Number.parseInt(a, 10) - Number.parseInt(b, 10);
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

function describeAppend(open: () => string): void {
  let store: KeyValue;
  beforeAll(async () => {
    store = await openStore(open());
  });
  afterAll(() => store.close());

  it('numbers from 1 under each prefix, in keys that sort as the numbers do', async () => {
    for (const id of upTo(12)) expect(await store.append('small:a:', `value ${id}`, `id ${id}`)).toBe(id);
    expect(await store.append('small:b:', 'other', 'id 1')).toBe(1);
    expect((await store.list('small:a:', 20)).map(({ value }) => value)).toEqual(upTo(12).map((id) => `value ${id}`));
    expect(await store.lastKey('small:a:')).toBe('small:a:00000012');
    expect(await store.lastKey('small:')).toBe('small:b:00000001');
    expect(await store.lastKey('none:')).toBeUndefined();
  });

  it('adds one entry for one id, whatever it is and whatever comes with it', async () => {
    for (const id of ['', 'a:b', '%', '\u0000', 'é😀', 'x'.repeat(10_000)]) {
      const number = await store.append('same:', ':"text"', id);
      expect(await store.append('same:', 'another', id)).toBe(number);
      expect(await store.get(`same:0000000${number}`)).toBe(':"text"');
    }
    expect(await store.list('same:', 20)).toHaveLength(6);
  });

  it('counts the numbers of its own level only', async () => {
    await store.append('deep:', 'first', '1');
    expect(await store.append('deep:00000001:', 'under it', '2')).toBe(1);
    expect(await store.append('deep:00000001:', 'under it', '3')).toBe(2);
    expect(await store.append('deep:', 'second', '4')).toBe(2);
    await expect(store.set('deep:other', '').then(() => store.append('deep:', 'third', '5'))).rejects.toThrow(StoreBroken);
  });

  it('goes on counting, and still knows a repeat, in a store that every entry was carried over to', async () => {
    for (const id of ['one', 'two']) await store.append('moved:', id, id);
    const other = await openStore('memory:');
    for (const { key, value } of await store.list('', 1000)) await other.set(key, value);
    expect([await other.append('moved:', 'two', 'two'), await other.append('moved:', 'three', 'three')]).toEqual([2, 3]);
    await other.close();
  });

  it('keeps a reminder beside an entry when it is asked to, and none beside a repeat', async () => {
    await store.append('todo:', 'first', '1', 'reminders:');
    await store.append('todo:', 'second', '2');
    await store.append('todo:', 'again', '2', 'reminders:');
    await store.append('todo:00000002:', 'under it', '3', 'reminders:');
    expect(await store.list('reminders:', 10)).toEqual([
      { key: 'reminders:todo:00000001', value: '' },
      { key: 'reminders:todo:00000002:00000001', value: '' },
    ]);
  });

  it('tells which number an id was given, and that it was given none', async () => {
    const number = await store.append('known:', 'x', 'id 1');
    expect([await store.numberOf('known:', 'id 1'), await store.numberOf('known:', 'id 2')]).toEqual([number, undefined]);
    expect(await store.numberOf('unknown:', 'id 1')).toBeUndefined();
  });

  it('gives each of many at once its own number, and each repeat the same', async () => {
    const given = await Promise.all(upTo(60).map((at) => store.append('crowd:', 'x', `id ${at % 20}`)));
    expect(given.slice(20, 40)).toEqual(given.slice(0, 20));
    expect(given.slice(40)).toEqual(given.slice(0, 20));
    expect([...new Set(given)].sort((a, b) => a - b)).toEqual(upTo(20));
  });

  it('leaves no gap and no repeat when two processes log 200 benefits at once', async () => {
    const before = (await logged(store)).length;
    const both = ['one', 'two'].map((name) => startLogging(open(), name, '100'));
    await Promise.all(both.map(({ ready }) => ready));
    for (const { child } of both) child.stdin.write('go\n');
    await Promise.all(both.map(({ ended }) => ended));
    expect(both.map(({ complaint }) => complaint()).join('')).toBe('');
    const now = await logged(store);
    expect(now.map((line) => Number.parseInt(line, 10))).toEqual(upTo(before + 200));
    expect(both.flatMap(({ said }) => said).sort(byNumber)).toEqual(now.slice(before));
  });
}

describe('appending in SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'accord-append-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  describeAppend(() => `sqlite:${join(folder, 'store.db')}`);

  it(`keeps every entry that was confirmed, and no gap, when its writers are killed ${KILLS} times`, { timeout: 60_000 }, async () => {
    const url = `sqlite:${join(folder, 'killed.db')}`;
    await (await openStore(url)).close();
    const confirmed: string[] = [];
    const killing = upTo(AT_ONCE).map(async (row) => {
      for (let kill = row; kill <= KILLS; kill += AT_ONCE) {
        const { child, ready, first, said, ended } = startLogging(url, `writer-${kill}`);
        await ready;
        // However busy the machine is: all but the earliest have confirmed something.
        if (kill > AT_ONCE) await first;
        // The longer it waits, the more is written: from killed at its first entry to killed amid many.
        setTimeout(() => child.kill('SIGKILL'), kill);
        await ended;
        confirmed.push(...said);
      }
    });
    await Promise.all(killing);
    const store = await openStore(url);
    const kept = await logged(store);
    expect(confirmed.length).toBeGreaterThanOrEqual(KILLS - AT_ONCE);
    expect(kept.map((line) => Number.parseInt(line, 10))).toEqual(upTo(kept.length));
    const known = new Set(kept);
    expect(confirmed.filter((line) => !known.has(line))).toEqual([]);
    // Entry and number went together: each entry’s request is known, so that asking again makes no second entry.
    expect((await store.list('appended:', 100_000)).length).toBe(kept.length);
    await store.close();
  });
});

const postgres = await startPostgres();
describe.skipIf('unavailable' in postgres)('appending in Postgres', () => {
  afterAll(() => (postgres as TestPostgres).close());
  describeAppend(() => (postgres as TestPostgres).url);
});
