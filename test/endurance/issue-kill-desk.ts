import { appendFileSync, readFileSync } from 'node:fs';
import { makeDelivery } from '../../src/bot/deliver.ts';
import { makeDispatch } from '../../src/bot/dispatch.ts';
import { openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import { asPlainText } from '../../src/bot/plain-text.ts';
import type { Platform } from '../../src/bot/platform.ts';
import { dayAt } from '../../src/data/days.ts';
import { makeIssueKeys } from '../../src/data/issue-keys.ts';
import { openVault, sealAnew } from '../../src/data/issue-vault.ts';
import type { KeyValue } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import { type Knowledge, makeStores } from '../../src/data/stores.ts';
import { holdIssue, takeIssue } from '../../src/handlers/handle-issue.ts';
import type { Handler } from '../../src/handlers/handler.ts';
import { contextOf } from '../../src/handlers/issue-form.ts';
import { eraseHandled, escalateIssues } from '../../src/handlers/look-after-issues.ts';
import { addToIssue, withdrawIssue } from '../../src/handlers/my-issues.ts';
import { raiseIssue } from '../../src/handlers/raise-issue.ts';
import type { Reply } from '../../src/handlers/reply.ts';
import type { Request } from '../../src/handlers/request.ts';
import { tellNotice } from '../../src/handlers/tell-notice.ts';
import { makeBytes } from '../data/bytes-of-tests.ts';

/*
 * Employment issues from the request on, over a store in a file: dispatch, handlers, issue log, outbox, delivery. In place of a platform
 * stands a journal, a file to which every message is added as it is sent, so that it outlives whoever is killed.
 */

/** A line of the journal: a message that was sent to an account, or what somebody was answered. */
export type Line = { sent?: string; answered?: string; text: string };

/** What is done to an issue, in the order in which it is done; `rounds` is what the scheduler does, until nothing is left. */
export const STEPS = ['raise', 'rounds', 'add', 'rounds', 'take', 'rounds', 'hold', 'rounds'] as const;
export type Step = (typeof STEPS)[number] | 'withdraw' | 'rotate';

const SAM = 'sam@dccg.example';
const HUGO = 'hugo@dccg.example';
const FORM = { kind: 'leave', what: 'It was refused again, quodlibetarian.', urgency: 'week', here: 'yes', 'readers-dccg': 'all' };
const BY_FORM: Partial<Record<string, Handler>> = { 'raise-issue': raiseIssue, 'add-to-issue': addToIssue };
const BY_BUTTON: Partial<Record<string, Handler>> = { 'take-issue': takeIssue, 'hold-issue': holdIssue, 'withdraw-issue': withdrawIssue };
const handle: Handler = (request, ...rest) => {
  const { act } = request;
  const handler = act.is === 'submitted' ? BY_FORM[act.form] : act.is === 'pressed' ? BY_BUTTON[act.button] : undefined;
  return handler!(request, ...rest);
};

export type KillDesk = Awaited<ReturnType<typeof openKillDesk>>;

/** @param mark called after everything that changes a record, and around everything that is sent */
export async function openKillDesk({ folder, at, mark }: { folder: string; at: string; mark: () => void }) {
  const partnership: Partnership = JSON.parse(readFileSync(`${folder}/../partnership.json`, 'utf8'));
  const bytes = makeBytes(`${process.pid} ${at}`);
  const [key, next] = [makeBytes('key')(32), makeBytes('next key')(32)];
  const opened = await openStore(`sqlite:${folder}/accord.db`);
  const vault = await openVault(opened, makeIssueKeys([key, next], bytes), makeBytes('secret'));
  const store = marking(opened, mark);
  const stores = makeStores(
    store,
    { partnership, agreements: new Map(), topics: [], stemsOf: () => new Set() } as unknown as Knowledge,
    vault,
  );
  const journal = (line: Line) => appendFileSync(`${folder}/journal`, `${JSON.stringify(line)}\n`);
  const log = openLog('fatal');
  const metrics = openMetrics();
  let now = at;
  const clock = { now: () => now, today: () => dayAt(now) };
  const platform: Platform = {
    name: 'local',
    mounts: [],
    start: async () => undefined,
    async deliver({ to }, message) {
      mark();
      journal({ sent: to, text: asPlainText(message) });
      mark();
      return undefined;
    },
    update: async () => undefined,
    stop: async () => undefined,
  };
  const dispatch = makeDispatch({ handle, stores, store, clock, log, metrics });
  const delivery = makeDelivery({ tell: tellNotice, stores, store, platforms: [platform], clock, log, metrics });
  const context = contextOf([
    { organisation: 'dccg', contacts: partnership.organisations.find(({ id }) => id === 'dccg')!.employmentContacts },
  ]);
  const own = async () => (await stores.issues!.ofRequest('local raise dccg'))!;
  const ask = async (step: Step, by: string, act: Request['act']): Promise<Reply> => {
    const reply = await dispatch({ id: step, asker: { platform: 'local', id: by }, channel: null, public: false, act });
    journal({ answered: by, text: reply.kind === 'message' ? asPlainText(reply) : JSON.stringify(reply) });
    return reply;
  };
  const press = async (step: Step, by: string, button: 'take-issue' | 'hold-issue' | 'withdraw-issue') =>
    ask(step, by, { is: 'pressed', button, value: { i: (await own()).id, n: '1' } });
  const steps: Record<Step, () => Promise<unknown>> = {
    raise: () => ask('raise', SAM, { is: 'submitted', form: 'raise-issue', values: FORM, context }),
    add: async () =>
      ask('add', SAM, { is: 'submitted', form: 'add-to-issue', values: { what: 'And again.' }, context: { i: (await own()).id } }),
    take: () => press('take', HUGO, 'take-issue'),
    hold: () => press('hold', HUGO, 'hold-issue'),
    withdraw: () => press('withdraw', SAM, 'withdraw-issue'),
    rotate: () => sealAnew(store, makeIssueKeys([next, key], bytes)),
    async rounds() {
      for (let round = 0; round < 3; round += 1) {
        await escalateIssues(stores, clock);
        await eraseHandled(stores, clock, 30);
        await delivery.begin();
        await delivery.ended();
      }
    },
  };
  return {
    store: opened,
    stores,
    steps,
    issue: () => stores.issues!.ofRequest('local raise dccg'),
    pass(days: number) {
      now = new Date(Date.parse(now) + days * 24 * 60 * 60_000).toISOString();
    },
    journal: (): Line[] => {
      try {
        return readFileSync(`${folder}/journal`, 'utf8')
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line));
      } catch {
        return [];
      }
    },
    /** Seals with the next key alone from now on can be opened. */
    withNextKeyOnly: () => openVault(opened, makeIssueKeys([next], bytes), makeBytes('secret')),
    async close() {
      await delivery.stop();
      await opened.close();
    },
  };
}

const CHANGING: ReadonlySet<string> = new Set(['set', 'delete', 'append', 'claim', 'release'] satisfies (keyof KeyValue)[]);

function marking(store: KeyValue, mark: () => void): KeyValue {
  return new Proxy(store, {
    get(target, name: keyof KeyValue & string) {
      const method = (target[name] as (...args: unknown[]) => Promise<unknown>).bind(target);
      if (!CHANGING.has(name)) return method;
      return async (...args: unknown[]) => {
        const done = await method(...args);
        mark();
        return done;
      };
    },
  });
}
