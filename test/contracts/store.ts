import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type KeyValue, StoreBroken } from '../../src/data/key-value.ts';

/** A way to open a store. `open` gives another handle on the same, empty store until `clear` is called; `url` lets a process open it. */
export type StoreUnderTest = { open(): Promise<KeyValue>; clear(): Promise<void>; url?(): string };

/** Keys in the order every store must list them in: by code point, whatever the language of the machine. */
const IN_ORDER = ['a:', 'a:%41', 'a:1', 'a:10', 'a:2', 'a:Z', 'a:_', 'a:a', 'a:a:b', 'a:é', 'a:ﬀ', 'a:😀', 'a:😁'];

/** What Accord relies on in every store. */
export function describeStore(under: StoreUnderTest): void {
  let store: KeyValue;
  const handles: KeyValue[] = [];
  const another = async () => {
    const handle = await under.open();
    handles.push(handle);
    return handle;
  };
  beforeEach(async () => {
    await under.clear();
    store = await another();
  });
  afterEach(async () => {
    for (const handle of handles.splice(0)) await handle.close().catch(() => undefined);
  });
  const keys = async (prefix: string, limit = 100, after?: string) => (await store.list(prefix, limit, after)).map(({ key }) => key);

  describe('entries', () => {
    it('gives back what was set, says nothing is there when nothing was, and forgets what was deleted', async () => {
      expect(await store.get('a:1')).toBeUndefined();
      await store.set('a:1', 'one');
      await store.set('a:1', 'uno');
      expect(await store.get('a:1')).toBe('uno');
      await store.delete('a:1');
      expect(await store.get('a:1')).toBeUndefined();
      await expect(store.delete('a:1')).resolves.toBeUndefined();
    });

    it('keeps any text as it is', async () => {
      for (const text of [
        '',
        ' ',
        '{"value":1}',
        '"',
        "'; DROP TABLE entries; --",
        '\\u0000',
        '£5 – naïve 😀 \u202e',
        'x'.repeat(200_000),
      ]) {
        await store.set('a:1', text);
        expect(await store.get('a:1')).toBe(text);
        expect(await store.list('a:', 1)).toEqual([{ key: 'a:1', value: text }]);
      }
    });

    it('takes each key for itself, also ones that look alike', async () => {
      const alike = [
        'a:1',
        'A:1',
        'a:1 ',
        'a:１',
        'a:e\u0301',
        'a:\u00e9',
        'a:%',
        'a:_',
        'a:__proto__',
        'a:constructor',
        "a:'",
        'keyv:a:1',
      ];
      for (const key of alike) await store.set(key, `of ${key}`);
      for (const key of alike) expect(await store.get(key)).toBe(`of ${key}`);
    });
  });

  describe('listing', () => {
    it('lists by code point', async () => {
      for (const key of IN_ORDER.toReversed()) await store.set(key, 'x');
      expect(await keys('a:')).toEqual(IN_ORDER);
    });

    it('lists nothing of a neighbour', async () => {
      const others = ['a', 'ab:1', 'a;', 'A:1', 'aa:1', 'team_a:1', 'teamXa:1', 'team%:1', 'team:1'];
      for (const key of [...others, 'a:1']) await store.set(key, 'x');
      expect(await keys('a:')).toEqual(['a:1']);
      expect(await keys('team_a:')).toEqual(['team_a:1']);
      expect(await keys('team%:')).toEqual(['team%:1']);
      expect(await keys('b:')).toEqual([]);
    });

    it('lists everything for no prefix, so that a backup leaves nothing out', async () => {
      const all = ['a:1', 'z:1', 'é:1', '😀:1'];
      for (const key of all) await store.set(key, 'x');
      expect(await keys('')).toEqual(all);
    });

    it('pages through all entries once, in order', async () => {
      for (const key of IN_ORDER) await store.set(key, 'x');
      const seen: string[] = [];
      for (let page = await keys('a:', 5); page.length > 0; page = await keys('a:', 5, seen.at(-1))) {
        expect(page.length).toBeLessThanOrEqual(5);
        seen.push(...page);
      }
      expect(seen).toEqual(IN_ORDER);
    });
  });

  describe('claims', () => {
    it('gives a key to one of many that try at once', async () => {
      const second = under.url ? await another() : store;
      const tries = Array.from({ length: 40 }, (_, number) => (number % 2 ? store : second).claim('job', `owner ${number}`, 2_000, 1_000));
      expect((await Promise.all(tries)).filter((won) => won)).toHaveLength(1);
    });

    it('gives it to the same owner again, and to another once it has run out', async () => {
      expect(await store.claim('job', 'ann', 2_000, 1_000)).toBe(true);
      expect(await store.claim('job', 'ann', 3_000, 1_500)).toBe(true);
      expect(await store.claim('job', 'bob', 4_000, 2_999)).toBe(false);
      expect(await store.claim('job', 'bob', 4_000, 3_000)).toBe(true);
      expect(await store.claim('job', 'ann', 5_000, 3_001)).toBe(false);
    });

    it('lets only the owner give it back', async () => {
      await store.claim('job', 'ann', 2_000, 1_000);
      await store.release('job', 'bob');
      expect(await store.claim('job', 'bob', 2_000, 1_000)).toBe(false);
      await store.release('job', 'ann');
      expect(await store.claim('job', 'bob', 2_000, 1_000)).toBe(true);
    });

    it('drops claims that have run out and no others, and touches no entry', async () => {
      await store.set('a:1', 'one');
      await store.claim('spent', 'ann', 1_000, 500);
      await store.claim('held', 'ann', 9_000, 500);
      await store.dropSpentClaims(1_000);
      // A claim that is gone can be had even at a time when it had not run out.
      expect(await store.claim('spent', 'bob', 1_000, 600)).toBe(true);
      expect(await store.claim('held', 'bob', 9_000, 600)).toBe(false);
      expect(await store.get('a:1')).toBe('one');
    });

    it('keeps claims out of the entries', async () => {
      await store.claim('a:job', 'ann', 2_000, 1_000);
      expect(await store.get('a:job')).toBeUndefined();
      expect(await store.list('', 10)).toEqual([]);
    });
  });

  it('throws once it is closed', async () => {
    await store.set('a:1', 'one');
    await store.close();
    await expectBroken(store);
  });

  if (under.url) describeSharing(under as Required<StoreUnderTest>, another);
}

