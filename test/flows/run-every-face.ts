import { chartAsPng, chartAsSvg } from '../../src/bot/chart.ts';
import { makeDispatch } from '../../src/bot/dispatch.ts';
import { makeLocal } from '../../src/bot/local/app.ts';
import { openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import { serve } from '../../src/bot/serve.ts';
import { makeSlack } from '../../src/bot/slack/app.ts';
import { makeTeams } from '../../src/bot/teams/app.ts';
import { writeFiles } from '../../src/bot/write-files.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { makeStores } from '../../src/data/stores.ts';
import { route } from '../../src/handlers/route.ts';
import { knowledge } from '../handlers/front-door.ts';
import { SIGNING_SECRET, startFakeSlack } from './fake-slack.ts';
import { type Json, startFakeTeams } from './fake-teams.ts';

export type EveryFace = Awaited<ReturnType<typeof runEveryFace>>;

/** All of Accord on its three platforms over one store: the real handlers, the sample partnership; only the vendors are made up. */
export async function runEveryFace(today = '2015-10-05') {
  const fakeSlack = await startFakeSlack();
  const fakeTeams = await startFakeTeams();
  const logged: string[] = [];
  const log = openLog('info', { write: (line) => void logged.push(line) });
  const store = await openStore('memory:');
  const stores = makeStores(store, knowledge);
  let day = today;
  const clock = { now: () => `${day}T10:00:00.000Z`, today: () => day };
  const dispatch = writeFiles(
    makeDispatch({ handle: route, stores, store, clock, log, metrics: openMetrics() }),
    { asPng: chartAsPng, asSvg: chartAsSvg },
    log,
  );
  const platforms = [
    makeSlack({ mode: 'http', botToken: 'xoxb-test', signingSecret: SIGNING_SECRET, apiUrl: fakeSlack.apiUrl }, { log }),
    makeTeams(undefined, { log, store }),
    makeLocal({ log, partnership: knowledge.partnership, agreements: knowledge.agreements }),
  ];
  const serving = await serve(
    platforms.flatMap((platform) => platform.mounts),
    0,
    '127.0.0.1',
  );
  for (const platform of platforms) await platform.start(dispatch);
  return {
    fakeSlack,
    fakeTeams,
    logged,
    log,
    store,
    stores,
    clock,
    platforms,
    /** Moves the clock to ten o’clock of a day. */
    moveTo(to: string) {
      day = to;
    },
    port: serving.port,
    page: `http://localhost:${serving.port}`,
    async sendTeams(activity: object): Promise<{ status: number; body: Json }> {
      const response = await fetch(`http://127.0.0.1:${serving.port}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(activity),
      });
      const text = await response.text();
      return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
    },
    async stop() {
      for (const platform of platforms) await platform.stop();
      await serving.close();
      await store.close();
      await fakeSlack.close();
      await fakeTeams.stop();
    },
  };
}
