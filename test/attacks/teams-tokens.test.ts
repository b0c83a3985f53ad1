import { createRequire } from 'node:module';
import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TeamsConfig } from '../../src/bot/config.ts';
import { message } from '../../src/handlers/reply.ts';
import { activitiesOf, type FakeTeams, type Json, type Running, startAccord, startFakeTeams } from '../flows/fake-teams.ts';
import { ISSUER, startTokenIssuer, type TokenIssuer } from './token-issuer.ts';

/* Real tokens, signed on this machine, against Accord’s real path for Teams: the keys alone come from elsewhere than in earnest. */

const APP = '11111111-1111-4111-8111-111111111111';
/** The tenant that `activitiesOf` names. */
const TENANT = 'a0000000-0000-4000-8000-000000000001';
const OTHER = '99999999-9999-4999-8999-999999999999';
const SINGLE: TeamsConfig = { appType: 'SingleTenant', appId: APP, password: 'not-a-secret', tenantId: TENANT };

let issuer: TokenIssuer;
let teams: FakeTeams;
let bot: Running;
let complaints: ReturnType<typeof vi.spyOn>;
beforeAll(async () => {
  issuer = await startTokenIssuer();
});
afterAll(() => issuer.stop());
beforeEach(async () => {
  // The SDK tells the console of every token that does not hold.
  complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  teams = await startFakeTeams();
  bot = await start();
});
afterEach(async () => {
  await bot.stop();
  await teams.stop();
  complaints.mockRestore();
});

const start = (config: TeamsConfig = SINGLE) =>
  startAccord(() => message('asker', [{ is: 'paragraph', text: 'Noted.' }], [], 'replaced'), { config, keysAt: issuer.keysAt });

/** A press in a personal chat: what it is answered stands in the response, so that nothing is fetched from Microsoft. */
const press = (over: object = {}): Json => ({ ...activitiesOf(teams.serviceUrl).presses('personal', 'p1', 'rate', {}), ...over });
const now = () => Math.floor(Date.now() / 1000);
const right = () => ({ iss: ISSUER, aud: APP, serviceurl: teams.serviceUrl, nbf: now() - 60, exp: now() + 3600 });
const send = async (authorization: string, activity: Json = press(), to = bot) => (await to.send(activity, { authorization })).status;

/** Nothing was asked, nothing was said, and nothing of the token stands in the log. */
function expectNothing(to = bot): void {
  expect(to.requests).toEqual([]);
  expect(teams.calls).toEqual([]);
  expect(to.logged.join('')).not.toMatch(/eyJ|Bearer|Noted/);
}

describe('a token of Teams', () => {
  it('that is right is taken: signed for Teams, for this app, for this service, and not too old', async () => {
    const { status, body } = await bot.send(press(), { authorization: await issuer.bearer(right()) });
    expect([status, body.type]).toEqual([200, 'application/vnd.microsoft.card.adaptive']);
    expect(bot.requests).toHaveLength(1);
  });

  it('sent again with the same activity does nothing again', async () => {
    const authorization = await issuer.bearer(right());
    const answers = [await bot.send(press(), { authorization }), await bot.send(press(), { authorization })];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]!.body.value).toBe('');
    expect(bot.requests).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>]>([
    ['of another issuer', { iss: 'https://evil.example' }],
    ['of no issuer', { iss: undefined }],
    ['for another app', { aud: OTHER }],
    ['for no app', { aud: undefined }],
    ['for this app and another', { aud: [APP, OTHER] }],
    ['that ran out six minutes ago', { exp: Math.floor(Date.now() / 1000) - 360 }],
    ['that is not valid for another six minutes', { nbf: Math.floor(Date.now() / 1000) + 360 }],
    ['for another service', { serviceurl: 'https://evil.example/' }],
    ['for no service', { serviceurl: undefined }],
  ])('%s is refused', async (_, over) => {
    expect(await send(await issuer.bearer({ ...right(), ...over }))).toBe(401);
    expectNothing();
  });

  it.each([
    ['a key that is not published', { key: 'stranger', kid: 'stranger' }],
    ['another key under the name of a published one', { key: 'stranger', kid: 'teams' }],
    ['a key that is published for another channel alone', { key: 'webchat', kid: 'webchat' }],
  ])('signed with %s is refused', async (_, signed) => {
    expect(await send(await issuer.bearer(right(), signed))).toBe(401);
    expectNothing();
  });

  it('without a signature, with one made from the public key, or changed after it was signed is refused', async () => {
    const none = new UnsecuredJWT(right()).encode();
    const secret = new TextEncoder().encode(await exportSPKI(issuer.publicKeyOf('teams')));
    const confused = await new SignJWT(right()).setProtectedHeader({ alg: 'HS256', kid: 'teams' }).sign(secret);
    const [header, , signature] = (await issuer.bearer({ ...right(), aud: OTHER })).split('.');
    const changed = [header, Buffer.from(JSON.stringify(right())).toString('base64url'), signature].join('.');
    for (const authorization of [
      `Bearer ${none}`,
      `Bearer ${confused}`,
      changed,
      `Bearer ${header!.split(' ')[1]}.e30.`,
      'Bearer',
      'bearer x',
    ])
      expect(await send(authorization), authorization).toBe(401);
    expectNothing();
  });

  it('does not carry an activity to be answered somewhere else than it was signed for', async () => {
    const elsewhere = press({ serviceUrl: 'https://evil.example/' });
    expect(await send(await issuer.bearer(right()), elsewhere)).toBe(401);
    for (const serviceUrl of ['', null, 7, [teams.serviceUrl], { href: teams.serviceUrl }])
      expect([400, 401], JSON.stringify(serviceUrl)).toContain(await send(await issuer.bearer(right()), press({ serviceUrl })));
    expectNothing();
  });
});

