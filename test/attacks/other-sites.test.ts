import { randomUUID } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, startBrowser } from '../flows/browser.ts';
import { activitiesOf } from '../flows/fake-teams.ts';
import { type RunningImport, runImport } from './run-import.ts';
import { startUnderAttack, type UnderAttack } from './under-attack.ts';

/* What answers on this machine alone, tried from another website that is open in the same browser, and from another machine. */

const DORA = 'dora@dbc.example';
let accord: UnderAttack;
let setUp: RunningImport;
beforeAll(async () => {
  accord = await startUnderAttack();
  setUp = await runImport();
});
afterAll(async () => {
  await accord.stop();
  await setUp.stop();
});

type Answered = { status: number; headers: NodeJS.Dict<string | string[]>; body: string };
function call(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
  host = '127.0.0.1',
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    request({ port, host, method, path, agent: false, headers: { host: `localhost:${port}`, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }));
    })
      .on('error', reject)
      .end(body);
  });
}
const said = () => JSON.stringify({ id: randomUUID(), as: DORA, room: 'alone', text: 'log that we saved £5 on vans last month' });
const activity = () => JSON.stringify(activitiesOf(accord.fakeTeams.serviceUrl).says('personal', randomUUID(), 'how much notice?'));
/** Each place that changes or tells something, with the body its own page sends. */
const PLACES = (): [number, string, string, string, string | undefined][] => [
  [accord.port, 'POST', '/local/say', 'application/json', said()],
  [accord.port, 'POST', '/api/messages', 'application/json', activity()],
  [accord.port, 'GET', '/local/cast', '', undefined],
  [accord.port, 'GET', `/local/events?as=${DORA}`, '', undefined],
  [setUp.port, 'GET', '/local/set-up/overview', '', undefined],
  [setUp.port, 'POST', '/local/set-up/confirm', 'application/json', JSON.stringify({ as: DORA, id: 'x' })],
  [setUp.port, 'POST', `/local/set-up/import?as=${DORA}&file=x.md`, 'application/octet-stream', '# Agreement'],
];

/** Nothing was said to Accord, and no document was handed over. */
async function expectNothingDone(): Promise<void> {
  expect(accord.fakeTeams.calls).toEqual([]);
  expect(setUp.setUp.overview().drafts).toEqual([]);
}

describe('another website', () => {
  it.each([
    ['by its own name', { origin: 'https://evil.example' }],
    ['by no name', { origin: 'null' }],
    ['on another port of this machine', { origin: 'http://localhost:1' }],
    ['that looks like ours', { origin: 'http://localhost.evil.example' }],
    ['whose name was made to lead here', { host: 'evil.example:3978', origin: 'http://evil.example:3978' }],
    ['whose name was made to lead here, asking for what carries no origin', { host: 'evil.example' }],
    ['whose name begins like this machine’s', { host: 'localhost.evil.example' }],
    ['whose name ends like this machine’s address', { host: 'x.127.0.0.1' }],
    ['through a tunnel', { 'x-forwarded-for': '203.0.113.7' }],
    ['through a proxy', { forwarded: 'for=203.0.113.7' }],
  ])('%s is told nothing and changes nothing', async (_, headers) => {
    for (const [port, method, path, type, body] of PLACES()) {
      const answered = await call(port, method, path, { ...(type === '' ? {} : { 'content-type': type }), ...headers }, body);
      expect([answered.status, answered.body.includes('@dbc.example')], path).toEqual([403, false]);
    }
    await expectNothingDone();
  });

  it('that posts a form, or asks whether it may, is refused', async () => {
    for (const [port, method, path, , body] of PLACES()) {
      const asked = await call(port, 'OPTIONS', path, {
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      });
      expect(asked.status, path).toBeGreaterThanOrEqual(400);
      expect(Object.keys(asked.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      if (method === 'GET') continue;
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'text/plain;application/json',
      ])
        expect([403, 415], `${path} ${type}`).toContain((await call(port, 'POST', path, { 'content-type': type }, body)).status);
    }
    await expectNothingDone();
  });

  it('that only embeds what it cannot read is given nothing another origin could use', async () => {
    for (const path of ['/', '/local/cast', '/local/page.js']) {
      const { headers } = await call(accord.port, 'GET', path, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' });
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers).toMatchObject({ 'cross-origin-resource-policy': 'same-origin', 'x-content-type-options': 'nosniff' });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    }
  });

  const browserPath = findBrowser();
  it.skipIf(browserPath === undefined)(
    'in a real browser: fetches, forms, frames, scripts and streams come to nothing',
    { timeout: 60_000 },
    async () => {
      const evil = await serveEvilPage();
      const browser = await startBrowser(browserPath!);
      try {
        const page = await browser.newPage();
        await page.goto(
          `http://127.0.0.1:${(evil.address() as AddressInfo).port}/?${accord.port}&${encodeURIComponent(said())}&${encodeURIComponent(activity())}`,
        );
        const tried = await page.waitForFunction('window.tried');
        expect(await tried.jsonValue()).toEqual({ read: [], framed: 0, heard: 0, scripts: 0 });
      } finally {
        await browser.close();
        await new Promise((resolve) => evil.close(resolve));
      }
      await expectNothingDone();
      expect(await call(accord.port, 'GET', '/local/cast', {})).toMatchObject({ status: 200 });
    },
  );
});

