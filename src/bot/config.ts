import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { BUNDLED_AGREEMENTS } from '../data/agreements.ts';
import { readKeys } from '../data/issue-keys.ts';

const root = join(import.meta.dirname, '..', '..');

/** Everything Accord takes from its environment. No other file reads it. */
export type Config = {
  port: number;
  host: string | undefined;
  storeUrl: string;
  /** Where Accord keeps files of its own: beside the embedded store, else in `var`. */
  ownFolder: string;
  partnershipFile: string;
  agreementsFolder: string;
  /** Where imported agreements are kept: the folder of agreements, or one of Accord’s own beside the bundled ones. */
  importedFolder: string;
  clockStartsAt: string | undefined;
  tickSeconds: number;
  /** The keys employment issues are sealed with, the newest first; undefined: the key file beside the embedded store. */
  issueKeys: readonly Uint8Array[] | undefined;
  /** How many days after it was closed what was written in an issue is erased at the latest. */
  issueDays: number;
  logLevel: string;
  local: 'on' | 'off' | 'auto';
  /** Where people reach the HTTP server from outside, without a slash at its end. */
  publicUrl: string | undefined;
  slack: SlackConfig | undefined;
  teams: TeamsConfig | undefined;
  smtp: SmtpConfig | undefined;
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

/** The mail server, with user and password where it wants them, and whom the e-mails are from. */
export type SmtpConfig = { url: string; from: { name: string; address: string } };

const OWN_FOLDER = join(root, 'var');

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
  ACCORD_KEY: optional.transform((text, context) => {
    if (text === undefined) return undefined;
    const read = readKeys(text);
    if (read.ok) return read.keys;
    context.addIssue(read.problem);
    return z.NEVER;
  }),
  ACCORD_ISSUE_DAYS: z.coerce
    .number({ error: 'ACCORD_ISSUE_DAYS must be a number of days, such as 30' })
    .int('ACCORD_ISSUE_DAYS must be a whole number of days')
    .min(0, 'ACCORD_ISSUE_DAYS must be between 0 and 365')
    .max(365, 'ACCORD_ISSUE_DAYS must be between 0 and 365')
    .default(30),
  ACCORD_LOCAL: z.enum(['on', 'off', 'auto'], { error: 'ACCORD_LOCAL must be on or off' }).default('auto'),
  ACCORD_PUBLIC_URL: optional
    .refine(
      (url) => url === undefined || (/^https?:\/\//.test(url) && URL.canParse(url) && !/[?#]/.test(url)),
      'ACCORD_PUBLIC_URL must be where people reach Accord, such as https://accord.example.org',
    )
    .transform((url) => url?.replace(/\/+$/, '')),
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
  SMTP_URL: optional.refine(
    (url) => url === undefined || (/^smtps?:/.test(url) && URL.canParse(url) && new URL(url).hostname !== ''),
    'SMTP_URL must be smtp://user:password@host:587, or smtps:// where the server wants TLS from the start',
  ),
  SMTP_FROM: optional.refine(
    (from) => from === undefined || senderOf(from) !== undefined,
    'SMTP_FROM must be an e-mail address, or a name and an address such as Accord <accord@partnership.example>',
  ),
});

/** Takes settings from a file `.env` in the folder Accord is started in, when there is one. What the environment already says stays. */
export function loadSettingsFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** The file in which what was learnt from the agreements is kept from one start to the next. */
export function keptKnowledge({ ownFolder }: Pick<Config, 'ownFolder'>): string {
  return join(ownFolder, 'knowledge.cache');
}

/** The file in which the key of the employment issues is kept beside the embedded store. */
export function issueKeyFile({ ownFolder }: Pick<Config, 'ownFolder'>): string {
  return join(ownFolder, 'accord.key');
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
  const problems = [...slackProblems(read), ...teamsProblems(read), ...smtpProblems(read)];
  if (problems.length > 0) return { ok: false, problems };
  const ownFolder = read.ACCORD_STORE?.startsWith('sqlite:') ? dirname(read.ACCORD_STORE.slice('sqlite:'.length)) : OWN_FOLDER;
  return {
    ok: true,
    config: {
      port: read.PORT,
      host: read.HOST,
      storeUrl: read.ACCORD_STORE ?? `sqlite:${join(OWN_FOLDER, 'accord.db')}`,
      ownFolder,
      partnershipFile: read.ACCORD_PARTNERSHIP ?? SAMPLE_PARTNERSHIP,
      agreementsFolder: read.ACCORD_AGREEMENTS ?? BUNDLED_AGREEMENTS,
      importedFolder: read.ACCORD_AGREEMENTS ?? join(ownFolder, 'agreements'),
      clockStartsAt: read.ACCORD_CLOCK,
      tickSeconds: read.ACCORD_TICK_SECONDS,
      issueKeys: read.ACCORD_KEY,
      issueDays: read.ACCORD_ISSUE_DAYS,
      logLevel: read.LOG_LEVEL,
      local: read.ACCORD_LOCAL,
      publicUrl: read.ACCORD_PUBLIC_URL,
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
      smtp: read.SMTP_URL === undefined ? undefined : { url: read.SMTP_URL, from: senderOf(read.SMTP_FROM!)! },
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

function smtpProblems({ SMTP_URL: url, SMTP_FROM: from }: Read): string[] {
  if (url !== undefined && from === undefined) return ['SMTP_FROM is missing: e-mail is half-configured. Set whom the e-mails are from.'];
  if (url === undefined && from !== undefined) return ['SMTP_URL is missing: e-mail is half-configured. Set it, or take SMTP_FROM away.'];
  return [];
}

/** `accord@partnership.example` or `Accord <accord@partnership.example>`; undefined when it is neither. */
function senderOf(text: string): SmtpConfig['from'] | undefined {
  const [, name = '', address = text] = /^"?([^<>"]*?)"?\s*<([^<>]+)>$/.exec(text) ?? [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no header may gain a line
  return z.email().safeParse(address).success && !/[\u0000-\u001f\u007f]/.test(name) ? { name: name || 'Accord', address } : undefined;
}
