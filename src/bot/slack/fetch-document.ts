import type { SlackConfig } from '../config.ts';
import type { Platform } from '../platform.ts';
import { bytesOf } from '../take-documents.ts';

const TIMEOUT_MS = 60_000;

/** Fetches a document somebody sent, with the bot token (files:read). The token goes to Slack alone, whatever address a payload names. */
export function makeFetchDocument({ botToken, apiUrl }: Pick<SlackConfig, 'botToken' | 'apiUrl'>): NonNullable<Platform['fetchDocument']> {
  return async (at, atMost) => {
    if (!isSlack(new URL(at), apiUrl)) throw Object.assign(new Error('a document is not fetched from there'), { code: 'not-slack' });
    const headers = { authorization: `Bearer ${botToken}` };
    return bytesOf(await fetch(at, { headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) }), atMost);
  };
}

function isSlack({ protocol, hostname, port, origin }: URL, apiUrl: string | undefined): boolean {
  if (apiUrl !== undefined && new URL(apiUrl).origin === origin) return true;
  return protocol === 'https:' && port === '' && (hostname === 'files.slack.com' || hostname === 'slack-files.com');
}
