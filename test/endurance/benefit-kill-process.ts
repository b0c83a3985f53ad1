import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { flushCompileCache } from 'node:module';
import { text } from 'node:stream/consumers';
import { makeClock } from '../../src/bot/clock.ts';
import { makeDispatch } from '../../src/bot/dispatch.ts';
import { openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import type { Dispatch } from '../../src/bot/platform.ts';
import { type Mount, serve } from '../../src/bot/serve.ts';
import { acknowledgement, answerTo } from '../../src/bot/slack/answer.ts';
import { read } from '../../src/bot/slack/read.ts';
import { PATH } from '../../src/bot/slack/surface.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { makeStores } from '../../src/data/stores.ts';
import { makeReader } from '../../src/data/words.ts';
import { route } from '../../src/handlers/route.ts';
import { SIGNING_SECRET } from '../flows/fake-slack.ts';

/*
 * A process of its own that takes Slack’s forms over HTTP, to be killed:
 *   benefit-kill-process.ts <store> <Slack’s address> <file of knowledge> whole|light
 * It says its port once it listens. `whole` is Slack as it is served; `light` leaves out Bolt, which is half of what a start costs: the
 * signature and the acknowledging of what was sent. What reads sentences and finds clauses takes seconds to load, has no part in a form
 * that is sent in, and is in neither: to ask it is an error.
 */
const [storeUrl, apiUrl, file, how] = process.argv.slice(2) as [string, string, string, 'whole' | 'light'];
const { agreements, partnership, lexicon } = JSON.parse(readFileSync(file, 'utf8'));
const reader = makeReader(lexicon);
const notHere = (): never => {
  throw new Error('this process reads no sentences');
};
const store = await openStore(storeUrl);
const stores = makeStores(store, {
  agreements: new Map(agreements),
  partnership,
  topics: [],
  drafts: [],
  finder: { find: notHere, about: notHere } as never,
  kindOf: notHere,
  stemsOf: (words) => new Set(reader(words).stems.map(({ stem }) => stem)),
});
const log = openLog('fatal');
const clock = makeClock('2015-11-22T09:00:00.000Z');
const dispatch = makeDispatch({ handle: route, stores, store, clock, log, metrics: openMetrics() });
const { port } = await serve(how === 'whole' ? await wholeSlack() : [lightSlack(dispatch)], 0, '127.0.0.1');
// Whoever is killed leaves nothing behind of what was compiled, and the next would start as slowly.
flushCompileCache();
process.stdout.write(`${port}\n`);

async function wholeSlack(): Promise<readonly Mount[]> {
  const { makeSlack } = await import('../../src/bot/slack/app.ts');
  const slack = makeSlack({ mode: 'http', botToken: 'xoxb-test', signingSecret: SIGNING_SECRET, apiUrl }, { log });
  await slack.start(dispatch);
  return slack.mounts;
}

function lightSlack(ask: Dispatch): Mount {
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    const reading = read(JSON.parse(new URLSearchParams(await text(request)).get('payload')!))!;
    const reply = await ask(reading.request);
    const problems = acknowledgement(reply, []);
    response.end(problems === undefined ? '' : JSON.stringify(problems));
    for (const call of answerTo(reading, reply))
      if ('url' in call)
        await fetch(call.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(call.body) });
  };
  return { path: PATH, listener };
}