describe('another machine', () => {
  const outer = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
  it.skipIf(outer === undefined)('reaches neither the page nor Teams without an app id, even where the server listens to it', async () => {
    const wide = await startUnderAttack({ host: '0.0.0.0' });
    for (const [, method, path, type, body] of PLACES().slice(0, 4))
      for (const host of [`localhost:${wide.port}`, `${outer}:${wide.port}`]) {
        const headers = { host, ...(type === '' ? {} : { 'content-type': type }) };
        expect((await call(wide.port, method, path, headers, body, outer)).status, `${path} as ${host}`).toBe(403);
      }
    expect(wide.fakeTeams.calls).toEqual([]);
    await wide.stop();
  });
});

/** A page that tries everything a page of another origin can, and says what came of it. */
function serveEvilPage(): Promise<Server> {
  const script = `
    const [port, said, activity] = location.search.slice(1).split('&').map(decodeURIComponent);
    const at = 'http://localhost:' + port;
    const read = [];
    const attempt = (path, init) => fetch(at + path, init).then((r) => r.text()).then((t) => { if (t !== '') read.push(path); }, () => undefined);
    const json = { 'content-type': 'application/json' };
    const wait = (element, what) => new Promise((done) => { element.onload = () => done(1); element.onerror = () => done(0); setTimeout(() => done(0), 1500); Object.assign(element, what); document.body.append(element); });
    (async () => {
      for (const [path, body] of [['/local/say', said], ['/api/messages', activity]]) {
        await attempt(path, { method: 'POST', headers: json, body });
        await attempt(path, { method: 'POST', mode: 'no-cors', body });
        await attempt(path, { method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain;application/json' }, body });
        navigator.sendBeacon(at + path, new Blob([body], { type: 'text/plain' }));
      }
      for (const path of ['/local/cast', '/', '/metrics', '/healthz']) { await attempt(path); await attempt(path, { mode: 'no-cors' }); }
      const form = Object.assign(document.createElement('form'), { method: 'post', action: at + '/local/say', enctype: 'text/plain', target: 'frame' });
      const field = Object.assign(document.createElement('input'), { name: said.slice(0, -1) + ',"x":"', value: '"}' });
      form.append(field);
      const frame = Object.assign(document.createElement('iframe'), { name: 'frame' });
      document.body.append(form, frame);
      form.submit();
      const shown = Object.assign(document.createElement('iframe'), { src: at + '/' });
      await wait(shown, {});
      let framed = 0;
      try { framed = shown.contentDocument?.querySelector('#text') ? 1 : 0; } catch { framed = 0; }
      const scripts = await wait(document.createElement('script'), { src: at + '/local/cast' });
      const heard = await new Promise((done) => { const events = new EventSource(at + '/local/events?as=dora@dbc.example'); events.onopen = () => done(1); events.onerror = () => done(0); });
      window.tried = { read, framed, heard, scripts };
    })();`;
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><body><script>${script}</script>`),
  );
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
