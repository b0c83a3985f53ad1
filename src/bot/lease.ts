import { randomUUID } from 'node:crypto';
import type { KeyValue } from '../data/key-value.ts';

/** The key whose holder schedules. */
export const SCHEDULER_LEASE = 'lease:scheduler';
/** How long the scheduler is one process’s after it was last heard of. With the next try of the others this is under a minute. */
const LEASE_MS = 45_000;
/** How often the holder renews it, and the others try to take it. */
const TRY_EVERY_MS = 10_000;

/** A key of the store that one owner has to itself for a while. */
export type Claim = {
  /** Takes the key, or keeps it for longer. A store that does not answer gives nothing. */
  take(): Promise<boolean>;
  /** Whether the key is still ours by our own clock, which asks nobody. */
  held(): boolean;
  /** Gives the key back. */
  release(): Promise<void>;
};

/** A claim on a key, not taken yet. Every claim is an owner of its own. `now` is in epoch milliseconds, and the same on all machines to within seconds. */
export function makeClaim(store: KeyValue, key: string, heldMs: number, now = Date.now): Claim {
  const owner = randomUUID();
  let until = 0;
  return {
    async take() {
      const asked = now();
      const taken = await store.claim(key, owner, asked + heldMs, asked).catch(() => undefined);
      if (taken !== undefined) until = taken ? asked + heldMs : 0;
      return taken === true;
    },
    held: () => now() < until,
    async release() {
      until = 0;
      await store.release(key, owner);
    },
  };
}

/** Which of several processes on one store schedules. */
export type Lease = {
  /** Tries to take the lease now and from then on. `changed` is told whenever it was taken or lost. */
  start(changed: (held: boolean) => void): Promise<void>;
  /** Whether this process is the one that schedules. */
  held(): boolean;
  /** Gives the lease back, so that another process takes it at its next try. */
  stop(): Promise<void>;
};

/**
 * The lease of the scheduler: one process at a time makes reminders. It is renewed by a clock of its own, so that a long round does not lose
 * it and a rare one does not either; after a crash another process has it within a minute.
 */
export function makeLease(store: KeyValue, { leaseMs = LEASE_MS, tryEveryMs = TRY_EVERY_MS, now = Date.now } = {}): Lease {
  const claim = makeClaim(store, SCHEDULER_LEASE, leaseMs, now);
  let timer: NodeJS.Timeout | undefined;
  let trying: Promise<void> | undefined;
  let was = false;
  const attempt = async (changed: (held: boolean) => void) => {
    await claim.take();
    if (claim.held() === was) return;
    was = claim.held();
    changed(was);
  };
  const tryOnce = (changed: (held: boolean) => void) => {
    trying ??= attempt(changed).finally(() => {
      trying = undefined;
    });
    return trying;
  };
  return {
    async start(changed) {
      timer = setInterval(() => void tryOnce(changed), tryEveryMs);
      await tryOnce(changed);
    },
    held: claim.held,
    async stop() {
      clearInterval(timer);
      // One that is under way would take it again behind our back.
      await trying;
      await claim.release().catch(() => undefined);
    },
  };
}
