/** How long what was acknowledged may wait for its answer to begin, while others are being acknowledged. */
const LONGEST_WAIT_MS = 1_000;

/** Begins each piece of work once no further request comes in, one at a time, in the order they were handed over. */
export type AcknowledgeFirst = (work: () => Promise<unknown>) => Promise<unknown>;

/**
 * Slack gives up on a request that is not acknowledged within three seconds, however long its answer may take. So in a rush requests are
 * acknowledged first and answered after it, or after a second at the latest; a request that comes alone waits for nothing.
 */
export function acknowledgeFirst(): AcknowledgeFirst {
  const waiting: { begin: () => void; since: number }[] = [];
  let arrivedThisTurn = false;
  const turn = () => {
    const [next] = waiting;
    if (next === undefined) return;
    if (!arrivedThisTurn || performance.now() - next.since > LONGEST_WAIT_MS) {
      waiting.shift();
      next.begin();
    }
    arrivedThisTurn = false;
    // Between two turns the requests that have come in meanwhile are read.
    if (waiting.length > 0) setImmediate(turn);
  };
  return (work) =>
    new Promise((resolve, reject) => {
      arrivedThisTurn = waiting.length > 0;
      waiting.push({ begin: () => void work().then(resolve, reject), since: performance.now() });
      if (waiting.length === 1) setImmediate(turn);
    });
}