/** What holds of a store that several processes may open. */
function describeSharing(under: Required<StoreUnderTest>, another: () => Promise<KeyValue>): void {
  it('shows one handle what another wrote, and keeps it when both are closed', async () => {
    const [one, two] = [await another(), await another()];
    await one.set('a:1', 'one');
    expect(await two.get('a:1')).toBe('one');
    await one.close();
    await two.close();
    expect(await (await another()).get('a:1')).toBe('one');
  });

  it('gives each claim to one of two processes that race for it', async () => {
    const HOW_MANY = 60;
    const racers = ['ann', 'bob'].map((owner) => startProcess(under.url(), 'claim', owner, String(HOW_MANY)));
    for (const racer of racers) await racer.said(1);
    for (const racer of racers) racer.child.stdin.write('go\n');
    await Promise.all(racers.map((racer) => racer.ended));
    const won = racers.flatMap((racer) => racer.lines.slice(1)).map(Number);
    expect(won.toSorted((a, b) => a - b)).toEqual(Array.from({ length: HOW_MANY }, (_, number) => number));
  });

  it.each([1, 12, 50])('still has every acknowledged entry after its writer is killed (after %i)', async (acknowledged) => {
    const writer = startProcess(under.url(), 'write', 'kept:');
    await writer.said(1 + acknowledged);
    writer.child.kill('SIGKILL');
    await writer.ended;
    const store = await another();
    const said = writer.lines.slice(1);
    expect(said.length).toBeGreaterThanOrEqual(acknowledged);
    for (const number of said) expect(await store.get(`kept:${number}`)).toBe(number);
  });
}

type Running = { child: ChildProcessWithoutNullStreams; lines: string[]; said(count: number): Promise<void>; ended: Promise<unknown> };

function startProcess(...args: string[]): Running {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'store-process.ts'), ...args]);
  const lines: string[] = [];
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const reader = createInterface(child.stdout);
  reader.on('line', (line) => lines.push(line));
  const ended = Promise.all([once(child, 'exit'), once(reader, 'close')]);
  const said = async (count: number) => {
    while (lines.length < count) {
      await Promise.race([once(reader, 'line'), ended]);
      if (child.exitCode !== null) throw new Error(`The process ended early: ${complaint}`);
    }
  };
  return { child, lines, said, ended };
}

/** Whatever is asked of a broken store, it says that it is broken; it never answers as if nothing were there. */
export async function expectBroken(store: KeyValue): Promise<void> {
  await expect(store.get('a:1'), 'get').rejects.toBeInstanceOf(StoreBroken);
  await expect(store.get('never:set'), 'get').rejects.toBeInstanceOf(StoreBroken);
  await expect(store.list('a:', 10), 'list').rejects.toBeInstanceOf(StoreBroken);
  await expectUnwritable(store);
}

/** What cannot be written is not confirmed. */
export async function expectUnwritable(store: KeyValue): Promise<void> {
  await expect(store.set('a:2', 'two'), 'set').rejects.toBeInstanceOf(StoreBroken);
  await expect(store.delete('a:1'), 'delete').rejects.toBeInstanceOf(StoreBroken);
  await expect(store.claim('job', 'ann', 2_000, 1_000), 'claim').rejects.toBeInstanceOf(StoreBroken);
  await expect(store.release('job', 'ann'), 'release').rejects.toBeInstanceOf(StoreBroken);
  await expect(store.dropSpentClaims(1_000), 'dropSpentClaims').rejects.toBeInstanceOf(StoreBroken);
}
