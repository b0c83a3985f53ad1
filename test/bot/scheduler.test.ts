import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLog } from '../../src/bot/log.ts';
import { makeScheduler, oneByOne, type Scheduler } from '../../src/bot/scheduler.ts';

let logged: string[];
let scheduler: Scheduler;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setImmediate', 'Date'] });
  logged = [];
});
afterEach(async () => {
  await scheduler.stop();
  vi.useRealTimers();
});

const log = openLog('trace', { write: (line) => void logged.push(line) });
const passes = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

/** A round that ends when the test says so. */
function heldRound() {
  const ends: (() => void)[] = [];
  const round = () => new Promise<void>((resolve) => void ends.push(resolve));
  return { round, begun: () => ends.length, end: () => ends.at(-1)!() };
}

describe('the scheduler', () => {
  it('does a round when it starts, and every so often from then on', async () => {
    let rounds = 0;
    const round = async () => {
      rounds += 1;
    };
    scheduler = makeScheduler(round, 30, log);
    await passes(60);
    expect(rounds).toBe(0);
    scheduler.start();
    expect(rounds).toBe(1);
    await passes(29);
    expect(rounds).toBe(1);
    await passes(31);
    expect(rounds).toBe(3);
  });

  it('does one at once when asked to, after whoever asks has gone on', async () => {
    let rounds = 0;
    const round = async () => {
      rounds += 1;
    };
    scheduler = makeScheduler(round, 30, log);
    scheduler.start();
    await passes(1);
    scheduler.soon();
    expect(rounds).toBe(1);
    await passes(0.01);
    expect(rounds).toBe(2);
  });

  it('never does two side by side: what is asked for meanwhile is one round more', async () => {
    const held = heldRound();
    scheduler = makeScheduler(held.round, 30, log);
    scheduler.start();
    for (let times = 0; times < 3; times += 1) scheduler.soon();
    await passes(90);
    expect(held.begun()).toBe(1);
    held.end();
    await passes(0.01);
    expect(held.begun()).toBe(2);
    held.end();
    await passes(0.01);
    expect(held.begun()).toBe(2);
  });

  it('goes on after a round that failed, and logs its code alone', async () => {
    let rounds = 0;
    const round = async () => {
      rounds += 1;
      throw Object.assign(new Error('what somebody wrote'), { code: 'store-broken' });
    };
    scheduler = makeScheduler(round, 30, log);
    scheduler.start();
    await passes(30);
    expect(rounds).toBe(2);
    expect(logged).toHaveLength(2);
    expect(logged[0]).toContain('store-broken');
    expect(logged.join()).not.toContain('what somebody wrote');
  });

  it('stops when the round under way has ended, which it is told to do, and begins no other', async () => {
    const held = heldRound();
    let told: AbortSignal | undefined;
    scheduler = makeScheduler(
      (stopping) => {
        told = stopping;
        return held.round();
      },
      30,
      log,
    );
    scheduler.start();
    scheduler.soon();
    let stopped = false;
    const stop = scheduler.stop().then(() => {
      stopped = true;
    });
    await passes(60);
    expect([stopped, told?.aborted]).toEqual([false, true]);
    held.end();
    await stop;
    scheduler.soon();
    await passes(60);
    expect(held.begun()).toBe(1);
  });

  it('says whether it is alive: not before it starts, not after it stops, not when a round never ends', async () => {
    const held = heldRound();
    scheduler = makeScheduler(held.round, 30, log);
    expect(scheduler.alive()).toBe(false);
    scheduler.start();
    await passes(60);
    expect(scheduler.alive()).toBe(true);
    await passes(10 * 60);
    expect(scheduler.alive()).toBe(false);
    held.end();
    await passes(1);
    expect(scheduler.alive()).toBe(true);
    held.end();
    await scheduler.stop();
    expect(scheduler.alive()).toBe(false);
  });
});

describe('the steps of a round', () => {
  it('are done each on its own: one that fails is logged by its code, and the others are done', async () => {
    const done: string[] = [];
    const step = (name: string) => async () => void done.push(name);
    const fails = async () => {
      throw Object.assign(new Error('Sam Secondee'), { code: 'store-broken' });
    };
    logged = [];
    scheduler = makeScheduler(oneByOne([step('first'), fails, step('last')], log), 30, log);
    scheduler.start();
    await passes(1);
    expect(done).toEqual(['first', 'last']);
    expect(logged.map((line) => JSON.parse(line).code)).toEqual(['store-broken']);
    expect(logged.join()).not.toContain('Sam');
  });
});
