import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chartAsPng } from '../../src/bot/chart.ts';
import { makeDelivery } from '../../src/bot/deliver.ts';
import { makeDispatch } from '../../src/bot/dispatch.ts';
import { drawCharts } from '../../src/bot/draw-charts.ts';
import { type Log, openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import type { Platform } from '../../src/bot/platform.ts';
import { serve } from '../../src/bot/serve.ts';
import type { KeyValue } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import { makeStores } from '../../src/data/stores.ts';
import { askForApproval } from '../../src/handlers/ask-for-approval.ts';
import type { Clock } from '../../src/handlers/handler.ts';
import { route } from '../../src/handlers/route.ts';
import { tellNotice } from '../../src/handlers/tell-notice.ts';
import { knowledge } from '../handlers/front-door.ts';

/** A message of Accord’s as a person sees it: its words in reading order, and the labels of its buttons. */
export type Seen = { words: string; buttons: readonly string[] };

/** A dialog as a person sees it: its title, its words, and what stands in each field, by the field’s label. */
export type Dialog = { title: string; words: string; values: Readonly<Record<string, string>> };

/** What is wrong with a dialog that was sent in, which stays open: the sentences shown in it. */
export type Refused = { problems: readonly string[] };

/**
 * Accord as people use it on one platform, alone with it. People are named by their e-mail addresses. Every message, press and submission
 * reaches Accord three times, as when a platform delivers it again.
 */
export type Face = {
  say(who: string, text: string): Promise<Seen>;
  press(who: string, on: Seen, label: string): Promise<Seen>;
  /** Clicks a button more than once: everything that is then seen. */
  clickTwice(who: string, on: Seen, label: string): Promise<Seen[]>;
  open(who: string, on: Seen, label: string): Promise<Dialog>;
  /** Types over fields of a dialog, by their labels (a choice by what it reads), and sends it in. */
  send(who: string, dialog: Dialog, typed: Readonly<Record<string, string>>): Promise<Seen | Refused>;
  /** So many messages that Accord sent this person unprompted, in the order of their words. */
  told(who: string, count?: number): Promise<Seen[]>;
  accord: Accord;
  stop(): Promise<void>;
};

/** A face by what is sent over the wire, where somebody can try what no platform offers them. */
export type WireFace = Face & {
  /** Presses a button of a message that only `owner` was sent: what is said to that. */
  pressAsAnother(who: string, on: Seen, label: string, owner: string): Promise<string>;
  /** What the platform itself says, before Accord’s rules are asked: to somebody it does not know, and to a button of somebody else’s. */
  ownWords?: { stranger: string; notYours: string };
};

/** How often everything is delivered. */
export const DELIVERIES = 3;

export const FIRST_INSTANT = '2015-10-05T10:00:00.000Z';

/** Accord as `main.ts` puts it together, with one platform, a clock that is moved by hand, and rounds of delivery on request. */
export type Accord = Awaited<ReturnType<typeof startAccord>>;

/** Starts it on the store of that URL, or on one of its own in a file, so that the commands and other processes can use it too. */
export async function startAccord(
  makePlatform: (parts: { log: Log; store: KeyValue }) => Platform,
  partnership: Partnership,
  elsewhere?: string,
) {
  const folder = mkdtempSync(join(tmpdir(), 'accord-life-'));
  const storeUrl = elsewhere ?? `sqlite:${join(folder, 'accord.db')}`;
  const store = await openStore(storeUrl);
  const stores = makeStores(store, { ...knowledge, partnership });
  const log = openLog('fatal', { write: () => undefined });
  let at = FIRST_INSTANT;
  const clock: Clock = { now: () => at, today: () => at.slice(0, 10) };
  const answer = makeDispatch({ handle: route, stores, store, clock, log, metrics: openMetrics() });
  const platform = makePlatform({ log, store });
  const serving = await serve(platform.mounts, 0, '127.0.0.1');
  await platform.start(drawCharts(answer, chartAsPng, log));
  const delivery = makeDelivery({ tell: tellNotice, stores, store, platforms: [platform], clock, log, metrics: openMetrics() });
  return {
    port: serving.port,
    folder,
    storeUrl,
    store,
    stores,
    partnership,
    now: () => at,
    moveClock(instant: string) {
      at = instant;
    },
    /** One round of the scheduler. */
    async round() {
      await askForApproval(stores, clock);
      await delivery.begin();
      await delivery.ended();
    },
    /** What is kept of benefits and approvals, keys and values. Keys hold no id of a request; the clock is the tests’ own. */
    async records() {
      const kept = await Promise.all(['benefits:', 'approvals:'].map((prefix) => store.list(prefix, 1000)));
      return kept.flat().map(({ key, value }) => `${key} ${value}`);
    },
    async stop() {
      await platform.stop();
      await serving.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A person’s account on a platform; somebody the partnership file does not know has one all the same. */
export function accountOf(email: string, platform: 'slack' | 'teams', { people }: Partnership): string {
  return people.find((person) => person.email === email)?.[platform] ?? { slack: 'U0NOBODY', teams: '29:nobody' }[platform];
}

/** Words without what one platform draws and another does not: bullets, dots between figures, colons after names, quotation marks. */
export function wordsOf(texts: readonly string[]): string {
  return texts
    .join(' ')
    .replaceAll(/[“”]/g, '')
    .split(/\s+/)
    .map((word) => word.replace(/:$/, ''))
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .join(' ');
}

/** A dialog was sent in, and this came back. @throws Error where it was refused */
export function accepted(outcome: Seen | Refused): Seen {
  if ('problems' in outcome) throw new Error(`The form was refused: ${outcome.problems.join(' ')}`);
  return outcome;
}
