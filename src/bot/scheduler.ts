import { factsOf, type Log } from './log.ts';

/** A round that has not ended for so long is stuck: every call in one has a time limit of its own. */
const STUCK_AFTER_MS = 10 * 60_000;

/** Does a round of work every so often, and at once when asked to. Never two rounds side by side. */
export type Scheduler = {
  start(): void;
  /** Asks for a round now, or for another straight after the one that is under way. */
  soon(): void;
  /** Whether rounds are being done. */
  alive(): boolean;
  /** No further round; resolves when the one under way has ended. */
  stop(): Promise<void>;
};

/** A scheduler that is not started yet. `round` is told when to come to an end early. A round that fails is logged, and the next one is done all the same. */
export function makeScheduler(round: (stopping: AbortSignal) => Promise<void>, everySeconds: number, log: Log): Scheduler {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  let began = 0;
  let again = false;

  const run = () => {
    if (timer === undefined) return;
    if (underWay !== undefined) {
      again = true;
      return;
    }
    began = Date.now();
    underWay = round(stopping.signal)
      .catch((error: unknown) => log.error(factsOf(error), 'a round of the scheduler failed'))
      .finally(() => {
        underWay = undefined;
        if (!again) return;
        again = false;
        run();
      });
  };

  return {
    start() {
      timer ??= setInterval(run, everySeconds * 1000);
      run();
    },
    // After whoever asks has gone on: what they have begun, such as an answer, comes first.
    soon: () => void setImmediate(run),
    alive: () => timer !== undefined && (underWay === undefined || Date.now() - began < STUCK_AFTER_MS),
    async stop() {
      stopping.abort();
      clearInterval(timer);
      timer = undefined;
      await underWay;
    },
  };
}

/** Steps to be done one after another, each on its own: one that fails is logged, and the others are done all the same. */
export function oneByOne(steps: readonly (() => Promise<unknown>)[], log: Log): () => Promise<void> {
  return async () => {
    for (const step of steps) await step().catch((error: unknown) => log.error(factsOf(error), 'a step of a round failed'));
  };
}
