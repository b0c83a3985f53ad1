import { describe, expect, it } from 'vitest';
import { makeClock } from '../../src/bot/clock.ts';
import { readConfig, SAMPLE_PARTNERSHIP, VARIABLES } from '../../src/bot/config.ts';
import { BUNDLED_AGREEMENTS } from '../../src/data/agreements.ts';

const configOf = (env: NodeJS.ProcessEnv) => {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.config;
};
const problemsOf = (env: NodeJS.ProcessEnv) => {
  const read = readConfig(env);
  return read.ok ? [] : read.problems;
};
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'secret' };
const TEAMS = { MicrosoftAppId: 'app', MicrosoftAppPassword: 'password', MicrosoftAppTenantId: 'tenant' };

it('starts with nothing set: the embedded store, the bundled agreements, the sample partnership, no vendor', () => {
  const config = configOf({});
  expect(config).toEqual({
    port: 3978,
    host: undefined,
    storeUrl: expect.stringMatching(/^sqlite:.*[/\\]var[/\\]accord\.db$/),
    ownFolder: expect.stringMatching(/[/\\]var$/),
    partnershipFile: SAMPLE_PARTNERSHIP,
    agreementsFolder: BUNDLED_AGREEMENTS,
    importedFolder: expect.stringMatching(/[/\\]var[/\\]agreements$/),
    clockStartsAt: undefined,
    tickSeconds: 30,
    issueKeys: undefined,
    issueDays: 30,
    logLevel: 'info',
    local: 'auto',
    publicUrl: undefined,
    slack: undefined,
    teams: undefined,
    smtp: undefined,
  });
});

it('takes a variable that is set to nothing as not set', () => {
  expect(configOf(Object.fromEntries(VARIABLES.map((name) => [name, ' '])))).toEqual(configOf({}));
});

it('takes what is set, without the blanks around it', () => {
  expect(
    configOf({
      PORT: '0',
      HOST: ' 10.0.0.1 ',
      ACCORD_STORE: 'memory:',
      ACCORD_PARTNERSHIP: 'p.yaml',
      ACCORD_AGREEMENTS: 'folder',
      ACCORD_TICK_SECONDS: '5',
      LOG_LEVEL: 'silent',
      ACCORD_LOCAL: 'on',
    }),
  ).toMatchObject({
    port: 0,
    host: '10.0.0.1',
    storeUrl: 'memory:',
    partnershipFile: 'p.yaml',
    agreementsFolder: 'folder',
    tickSeconds: 5,
    logLevel: 'silent',
    local: 'on',
  });
});

it('is not moved by what other programs set', () => {
  expect(configOf({ PATH: '/bin', port: '1', SLACK_TOKEN: 'x', __proto__: { PORT: '1' } } as unknown as NodeJS.ProcessEnv)).toEqual(
    configOf({}),
  );
});