describe('what Teams’ service signs for this app, but not from our Teams', () => {
  it.each([
    [
      'another tenant',
      { conversation: { conversationType: 'personal', tenantId: OTHER, id: 'a:x' }, channelData: { tenant: { id: OTHER } } },
    ],
    [
      'another tenant, named in one place only',
      { conversation: { conversationType: 'personal', id: 'a:x' }, channelData: { tenant: { id: OTHER } } },
    ],
    ['no tenant at all', { conversation: { conversationType: 'personal', id: 'a:x' }, channelData: {} }],
  ])('of %s is refused', async (_, over) => {
    expect(await send(await issuer.bearer(right()), press(over))).toBe(403);
    expectNothing();
  });

  it.each(['webchat', 'directline', 'emulator', 'AseChannel', 'msteams '])(
    'of the channel %s, where people name themselves, is refused',
    async (channelId) => {
      for (const key of ['plain', 'teams', 'webchat'])
        expect([401, 403], key).toContain(await send(await issuer.bearer(right(), { key }), press({ channelId })));
      expectNothing();
    },
  );

  it('of any tenant is taken where the app was made for any', async () => {
    const multi = await start({ appType: 'MultiTenant', appId: APP, password: 'not-a-secret' } as TeamsConfig);
    const elsewhere = press({
      channelData: { tenant: { id: OTHER } },
      conversation: { conversationType: 'personal', tenantId: OTHER, id: 'a:x' },
    });
    expect(await send(await issuer.bearer(right()), elsewhere, multi)).toBe(200);
    await multi.stop();
  });
});

describe('tokens that the SDK takes besides those of Teams', () => {
  // What the SDK calls the emulator’s: signed by Microsoft’s sign-in for this very app, in any tenant, for no service in particular.
  const emulators = (tenant: string) => ({
    iss: `https://sts.windows.net/${tenant}/`,
    aud: APP,
    appid: APP,
    tid: tenant,
    ver: '1.0',
    nbf: now() - 60,
    exp: now() + 3600,
  });

  it('are refused: those of the emulator, and those of another bot', async () => {
    const another = { ...emulators(TENANT), appid: OTHER };
    for (const claims of [emulators(TENANT), emulators('d6d49420-f39b-4df7-a1dc-d59a935871db'), another, { ...another, iss: ISSUER }])
      expect(await send(await issuer.bearer(claims, { key: 'plain' })), JSON.stringify(claims)).toBe(401);
    expectNothing();
  });

  it('leave nothing behind, however many are forged', async () => {
    const connector = createRequire(createRequire(import.meta.url).resolve('botbuilder'));
    const { ToBotFromBotOrEmulatorTokenValidationParameters: emulator } = connector(
      connector.resolve('botframework-connector').replace(/index\.js$/, 'auth/tokenValidationParameters.js'),
    );
    const before = emulator.issuer.length;
    for (let tenant = 0; tenant < 20; tenant += 1)
      expect(await send(`Bearer ${new UnsecuredJWT({ ...right(), tid: `forged-${tenant}` }).encode()}`)).toBe(401);
    expect(emulator.issuer).toHaveLength(before);
  });
});
