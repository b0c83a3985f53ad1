import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Who signs what Teams sends, as its tokens name it: Microsoft Learn, “Authenticate requests from the Bot Connector service”. */
export const ISSUER = 'https://api.botframework.com';

export type TokenIssuer = Awaited<ReturnType<typeof startTokenIssuer>>;
type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

/**
 * The service that signs Teams’ tokens, on this machine: an OpenID configuration, the keys it names, and real tokens. Its keys are `teams`
 * (for Teams), `webchat` (for another channel alone) and `plain` (for any channel); `stranger` is a key that it does not publish.
 */
export async function startTokenIssuer() {
  const pairs: Record<string, Pair> = Object.fromEntries(
    await Promise.all(['teams', 'webchat', 'plain', 'stranger'].map(async (name) => [name, await generateKeyPair('RS256')] as const)),
  );
  const published = await Promise.all(
    (['teams', 'webchat', 'plain'] as const).map(async (name) => ({
      ...(await exportJWK(pairs[name]!.publicKey)),
      kid: name,
      use: 'sig',
      ...(name === 'plain' ? {} : { endorsements: [name === 'teams' ? 'msteams' : 'webchat'] }),
    })),
  );
  const server = createServer((request, response) => {
    const body = request.url === '/keys' ? { keys: published } : { issuer: ISSUER, jwks_uri: `${address}/keys` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    keysAt: `${address}/openid`,
    publicKeyOf: (name: string) => pairs[name]!.publicKey,
    /** The header `Authorization` with a token of these claims. A claim that is undefined is left out. */
    async bearer(claims: Record<string, unknown>, { key = 'teams', kid = key }: { key?: string; kid?: string } = {}): Promise<string> {
      const token = new SignJWT(JSON.parse(JSON.stringify(claims))).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' });
      return `Bearer ${await token.sign(pairs[key]!.privateKey)}`;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
