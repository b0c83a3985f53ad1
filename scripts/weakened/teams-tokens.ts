// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pieces of source, as they stand there
import type { Weakening } from './weakening.ts';

const APP = 'src/bot/teams/app.ts';
const KEYS = '    if (keysAt !== undefined) this.#channel.toBotFromChannelOpenIdMetadataUrl = keysAt;\n';
/** The SDK’s own check by its name, made to agree to everything. */
const sdk = (change: string) => ({
  file: APP,
  from: KEYS,
  to: `${KEYS}    const sdk = this.#channel as any;\n    ${change}\n`,
  tests: 'teams-tokens',
});
const VALIDATION = 'ChannelValidation_authenticateChannelToken(header, serviceUrl, channelId)';

/** Checks of the token that comes with an activity of Teams’. */
export const TEAMS_TOKENS: readonly Weakening[] = [
  {
    attack: 'a token for another app',
    weakened: 'the audience is not compared with the app’s id',
    ...sdk('sdk.credentialsFactory.isValidAppId = async () => true;'),
    red: 'for another app is refused',
  },
  {
    attack: 'a token of another issuer',
    weakened: 'the issuer is taken from the token itself',
    ...sdk(
      "const check = sdk.ChannelValidation_authenticateChannelToken.bind(sdk); sdk.ChannelValidation_authenticateChannelToken = (header: string, ...more: unknown[]) => { sdk.toBotFromChannelTokenIssuer = JSON.parse(Buffer.from(header.split('.')[1] ?? '', 'base64url').toString() || '{}').iss; return check(header, ...more); };",
    ),
    red: 'of another issuer is refused',
  },
  {
    attack: 'a token that ran out',
    weakened: 'expiry is not looked at',
    ...sdk(
      'const given = sdk.ChannelValidation_GetTokenValidationParameters.bind(sdk); sdk.ChannelValidation_GetTokenValidationParameters = () => ({ ...given(), ignoreExpiration: true });',
    ),
    red: 'that ran out six minutes ago is refused',
  },
  {
    attack: 'a token that is not valid yet',
    weakened: 'its beginning is not looked at',
    ...sdk(
      'const given = sdk.ChannelValidation_GetTokenValidationParameters.bind(sdk); sdk.ChannelValidation_GetTokenValidationParameters = () => ({ ...given(), ignoreNotBefore: true });',
    ),
    red: 'that is not valid for another six minutes is refused',
  },
  {
    attack: 'a token signed with another key, or not at all',
    weakened: 'claims are believed without a look at the signature',
    file: APP,
    from: `await this.#channel.${VALIDATION};`,
    to: `await this.#channel.${VALIDATION}.catch((error: Error) => { if (/signature|signing|key|jwt/i.test(error.message)) return { claims: [], isAuthenticated: true, getClaimValue: () => null } as never; throw error; });`,
    tests: 'teams-tokens',
    red: 'signed with a key that is not published is refused',
  },
  {
    attack: 'a token for another service URL',
    weakened: 'the service URL of the activity is not compared with the token’s',
    file: APP,
    from: VALIDATION,
    to: VALIDATION.replace('serviceUrl', 'undefined'),
    tests: 'teams-tokens',
    red: 'to be answered somewhere else than it was signed for',
  },
  {
    attack: 'a token signed for another channel alone',
    weakened: 'what a key is published for is not looked at',
    file: APP,
    from: VALIDATION,
    to: VALIDATION.replace('channelId', "'webchat'"),
    tests: 'teams-tokens',
    red: 'signed with a key that is published for another channel alone is refused',
  },
  {
    attack: 'memory filled with forged tenants',
    weakened: 'the SDK’s own choice of what to check is used',
    file: APP,
    from: 'if (!this.#isSigned) return super',
    to: 'return super',
    tests: 'teams-tokens',
    red: 'leave nothing behind, however many are forged',
  },
  {
    attack: 'a token of the SDK’s emulator',
    weakened: 'the SDK’s own choice of what to check is used, with its keys at hand',
    ...sdk(
      '(sdk as any).toBotFromEmulatorOpenIdMetadataUrl = keysAt; this.authenticateRequest = (activity, header) => sdk.authenticateRequest(activity, header);',
    ),
    red: 'are refused: those of the emulator',
  },
  {
    attack: 'an activity of another tenant',
    weakened: 'the tenant is not compared',
    file: 'src/bot/teams/receive.ts',
    from: 'tenant?.toLowerCase() !== config.tenantId.toLowerCase()',
    to: 'false',
    tests: 'teams-tokens',
    red: 'of another tenant is refused',
  },
  {
    attack: 'an activity that names no tenant',
    weakened: 'only a tenant that is named is compared',
    file: 'src/bot/teams/receive.ts',
    from: 'tenant?.toLowerCase() !==',
    to: 'tenant !== undefined && tenant.toLowerCase() !==',
    tests: 'teams-tokens',
    red: 'of no tenant at all is refused',
  },
  {
    attack: 'an activity of a channel where people choose their own ids',
    weakened: 'the channel is not looked at',
    file: 'src/bot/teams/receive.ts',
    from: "if (channelId !== 'msteams')",
    to: "if (channelId === 'nowhere')",
    tests: 'teams-tokens',
    red: 'of the channel webchat',
  },
  {
    attack: 'an activity sent again with its token',
    weakened: 'activities are not remembered',
    file: 'src/bot/dispatch.ts',
    from: 'if (!(await store.claim(key, owner, Date.now() + HELD_WHILE_WORKING_MS, Date.now()))) {',
    to: 'if (!(await store.claim(owner, owner, Date.now() + HELD_WHILE_WORKING_MS, Date.now()))) {',
    tests: 'teams-tokens',
    red: 'sent again with the same activity does nothing again',
  },
];
