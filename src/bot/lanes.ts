import type { KeyValue } from '../data/key-value.ts';
import { makeClaim } from './lease.ts';
import { factsOf, type Log } from './log.ts';

/** Lanes under way at once: a slow one takes one place, and the others go on. */
const LANES_AT_ONCE = 8;
/** A lane is one process’s while it works on it, and for so long after a crash. */
const LANE_HELD_MS = 20_000;
/** What is tried again later than this is found by the scheduler’s next round. */
const LATER_AT_MOST_MS = 60_000;

/** What goes along the lanes. */
export type Traffic<Item> = {
  /** What is due now, in order. */
  find(): Promise<readonly Item[]>;
  /** Which lane an item goes along. */
  laneOf(item: Item): string;
  /** Deals with an item. @returns whether the next in its lane may be tried; when it throws, the lane ends too */
  take(item: Item): Promise<boolean>;
};

/**
 * Deals with items in order within a lane and side by side across lanes, each lane in one process at a time. An item that comes while its lane
 * is under way is found when the lane has ended.
 */
export function makeLanes<Item>({ find, laneOf, take }: Traffic<Item>, store: KeyValue, log: Log) {
  const lanes = new Set<string>();
  const missed = new Set<string>();
  const work = new Set<Promise<void>>();
  const queue: (() => Promise<void>)[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let underWay = 0;
  let stopped = false;

  const follow = async (key: string, items: readonly Item[]) => {
    const claim = makeClaim(store, `lane:${key}`, LANE_HELD_MS);
    if (!(await claim.take())) return;
    const renewing = setInterval(() => void claim.take(), LANE_HELD_MS / 3);
    try {
      for (const item of items) if (stopped || !claim.held() || !(await take(item))) return;
    } finally {
      clearInterval(renewing);
      await claim.release();
    }
  };
  const track = (begun: Promise<void>) => {
    const done = begun
      .catch((error: unknown) => log.error(factsOf(error), 'a notice could not be looked after'))
      .finally(() => work.delete(done));
    work.add(done);
    return done;
  };
  const next = () => {
    while (underWay < LANES_AT_ONCE && queue.length > 0) {
      underWay += 1;
      track(
        queue.shift()!().finally(() => {
          underWay -= 1;
          next();
        }),
      );
    }
  };
  const look = async () => {
    const found = stopped ? [] : await find();
    for (const [key, items] of Map.groupBy(found, laneOf)) {
      if (lanes.has(key)) {
        missed.add(key);
        continue;
      }
      lanes.add(key);
      queue.push(() =>
        follow(key, items).finally(() => {
          lanes.delete(key);
          if (missed.delete(key)) track(look());
        }),
      );
    }
    next();
  };
  const ended = async () => {
    while (work.size > 0) await Promise.all(work);
  };
  return {
    /** Finds what is due and begins with it. */
    begin: () => look(),
    /** Looks again after a pause, when it is a short one. */
    later(ms: number): void {
      if (stopped || ms > LATER_AT_MOST_MS) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        track(look());
      }, ms);
      timers.add(timer);
    },
    ended,
    /** Begins nothing more; resolves when what is under way has ended. */
    async stop(): Promise<void> {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      await ended();
    },
  };
}
