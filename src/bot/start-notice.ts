import type { Stores } from '../data/stores.ts';
import { type Config, SAMPLE_PARTNERSHIP } from './config.ts';

/** What is on, what is off and why, and the one next step, as Accord says it when it starts. */
export function describeStart(config: Config, stores: Stores, page: string | undefined, port: number): string {
  const lines = [
    'Accord is running.',
    `  Agreements   ${stores.agreements.size}: ${[...stores.agreements.values()].map((agreement) => agreement.name).join(', ')}`,
    `  Partnership  ${config.partnershipFile === SAMPLE_PARTNERSHIP ? 'the sample (set ACCORD_PARTNERSHIP to use your own)' : config.partnershipFile}`,
    `  Store        ${describeStore(config.storeUrl)}`,
    `  Slack        ${config.slack === undefined ? 'off: no SLACK_BOT_TOKEN' : config.slack.mode === 'http' ? 'on, by HTTP at /slack/events' : 'on, by Socket Mode'}`,
    `  Teams        ${config.teams === undefined ? 'for trying only: /api/messages answers on this machine (no MicrosoftAppId)' : 'on, at /api/messages'}`,
    `  Chat page    ${page ?? (config.local === 'off' ? 'off: ACCORD_LOCAL=off' : 'off: Slack or Teams is configured (ACCORD_LOCAL=on shows it)')}`,
    '',
    page === undefined
      ? `Next: see docs/ for the platform you connected. Health: http://localhost:${port}/readyz`
      : `Next: open ${page} and ask “how much notice do we have to give?”`,
    '',
  ];
  return `${lines.join('\n')}`;
}

/** Where the store is, without a password. */
function describeStore(url: string): string {
  if (!url.startsWith('postgres')) return url;
  const { host, pathname } = new URL(url);
  return `Postgres at ${host}${pathname}`;
}
