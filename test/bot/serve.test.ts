import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BODY_BYTES_AT_MOST, type Mount, type Serving, serve } from '../../src/bot/serve.ts';

const text = (path: string, body: string): Mount => ({ path, listener: (_, response) => response.end(body) });
const arrived = Promise.withResolvers<void>();
const held = Promise.withResolvers<void>();
const mounts: Mount[] = [
  text('/', 'page'),
  text('/events', 'events'),
  text('/files/', 'files'),
  text('/files/late', 'never reached'),
  {
    path: '/throws',
    listener() {
      throw new Error('a secret');
    },
  },
  {
    path: '/rejects',
    async listener(_, response) {
      response.setHeader('x-begun', '1');
      throw new Error('a secret');
    },
  },
  {
    path: '/breaks-off',
    async listener(_, response) {
      response.writeHead(200).write('half');
      throw new Error('a secret');
    },
  },
  {
    path: '/slow',
    async listener(_, response) {
      arrived.resolve();
      await held.promise;
      response.end('done');
    },
  },
];

let serving: Serving;
const sockets: Socket[] = [];
beforeEach(async () => {
  serving = await serve(mounts, 0, '127.0.0.1');
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await serving.close(0);
});

const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${serving.port}${path}`, init);
const bodyOf = async (path: string) => (await get(path)).text();
const open = (first: string): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = connect(serving.port, '127.0.0.1', () => socket.write(first, () => resolve(socket)));
    socket.on('error', () => undefined);
    sockets.push(socket);
  });

describe('who answers', () => {
  it('is the first mount whose path fits', async () => {
    expect(await bodyOf('/')).toBe('page');
    expect(await bodyOf('/?a=/events')).toBe('page');
    expect(await bodyOf('/events')).toBe('events');
    expect(await bodyOf('/events?retry=1')).toBe('events');
    expect(await bodyOf('/files/a/b.js')).toBe('files');
    expect(await bodyOf('/files/late')).toBe('files');
  });

  it.each(['/none', '/events/', '/EVENTS', '/files', '/eventsx', '//', '/%2e%2e/etc/passwd'])('is nobody at %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('There is nothing here.\n');
  });
});

it('refuses a body that is too large before it is sent', async () => {
  const status = await new Promise((resolve, reject) => {
    const headers = { 'content-length': BODY_BYTES_AT_MOST + 1 };
    httpRequest({ port: serving.port, host: '127.0.0.1', path: '/events', method: 'POST', headers }, (response) =>
      resolve(response.statusCode),
    )
      .on('error', reject)
      .flushHeaders();
  });
  expect(status).toBe(413);
  expect((await get('/events', { method: 'POST', body: 'x'.repeat(BODY_BYTES_AT_MOST) })).status).toBe(200);
});

it('a listener that fails answers 500, without a word of why, and the next request is served', async () => {
  for (const path of ['/throws', '/rejects']) {
    const response = await get(path);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('That did not work.\n');
  }
  await expect(get('/breaks-off').then((response) => response.text())).rejects.toThrow();
  expect(await bodyOf('/events')).toBe('events');
});

it.each([
  'GET\r\n\r\n',
  'GET /events HTTP/1.1\r\n\r\n',
  '\0\0\0\0\r\n\r\n',
  'POST /events HTTP/1.1\r\nhost: x\r\ncontent-length: many\r\n\r\n',
])('what is no HTTP is refused: %j', async (bytes) => {
  const socket = await open(bytes);
  const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(await bodyOf('/events')).toBe('events');
});

it('says when the port is taken', async () => {
  await expect(serve(mounts, serving.port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

describe('closing', () => {
  it('lets a request in hand finish, and takes no more', async () => {
    const slow = bodyOf('/slow');
    await arrived.promise;
    const closed = serving.close();
    const began = performance.now();
    held.resolve();
    expect(await slow).toBe('done');
    await closed;
    expect(performance.now() - began).toBeLessThan(1_000);
    await expect(get('/events')).rejects.toThrow();
  });

  it('does not wait for connections that never send a whole request', async () => {
    await open('');
    await open('GET /events HTTP/1.1\r\nho');
    await serving.close(20);
    await expect(get('/events')).rejects.toThrow();
  });
});
