import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeLease } from '../../src/bot/lease.ts';
import type { KeyValue } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';

const MINUTE = 60_000;

let folder: string;
let one: KeyValue;
let other: KeyValue;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  folder = mkdtempSync(join(tmpdir(), 'accord-lease-'));
  // Two processes open the same file, each for itself.
  one = await openStore(`sqlite:${join(folder, 'accord.db')}`);
  other = await openStore(`sqlite:${join(folder, 'accord.db')}`);
});
afterEach(async () => {
  vi.useRealTimers();
  await one.close();
  await other.close();
  rmSync(folder, { recursive: true, force: true });
});

const ignore = () => undefined;
/** A store that answers until its process dies or its database goes away. */
function cut(store: KeyValue, how: () => Promise<never>) {
  let isCut = false;
  const claim: KeyValue['claim'] = (...claimed) => (isCut ? how() : store.claim(...claimed));
  return {
    store: { ...store, claim, release: (...released: [string, string]) => (isCut ? how() : store.release(...released)) },
    cut() {
      isCut = true;
    },
  };
}

describe('the lease of the scheduler', () => {
  it('is held by one of two processes, and kept by it', async () => {
    const [first, second] = [makeLease(one), makeLease(other)];
    await first.start(ignore);
    await second.start(ignore);
    for (let minute = 0; minute < 10; minute += 1) {
      expect([first.held(), second.held()]).toEqual([true, false]);
      await vi.advanceTimersByTimeAsync(MINUTE);
    }
    await Promise.all([first.stop(), second.stop()]);
  });

  it('is taken over within a minute of a crash, and not at once', async () => {
    const dying = cut(one, () => new Promise(() => undefined));
    const second = makeLease(other);
    await makeLease(dying.store).start(ignore);
    await second.start(ignore);
    await vi.advanceTimersByTimeAsync(29_000);
    dying.cut();
    await vi.advanceTimersByTimeAsync(MINUTE / 4);
    expect(second.held()).toBe(false);
    await vi.advanceTimersByTimeAsync((3 * MINUTE) / 4);
    expect(second.held()).toBe(true);
    await second.stop();
  });

  it('that was given back is taken at the next try', async () => {
    const [first, second] = [makeLease(one), makeLease(other)];
    await first.start(ignore);
    await second.start(ignore);
    await first.stop();
    expect(first.held()).toBe(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(second.held()).toBe(true);
    await second.stop();
  });

  it('is let go by a process whose store does not answer any more, before another takes it', async () => {
    const failing = cut(one, () => Promise.reject(new Error('connection lost')));
    const [first, second] = [makeLease(failing.store), makeLease(other)];
    await first.start(ignore);
    await second.start(ignore);
    failing.cut();
    for (let second_ = 0; second_ < 60; second_ += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      expect([first.held(), second.held()]).not.toEqual([true, true]);
    }
    expect([first.held(), second.held()]).toEqual([false, true]);
    await second.stop();
  });

  it('tells when it was taken and when it was lost', async () => {
    const failing = cut(one, () => Promise.reject(new Error('connection lost')));
    const [first, second] = [makeLease(failing.store), makeLease(other)];
    const [toFirst, toSecond]: [boolean[], boolean[]] = [[], []];
    await first.start((held) => void toFirst.push(held));
    await second.start((held) => void toSecond.push(held));
    expect([toFirst, toSecond]).toEqual([[true], []]);
    failing.cut();
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect([toFirst, toSecond]).toEqual([[true, false], [true]]);
    await second.stop();
  });
});
