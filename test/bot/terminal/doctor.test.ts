import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { SlackConfig, TeamsConfig } from '../../../src/bot/config.ts';
import { doctor } from '../../../src/bot/terminal/doctor.ts';
import { checkClock } from '../../../src/bot/terminal/doctor-clock.ts';
import { checkContacts } from '../../../src/bot/terminal/doctor-contacts.ts';
import { checkSlack } from '../../../src/bot/terminal/doctor-slack.ts';
import { checkStore } from '../../../src/bot/terminal/doctor-store.ts';
import { checkTeams } from '../../../src/bot/terminal/doctor-teams.ts';
import { type Partnership, partnershipFile } from '../../../src/data/partnership.ts';
import { openTerminal } from './terminal-of-a-test.ts';

type Asked = { url: string; authorization: string | undefined; body: string };
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A vendor’s server of the test’s own: answers everything with one status, body and headers. */
async function vendor(status: number, body: unknown, headers: Record<string, string> = {}): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      asked.push({ url: request.url!, authorization: request.headers.authorization, body: text });
      response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const slack = (apiUrl: string): SlackConfig => ({ mode: 'http', botToken: 'xoxb-secret', signingSecret: 'signing-secret', apiUrl });
const teams: TeamsConfig = { appType: 'SingleTenant', appId: 'app-1', password: 'teams-secret', tenantId: 'tenant-1' };

describe('doctor', () => {
  it('goes through everything, says what is not ok and how to mend it, and shows no secret', async () => {
    const fake = await vendor(200, { ok: false, error: 'invalid_auth' });
    const terminal = openTerminal({
      ACCORD_STORE: `sqlite:${join(mkdtempSync(join(tmpdir(), 'accord-doctor-')), 'accord.db')}`,
      SLACK_BOT_TOKEN: 'xoxb-secret',
      SLACK_SIGNING_SECRET: 'signing-secret',
      SLACK_API_URL: `${fake.url}/api`,
    });
    expect(await doctor(terminal)).toBe(1);
    const lines = terminal.written().trimEnd().split('\n');
    expect(fake.asked).toEqual([{ url: '/api/auth.test', authorization: 'Bearer xoxb-secret', body: '' }]);
    expect(lines.filter((line) => line.startsWith('not ok'))).toEqual([
      'not ok  Slack          the bot token is refused (invalid_auth). Copy SLACK_BOT_TOKEN again from “OAuth & Permissions” of the Slack app.',
      'not ok  Reminders      nobody is reminded of what is due under the Derby Cabinet report: its channels are on platforms that are off. Connect one of them, or add another.',
      'not ok  Reminders      nobody is reminded of what is due under the Purbeck memorandum: its channels are on platforms that are off. Connect one of them, or add another.',
    ]);
    for (const what of ['Node', 'Configuration', 'Agreements', 'Partnership', 'Store', 'Teams', 'Clock', 'Contacts'])
      expect(lines.some((line) => line.startsWith(`ok      ${what}`))).toBe(true);
    expect(lines.at(-1)).toBe('3 things not ok.');
    expect(terminal.written()).not.toMatch(/xoxb-|secret/);
  });

  it('names every variable that is wrong', async () => {
    const terminal = openTerminal({ PORT: 'abc', ACCORD_CLOCK: 'yesterday' });
    expect(await doctor(terminal)).toBe(1);
    expect(terminal.written()).toContain('not ok  Configuration  PORT must be a number, such as 3978. See .env.example.');
    expect(terminal.written()).toContain('not ok  Configuration  ACCORD_CLOCK must be an instant');
  });
});

describe('Slack', () => {
  const found = async (status: number, body: unknown, headers?: Record<string, string>) =>
    (await checkSlack(slack((await vendor(status, body, headers)).url))).findings[0]!;

  it('is ok when the token is accepted and has every scope of the manifest', async () => {
    const scopes =
      'app_mentions:read,assistant:write,channels:read,chat:write,commands,files:read,files:write,groups:read,im:history,im:write,users:read,users:read.email';
    expect(await found(200, { ok: true, team: 'Sample', user: 'accord' }, { 'x-oauth-scopes': scopes })).toEqual({
      ok: true,
      what: 'Slack',
      says: 'the bot token is accepted: accord in Sample, by HTTP',
    });
  });

  it('is not ok when a scope is missing, when the answer is not Slack’s, and when nothing answers', async () => {
    expect(await found(200, { ok: true }, { 'x-oauth-scopes': 'commands' })).toMatchObject({
      ok: false,
      says: expect.stringContaining('chat:write'),
    });
    expect(await found(502, '<html>')).toMatchObject({ ok: false, says: 'the answer, with status 502, is not Slack’s' });
    const gone = await vendor(200, {});
    await new Promise((resolve) => servers.pop()!.close(resolve));
    const { findings } = await checkSlack(slack(gone.url));
    expect(findings[0]).toMatchObject({ ok: false, says: 'no answer from Slack: ECONNREFUSED' });
  });

  it('tells how far this machine’s clock is out', async () => {
    const { url } = await vendor(200, { ok: true }, { date: new Date(Date.now() - 600_000).toUTCString() });
    const { aheadMs } = await checkSlack(slack(url));
    const config = { clockStartsAt: undefined, slack: slack(url), teams: undefined } as Parameters<typeof checkClock>[0];
    expect(checkClock(config, aheadMs)).toMatchObject({ ok: false, says: 'this machine’s clock is 10 minutes fast' });
    expect(checkClock(config, 1000)).toMatchObject({ ok: true });
    expect(checkClock({ ...config, clockStartsAt: '2015-09-01T09:00:00Z' }, 1000)).toMatchObject({
      ok: false,
      says: '1 September 2015 in the United Kingdom, set by ACCORD_CLOCK',
    });
  });
});

