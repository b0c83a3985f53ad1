import { randomUUID } from 'node:crypto';
import type { KeyValue } from '../data/key-value.ts';
import type { Notice } from '../data/outbox.ts';
import type { Person } from '../data/partnership.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock } from '../handlers/handler.ts';
import type { Message } from '../handlers/reply.ts';
import { factsOf, type Log } from './log.ts';
import type { Address, Platform } from './platform.ts';

/** How long after each failed attempt a notice is tried again. The last pause is kept to until it is given up. */
const PAUSES_MS = [30_000, 60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000, 4 * 60 * 60_000];
/** Somebody who cannot be reached for so long is not tried any more. */
const GIVE_UP_AFTER_MS = 7 * 24 * 60 * 60_000;
/** Longer than any one delivery takes, tried on every platform. */
const HELD_WHILE_DELIVERING_MS = 5 * 60_000;

/** A notice in words, or null when there is nothing left to tell. */
export type Tell = (notice: Notice, stores: Stores, clock: Clock) => Promise<Message | null>;

/** Nobody of this address has an account on a platform that is running. */
class NoAccount extends Error {
  readonly code = 'no-account';
}

type Parts = { tell: Tell; stores: Stores; store: KeyValue; platforms: readonly Platform[]; clock: Clock; log: Log };

/**
 * Delivers every notice that is due, once: each is claimed, put into words, said where its person is, and marked. One that fails is put off
 * with patience, and does not hold up the others. A crash between saying and marking says it once more.
 */
export function makeDelivery({ tell, stores, store, platforms, clock, log }: Parts): (stopping?: AbortSignal) => Promise<void> {
  const { notices, partnership } = stores;

  const deliver = async (notice: Notice) => {
    if (await notices.isSettled(notice)) return;
    const message = await tell(notice, stores, clock);
    if (message !== null) {
      const person = partnership.people.find(({ email }) => email === notice.to);
      await sayTo(addressesOf(person, platforms), message, platforms);
    }
    await notices.settle(notice, message === null ? 'nothing to tell' : 'sent', clock.now());
  };

  const failed = async (notice: Notice, error: unknown) => {
    const facts = { notice: notice.id, about: notice.about.is, attempts: notice.attempts + 1, ...factsOf(error) };
    const now = Date.parse(clock.now());
    if (now - Date.parse(notice.at) > GIVE_UP_AFTER_MS) {
      log.error(facts, 'a notice could not be delivered and is given up');
      return notices.settle(notice, 'given up', clock.now());
    }
    log.warn(facts, 'a notice could not be delivered and is tried again later');
    return notices.putOff(notice, new Date(now + PAUSES_MS[Math.min(notice.attempts, PAUSES_MS.length - 1)]!).toISOString());
  };

  return async (stopping) => {
    for (const notice of await notices.due(clock.now())) {
      if (stopping?.aborted) return;
      const key = `notice:${notice.id}`;
      const owner = randomUUID();
      if (!(await store.claim(key, owner, Date.now() + HELD_WHILE_DELIVERING_MS, Date.now()))) continue;
      try {
        await deliver(notice).catch((error: unknown) => failed(notice, error));
      } finally {
        await store.release(key, owner);
      }
    }
  };
}

/** Where a person is reached, the likeliest first: their accounts on the platforms that are running. */
function addressesOf(person: Person | undefined, platforms: readonly Platform[]): Address[] {
  if (person === undefined) return [];
  const accounts = { slack: person.slack, teams: person.teams, local: person.email };
  return (['slack', 'teams', 'local'] as const).flatMap((platform) => {
    const to = accounts[platform];
    return to !== undefined && platforms.some(({ name }) => name === platform) ? [{ platform, to }] : [];
  });
}

/** Says it at the first address that takes it. @throws what the first address said, when none does */
async function sayTo(addresses: readonly Address[], message: Message, platforms: readonly Platform[]): Promise<void> {
  let first: unknown = new NoAccount('there is nowhere to say it');
  for (const [index, address] of addresses.entries()) {
    try {
      return await platforms.find(({ name }) => name === address.platform)!.deliver(address, message);
    } catch (error) {
      if (index === 0) first = error;
    }
  }
  throw first;
}
