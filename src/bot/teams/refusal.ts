import { Busy, Unreachable } from '../platform.ts';

/** Teams answers within a second or two, or not at all. */
const TIMEOUT_MS = 10_000;
/** A pause Teams asks for is kept when somebody would still wait for the answer; a longer one fails at once. */
const LONGEST_PAUSE_S = 5;

/** Failures before anything was sent; after others the message may have arrived. */
const NOT_SENT: ReadonlySet<string> = new Set(['EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND']);

type Headers = { get(name: string): string | undefined | null };
type Answered = { status: number; headers: Headers };
type Asked = { timeout: number };
type Step = { name: string; sendRequest(asked: Asked, next: (asked: Asked) => Promise<Answered>): Promise<Answered> };
type Pipeline = { addPolicy(step: Step, options: { afterPhase: 'Retry' }): void };

/**
 * Gives a client of Teams’ connector a time limit for each attempt. The SDK tries again by itself, and keeps any pause it is asked for; with
 * `retries: 'short'` only pauses somebody would wait for are kept, and with `'none'` nothing is tried again: whoever delivers does that.
 * @param client the SDK’s, of whose parts only the pipeline of its calls is touched
 */
export function limitTime<T>(client: T, retries: 'short' | 'none'): T {
  const { pipeline } = (client as unknown as { client: { pipeline: Pipeline } }).client;
  const step: Step = {
    name: 'accord-time-limit',
    async sendRequest(asked, next) {
      asked.timeout = TIMEOUT_MS;
      const answered = await next(asked).catch((error: unknown) => {
        throw retries === 'none' ? disturbed(error) : error;
      });
      const pause = pauseOf(answered.headers);
      const isBusy = answered.status === 429 || answered.status === 408 || answered.status >= 500;
      // No error of the SDK’s own, so that it goes straight through what would try again.
      if (isBusy && (retries === 'none' || (pause ?? 0) > LONGEST_PAUSE_S * 1000))
        throw new Busy(`teams-${answered.status}`, { retryAfterMs: pause });
      return answered;
    },
  };
  pipeline.addPolicy(step, { afterPhase: 'Retry' });
  return client;
}

/** What failed at Teams as those who deliver tell failures apart: Busy, Unreachable, or the failure as it is. */
export function asDeliveryFailure(error: unknown): unknown {
  return isGone(error) ? new Unreachable(`teams-${statusOf(error)}`, error) : error;
}

/** Whether a failure says that there is no such conversation or message for Accord. */
export function isGone(error: unknown): boolean {
  return [403, 404, 410].includes(statusOf(error) ?? 0);
}

function statusOf(error: unknown): number | undefined {
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}

function disturbed(error: unknown): Busy {
  const { name, code } = error as { name?: unknown; code?: unknown };
  return new Busy(name === 'AbortError' ? 'teams-timeout' : 'teams-not-reached', {
    mayHaveArrived: !NOT_SENT.has(String(code)),
    cause: error,
  });
}

/** `Retry-After` in milliseconds: seconds, or a date. */
function pauseOf(headers: Headers): number | undefined {
  const said = headers.get('retry-after');
  if (said === undefined || said === null || said.trim() === '') return undefined;
  const ms = /^\d+$/.test(said.trim()) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
