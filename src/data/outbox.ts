import { createHash } from 'node:crypto';
import { z } from 'zod';
import { collection } from './collection.ts';
import { type KeyValue, StoreBroken } from './key-value.ts';

/*
 * The outbox: facts that somebody must be told. A handler leaves them, and they become words when they are delivered, so that what was
 * settled in the meantime is not announced as open. `waiting:<id>` holds a notice until it is told, `told:<id>` that it was.
 */

/** Whom a notice is for. */
export const recipient = z.discriminatedUnion('is', [
  /** Somebody in the partnership file, by the e-mail address that joins their accounts: reached on whichever of these takes it. */
  z.strictObject({ is: z.literal('person'), email: z.string() }),
  /** A channel, by the platform’s id. */
  z.strictObject({ is: z.literal('room'), platform: z.enum(['slack', 'teams', 'local']), id: z.string() }),
  /** One account, which need not be in the file: an employment contact. For e-mail the id is the address. */
  z.strictObject({ is: z.literal('account'), platform: z.enum(['slack', 'teams', 'local', 'email']), id: z.string() }),
]);
export type Recipient = z.infer<typeof recipient>;

/** A recipient as one text, different for each: the key of what is kept about them. */
export function recipientKey(to: Recipient): string {
  return to.is === 'person' ? to.email : `${to.is}:${to.platform}:${to.id}`;
}

/** People in the partnership file as recipients, by their e-mail addresses. */
export function toPeople(emails: readonly string[]): Recipient[] {
  return emails.map((email) => ({ is: 'person', email }));
}

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
  /** To an employment contact: whether they can be reached. */
  z.strictObject({ is: z.literal('contact-test'), organisation: z.string() }),
  /** Of an employment issue. What it is and whom it concerns is sealed (`issue-vault.ts`). */
  z.strictObject({ is: z.literal('private'), sealed: z.string() }),
  /** To the administrators of an agreement: somebody or a channel cannot be reached. `since` is an instant. */
  z.strictObject({ is: z.literal('unreachable'), to: recipient, since: z.string() }),
  /** Of duties: a message of reminders to be said, or said before and to be changed. `number` is its own among those of its agreement. */
  z.strictObject({ is: z.literal('reminders'), number }),
  z.strictObject({ is: z.literal('reminders-changed'), number }),
  /** To the administrators of an agreement: a day the document leaves open is to be settled; or no channel wants its reminders. */
  z.strictObject({ is: z.literal('setting-awaits'), duty: z.string() }),
  z.strictObject({ is: z.literal('no-reminder-room') }),
]);
export type NoticeAbout = z.infer<typeof noticeAbout>;

/** A fact somebody must be told. */
export const notice = z.strictObject({
  id: z.string(),
  // Left by a version that told people only, by their e-mail addresses.
  to: z.union([recipient, z.string().transform((email): Recipient => ({ is: 'person', email }))]),
  /** Empty where no agreement is concerned. */
  agreement: z.string(),
  about: noticeAbout,
  /** When it was left, or from when it is to be told. */
  at: z.string(),
  /** How often delivering it failed. */
  attempts: z.int().min(0),
  /** Not to be tried before then. */
  nextTryAt: z.string(),
  /** Which came first of those left at the same instant. */
  order: z.int().min(0).optional(),
  /** What comes after it for the same recipient waits until it is told or given up. */
  holds: z.literal(true).optional(),
  /** Saying it was begun, and it is not known to have failed: it may have arrived. */
  begun: z.literal(true).optional(),
});
export type Notice = z.infer<typeof notice>;

const told = z.strictObject({ outcome: z.enum(['sent', 'nothing to tell', 'given up']), at: z.string() });
export type Outcome = z.infer<typeof told>['outcome'];

/**
 * Where a notice comes from: the request that led to it, so that the same request delivered twice tells nobody twice; the agreement, empty
 * where none is concerned; and when it was left. `notBefore` keeps it until then.
 */
export type NoticeSource = { requestId: string; agreement: string; at: string; notBefore?: string };

