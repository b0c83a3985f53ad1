import type { KeyValue } from '../data/key-value.ts';
import { type Notice, recipientKey } from '../data/outbox.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock } from '../handlers/handler.ts';
import type { Message } from '../handlers/reply.ts';
import type { Told } from '../handlers/tell-notice.ts';
import { noteReached, noteUnreachable } from '../handlers/tell-unreachable.ts';
import { makeLanes } from './lanes.ts';
import { factsOf, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { Busy, type Platform, Unreachable } from './platform.ts';
import { makeReach } from './reach.ts';

/** How long after each failed attempt a notice is tried again. The last pause is kept to until it is given up. */
const PAUSES_MS = [30_000, 60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000, 4 * 60 * 60_000];
/** The same where somebody has to mend something first. */
const UNREACHABLE_PAUSES_MS = [15 * 60_000, 60 * 60_000, 4 * 60 * 60_000];
/** A platform is not asked again sooner than this, whatever it says. */
const SHORTEST_PAUSE_MS = 1_000;
/** Somebody who cannot be reached for so long is not tried any more. */
const GIVE_UP_AFTER_MS = 7 * 24 * 60 * 60_000;

/** A notice in words, or null when there is nothing left to tell. */
export type Tell = (notice: Notice, stores: Stores, clock: Clock) => Promise<Told | null>;

type Parts = {
  tell: Tell;
  stores: Stores;
  store: KeyValue;
  platforms: readonly Platform[];
  clock: Clock;
  log: Log;
  metrics: Metrics;
};

/** Delivers notices. */
export type Delivery = {
  /** Finds the notices that are due and begins to deliver them. Does not wait for them. */
  begin(): Promise<void>;
  /** Resolves when none is under way. */
  ended(): Promise<void>;
  /** Begins no further notice; resolves when those under way have ended. */
  stop(): Promise<void>;
};

/**
 * Delivers every notice that is due, once: each is put into words, said where its recipient is, and marked. The notices to one recipient are
 * a lane: they are said in order, and where the recipient takes nothing the lane waits, with patience, while the other lanes go on. A crash
 * between saying and marking says it once more, which it then says of itself.
 */
export function makeDelivery(parts: Parts): Delivery {
  const { stores, store, clock, log } = parts;
  const deliver = makeDeliverOne(parts, (until) => lanes.later(Date.parse(until) - Date.parse(clock.now())));
  const lanes = makeLanes<Notice>(
    {
      find: () => stores.notices.due(clock.now()),
      laneOf: ({ to }) => recipientKey(to),
      async take(found) {
        const notice = await stores.notices.stillDue(found, clock.now());
        return notice === undefined || (await deliver(notice));
      },
    },
    store,
    log,
  );
  return { begin: lanes.begin, ended: lanes.ended, stop: lanes.stop };
}

/** What is still to be written down of a notice that was said. */
type Afterwards = () => Promise<void>;

/** Delivers one notice. @returns whether the next to the same recipient may be tried */
function makeDeliverOne(parts: Parts, triedAgainAt: (until: string) => void) {
  const { tell, stores, clock, metrics } = parts;
  const { notices } = stores;
  const say = makeSay(parts);
  const failed = makeFailed(parts, triedAgainAt);
  /** Said by this process, but not marked yet, because the store did not take the mark. */
  const unmarked = new Map<string, Afterwards>();

  const mark = async (notice: Notice, afterwards: Afterwards) => {
    unmarked.set(notice.id, afterwards);
    await afterwards();
    await notices.settle(notice, 'sent', clock.now());
    unmarked.delete(notice.id);
    metrics.noticed('sent');
    return true;
  };

  return async (notice: Notice): Promise<boolean> => {
    const said = unmarked.get(notice.id);
    if (said !== undefined) return mark(notice, said);
    let told: Told | null | undefined;
    let afterwards: Afterwards;
    try {
      told = await tell(notice, stores, clock);
      if (told === null) {
        await notices.settle(notice, 'nothing to tell', clock.now());
        return true;
      }
      afterwards = await say(notice, told);
    } catch (error) {
      return failed(notice, told ?? undefined, error);
    }
    return mark(notice, afterwards);
  };
}

/** Says a notice anew, or changes what was said under its subject. */
function makeSay({ stores, platforms, clock, metrics }: Parts) {
  const { notices, posted } = stores;
  return async (notice: Notice, told: Told): Promise<Afterwards> => {
    const subject = told.subject === undefined ? undefined : [told.subject, recipientKey(notice.to)];
    const how = told.how ?? 'post';
    const reach = makeReach(platforms, stores.partnership);
    const words = { message: told.message, preview: previewOf(told), private: isPrivate(notice, told), byMail: told.byMail };
    const before = how === 'post' || subject === undefined ? undefined : await posted.get(...subject);
    if (before !== undefined) await reach.change(before, words);
    if (before !== undefined || how === 'update') return async () => undefined;
    await notices.begin(notice);
    const stands = await reach.say(
      notice.to,
      notice.begun ? { ...words, message: sentAgain(told.message), byMail: told.byMail && sentAgain(told.byMail) } : words,
    );
    if (notice.begun) metrics.noticeRepeated();
    return async () => {
      if (subject !== undefined && stands !== undefined) await posted.put({ ...stands, at: clock.now() }, ...subject);
      await noteReached(notice.to, stores);
    };
  };
}

/** Puts a notice that could not be delivered off, or gives it up. @returns whether the next to the same recipient may be tried */
function makeFailed({ stores, clock, log, metrics }: Parts, triedAgainAt: (until: string) => void) {
  const { notices } = stores;
  return async (notice: Notice, told: Told | undefined, error: unknown): Promise<boolean> => {
    const hidden = isPrivate(notice, told);
    // Not what it is about, of none of them: that one line does not say it would tell that somebody has something private to hear.
    const facts = { notice: notice.id, attempts: notice.attempts + 1, ...factsOf(error) };
    const now = Date.parse(clock.now());
    if (now - Date.parse(notice.at) > GIVE_UP_AFTER_MS) {
      log.error(facts, 'a notice could not be delivered and is given up');
      metrics.noticed('given up');
      await notices.settle(notice, 'given up', clock.now());
      return true;
    }
    log.warn(facts, 'a notice could not be delivered and is tried again later');
    metrics.noticed('put off');
    const until = new Date(now + pauseAfter(error, notice.attempts)).toISOString();
    const holds = error instanceof Busy || error instanceof Unreachable;
    await notices.putOff(notice, until, { holds, begun: notice.begun === true || (error instanceof Busy && error.mayHaveArrived) });
    triedAgainAt(until);
    // That something private awaits somebody is told to nobody.
    if (error instanceof Unreachable && !hidden) await noteUnreachable({ notice, code: error.code }, stores, clock);
    return !holds;
  };
}

function previewOf(told: Told): string | undefined {
  return told.previewSafe ?? told.message.previewSafe;
}

/** Whether nobody else may know that it awaits somebody. */
function isPrivate({ about }: Notice, told: Told | undefined): boolean {
  return about.is === 'private' || (told !== undefined && previewOf(told) !== undefined);
}

function pauseAfter(error: unknown, attempts: number): number {
  if (error instanceof Busy && error.retryAfterMs !== undefined) return Math.max(error.retryAfterMs, SHORTEST_PAUSE_MS);
  const pauses = error instanceof Unreachable ? UNREACHABLE_PAUSES_MS : PAUSES_MS;
  return pauses[Math.min(attempts, pauses.length - 1)]!;
}

/** A message that may have arrived before, which its first line says. */
function sentAgain(message: Message): Message {
  return { ...message, parts: [{ is: 'paragraph', text: 'Sent again: you may have had this already.', tone: 'quiet' }, ...message.parts] };
}
