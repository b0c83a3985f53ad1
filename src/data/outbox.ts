import { createHash } from 'node:crypto';
import { z } from 'zod';
import { collection } from './collection.ts';
import { type KeyValue, StoreBroken } from './key-value.ts';

/*
 * The outbox: facts that somebody must be told. A handler leaves them, and they become words when they are delivered, so that what was
 * settled in the meantime is not announced as open. `waiting:<id>` holds a notice until it is told, `told:<id>` that it was.
 */

const number = z.int().positive();
const detriment = z.strictObject({ partner: z.string(), by: z.enum(['entry', 'running total']), pence: z.int().negative() });

/** What a notice says, by its kind. `number` is the number of an entry in the log. */
export const noticeAbout = z.discriminatedUnion('is', [
  /** To those who keep the log: somebody suggested an entry. */
  z.strictObject({ is: z.literal('suggestion-awaits'), number }),
  /** To whoever suggested an entry: it was accepted or declined. */
  z.strictObject({ is: z.literal('suggestion-decided'), number }),
  /** To the Director and the finance lead of a partner: that partner is worse off. */
  z.strictObject({ is: z.literal('detriment'), number, detriments: z.array(detriment).min(1) }),
  /** To a finance lead: a protocol cannot be used until they approve it. `protocol` is its id. */
  z.strictObject({ is: z.literal('protocol-awaits'), protocol: z.string() }),
]);
export type NoticeAbout = z.infer<typeof noticeAbout>;

/** A fact somebody must be told. `to` is their e-mail address, the key that joins a person’s accounts. */
export const notice = z.strictObject({
  id: z.string(),
  to: z.string(),
  agreement: z.string(),
  about: noticeAbout,
  /** When it was left. */
  at: z.string(),
  /** How often delivering it failed. */
  attempts: z.int().min(0),
  /** Not to be tried before then. */
  nextTryAt: z.string(),
});
export type Notice = z.infer<typeof notice>;

const told = z.strictObject({ outcome: z.enum(['sent', 'nothing to tell', 'given up']), at: z.string() });
export type Outcome = z.infer<typeof told>['outcome'];

/** Where a notice comes from: the request that led to it, so that the same request delivered twice tells nobody twice. */
export type NoticeSource = { requestId: string; agreement: string; at: string };

export type Outbox = {
  /** Leaves a notice for each of these people (e-mail addresses): one for each request, kind and person, however often it is repeated. */
  leave(about: NoticeAbout, to: readonly string[], source: NoticeSource): Promise<void>;
  /** The notices that may be tried now, in the order of their ids. */
  due(now: string): Promise<Notice[]>;
  /** Whether a notice has been dealt with already, by another process or before a crash. What is left of it is then taken away. */
  isSettled(notice: Notice): Promise<boolean>;
  /** Marks a notice as dealt with. It is not left again. */
  settle(notice: Notice, outcome: Outcome, at: string): Promise<void>;
  /** Puts a notice that could not be delivered off until then, and counts the attempt. */
  putOff(notice: Notice, until: string): Promise<void>;
  /** Calls `heard` whenever a notice was left in this process. One listener: the scheduler. */
  onLeft(heard: () => void): void;
};

/** Notices read at once. */
const PAGE = 250;

/** The outbox in a store. */
export function openOutbox(store: KeyValue): Outbox {
  const waiting = collection(store, 'waiting', notice);
  const settled = collection(store, 'told', told);
  let heard = () => {};
  return {
    async leave(about, to, { requestId, agreement, at }) {
      for (const person of new Set(to)) {
        const id = noticeId(requestId, about.is, person);
        if ((await settled.get(id)) !== undefined || (await waiting.get(id)) !== undefined) continue;
        await waiting.put({ id, to: person, agreement, about, at, attempts: 0, nextTryAt: at }, id);
        heard();
      }
    },
    async due(now) {
      const found: Notice[] = [];
      let page: { key: string; value: string }[];
      let after: string | undefined;
      do {
        page = await store.list('waiting:', PAGE, after);
        found.push(...page.map(({ key, value }) => readNotice(key, value)).filter(({ nextTryAt }) => nextTryAt <= now));
        after = page.at(-1)?.key;
      } while (page.length === PAGE);
      return found;
    },
    async isSettled({ id }) {
      if ((await settled.get(id)) === undefined) return false;
      await waiting.remove(id);
      return true;
    },
    async settle({ id }, outcome, at) {
      // In this order: a crash between the two leaves a notice that is known to be told, not one that is lost.
      await settled.put({ outcome, at }, id);
      await waiting.remove(id);
    },
    putOff: (one, until) => waiting.put({ ...one, attempts: one.attempts + 1, nextTryAt: until }, one.id),
    onLeft(listener) {
      heard = listener;
    },
  };
}

function noticeId(requestId: string, is: NoticeAbout['is'], to: string): string {
  return createHash('sha256')
    .update(JSON.stringify([requestId, is, to]))
    .digest('base64url')
    .slice(0, 22);
}

function readNotice(key: string, value: string): Notice {
  try {
    return notice.parse(JSON.parse(value));
  } catch (error) {
    throw new StoreBroken(`make sense of the record ${key}`, error);
  }
}
