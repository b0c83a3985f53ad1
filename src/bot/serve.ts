import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A path of the HTTP server and who answers there. A path that ends in `/` takes everything below it. */
export type Mount = { path: string; listener: (request: IncomingMessage, response: ServerResponse) => unknown };

/** Slack and Teams send a few kilobytes; anything much larger is refused before it is read. */
export const BODY_BYTES_AT_MOST = 1024 * 1024;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
/** How long a request in hand may take to finish once the server is told to close. */
const CLOSE_WITHIN_MS = 5_000;

/** `close` lets requests in hand finish, for `within` milliseconds at most. */
export type Serving = { port: number; close(within?: number): Promise<void> };

/** Serves the mounts on one port. The first mount whose path fits answers; anything else is 404. */
export async function serve(mounts: readonly Mount[], port: number, host: string): Promise<Serving> {
  let closing = false;
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    // A connection kept for another request would hold a server that is closing open until it times out.
    response.once('close', () => closing && setImmediate(() => server.closeIdleConnections()));
    const path = (request.url ?? '/').split('?')[0]!;
    if (Number(request.headers['content-length'] ?? 0) > BODY_BYTES_AT_MOST) {
      response.writeHead(413, { connection: 'close' }).end('That is larger than one megabyte.\n');
      return;
    }
    const mount = mounts.find((one) => one.path === path || (one.path.endsWith('/') && one.path !== '/' && path.startsWith(one.path)));
    if (mount) answer(mount, request, response);
    else response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is nothing here.\n');
  });
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