describe('Slack', () => {
  it('is over HTTP with a signing secret, over Socket Mode with an app token', () => {
    expect(configOf(SLACK).slack).toEqual({ mode: 'http', botToken: 'xoxb-1', apiUrl: undefined, signingSecret: 'secret' });
    expect(configOf({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_API_URL: 'http://localhost/' }).slack).toEqual({
      mode: 'socket',
      botToken: 'xoxb-1',
      apiUrl: 'http://localhost/',
      appToken: 'xapp-1',
    });
  });

  it.each<[NodeJS.ProcessEnv, string]>([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET'],
    [{ SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN'],
    [{ ...SLACK, SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_APP_TOKEN'],
  ])('does not start half-configured: %j', (env, name) => {
    expect(problemsOf(env)).toEqual([expect.stringContaining(name)]);
  });
});

describe('Teams', () => {
  it('is on with its app id', () => {
    expect(configOf(TEAMS).teams).toEqual({ appType: 'SingleTenant', appId: 'app', password: 'password', tenantId: 'tenant' });
    expect(configOf({ ...TEAMS, MicrosoftAppType: 'MultiTenant', MicrosoftAppTenantId: '' }).teams).toMatchObject({ tenantId: undefined });
    expect(configOf({ ...TEAMS, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: '' }).teams).toMatchObject({
      password: undefined,
    });
  });

  it.each<[NodeJS.ProcessEnv, string[]]>([
    [{ MicrosoftAppId: 'app' }, ['MicrosoftAppPassword', 'MicrosoftAppTenantId']],
    [{ MicrosoftAppPassword: 'password' }, ['MicrosoftAppId']],
    [{ MicrosoftAppTenantId: 'tenant' }, ['MicrosoftAppId']],
    [{ ...TEAMS, MicrosoftAppTenantId: '' }, ['MicrosoftAppTenantId']],
    [{ ...TEAMS, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppTenantId: '' }, ['MicrosoftAppTenantId']],
  ])('does not start half-configured: %j', (env, names) => {
    expect(problemsOf(env)).toEqual(names.map((name) => expect.stringContaining(`${name} is missing`)));
  });
});

describe('a value that cannot be is told by its variable, and its value is not repeated', () => {
  it.each<[string, string[]]>([
    ['PORT', ['http', '-1', '65536', '80.5', 'NaN', '1 2']],
    ['ACCORD_STORE', ['var/accord.db', 'sqlite:', 'mysql://localhost/x', 'memory', 'postgres:', 'memory:x']],
    ['ACCORD_CLOCK', ['tomorrow', '1', 'hello 1', '2015-09-01', '2015-09-01T09:00:00', '2015-02-30T00:00:00Z', '2015-09-01T25:00:00Z']],
    ['ACCORD_TICK_SECONDS', ['often', '0', '-1', '3601', 'NaN']],
    ['ACCORD_LOCAL', ['yes', 'ON']],
    ['LOG_LEVEL', ['loud', 'INFO']],
    ['SLACK_BOT_TOKEN', ['xapp-1', 'a-secret']],
    ['SLACK_APP_TOKEN', ['xoxb-1', 'a-secret']],
    ['MicrosoftAppType', ['Bot']],
  ])('%s', (name, values) => {
    for (const value of values) {
      expect(problemsOf({ [name]: value }), value).toEqual([expect.stringMatching(new RegExp(`^${name} must .*\\.$`))]);
      expect(problemsOf({ [name]: value }).join()).not.toContain('a-secret');
    }
  });

  it('all of them at once', () => {
    expect(problemsOf({ PORT: 'http', ACCORD_CLOCK: 'tomorrow', LOG_LEVEL: 'loud' })).toHaveLength(3);
  });
});

describe('the clock', () => {
  it('starts at the instant that is set and runs on from there', async () => {
    const clock = makeClock(configOf({ ACCORD_CLOCK: '2016-03-31T00:30:00+01:00' }).clockStartsAt);
    expect(clock.today()).toBe('2016-03-31');
    const first = clock.now();
    expect(first).toMatch(/^2016-03-30T23:30:0/);
    await expect.poll(() => clock.now() > first, { interval: 2 }).toBe(true);
  });

  it('is else the machine’s own', () => {
    expect(Math.abs(Date.parse(makeClock().now()) - Date.now())).toBeLessThan(1_000);
  });
});

describe('e-mail', () => {
  const SMTP = { SMTP_URL: 'smtp://accord:secret@mail.partnership.example:587', SMTP_FROM: 'Accord <accord@partnership.example>' };

  it('is sent by the server and from the address that are set', () => {
    const from = { name: 'Accord', address: 'accord@partnership.example' };
    expect(configOf(SMTP).smtp).toEqual({ url: SMTP.SMTP_URL, from });
    expect(configOf({ ...SMTP, SMTP_FROM: 'accord@partnership.example' }).smtp?.from).toEqual(from);
  });

  it('that is half-configured names what is missing', () => {
    expect(problemsOf({ SMTP_URL: SMTP.SMTP_URL })).toEqual([
      'SMTP_FROM is missing: e-mail is half-configured. Set whom the e-mails are from.',
    ]);
    expect(problemsOf({ SMTP_FROM: SMTP.SMTP_FROM })).toEqual([
      'SMTP_URL is missing: e-mail is half-configured. Set it, or take SMTP_FROM away.',
    ]);
  });

  it.each(['mail.partnership.example', 'http://mail.partnership.example', 'smtp://', 'smtp:mail'])(
    'does not take %s for a mail server',
    (url) => {
      expect(problemsOf({ ...SMTP, SMTP_URL: url })).toEqual([expect.stringMatching(/^SMTP_URL must be smtp:\/\//)]);
    },
  );

  it.each(['accord', 'Accord accord@partnership.example', 'a@b.example, c@d.example', 'Accord <>', 'Accord\r\nBcc: x <a@b.example>'])(
    'does not take %j for whom it is from',
    (from) => {
      expect(problemsOf({ ...SMTP, SMTP_FROM: from })).toEqual([expect.stringMatching(/^SMTP_FROM must be an e-mail address/)]);
    },
  );
});
