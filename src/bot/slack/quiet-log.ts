import type { Log } from '../log.ts';

/*
 * Bolt and Slack’s client put whole payloads into some of their log lines. What reaches our log from them is a code and nothing else.
 */

const CODES: readonly [RegExp, string][] = [
  [/signature mismatch|signature version/, 'wrong-signature'],
  [/request-timestamp/, 'stale-timestamp'],
  [/Malformed request body/, 'malformed-body'],
  [/not acknowledged within/, 'not-acknowledged'],
  [/rate limit/i, 'rate-limited'],
  [/WSS URL/, 'socket-not-opened'],
  [/WebSocket error|pong|ping/, 'socket-disturbed'],
  [/http request failed/, 'slack-not-reached'],
  [/type of an incoming event/, 'unknown-payload'],
];

/** The part of a logger that Slack’s packages write to; finer lines than warnings are not for an operator. */
export function quietLog(log: Log) {
  const line =
    (level: 'warn' | 'error') =>
    (...said: unknown[]) =>
      log[level]({ code: codeOf(said) }, 'from the Slack library');
  return { debug: () => undefined, info: () => undefined, warn: line('warn'), error: line('error') };
}

/** The code of something that went wrong at Slack: Slack’s own (`slack-not_in_channel`) where it gave one. */
export function slackCode(error: unknown): string {
  const { code, data, statusCode } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    data?: { error?: unknown };
    statusCode?: unknown;
  };
  const said = data?.error;
  if (typeof said === 'string' && /^[a-z_]{1,60}$/.test(said)) return `slack-${said}`;
  if (typeof statusCode === 'number') return `http-${statusCode}`;
  return typeof code === 'string' && /^[\w-]{1,60}$/.test(code) ? code : 'unknown';
}

function codeOf(said: readonly unknown[]): string {
  const error = said.find((one) => one instanceof Error);
  if (error !== undefined) return slackCode(error);
  const text = said.filter((one) => typeof one === 'string').join(' ');
  return CODES.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
}