describe('Teams', () => {
  it('asks Microsoft for a token for the app, in its tenant', async () => {
    const { url, asked } = await vendor(200, { access_token: 'token-secret' });
    const { findings } = await checkTeams(teams, url);
    expect(findings).toEqual([{ ok: true, what: 'Teams', says: 'app app-1 (SingleTenant, tenant tenant-1): Microsoft gives it a token' }]);
    expect(asked[0]!.url).toBe('/tenant-1/oauth2/v2.0/token');
    expect(Object.fromEntries(new URLSearchParams(asked[0]!.body))).toMatchObject({ client_id: 'app-1', grant_type: 'client_credentials' });
  });

  it('says by its number why no token is given, and never the secret', async () => {
    const { url } = await vendor(401, {
      error: 'invalid_client',
      error_description: "AADSTS7000215: Invalid client secret 'teams-secret'",
    });
    const { findings } = await checkTeams({ ...teams, appType: 'MultiTenant', tenantId: undefined }, url);
    expect(findings[0]).toMatchObject({
      ok: false,
      says: 'app app-1 (MultiTenant, tenant botframework.com): no token is given (AADSTS7000215)',
    });
    expect(JSON.stringify(findings)).not.toContain("secret'");
    expect((await checkTeams(teams, 'http://127.0.0.1:1')).findings[0]).toMatchObject({ ok: false });
  });

  it('takes a managed identity at its word, and no app id for trying', async () => {
    const managed = { ...teams, appType: 'UserAssignedMSI', password: undefined } as const;
    expect((await checkTeams(managed, 'http://127.0.0.1:1')).findings[0]).toMatchObject({ ok: true });
    expect((await checkTeams(undefined)).findings[0]).toMatchObject({ ok: true, says: expect.stringContaining('MicrosoftAppId') });
  });
});

describe('the store', () => {
  it('is ok when an entry comes back, and leaves nothing behind', async () => {
    expect(await checkStore('memory:')).toEqual({
      ok: true,
      what: 'Store',
      says: 'in memory, gone when Accord stops: written, read back and claimed',
    });
  });

  it('is not ok when it cannot be opened, and its password is not shown', async () => {
    const finding = await checkStore('postgres://accord:pg-secret@127.0.0.1:1/accord');
    expect(finding).toMatchObject({ ok: false, says: 'Postgres at 127.0.0.1:1/accord: it cannot be used (ECONNREFUSED)' });
    expect(await checkStore(`sqlite:${import.meta.filename}/accord.db`)).toMatchObject({
      ok: false,
      mend: expect.stringContaining('ACCORD_STORE'),
    });
  });
});

describe('employment contacts', () => {
  const partnership = (contacts: unknown[]): Partnership =>
    partnershipFile.parse({
      organisations: [{ id: 'dccg', name: 'Darlington CCG', employmentContacts: contacts }],
      people: [
        { email: 'sam@dccg.example', name: 'Sam', secondments: [{ agreement: 'a', home: ['dccg'], post: 'P', from: '2014-09-01' }] },
      ],
    });
  const off = { slack: undefined, teams: undefined };

  it('are ok when each employer has one who can be reached', () => {
    expect(checkContacts(partnership([{ slack: 'U0HR' }, { email: 'hr@dccg.example' }]), off)).toMatchObject([{ ok: true }]);
    expect(checkContacts(partnership([{ slack: 'U0HR' }]), { ...off, slack: slack('http://x') })).toMatchObject([{ ok: true }]);
  });

  it('are not ok when an employer names none, or only some on a platform that is off', () => {
    expect(checkContacts(partnership([]), off)).toMatchObject([
      { ok: false, says: 'Darlington CCG employs people and names no employment contact' },
    ]);
    expect(checkContacts(partnership([{ slack: 'U0HR' }, { teams: '29:hr' }]), off)).toMatchObject([
      { ok: false, says: 'the employment contacts of Darlington CCG have addresses on Slack and Teams alone, which is off' },
    ]);
  });
});
