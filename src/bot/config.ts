import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BUNDLED_AGREEMENTS } from '../data/agreements.ts';

const root = join(import.meta.dirname, '..', '..');

/** Everything Accord takes from its environment. No other file reads it. */
export type Config = {
  port: number;
  host: string | undefined;
  storeUrl: string;
  partnershipFile: string;
  agreementsFolder: string;
  clockStartsAt: string | undefined;
  tickSeconds: number;
  logLevel: string;
  local: 'on' | 'off' | 'auto';
  slack: SlackConfig | undefined;
  teams: TeamsConfig | undefined;
};

export type SlackConfig = { botToken: string; apiUrl: string | undefined } & (
  | { mode: 'http'; signingSecret: string }
  | { mode: 'socket'; appToken: string }
);
export type TeamsConfig = {
  appType: 'MultiTenant' | 'SingleTenant' | 'UserAssignedMSI';
  appId: string;
  password: string | undefined;
  tenantId: string | undefined;
};

/** The sample partnership: who the local page lets you be when no file is named. */
export const SAMPLE_PARTNERSHIP = join(root, 'src', 'data', 'sample-partnership.yaml');

const optional = z
  .string()
  .trim()
  .transform((value) => (value === '' ? undefined : value))
  .optional();

const environment = z.object({
  PORT: z.coerce
    .number({ error: 'PORT must be a number, such as 3978' })
    .int('PORT must be a whole number')
    .min(0, 'PORT must be between 0 and 65535')
    .max(65535, 'PORT must be between 0 and 65535')
    .default(3978),
  HOST: optional,
  ACCORD_STORE: optional.refine(
    (url) => url === undefined || /^(sqlite:.+|memory:|postgres(ql)?:\/\/.+)$/.test(url),
    'ACCORD_STORE must be sqlite:<file>, postgres://… or memory:',
  ),
  ACCORD_PARTNERSHIP: optional,
  ACCORD_AGREEMENTS: optional,
  ACCORD_CLOCK: optional.refine(
    (at) => at === undefined || z.iso.datetime({ offset: true }).safeParse(at).success,
    'ACCORD_CLOCK must be an instant such as 2015-09-01T09:00:00Z',
  ),
  ACCORD_TICK_SECONDS: z.coerce
    .number({ error: 'ACCORD_TICK_SECONDS must be a number, such as 30' })
    .min(1, 'ACCORD_TICK_SECONDS must be between 1 and 3600')
    .max(3600, 'ACCORD_TICK_SECONDS must be between 1 and 3600')
    .default(30),
  ACCORD_LOCAL: z.enum(['on', 'off', 'auto'], { error: 'ACCORD_LOCAL must be on or off' }).default('auto'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], { error: 'LOG_LEVEL must be trace, debug, info, warn, error or silent' })
    .default('info'),
  SLACK_BOT_TOKEN: optional.refine(
    (token) => token === undefined || token.startsWith('xoxb-'),
    'SLACK_BOT_TOKEN must be a bot token: it begins with xoxb-',
  ),
  SLACK_SIGNING_SECRET: optional,
  SLACK_APP_TOKEN: optional.refine(
    (token) => token === undefined || token.startsWith('xapp-'),
    'SLACK_APP_TOKEN must be an app-level token: it begins with xapp-',
  ),
  SLACK_API_URL: optional,
  MicrosoftAppType: z
    .enum(['MultiTenant', 'SingleTenant', 'UserAssignedMSI'], {
      error: 'MicrosoftAppType must be MultiTenant, SingleTenant or UserAssignedMSI',
    })
    .default('SingleTenant'),
  MicrosoftAppId: optional,
  MicrosoftAppPassword: optional,
  MicrosoftAppTenantId: optional,
});

/** Takes settings from a file `.env` in the folder Accord is started in, when there is one. What the environment already says stays. */
export function loadSettingsFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** The variables `readConfig` knows, in the order of `.env.example`. */
export const VARIABLES = Object.keys(environment.shape);

/**
 * Reads the configuration. Nothing half-configured starts.
 * @returns the configuration, or every problem at once, each naming its variable
 */
export function readConfig(env: NodeJS.ProcessEnv): { ok: true; config: Config } | { ok: false; problems: string[] } {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.message}.`) };
  const read = parsed.data;
  const problems = [...slackProblems(read), ...teamsProblems(read)];
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    config: {
      port: read.PORT,
      host: read.HOST,
      storeUrl: read.ACCORD_STORE ?? `sqlite:${join(root, 'var', 'accord.db')}`,
      partnershipFile: read.ACCORD_PARTNERSHIP ?? SAMPLE_PARTNERSHIP,
      agreementsFolder: read.ACCORD_AGREEMENTS ?? BUNDLED_AGREEMENTS,
      clockStartsAt: read.ACCORD_CLOCK,
      tickSeconds: read.ACCORD_TICK_SECONDS,
      logLevel: read.LOG_LEVEL,
      local: read.ACCORD_LOCAL,
      slack: slackConfig(read),
      teams:
        read.MicrosoftAppId === undefined
          ? undefined
          : {
              appType: read.MicrosoftAppType,
              appId: read.MicrosoftAppId,
              password: read.MicrosoftAppPassword,
              tenantId: read.MicrosoftAppTenantId,
            },
    },
  };
}

type Read = z.infer<typeof environment>;

function slackConfig(read: Read): SlackConfig | undefined {
  if (read.SLACK_BOT_TOKEN === undefined) return undefined;
  const shared = { botToken: read.SLACK_BOT_TOKEN, apiUrl: read.SLACK_API_URL };
  if (read.SLACK_SIGNING_SECRET !== undefined) return { ...shared, mode: 'http', signingSecret: read.SLACK_SIGNING_SECRET };
  return { ...shared, mode: 'socket', appToken: read.SLACK_APP_TOKEN! };
}

function slackProblems(read: Read): string[] {
  const { SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: secret, SLACK_APP_TOKEN: appToken } = read;
  if (token === undefined && secret === undefined && appToken === undefined) return [];
  if (token === undefined)
    return ['SLACK_BOT_TOKEN is missing: Slack is half-configured. Set it, or take the other SLACK_ variables away.'];
  if (secret !== undefined && appToken !== undefined)
    return [
      'SLACK_SIGNING_SECRET and SLACK_APP_TOKEN are both set. Keep SLACK_SIGNING_SECRET for HTTP, or SLACK_APP_TOKEN for Socket Mode.',
    ];
  if (secret === undefined && appToken === undefined)
    return ['SLACK_SIGNING_SECRET is missing (or SLACK_APP_TOKEN, for Socket Mode). Set one of them.'];
  return [];
}

function teamsProblems(read: Read): string[] {
  if (read.MicrosoftAppId === undefined)
    return read.MicrosoftAppPassword === undefined && read.MicrosoftAppTenantId === undefined
      ? []
      : ['MicrosoftAppId is missing: Teams is half-configured. Set it, or take the other Microsoft variables away.'];
  const problems: string[] = [];
  if (read.MicrosoftAppPassword === undefined && read.MicrosoftAppType !== 'UserAssignedMSI')
    problems.push('MicrosoftAppPassword is missing. Set the client secret of the app registration.');
  if (read.MicrosoftAppTenantId === undefined && read.MicrosoftAppType !== 'MultiTenant')
    problems.push('MicrosoftAppTenantId is missing. Set the tenant of the app registration.');
  return problems;
}
