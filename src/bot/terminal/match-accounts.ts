import { z } from 'zod';
import type { Partnership } from '../../data/partnership.ts';
import type { YamlEdit } from '../../data/read-yaml.ts';
import type { Config, SlackConfig } from '../config.ts';
import { whyNoAnswer } from './finding.ts';
import { ANSWERS_WITHIN_MS } from './limits.ts';
import { BadInput } from './terminal.ts';

/** What looking for people’s accounts came to: a line for each of them, and the changes to the partnership file. */
export type Matched = { found: number; lines: string[]; edits: YamlEdit[] };

const SLACK_API = 'https://slack.com/api/';
const looked = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  user: z.object({ id: z.string(), deleted: z.boolean().optional(), is_bot: z.boolean().optional() }).optional(),
});

/**
 * Finds the Slack accounts of people who have none in the file, by their work e-mail. Teams has no such call for a bot: somebody’s id is
 * learnt when they first write to Accord, and who still has none is listed.
 * @throws BadInput where Slack refuses to be asked
 */
export async function matchAccounts(partnership: Partnership, { slack, teams }: Pick<Config, 'slack' | 'teams'>): Promise<Matched> {
  const matched: Matched = { found: 0, lines: [], edits: [] };
  if (slack === undefined) matched.lines.push('Slack is off (no SLACK_BOT_TOKEN): nobody was looked for there.');
  else
    for (const [at, person] of partnership.people.entries()) {
      if (person.slack !== undefined) continue;
      const id = await lookUp(person.email, slack);
      matched.lines.push(
        id === undefined ? `Slack has nobody with the address ${person.email} (${person.name}).` : `${person.name} is ${id} on Slack.`,
      );
      if (id === undefined) continue;
      matched.found++;
      matched.edits.push({ at: ['people', at, 'slack'], set: id });
    }
  const without = partnership.people.filter((person) => person.teams === undefined).map(({ name }) => name);
  if (teams !== undefined && without.length > 0)
    matched.lines.push(
      `On Teams nobody is known as ${without.join(', ')}. Put the Object ID that Entra shows for them under “teams” in the partnership file.`,
    );
  if (matched.lines.length === 0) matched.lines.push('Everybody in the partnership file has an account already.');
  return matched;
}

async function lookUp(email: string, { botToken, apiUrl = SLACK_API }: SlackConfig): Promise<string | undefined> {
  const address = new URL('users.lookupByEmail', apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`);
  for (;;) {
    const response = await fetch(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${botToken}` },
      body: new URLSearchParams({ email }),
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    }).catch((error: unknown) => {
      throw new BadInput(`Slack did not answer (${whyNoAnswer(error)}), and nothing was changed. Try again in a few minutes.`);
    });
    if (response.status === 429) {
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get('retry-after') ?? 1)));
      continue;
    }
    const answer = looked.safeParse(await response.json().catch(() => undefined));
    if (answer.success && answer.data.ok) return answer.data.user?.deleted || answer.data.user?.is_bot ? undefined : answer.data.user?.id;
    const code = answer.success ? answer.data.error : `status ${response.status}`;
    if (code === 'users_not_found') return undefined;
    if (code === 'missing_scope')
      throw new BadInput('The Slack app may not look people up by e-mail: update it from manifest.json and install it again.');
    throw new BadInput(`Slack refused to look people up (${code}), and nothing was changed.`);
  }
}
