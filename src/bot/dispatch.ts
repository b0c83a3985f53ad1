import { randomInt, randomUUID } from 'node:crypto';
import type { KeyValue } from '../data/key-value.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock, Handler } from '../handlers/handler.ts';
import { message, type Reply } from '../handlers/reply.ts';
import type { Request } from '../handlers/request.ts';
import { factsOf, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Dispatch } from './platform.ts';

/** While a request is being worked on it is held this long: after a crash, a later delivery of the same event may still be answered. */
const HELD_WHILE_WORKING_MS = 30_000;
/** A request that was answered is remembered for a day: platforms deliver again for minutes, or hours at the most. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

const NOT_CERTAIN = 'It is not certain that this was saved. Wait half a minute, then send it again: it is kept once.';

type Parts = { handle: Handler; stores: Stores; store: KeyValue; clock: Clock; log: Log; metrics: Metrics };

/**
 * Request in, reply out. The one place that catches: a person whose request failed gets a plain sentence and a reference to quote, the
 * operator the same reference in the log. An event that a platform delivers twice is answered once, also across a restart.
 */
export function makeDispatch({ handle, stores, store, clock, log, metrics }: Parts): Dispatch {
  const inHand = new Set<string>();

  const remember = async (request: Request, key: string, owner: string) => {
    const until = Date.now() + REMEMBERED_MS;
    if (request.act.is === 'submitted') await store.claim(`answered-${key}`, owner, until, Date.now());
    await store.claim(key, owner, until, Date.now());
  };

  /** A form that is sent in again was answered before, or is held by a process that ended in the middle: then it must not close as though it were saved. */
  const repeated = async (request: Request, key: string, owner: string): Promise<Reply> => {
    if (request.act.is !== 'submitted' || inHand.has(key)) return { kind: 'silence' };
    // A claim that has run out the moment it is made only asks whether somebody else’s stands.
    const now = Date.now();
    const isAnswered = !(await store.claim(`answered-${key}`, owner, now, now));
    return isAnswered ? { kind: 'silence' } : { kind: 'rejected', problems: { '': NOT_CERTAIN } };
  };

  return async (request) => {
    const began = performance.now();
    const { platform } = request.asker;
    const key = `event:${platform}:${request.id}`;
    const owner = randomUUID();
    try {
      if (!(await store.claim(key, owner, Date.now() + HELD_WHILE_WORKING_MS, Date.now()))) {
        const reply = await repeated(request, key, owner);
        metrics.answered(platform, 'repeated', since(began));
        return reply;
      }
      inHand.add(key);
      const reply = await handle(request, stores, clock).finally(() => inHand.delete(key));
      // A form sent in with mistakes changed nothing: the same form sent in again must be looked at again, not taken for a repeat.
      const settle = reply.kind === 'rejected' ? store.release(key, owner) : remember(request, key, owner);
      // What was done is done, and is what the person is told: at worst a later delivery does the same once more.
      await settle.catch((error) => log.warn({ platform, ...factsOf(error) }, 'an answered request was not remembered'));
      metrics.answered(platform, reply.kind === 'silence' ? 'silent' : 'replied', since(began));
      return reply;
    } catch (error) {
      const reference = makeReference();
      log.error({ reference, platform, act: request.act.is, ...factsOf(error) }, 'a request failed');
      metrics.answered(platform, 'failed', since(began));
      // Given back, so that the same event delivered again, or the same button pressed again, is tried afresh.
      await store.release(key, owner).catch(() => undefined);
      return brokenWorld(request, reference);
    }
  };
}

function brokenWorld(request: Request, reference: string): Reply {
  if (request.act.is === 'submitted')
    return {
      kind: 'rejected',
      problems: {
        '': `That could not be saved, and nothing was changed. Please try again in a few minutes. If it happens again, quote ${reference} to the people who run Accord.`,
      },
    };
  return message('asker', [
    { is: 'heading', text: 'That did not work, and nothing was changed.' },
    { is: 'paragraph', text: `Please try again in a few minutes. If it happens again, quote ${reference} to the people who run Accord.` },
  ]);
}

// Read aloud over a telephone: no letters or digits that are taken for one another.
const REFERENCE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

function makeReference(): string {
  return `R-${Array.from({ length: 5 }, () => REFERENCE_LETTERS[randomInt(REFERENCE_LETTERS.length)]).join('')}`;
}

function since(began: number): number {
  return (performance.now() - began) / 1000;
}
