import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export type Posting = { path: string; body: string; headers: Record<string, string> };

/** Posts once over a connection that is kept open. @returns the status */
export function post(port: number, { path, body, headers }: Posting): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({
      agent,
      host: '127.0.0.1',
      port,
      path,
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    sent.once('response', (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode!));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Posts all of them, so many at once. @returns how many were accepted in a second */
export async function ratePerSecond(port: number, postings: readonly Posting[], atOnce: number): Promise<number> {
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < postings.length) {
        const status = await post(port, postings[next++]!);
        if (status !== 200) throw new Error(`a request under measurement was answered with ${status}`);
      }
    }),
  );
  return postings.length / ((performance.now() - began) / 1000);
}

/**
 * A web service that only listens: it answers every call with `reply`. `next()` resolves when one of a wanted address comes, `heard(n)` when
 * that many more have come.
 */
export async function startListener(reply: unknown, wanted: RegExp) {
  let due = 0;
  let heard: (() => void) | undefined;
  const hear = () => {
    due -= 1;
    if (due <= 0) heard?.();
  };
  const text = JSON.stringify(reply);
  const server = createServer((incoming, response) => {
    incoming.resume();
    incoming.once('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(text);
      if (wanted.test(incoming.url!)) hear();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const wait = (count: number) =>
    new Promise<void>((resolve) => {
      due = count;
      heard = resolve;
    });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: () => wait(1),
    heard: (count: number) => wait(count),
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The middle one of some times. */
export function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
}
