import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDelivery } from '../../src/bot/deliver.ts';
import { makeDispatch } from '../../src/bot/dispatch.ts';
import { makeEmail } from '../../src/bot/email/app.ts';
import { operatorMounts } from '../../src/bot/health.ts';
import { makeLocal } from '../../src/bot/local/app.ts';
import { openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import type { Platform } from '../../src/bot/platform.ts';
import { serve } from '../../src/bot/serve.ts';
import { makeSlack } from '../../src/bot/slack/app.ts';
import { makeTeams } from '../../src/bot/teams/app.ts';
import { dayAt } from '../../src/data/days.ts';
import { makeIssueKeys, writeKeys } from '../../src/data/issue-keys.ts';
import { openVault } from '../../src/data/issue-vault.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { type Partnership, partnershipFile } from '../../src/data/partnership.ts';
import { makeStores } from '../../src/data/stores.ts';
import { eraseHandled, escalateIssues } from '../../src/handlers/look-after-issues.ts';
import { route } from '../../src/handlers/route.ts';
import { tellNotice } from '../../src/handlers/tell-notice.ts';
import { type Refusing, startMailServer } from '../bot/email/mail-server.ts';
import { knowledge } from '../handlers/front-door.ts';
import { SIGNING_SECRET, startFakeSlack } from './fake-slack.ts';
import { startFakeTeams } from './fake-teams.ts';

const IN_DARLINGTON = { agreement: 'darlington', home: ['dbc'], host: 'dbc', from: '2014-09-01', terms: 'allocated' };
const somebody = (name: string, email: string, more: object) => ({
  email,
  name,
  slack: `U0${email.split('@')[0]!.toUpperCase()}`,
  teams: `29:${email.split('@')[0]}`,
  ...more,
});

/** The sample partnership, with a deputy, a line manager at the host and a colleague in the channel. */
export const PARTNERSHIP: Partnership = partnershipFile.parse({
  ...knowledge.partnership,
  people: [
    ...knowledge.partnership.people,
    somebody('Dev Deputy', 'dev@dbc.example', { roles: ['deputy'], secondments: [{ ...IN_DARLINGTON, post: 'Deputy' }] }),
    somebody('Mona Manager', 'mona@dbc.example', { secondments: [{ ...IN_DARLINGTON, post: 'Line manager' }] }),
    somebody('Cole Colleague', 'cole@dbc.example', { secondments: [{ ...IN_DARLINGTON, post: 'Commissioner' }] }),
  ],
});

export type World = Awaited<ReturnType<typeof openWorld>>;
type Opening = { partnership?: Partnership; storeUrl?: string; only?: readonly Platform['name'][] };

/**
 * All of Accord with employment issues, as `main.ts` puts it together: the real handlers, a store in a file with its key, every platform and
 * e-mail over real connections, a clock that is moved by hand and rounds on request. Only the vendors are made up.
 */
export async function openWorld({ partnership = PARTNERSHIP, storeUrl, only }: Opening = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'accord-issues-'));
  const url = storeUrl ?? `sqlite:${join(folder, 'accord.db')}`;
  const refusing: Refusing = {};
  const [fakeSlack, fakeTeams, mail] = [await startFakeSlack(), await startFakeTeams(), await startMailServer(refusing)];
  const logged: string[] = [];
  const log = openLog('trace', { write: (line) => void logged.push(line) });
  const key = randomBytes(32);
  const store = await openStore(url);
  const vault = await openVault(store, makeIssueKeys([key], randomBytes), randomBytes);
  const stores = makeStores(store, { ...knowledge, partnership }, vault);
  let at = '2015-10-05T10:00:00.000Z';
  const clock = { now: () => at, today: () => dayAt(at) };
  const metrics = openMetrics();
  const platforms: Platform[] = [
    makeSlack({ mode: 'http', botToken: 'xoxb-test', signingSecret: SIGNING_SECRET, apiUrl: fakeSlack.apiUrl }, { log }),
    makeTeams(undefined, { log, store }),
    makeLocal({ log, partnership, agreements: knowledge.agreements }),
    makeEmail({ url: mail.url, from: { name: 'Accord', address: 'accord@dbc.example' } }),
  ].filter(({ name }) => only === undefined || only.includes(name));
  const serving = await serve(
    [
      ...platforms.flatMap(({ mounts }) => mounts),
      ...operatorMounts({ store, metrics, agreements: stores.agreements.size, scheduler: { alive: () => true } }),
    ],
    0,
    '127.0.0.1',
  );
  const dispatch = makeDispatch({ handle: route, stores, store, clock, log, metrics });
  for (const platform of platforms) await platform.start(dispatch);
  const delivery = makeDelivery({ tell: tellNotice, stores, store, platforms, clock, log, metrics });
  return {
    folder,
    storeUrl: url,
    key: writeKeys([key]),
    partnership,
    fakeSlack,
    fakeTeams,
    mail,
    /** What the mail server refuses from now on. */
    refusing,
    logged,
    store,
    stores,
    clock,
    port: serving.port,
    /** Moves the clock to an instant. */
    now(instant: string) {
      at = instant;
    },
    pass(seconds: number) {
      at = new Date(Date.parse(at) + seconds * 1000).toISOString();
    },
    /** A round of the scheduler, and everything it delivers. */
    async round() {
      await escalateIssues(stores, clock);
      await eraseHandled(stores, clock, 30);
      await delivery.begin();
      await delivery.ended();
    },
    metrics: async () => (await fetch(`http://127.0.0.1:${serving.port}/metrics`)).text(),
    async stop() {
      await delivery.stop();
      for (const platform of platforms) await platform.stop();
      await serving.close();
      // A test may have closed it, as a disk that is gone would.
      await store.close().catch(() => undefined);
      await Promise.all([fakeSlack.close(), fakeTeams.stop(), mail.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Words that somebody can see in a piece of wire JSON, in order: texts, titles, labels and notifications. */
export function wordsIn(json: unknown): string[] {
  if (Array.isArray(json)) return json.flatMap(wordsIn);
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, value]) => (typeof value === 'string' ? (SHOWN.has(name) ? [value] : []) : wordsIn(value)));
}

const SHOWN = new Set(['text', 'title', 'label', 'summary', 'altText', 'alt_text', 'value_text', 'fallbackText', 'subject']);
