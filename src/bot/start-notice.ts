import type { StoreOfAnotherVersion } from '../data/store-format.ts';
import type { Stores } from '../data/stores.ts';
import { type Config, issueKeyFile, SAMPLE_PARTNERSHIP } from './config.ts';

/** What is on, what is off and why, and the one next step, as Accord says it when it starts. */
export function describeStart(config: Config, stores: Stores, page: string | undefined, port: number): string {
  const lines = [
    'Accord is running.',
    `  Agreements   ${stores.agreements.size}: ${[...stores.agreements.values()].map((agreement) => agreement.name).join(', ')}`,
    ...(stores.drafts.length === 0
      ? []
      : [
          `  Drafts       ${stores.drafts.length}: ${stores.drafts.map(({ name }) => name).join(', ')} (nothing is answered from them until confirmed)`,
        ]),
    `  Partnership  ${config.partnershipFile === SAMPLE_PARTNERSHIP ? 'the sample (set ACCORD_PARTNERSHIP to use your own)' : config.partnershipFile}`,
    `  Store        ${describeStore(config.storeUrl)}`,
    `  Issue key    ${describeKey(config)}`,
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

/** Where the key of the employment issues is: without it nobody can read them. */
function describeKey(config: Config): string {
  if (config.issueKeys !== undefined) return 'from ACCORD_KEY';
  return config.storeUrl.startsWith('sqlite:')
    ? `${issueKeyFile(config)} (keep a copy apart from backups)`
    : 'in memory, gone when Accord stops';
}

/** Where the store is, without a password. */
function describeStore(url: string): string {
  if (!url.startsWith('postgres')) return url;
  const { host, pathname } = new URL(url);
  return `Postgres at ${host}${pathname}`;
}

/** Why a store that another version of Accord wrote is not opened, and what to do. */
export function describeOtherVersion({ newer }: StoreOfAnotherVersion): string {
  return newer
    ? 'The store was written by a newer version of Accord, and nothing was changed. Start that version, or restore a backup from before it.'
    : 'The store was written by an older version of Accord. Stop every copy of Accord, then start this version once: it writes a backup and brings the store up to date.';
}