export type Outbox = {
  /** Leaves a notice for each of these recipients: one for each request, kind and recipient, however often it is repeated. */
  leave(about: NoticeAbout, to: readonly Recipient[], source: NoticeSource): Promise<void>;
  /** The notices that may be tried now, the earliest left first. One behind a notice that holds its recipient’s others is not among them. */
  due(now: string): Promise<Notice[]>;
  /**
   * A notice as it is kept now; undefined when it has been dealt with or put off since it was read, by another process or before a crash.
   * What is left of one that was dealt with is taken away.
   */
  stillDue(notice: Notice, now: string): Promise<Notice | undefined>;
  /** Marks that saying a notice begins: until it is settled or put off, it may have arrived. */
  begin(notice: Notice): Promise<void>;
  /** Marks a notice as dealt with. It is not left again, for as long as the mark is kept: `LEFT_AGAIN_FOR_MS` of issues at the least. */
  settle(notice: Notice, outcome: Outcome, at: string): Promise<void>;
  /** What became of a notice that was left for a recipient, by kind and request; undefined while it waits, or when there was none. */
  outcomeOf(is: NoticeAbout['is'], to: Recipient, requestId: string): Promise<{ outcome: Outcome; at: string } | undefined>;
  /**
   * Puts a notice that could not be delivered off until then, and counts the attempt. `holds`: its recipient takes nothing just now, so that
   * what comes after waits too. `begun`: it may have arrived all the same.
   */
  putOff(notice: Notice, until: string, why: { holds: boolean; begun: boolean }): Promise<void>;
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
  let order = 0;
  return {
    async leave(about, to, { requestId, agreement, at, notBefore = at }) {
      for (const one of to) {
        const id = noticeId(requestId, about.is, recipientKey(one));
        if ((await settled.get(id)) !== undefined || (await waiting.get(id)) !== undefined) continue;
        await waiting.put({ id, to: one, agreement, about, at: notBefore, attempts: 0, nextTryAt: notBefore, order: order++ }, id);
        heard();
      }
    },
    async due(now) {
      const found: Notice[] = [];
      let page: { key: string; value: string }[];
      let after: string | undefined;
      do {
        page = await store.list('waiting:', PAGE, after);
        found.push(...page.map(({ key, value }) => readNotice(key, value)));
        after = page.at(-1)?.key;
      } while (page.length === PAGE);
      return dueOf(found, now);
    },
    async stillDue({ id }, now) {
      const kept = await waiting.get(id);
      if (kept === undefined || kept.nextTryAt > now) return undefined;
      if ((await settled.get(id)) === undefined) return kept;
      await waiting.remove(id);
      return undefined;
    },
    begin: (one) => waiting.put({ ...one, begun: true }, one.id),
    async settle({ id }, outcome, at) {
      // In this order: a crash between the two leaves a notice that is known to be told, not one that is lost.
      await settled.put({ outcome, at }, id);
      await waiting.remove(id);
    },
    outcomeOf: (is, to, requestId) => settled.get(noticeId(requestId, is, recipientKey(to))),
    putOff({ holds: _held, begun: _begun, ...one }, until, why) {
      const marks = { ...(why.holds ? { holds: true as const } : {}), ...(why.begun ? { begun: true as const } : {}) };
      return waiting.put({ ...one, ...marks, attempts: one.attempts + 1, nextTryAt: until }, one.id);
    },
    onLeft(listener) {
      heard = listener;
    },
  };
}

function dueOf(waiting: readonly Notice[], now: string): Notice[] {
  const held = new Set<string>();
  return [...waiting].sort(earlier).filter((one) => {
    const key = recipientKey(one.to);
    if (one.nextTryAt > now && one.holds) held.add(key);
    return one.nextTryAt <= now && !held.has(key);
  });
}

function earlier(one: Notice, other: Notice): number {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  return (one.order ?? 0) - (other.order ?? 0) || (one.id < other.id ? -1 : 1);
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
