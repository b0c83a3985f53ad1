import { openStore } from '../../data/open-stores.ts';
import { makeStores } from '../../data/stores.ts';
import { route } from '../../handlers/route.ts';
import { whichAgreement } from '../../handlers/which-agreement.ts';
import { makeClock } from '../clock.ts';
import { makeDispatch } from '../dispatch.ts';
import type { Log } from '../log.ts';
import { openMetrics } from '../metrics.ts';
import { askBatch } from './batch.ts';
import { explain } from './explain.ts';
import { lookUp } from './look-up.ts';
import { type Asked, readAsked } from './read.ts';
import { render } from './render.ts';
import { BadInput, DONE, type Terminal, WRONG } from './terminal.ts';

export type AskOptions = { agreement?: string; as?: string; json?: true; why?: true; batch?: true };

/** `accord ask`: one answer, or one for each line of a batch. Needs no server, and keeps nothing. @returns the exit code */
export async function ask(words: readonly string[], options: AskOptions, terminal: Terminal): Promise<number> {
  const asked: Asked = { question: words.join(' '), agreement: options.agreement, as: options.as };
  if (options.batch) {
    if (Object.keys(options).length > 1 || words.length > 0)
      throw new BadInput('--batch stands alone: give the questions and their agreements on standard input, one JSON object on each line.');
    return askBatch(terminal.know().knowledge, terminal);
  }
  if (options.json && options.why) throw new BadInput('--json and --why cannot be used together: leave one of them out.');
  return options.json ? answerAsJson(asked, terminal) : answerInWords(asked, options.why ?? false, terminal);
}

async function answerInWords(asked: Asked, why: boolean, terminal: Terminal): Promise<number> {
  const { config, knowledge: known } = terminal.know();
  const { request, knowledge } = readAsked(asked, known);
  const clock = makeClock(config.clockStartsAt);
  const store = await openStore('memory:');
  const log = countingLog();
  const stores = makeStores(store, knowledge);
  const reply = await makeDispatch({ handle: route, stores, store, clock, log, metrics: openMetrics() })(request);
  const said = reply.kind === 'form' ? reply.otherwise : reply;
  if (said?.kind === 'message') await terminal.out(render(said, terminal.bold));
  if (why) await terminal.out(`\n${explain(asked.question, whichAgreement(asked.question, request, stores, clock), knowledge)}`);
  await store.close();
  return log.errors() > 0 ? WRONG : DONE;
}

async function answerAsJson(asked: Asked, terminal: Terminal): Promise<number> {
  const { config, knowledge: known } = terminal.know();
  const { request, knowledge } = readAsked(asked, known);
  const store = await openStore('memory:');
  const scope = whichAgreement(asked.question, request, makeStores(store, knowledge), makeClock(config.clockStartsAt));
  const ids = scope.is === 'one' ? [scope.agreement] : scope.agreements;
  await terminal.out(`${JSON.stringify({ id: null, ...lookUp(asked.question, ids, knowledge) })}\n`);
  await store.close();
  return DONE;
}

/** The person at the terminal sees the plain sentence; that it was a failure goes into the exit code. */
function countingLog(): Log & { errors(): number } {
  let errors = 0;
  return { info: () => undefined, warn: () => undefined, error: () => void errors++, errors: () => errors };
}
