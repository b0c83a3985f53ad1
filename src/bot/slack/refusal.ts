import { Busy, Unreachable } from '../platform.ts';
import { slackCode } from './quiet-log.ts';
import { SlackRefused } from './send.ts';

/** What Slack answers where whom or what a message is for cannot be reached (docs.slack.dev, chat.postMessage, errors). */
const NOT_REACHED: ReadonlySet<string> = new Set([
  'account_inactive',
  'cannot_dm_bot',
  'channel_not_found',
  'channel_type_not_supported',
  'is_archived',
  'is_inactive',
  'messages_tab_disabled',
  'no_permission',
  'not_in_channel',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'team_access_not_granted',
  'team_not_found',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
]);

/** What it answers while it limits or fails. */
const NOT_NOW: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'rate_limited',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

/** What it answers where a message cannot be changed any more. */
const GONE: ReadonlySet<string> = new Set(['cant_update_message', 'edit_window_closed', 'message_not_found']);

/** Failures before anything was sent; after others the message may have arrived. */
const NOT_SENT: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

type Failure = {
  code?: unknown;
  statusCode?: unknown;
  retryAfter?: unknown;
  original?: unknown;
  message?: unknown;
  data?: { error?: unknown };
};

/** What failed at Slack as those who deliver tell failures apart: Busy, Unreachable, or the failure as it is. */
export function asDeliveryFailure(error: unknown): unknown {
  if (!(error instanceof SlackRefused)) return error;
  const failure = (error.cause ?? {}) as Failure;
  const said = String(failure.data?.error ?? '');
  if (NOT_REACHED.has(said)) return new Unreachable(error.code, error);
  if (NOT_NOW.has(said)) return new Busy(error.code, { cause: error });
  if (typeof failure.retryAfter === 'number')
    return new Busy('slack-rate-limited', { retryAfterMs: failure.retryAfter * 1000, cause: error });
  // Slack’s client has no code for a limit without a time.
  if (String(failure.message).startsWith('Retry header')) return new Busy('slack-rate-limited', { cause: error });
  if (typeof failure.statusCode === 'number' && failure.statusCode >= 500) return new Busy(slackCode(failure), { cause: error });
  if (failure.original !== undefined) return disturbed(failure.original, error);
  return error;
}

/** Whether a failure says that the message to change is gone. */
export function isGone(error: unknown): boolean {
  return error instanceof SlackRefused && GONE.has(String((error.cause as Failure | undefined)?.data?.error));
}

function disturbed(original: unknown, cause: unknown): Busy {
  const code = String(((original as Error).cause as Failure | undefined)?.code ?? '');
  return new Busy((original as Error).name === 'TimeoutError' ? 'slack-timeout' : 'slack-not-reached', {
    mayHaveArrived: !NOT_SENT.has(code),
    cause,
  });
}
