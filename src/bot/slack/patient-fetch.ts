import { setTimeout as wait } from 'node:timers/promises';

/** Slack answers within a second or not at all. */
const TIMEOUT_MS = 10_000;
/** A pause Slack asks for is kept when somebody would still wait for the answer; a longer one fails at once. */
const LONGEST_PAUSE_S = 5;
const PAUSES = 2;

/**
 * `fetch` with a time limit for each attempt, and with the pauses Slack asks for (429). Slack’s own client would hold back every other
 * conversation while it waits for one, for as long as it is told to; here only the call that was refused waits.
 */
export async function patientFetch(input: string | URL | Request, init?: RequestInit, timeoutMs = TIMEOUT_MS): Promise<Response> {
  for (let pauses = 0; ; pauses++) {
    const response = await timedFetch(input, init, timeoutMs);
    const pause = Number(response.headers.get('retry-after') ?? Number.NaN);
    if (response.status !== 429 || pauses === PAUSES || !(pause >= 0 && pause <= LONGEST_PAUSE_S)) return response;
    await response.body?.cancel();
    await wait(pause * 1000);
  }
}

/** `fetch` with a time limit. */
export function timedFetch(input: string | URL | Request, init?: RequestInit, timeoutMs = TIMEOUT_MS): Promise<Response> {
  return fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
}
