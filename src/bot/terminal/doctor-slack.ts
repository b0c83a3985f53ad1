import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SlackConfig } from '../config.ts';
import { aheadOf, type Finding, type ServerChecked, whyNoAnswer } from './finding.ts';
import { ANSWERS_WITHIN_MS } from './limits.ts';

const SLACK_API = 'https://slack.com/api/';
const MANIFEST = join(import.meta.dirname, '..', '..', '..', 'manifest.json');
const WHAT = 'Slack';

const authTest = z.object({ ok: z.boolean(), error: z.string().optional(), team: z.string().optional(), user: z.string().optional() });

/** Whether Slack accepts the bot token, and whether it was given every scope of the manifest. */
export async function checkSlack(slack: SlackConfig | undefined): Promise<ServerChecked> {
  if (slack === undefined) return { findings: [{ ok: true, what: WHAT, says: 'off: no SLACK_BOT_TOKEN' }], aheadMs: undefined };
  try {
    const response = await fetch(new URL('auth.test', withSlash(slack.apiUrl ?? SLACK_API)), {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}` },
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    return { findings: [await judge(response, slack)], aheadMs: aheadOf(response) };
  } catch (error) {
    const finding = {
      ok: false,
      what: WHAT,
      says: `no answer from Slack: ${whyNoAnswer(error)}`,
      mend: 'Check that this machine can reach slack.com, and SLACK_API_URL if it is set.',
    };
    return { findings: [finding], aheadMs: undefined };
  }
}

async function judge(response: Response, slack: SlackConfig): Promise<Finding> {
  const answer = authTest.safeParse(await response.json().catch(() => undefined));
  if (!answer.success) {
    const says = `the answer, with status ${response.status}, is not Slack’s`;
    return { ok: false, what: WHAT, says, mend: 'Check SLACK_API_URL, and any proxy on the way.' };
  }
  const { ok, error = 'no reason given', team = 'the workspace', user = 'the bot' } = answer.data;
  if (!ok)
    return {
      ok: false,
      what: WHAT,
      says: `the bot token is refused (${error})`,
      mend: 'Copy SLACK_BOT_TOKEN again from “OAuth & Permissions” of the Slack app.',
    };
  const missing = scopesMissing(response.headers.get('x-oauth-scopes'));
  if (missing.length > 0) {
    const says = `the bot token lacks ${missing.join(', ')}`;
    return { ok: false, what: WHAT, says, mend: 'Update the Slack app from manifest.json and install it again.' };
  }
  const how = slack.mode === 'http' ? 'HTTP' : 'Socket Mode';
  return { ok: true, what: WHAT, says: `the bot token is accepted: ${user} in ${team}, by ${how}` };
}

/** The manifest’s scopes that a token has not been given; none when Slack does not say which it has. */
function scopesMissing(granted: string | null): string[] {
  if (granted === null) return [];
  const has = new Set(granted.split(',').map((scope) => scope.trim()));
  const manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });
  return manifest.parse(JSON.parse(readFileSync(MANIFEST, 'utf8'))).oauth_config.scopes.bot.filter((scope) => !has.has(scope));
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
