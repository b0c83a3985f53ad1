import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { openCalendarEditions } from '../data/calendar-editions.ts';
import type { KeyValue } from '../data/key-value.ts';
import { loadKnowledge } from '../data/load-knowledge.ts';
import { openStore } from '../data/open-stores.ts';
import { StoreOfAnotherVersion } from '../data/store-format.ts';
import { makeStores, type Stores } from '../data/stores.ts';
import { announceTheRest } from '../handlers/announce-benefit.ts';
import { askForApproval } from '../handlers/ask-for-approval.ts';
import { knownToday } from '../handlers/known-today.ts';
import { openReminding } from '../handlers/leave-reminders.ts';
import { eraseHandled, escalateIssues } from '../handlers/look-after-issues.ts';
import { route } from '../handlers/route.ts';
import { tellNotice } from '../handlers/tell-notice.ts';
import { openAgreementFiles } from './agreement-files.ts';
import { calendarMount } from './calendar-feed.ts';
import { openCharts } from './charts.ts';
import { makeClock } from './clock.ts';
import { type Config, keptKnowledge, loadSettingsFile, readConfig } from './config.ts';
import { makeDelivery } from './deliver.ts';
import { makeDispatch } from './dispatch.ts';
import { drawCharts } from './draw-charts.ts';
import { operatorMounts } from './health.ts';
import { openIssueVault } from './issue-key.ts';
import { makeLease } from './lease.ts';
import { factsOf, type Log, openLog } from './log.ts';
import { openMetrics } from './metrics.ts';
import type { Platform } from './platform.ts';
import { makeReload } from './reload.ts';
import { makeScheduler, oneByOne } from './scheduler.ts';
import { serve } from './serve.ts';
import { makeSetUp, type SetUp } from './set-up.ts';
import { describeOtherVersion, describeStart } from './start-notice.ts';
import { takeDocuments } from './take-documents.ts';
import { traceDelivery, traceDispatch } from './trace.ts';
import { writeFiles } from './write-files.ts';

/** How often claims that have run out are dropped. */
const SWEEP_EVERY_MS = 60 * 60 * 1000;
/** Service managers and container engines kill after ten seconds. */
const STOP_WITHIN_MS = 9_000;

