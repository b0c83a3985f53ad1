import { z } from 'zod';
import type { TeamsConfig } from '../config.ts';
import { aheadOf, type Finding, type ServerChecked, whyNoAnswer } from './finding.ts';
import { ANSWERS_WITHIN_MS } from './limits.ts';

const LOGIN = 'https://login.microsoftonline.com';
/** Multi-tenant bots are given their tokens by the Bot Framework’s own tenant. */
const BOT_FRAMEWORK_TENANT = 'botframework.com';
const SCOPE = 'https://api.botframework.com/.default';
const WHAT = 'Teams';

const refusal = z.object({ error: z.string(), error_description: z.string().default('') });

/**
 * Whether Microsoft gives a token for the app registration, which is how Accord may speak in Teams.
 * @param login where tokens are asked for
 */
export async function checkTeams(teams: TeamsConfig | undefined, login = LOGIN): Promise<ServerChecked> {
  if (teams === undefined) return without({ ok: true, what: WHAT, says: 'for trying only, on this machine: no MicrosoftAppId' });
  const { appType, appId, password } = teams;
  const tenant = appType === 'MultiTenant' ? BOT_FRAMEWORK_TENANT : teams.tenantId!;
  const who = `app ${appId} (${appType}, tenant ${tenant})`;
  if (password === undefined)
    return without({ ok: true, what: WHAT, says: `${who}: a managed identity, which only the cloud it runs in can check` });
  try {
    const response = await fetch(`${login}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: appId, client_secret: password, scope: SCOPE }),
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    return { findings: [await judge(response, who)], aheadMs: aheadOf(response) };
  } catch (error) {
    const says = `${who}: no answer from Microsoft’s token endpoint: ${whyNoAnswer(error)}`;
    return without({ ok: false, what: WHAT, says, mend: 'Check that this machine can reach login.microsoftonline.com.' });
  }
}

async function judge(response: Response, who: string): Promise<Finding> {
  if (response.ok) return { ok: true, what: WHAT, says: `${who}: Microsoft gives it a token` };
  const answer = refusal.safeParse(await response.json().catch(() => undefined));
  if (!answer.success) {
    const says = `${who}: the token endpoint answered with status ${response.status}`;
    return { ok: false, what: WHAT, says, mend: 'Try again in a few minutes.' };
  }
  // The number alone: the description repeats what was sent.
  const number = /^AADSTS\d+/.exec(answer.data.error_description)?.[0];
  return {
    ok: false,
    what: WHAT,
    says: `${who}: no token is given (${number ?? answer.data.error.replace(/[^\w.-]/g, '').slice(0, 60)})`,
    mend: 'Check MicrosoftAppId, MicrosoftAppPassword and MicrosoftAppTenantId against the app registration; the secret may have run out.',
  };
}

function without(finding: Finding): ServerChecked {
  return { findings: [finding], aheadMs: undefined };
}
