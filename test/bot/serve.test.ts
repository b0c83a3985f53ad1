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

describe('what a server puts up with', () => {
  const short = { headersWithin: 150, requestWithin: 300, checkedEvery: 20, keptFor: 100, connections: 4, inHand: 2 };
  const gate = { begun: 0, open: Promise.withResolvers<void>() };
  const reading: Mount = {
    path: '/reads',
    async listener(request, response) {
      for await (const _ of request);
      response.end('read');
    },
  };
  const busy: Mount = {
    path: '/busy',
    async listener(_, response) {
      gate.begun += 1;
      await gate.open.promise;
      response.end('done');
    },
  };
  let strict: Serving;
  beforeEach(async () => {
    strict = await serve([reading, busy, text('/healthz', 'up')], 0, '127.0.0.1', short);
  });
  afterEach(() => strict.close(0));
  const connected = (first: string): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connect(strict.port, '127.0.0.1', () => socket.write(first, () => resolve(socket)));
      socket.on('error', reject);
      sockets.push(socket);
    });
  const allOf = (socket: Socket) =>
    new Promise<string>((resolve) => {
      let said = '';
      socket.on('data', (chunk) => {
        said += chunk;
      });
      socket.on('close', () => resolve(said));
    });
  const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await work;
    expect(performance.now() - began).toBeLessThan(milliseconds);
    return result;
  };

  it.each([
    ['headers that never end', 'POST /reads HTTP/1.1\r\nhost: x\r\n'],
    ['a body that stops half-way', 'POST /reads HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc'],
    ['a body in pieces that stops half-way', 'POST /reads HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n'],
  ])('%s: told so, and cut off', async (_, first) => {
    expect(await within(2_000, connected(first).then(allOf))).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('a connection kept without another request is closed', async () => {
    const said = await within(2_000, connected('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n').then(allOf));
    expect(said).toMatch(/^HTTP\/1\.1 200 .*up$/s);
  });

  it('more connections than it takes are turned away, and there is room again when they go', async () => {
    const four = await Promise.all([1, 2, 3, 4].map(() => connected('GET /healthz HTTP/1.1\r\nhost: x\r\n')));
    const fifth = await connected('').then(allOf, () => 'refused');
    expect(['', 'refused']).toContain(fifth);
    const gone = Promise.all(four.map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    for (const socket of four) socket.destroy();
    await gone;
    expect(await (await fetch(`http://127.0.0.1:${strict.port}/healthz`)).text()).toBe('up');
  });

  it('more requests at once than it takes are asked to come again, and it still says that it is up', async () => {
    const two = [1, 2].map(() => fetch(`http://127.0.0.1:${strict.port}/busy`));
    while (gate.begun < 2) await new Promise(setImmediate);
    const third = await fetch(`http://127.0.0.1:${strict.port}/busy`);
    expect([third.status, third.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await fetch(`http://127.0.0.1:${strict.port}/healthz`)).status).toBe(200);
    gate.open.resolve();
    for (const one of two) expect((await one).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${strict.port}/busy`)).status).toBe(200);
  });
});
