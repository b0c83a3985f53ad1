import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A path of the HTTP server and who answers there. A path that ends in `/` takes everything below it. */
export type Mount = {
  path: string;
  listener: (request: IncomingMessage, response: ServerResponse) => unknown;
  /** How long a body may be, where it may be longer than `BODY_BYTES_AT_MOST`; in bytes. */
  bytesAtMost?: number;
};

/** Slack and Teams send a few kilobytes; anything much larger is refused before it is read. */
export const BODY_BYTES_AT_MOST = 1024 * 1024;
/** How long a request in hand may take to finish once the server is told to close. */
const CLOSE_WITHIN_MS = 5_000;

/** What one server puts up with, in milliseconds and numbers. Slack and Teams send within a second, over a few connections. */
export const LIMITS = {
  /** Until the headers of a request have come, and until all of it has. */
  headersWithin: 10_000,
  requestWithin: 15_000,
  /** How often connections are held against those times. */
  checkedEvery: 2_000,
  /** A connection kept for another request is closed after so long without one: longer than load balancers keep theirs, which is a minute. */
  keptFor: 65_000,
  connections: 1_000,
  /** Requests in hand at once. Slack and Teams send again what they are told came at a bad time. */
  inHand: 500,
};
export type Limits = typeof LIMITS;

/** `close` lets requests in hand finish, for `within` milliseconds at most. */
export type Serving = { port: number; close(within?: number): Promise<void> };

/** Serves the mounts on one port. The first mount whose path fits answers; anything else is 404. */
export async function serve(mounts: readonly Mount[], port: number, host: string, limits: Limits = LIMITS): Promise<Serving> {
  let closing = false;
  let inHand = 0;
  const server = createServer(optionsOf(limits), (request, response) => {
    inHand += 1;
    response.once('close', () => {
      inHand -= 1;
      // A connection kept for another request would hold a server that is closing open until it times out.
      if (closing) setImmediate(() => server.closeIdleConnections());
    });
    const path = (request.url ?? '/').split('?')[0]!;
    const mount = mounts.find((one) => one.path === path || (one.path.endsWith('/') && one.path !== '/' && path.startsWith(one.path)));
    const bytesAtMost = mount?.bytesAtMost ?? BODY_BYTES_AT_MOST;
    if (Number(request.headers['content-length'] ?? 0) > bytesAtMost)
      refuse(
        response,
        413,
        `That is larger than ${bytesAtMost === BODY_BYTES_AT_MOST ? 'one megabyte' : `${bytesAtMost / BODY_BYTES_AT_MOST} megabytes`}.`,
      );
    else if (mount === undefined) refuse(response, 404, 'There is nothing here.');
    else if (inHand > limits.inHand && !OPERATORS.has(path)) refuse(response, 503, 'Too much at once. Please try again in a moment.');
    else answer(mount, request, response);
  });
  server.maxConnections = limits.connections;
  await listen(server, port, host);
  return {
    port: (server.address() as AddressInfo).port,
    close: (within = CLOSE_WITHIN_MS) =>
      new Promise((resolve) => {
        closing = true;
        // A connection that never sends a whole request would hold the server open for ever.
        const enough = setTimeout(() => server.closeAllConnections(), within);
        server.close(() => {
          clearTimeout(enough);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** Answered however much there is to do: whoever watches over Accord must be able to see that there is. */
const OPERATORS: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

function optionsOf({ headersWithin, requestWithin, checkedEvery, keptFor }: Limits): ServerOptions {
  return {
    headersTimeout: headersWithin,
    requestTimeout: requestWithin,
    connectionsCheckingInterval: checkedEvery,
    keepAliveTimeout: keptFor,
  };
}

/** Says no in one sentence. The connection is closed where more is still to come that nobody will read. */
function refuse(response: ServerResponse, status: number, sentence: string): void {
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8' };
  if (status === 413) headers.connection = 'close';
  if (status === 503) headers['retry-after'] = '1';
  response.writeHead(status, headers).end(`${sentence}\n`);
}

/** A listener that fails answers 500 with nothing of what went wrong; it does not end the process. */
async function answer(mount: Mount, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await mount.listener(request, response);
  } catch {
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end('That did not work.\n');
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
