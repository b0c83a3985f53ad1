import { spawn } from 'node:child_process';
import { loadKnowledge } from '../data/load-knowledge.ts';
import { openStore } from '../data/open-stores.ts';
import { makeStores } from '../data/stores.ts';
import { askForApproval } from '../handlers/ask-for-approval.ts';
import { route } from '../handlers/route.ts';
import { tellNotice } from '../handlers/tell-notice.ts';
import { chartAsPng } from './chart.ts';
import { makeClock } from './clock.ts';
import { type Config, loadSettingsFile, readConfig } from './config.ts';
import { makeDelivery } from './deliver.ts';
import { makeDispatch } from './dispatch.ts';
import { drawCharts } from './draw-charts.ts';
import { operatorMounts } from './health.ts';
import { factsOf, openLog } from './log.ts';
import { openMetrics } from './metrics.ts';
import type { Platform } from './platform.ts';
import { makeScheduler } from './scheduler.ts';
import { serve } from './serve.ts';
import { describeStart } from './start-notice.ts';

/** How often claims that have run out are dropped. */
const SWEEP_EVERY_MS = 60 * 60 * 1000;
const STOP_WITHIN_MS = 10_000;

async function main(): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < 24)
    return refuse([`Accord needs Node 24 and this is ${process.versions.node}. Start it with “npm start”, which brings its own.`]);
  loadSettingsFile();
  const read = readConfig(process.env);
  if (!read.ok) return refuse(read.problems);
  const { config } = read;
  const loaded = loadKnowledge(config.agreementsFolder, config.partnershipFile);
  if (!loaded.ok) return refuse(loaded.problems.map((p) => `${p.file}:${p.line}: ${p.problem}. ${p.mend}`));

  const log = openLog(config.logLevel);
  const store = await openStore(config.storeUrl).catch(() => undefined);
  if (store === undefined)
    return refuse(['The store could not be opened. Check ACCORD_STORE, and that the database is running or the folder can be written to.']);
  const metrics = openMetrics();
  const stores = makeStores(store, loaded.knowledge);
  const clock = makeClock(config.clockStartsAt);
  const answer = makeDispatch({ handle: route, stores, store, clock, log, metrics });
  const dispatch = drawCharts(answer, chartAsPng, log);
  const platforms = await openPlatforms(config, { log, store, knowledge: loaded.knowledge });
  for (const platform of platforms) await platform.start(dispatch);
  const deliver = makeDelivery({ tell: tellNotice, stores, store, platforms, clock, log });
  const round = async (stopping: AbortSignal) => {
    await askForApproval(stores, clock);
    await deliver(stopping);
  };
  const scheduler = makeScheduler(round, config.tickSeconds, log);
  stores.notices.onLeft(scheduler.soon);

  const mounts = [
    ...operatorMounts({ store, metrics, agreements: stores.agreements.size, scheduler }),
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
  const page = platforms.some((platform) => platform.name === 'local') ? `http://localhost:${serving.port}/` : undefined;
  process.stdout.write(describeStart(config, stores, page, serving.port));
  if (page !== undefined && shouldOpenBrowser()) openBrowser(page);

  scheduler.start();
  const sweep = setInterval(
    () => store.dropSpentClaims(Date.now()).catch((error) => log.warn(factsOf(error), 'spent claims were not dropped')),
    SWEEP_EVERY_MS,
  );
  const stop = async () => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    clearInterval(sweep);
    await scheduler.stop();
    for (const platform of platforms) await platform.stop();
    await serving.close();
    await store.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

async function openPlatforms(
  config: Config,
  parts: { log: ReturnType<typeof openLog>; store: Awaited<ReturnType<typeof openStore>>; knowledge: Parameters<typeof makeStores>[1] },
): Promise<Platform[]> {
  const platforms: Platform[] = [];
  if (config.slack) platforms.push((await import('./slack/app.ts')).makeSlack(config.slack, parts));
  platforms.push((await import('./teams/app.ts')).makeTeams(config.teams, parts));
  if (config.local === 'on' || (config.local === 'auto' && !config.slack && !config.teams))
    platforms.push(
      (await import('./local/app.ts')).makeLocal({
        log: parts.log,
        partnership: parts.knowledge.partnership,
        agreements: parts.knowledge.agreements,
      }),
    );
  return platforms;
}

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
