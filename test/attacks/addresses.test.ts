import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TeamsConfig } from '../../src/bot/config.ts';
import { openLog } from '../../src/bot/log.ts';
import { makeSlack } from '../../src/bot/slack/app.ts';
import { message } from '../../src/handlers/reply.ts';
import { SIGNING_SECRET } from '../flows/fake-slack.ts';
import { activitiesOf, type FakeTeams, startAccord, startFakeTeams } from '../flows/fake-teams.ts';
import { ISSUER, startTokenIssuer, type TokenIssuer } from './token-issuer.ts';

/* Addresses that a request names: what is fetched from them and put at them goes out from inside the network, and may carry a token. */

describe('an address that a file is fetched from or put at', () => {
  const APP = '11111111-1111-4111-8111-111111111111';
  const CONFIG: TeamsConfig = { appType: 'SingleTenant', appId: APP, password: 'x', tenantId: 'a0000000-0000-4000-8000-000000000001' };
  let issuer: TokenIssuer;
  let teams: FakeTeams;
  let inside: Server;
  const asked: string[] = [];
  beforeAll(async () => {
    issuer = await startTokenIssuer();
    teams = await startFakeTeams();
    inside = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
      response.end('inside');
    });
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await issuer.stop();
    await teams.stop();
    inside.closeAllConnections();
    await new Promise((resolve) => inside.close(resolve));
  });
  const port = () => (inside.address() as AddressInfo).port;
  const addresses = () => [
    `http://127.0.0.1:${port()}/latest/meta-data`,
    `https://127.0.0.1:${port()}/`,
    'https://169.254.169.254/latest/meta-data/',
    'https://localhost/',
    'https://[::1]/',
    'https://metadata.internal.example/',
    'http://contoso.sharepoint.com/personal/x',
    'https://contoso.sharepoint.com.evil.example/',
    'https://evil.example/contoso.sharepoint.com',
    'https://contoso.sharepoint.com@evil.example/',
    'https://contoso.sharepoint.com:8443/',
    'https://sharepoint.com/',
    'https://a.b.sharepoint.com/',
    'https://files.slack.com@evil.example/x',
    'https://files.slack.com.evil.example/x',
    'https://files.slack.com:8443/x',
    'http://files.slack.com/x',
    'file:///etc/passwd',
  ];

  it('is OneDrive at work or nothing, where a person’s own Teams names it', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const file = {
      is: 'file' as const,
      name: 'log.csv',
      says: 'The log',
      mediaType: 'text/csv',
      bytes: new Uint8Array([1]),
      again: { button: 'benefit-file' as const, value: {} },
    };
    const bot = await startAccord(() => message('asker', [file]), { config: CONFIG, keysAt: issuer.keysAt });
    for (const [index, uploadUrl] of addresses().entries()) {
      const now = Math.floor(Date.now() / 1000);
      const authorization = await issuer.bearer({ iss: ISSUER, aud: APP, serviceurl: teams.serviceUrl, nbf: now - 60, exp: now + 60 });
      const uploadInfo = { uploadUrl, contentUrl: uploadUrl, name: 'log.csv', uniqueId: 'x', fileType: 'csv' };
      const before = bot.logged.length;
      const { status } = await bot.send(
        {
          ...activitiesOf(teams.serviceUrl).reacts('personal', `c${index}`),
          type: 'invoke',
          name: 'fileConsent/invoke',
          value: { type: 'fileUpload', action: 'accept', context: { press: { button: 'benefit-file', value: {} } }, uploadInfo },
        },
        { authorization },
      );
      // Whatever cannot be an address at all is no answer to the question.
      if (status !== 400) expect(bot.logged.slice(before).join(''), uploadUrl).toContain('upload-refused');
      await expect(bot.teams.fetchDocument!(uploadUrl, 100), uploadUrl).rejects.toThrow();
    }
    expect(asked).toEqual([]);
    await bot.stop();
    quiet.mockRestore();
  });

  it('is Slack or nothing, and the token goes nowhere else', async () => {
    const slack = makeSlack(
      { mode: 'http', botToken: 'xoxb-test', signingSecret: SIGNING_SECRET, apiUrl: undefined },
      { log: openLog('silent') },
    );
    for (const at of addresses()) await expect(slack.fetchDocument!(at, 100), at).rejects.toMatchObject({ code: 'not-slack' });
    expect(asked).toEqual([]);
  });
});