async function main(): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < 24)
    return refuse([`Accord needs Node 24 and this is ${process.versions.node}. Start it with “npm start”, which brings its own.`]);
  loadSettingsFile();
  const read = readConfig(process.env);
  if (!read.ok) return refuse(read.problems);
  const { config } = read;
  const loaded = loadKnowledge(config.agreementsFolder, config.partnershipFile, keptKnowledge(config), config.importedFolder);
  if (!loaded.ok) return refuse(loaded.problems.map((p) => `${p.file}:${p.line}: ${p.problem}. ${p.mend}`));

  const log = openLog(config.logLevel);
  const upgrade = { backupsTo: config.ownFolder, madeAt: new Date().toISOString() };
  const store = await openStore(config.storeUrl, upgrade).catch((error: unknown) =>
    error instanceof StoreOfAnotherVersion ? error : undefined,
  );
  if (store instanceof StoreOfAnotherVersion) return refuse([describeOtherVersion(store)]);
  if (store === undefined)
    return refuse(['The store could not be opened. Check ACCORD_STORE, and that the database is running or the folder can be written to.']);
  const metrics = openMetrics();
  const opened = await openIssueVault(config, store);
  if (!opened.ok) {
    await store.close();
    return refuse([opened.problem]);
  }
  const place = { makeSecret: randomBytes, base: () => base };
  let base = config.publicUrl ?? null;
  const stores = makeStores(store, loaded.knowledge, opened.vault, place);
  const clock = makeClock(config.clockStartsAt);
  const answer = makeDispatch({ handle: route, stores, store, clock, log, metrics });
  const charts = openCharts();
  const dispatch = traceDispatch(writeFiles(drawCharts(answer, charts.asPng, log), charts, log));
  const reload = makeReload(config, stores, log);
  const files = openAgreementFiles(config.importedFolder);
  const setUp = makeSetUp({ files, known: () => stores, clock, benefits: stores.benefits, takeUp: reload.ifChanged });
  const platforms = (await openPlatforms(config, { log, store, stores, setUp })).map(traceDelivery);
  let page: string | undefined;
  const setUpPage = () => (page === undefined ? undefined : `${page}local/set-up.html`);
  const takes = takeDocuments(dispatch, { platforms, setUp, known: () => stores, store, log, page: setUpPage });
  for (const platform of platforms) await platform.start(takes);
  const delivery = makeDelivery({ tell: tellNotice, stores, store, platforms, clock, log, metrics });
  const lease = makeLease(store);
  // What Accord knows as of today, looked at anew in every round.
  const today = { ...stores };
  const reminding = openReminding(today);
  // What makes notices is done by one process at a time. Delivering them is not: each notice is claimed.
  const makeNotices = oneByOne(
    [
      async () => Object.assign(today, await knownToday(stores, clock)),
      () => askForApproval(today, clock),
      () => announceTheRest(today, clock),
      () => escalateIssues(today, clock),
      () => eraseHandled(stores, clock, config.issueDays),
      () => reminding.leave(clock),
    ],
    log,
  );
  const round = async () => {
    await reload.ifChanged().catch((error: unknown) => log.warn(factsOf(error), 'changed files could not be taken up'));
    try {
      if (lease.held()) await makeNotices();
    } finally {
      await delivery.begin();
    }
  };
  const scheduler = makeScheduler(round, config.tickSeconds, log);
  stores.notices.onLeft(scheduler.soon);

  const mounts = [
    ...operatorMounts({ store, metrics, agreements: stores.agreements.size, scheduler }),
    calendarMount({ stores, editions: openCalendarEditions(store), clock }),
    ...platforms.flatMap((platform) => platform.mounts),
  ];
  const serving = await serve(mounts, config.port, hostFor(config)).catch((error: NodeJS.ErrnoException) => error.code ?? 'unknown');
  if (typeof serving === 'string') {
    await store.close();
    return refuse([
      serving === 'EADDRINUSE'
        ? `Port ${config.port} is taken by another program. Set PORT to a free one, such as PORT=3979.`
        : `Accord cannot listen on port ${config.port} (${serving}).`,
    ]);
  }
  if (LOOPBACK.has(hostFor(config))) base ??= `http://localhost:${serving.port}`;
  page = platforms.some((platform) => platform.name === 'local') ? `http://localhost:${serving.port}/` : undefined;
  process.stdout.write(describeStart(config, stores, page, serving.port));
  if (page !== undefined && shouldOpenBrowser()) openBrowser(page);

  // Before the first of the work is taken up: who is told to stop in between must not leave it behind.
  const sweep = setInterval(
    () => store.dropSpentClaims(Date.now()).catch((error) => log.warn(factsOf(error), 'spent claims were not dropped')),
    SWEEP_EVERY_MS,
  );
  const stop = async () => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    clearInterval(sweep);
    // Nobody new is let in; what was let in is finished, while everything else comes to its end.
    const closed = serving.close();
    await scheduler.stop();
    await lease.stop();
    await delivery.stop();
    for (const platform of platforms) await platform.stop();
    await closed;
    await charts.stop();
    await store.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);

  await lease.start((held) => {
    metrics.leads(held);
    if (!held) return;
    // Another process may have reminded since.
    reminding.forget();
    scheduler.soon();
  });
  scheduler.start();
}

async function openPlatforms(
  config: Config,
  { stores, setUp, ...parts }: { log: Log; store: KeyValue; stores: Stores; setUp: SetUp },
): Promise<Platform[]> {
  const platforms: Platform[] = [];
  if (config.slack) platforms.push((await import('./slack/app.ts')).makeSlack(config.slack, parts));
  platforms.push((await import('./teams/app.ts')).makeTeams(config.teams, parts));
  if (config.smtp) platforms.push((await import('./email/app.ts')).makeEmail(config.smtp));
  if (config.local === 'on' || (config.local === 'auto' && !config.slack && !config.teams))
    platforms.push(
      (await import('./local/app.ts')).makeLocal({
        log: parts.log,
        // What Accord knows changes while it runs.
        get partnership() {
          return stores.partnership;
        },
        get agreements() {
          return stores.agreements;
        },
        setUp,
      }),
    );
  return platforms;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1']);

/** Loopback, unless a platform that checks who is calling is configured. */
function hostFor(config: Config): string {
  if (config.host !== undefined) return config.host;
  return config.teams !== undefined || config.slack?.mode === 'http' ? '0.0.0.0' : '127.0.0.1';
}

function shouldOpenBrowser(): boolean {
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  return hasDisplay && !process.env.CI && !process.argv.includes('--no-open');
}

function openBrowser(url: string): void {
  const [command, ...before] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  spawn(command!, [...before, url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

function refuse(sentences: string[]): void {
  process.stderr.write(`Accord did not start.\n${sentences.map((sentence) => `- ${sentence}`).join('\n')}\n`);
  process.exitCode = 1;
}

await main();
