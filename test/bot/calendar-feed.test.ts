import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarMount } from '../../src/bot/calendar-feed.ts';
import { readConfig } from '../../src/bot/config.ts';
import { asPlainText as textOf } from '../../src/bot/plain-text.ts';
import { type Serving, serve } from '../../src/bot/serve.ts';
import { writeCalendar } from '../../src/bot/write-calendar.ts';
import { openCalendarEditions } from '../../src/data/calendar-editions.ts';
import { addDaysTo, dayAt } from '../../src/data/days.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { makeStores } from '../../src/data/stores.ts';
import type { Message } from '../../src/handlers/reply.ts';
import type { Request } from '../../src/handlers/request.ts';
import { route } from '../../src/handlers/route.ts';
import { makeBytes } from '../data/bytes-of-tests.ts';
import { asMessage, button, knowledge, labels } from '../handlers/front-door.ts';
import { readStrictly } from './strict-calendar.ts';

const SAM = 'sam@dccg.example';
const DORA = 'dora@dbc.example';
const JO = 'jo@derby-council.example';
const UNA = 'una@elsewhere.example';

/** Accord’s front door and its HTTP server over one store, with a clock that can be moved. */
async function openFeed(base: string | null = 'https://accord.example') {
  const store = await openStore('memory:');
  const stores = makeStores(store, { ...knowledge }, undefined, { makeSecret: makeBytes('calendars'), base: () => base });
  let at = '2015-10-05T10:00:00.000Z';
  const clock = { now: () => at, today: () => dayAt(at) };
  const serving: Serving = await serve([calendarMount({ stores, editions: openCalendarEditions(store), clock })], 0, '127.0.0.1');
  let requests = 0;
  const send = (as: string, act: Request['act'], channel: string | null = null) =>
    route({ id: `r${++requests}`, asker: { platform: 'local', id: as }, channel, public: channel !== null, act }, stores, clock);
  const feed = {
    stores,
    now: (instant: string) => {
      at = instant;
    },
    say: async (as: string, text: string, channel: string | null = null) => asMessage(await send(as, { is: 'said', text }, channel)),
    press: async (as: string, on: Message, label: string, channel: string | null = null) => {
      const { name, value } = button(on, label);
      return asMessage(await send(as, { is: 'pressed', button: name, value }, channel));
    },
    path: async (as: string) => pathIn(await feed.say(as, 'calendar')),
    get: (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${serving.port}${path}`, init),
    read: async (path: string) => readStrictly(new Uint8Array(await (await feed.get(path)).arrayBuffer())),
    close: () => serving.close(),
  };
  return feed;
}

const pathIn = (message: Message) => /https:\/\/accord\.example(\/calendar\/\S+)/.exec(textOf(message))![1]!;

let feed: Awaited<ReturnType<typeof openFeed>>;
beforeAll(async () => {
  feed = await openFeed();
});
afterAll(() => feed.close());

describe('the address of a calendar', () => {
  it('is given to the asker alone, the same when it is asked for again, and another one to everybody else', async () => {
    const given = await feed.say(SAM, 'calendar', 'darlington-team');
    expect(given).toMatchObject({ audience: 'asker', previewSafe: 'Your calendar address.' });
    expect(textOf(given)).toContain('the dates of the Darlington memorandum');
    expect(pathIn(given)).toMatch(/^\/calendar\/[\w-]{32}\.ics$/);
    expect(await feed.path(SAM)).toBe(pathIn(given));
    expect(await feed.path(DORA)).not.toBe(pathIn(given));
  });

  it.each([
    'calendar',
    'put the reviews in my outlook calendar',
    'can i have the calendar feed?',
    'dates in my calendar please'.replace(' please', ''),
  ])('is what this asks for: %s', async (said) => {
    expect(labels(await feed.say(SAM, said))).toEqual(['Give me a new address', 'Take the address back']);
  });

  it('pressed for under a list in a channel, is given beside it, to who pressed alone', async () => {
    const list = await feed.say(SAM, 'what dates are coming up?', 'darlington-team');
    expect(list.audience).toBe('room');
    for (const label of ['Dates in my calendar', 'Give me a new address', 'Take the address back'] as const) {
      const on = label === 'Dates in my calendar' ? list : await feed.say(SAM, 'calendar', 'darlington-team');
      expect(await feed.press(SAM, on, label, 'darlington-team')).toMatchObject({ audience: 'asker', pressed: 'stays' });
    }
  });

  it('is taken back, and renewed: what was there before is nothing any more', async () => {
    const first = await feed.say(SAM, 'calendar');
    const renewed = await feed.press(SAM, first, 'Give me a new address');
    expect(pathIn(renewed)).not.toBe(pathIn(first));
    expect((await feed.get(pathIn(first))).status).toBe(404);
    expect((await feed.get(pathIn(renewed))).status).toBe(200);
    const revoked = await feed.press(SAM, renewed, 'Take the address back');
    expect((await feed.get(pathIn(renewed))).status).toBe(404);
    const again = await feed.press(SAM, revoked, 'Give me a new address');
    expect((await feed.get(pathIn(again))).status).toBe(200);
    expect((await feed.get(pathIn(renewed))).status).toBe(404);
  });

  it('is a secret: whatever is wrong with one is answered like any place where there is nothing', async () => {
    const nothing = await (await feed.get('/nowhere')).text();
    const path = await feed.path(SAM);
    for (const wrong of [
      '/calendar/',
      '/calendar/x.ics',
      path.replace(/.\.ics/, '~.ics'),
      path.replace('.ics', ''),
      `${path}/more`,
      `/calendar/${'a'.repeat(32)}.ics`,
    ]) {
      const answer = await feed.get(wrong);
      expect([answer.status, await answer.text()]).toEqual([404, nothing]);
    }
    expect((await feed.get(`/calendar/${'a'.repeat(32)}.ics`, { method: 'POST' })).status).toBe(404);
    expect((await feed.get(path, { method: 'POST' })).status).toBe(405);
  });

  it('is given to nobody who works under no agreement, nor where Accord has no address', async () => {
    expect(textOf(await feed.say(UNA, 'calendar'))).toContain('no agreement you work under today');
    const without = await openFeed(null);
    expect(textOf(await without.say(SAM, 'calendar'))).toBe(
      'Calendars have no address here yet.\nAsha Administrator can give you the dates as a calendar file.',
    );
    await without.close();
  });

  it('reads nothing once its owner works under the agreement no longer, and nothing of other agreements', async () => {
    const own = await openFeed();
    const path = await own.path(JO);
    expect((await own.read(path)).events.every(({ UID }) => UID!.startsWith('derby.'))).toBe(true);
    Object.assign(own.stores, {
      partnership: { ...knowledge.partnership, people: knowledge.partnership.people.filter(({ email }) => email !== JO) },
    });
    expect((await own.get(path)).status).toBe(404);
    await own.close();
  });
});

describe('the calendar', () => {
  it('is one that a strict reader takes, and is not sent again while nothing has changed', async () => {
    const path = await feed.path(DORA);
    const first = await feed.get(path);
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const { events, properties } = readStrictly(new Uint8Array(await first.arrayBuffer()));
    expect(properties['X-WR-CALNAME']).toBe('Accord: dates of your agreements');
    expect(events.find(({ UID }) => UID === 'darlington.review-of-arrangements.2016-03-31@accord')).toMatchObject({
      DTSTART: '20160331',
      DTEND: '20160401',
      SEQUENCE: '0',
      STATUS: 'CONFIRMED',
    });
    const etag = first.headers.get('etag')!;
    expect(etag).toMatch(/^"[\w-]+"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const same = await feed.get(path, { headers: { 'if-none-match': known } });
      expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', etag]);
    }
    expect((await feed.get(path, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    const head = await feed.get(path, { method: 'HEAD' });
    expect([head.status, await head.text(), head.headers.get('etag')]).toEqual([200, '', etag]);
  });

  it('counts a change up and calls off what is gone, and only that', async () => {
    const own = await openFeed();
    const path = await own.path(DORA);
    const shown = await own.say(DORA, 'remind us on 3 May 2016 to publish the statement');
    await own.press(DORA, shown, 'Set the reminder');
    const uid = 'darlington.own-1.2016-05-03@accord';
    const review = 'darlington.review-of-arrangements.2016-03-31@accord';
    const find = async (id: string) => (await own.read(path)).events.find(({ UID }) => UID === id);
    expect(await find(uid)).toMatchObject({ SEQUENCE: '0', STATUS: 'CONFIRMED', SUMMARY: 'Publish the statement (Darlington memorandum)' });
    own.now('2015-10-06T10:00:00.000Z');
    await own.say(DORA, 'cancel reminder 1');
    expect(await find(uid)).toMatchObject({ SEQUENCE: '1', STATUS: 'CANCELLED', DTSTAMP: '20151006T100000Z' });
    expect(await find(review)).toMatchObject({ SEQUENCE: '0', STATUS: 'CONFIRMED' });
    const done = { is: 'done' as const, by: DORA, at: '2015-10-06T10:00:00.000Z', onDay: '2015-10-06' };
    await own.stores.occurrences.add('darlington', 'review-of-arrangements/2016-03-31', done, 'd');
    expect(await find(review)).toMatchObject({ SEQUENCE: '1', SUMMARY: expect.stringMatching(/^Done: /) });
    const reopened = { is: 'reopened' as const, by: DORA, at: '2015-10-07T10:00:00.000Z', reason: 'No.' };
    await own.stores.occurrences.add('darlington', 'review-of-arrangements/2016-03-31', reopened, 'o');
    expect(await find(review)).toMatchObject({ SEQUENCE: '2', SUMMARY: expect.not.stringMatching(/^Done: /) });
    expect(await find(review)).toMatchObject({ SEQUENCE: '2' });
    await own.close();
  });

  it('fetched by many at once after a change is the same for all', async () => {
    const own = await openFeed();
    const path = await own.path(DORA);
    const all = await Promise.all(Array.from({ length: 8 }, async () => (await own.get(path)).text()));
    expect(new Set(all).size).toBe(1);
    await own.close();
  });
});

it.each(['accord.example', 'ftp://accord.example', 'https://', 'https://accord.example/?a=b'])('is at no such address as %s', (url) => {
  const read = readConfig({ ACCORD_PUBLIC_URL: url });
  expect(read.ok ? [] : read.problems).toEqual([
    'ACCORD_PUBLIC_URL must be where people reach Accord, such as https://accord.example.org.',
  ]);
});

it('every calendar that can be written is one that a strict reader takes, with its texts as they were', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 300 });
  const entry = fc.record({
    day: fc.integer({ min: 0, max: 20_000 }).map((count) => addDaysTo('1990-01-01', count)),
    length: fc.integer({ min: 0, max: 400 }),
    title: words.map((text) => `x${text}`),
    text: words.map((text) => `y${text}`),
    sequence: fc.integer({ min: 0, max: 1000 }),
    cancelled: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5 }), words, (made, name) => {
      const entries = made.map(({ day, length, ...one }, at) => ({
        ...one,
        uid: `a.b.${at}@accord`,
        from: day,
        to: addDaysTo(day, length),
        changedAt: '2016-01-01T09:00:00.000Z',
      }));
      const { events } = readStrictly(Buffer.from(writeCalendar(`z${name}`, entries)));
      const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
      expect(events.map(({ SUMMARY, DESCRIPTION }) => [SUMMARY, DESCRIPTION])).toEqual(
        entries.map(({ title, text }) => [oneLine(title), oneLine(text)]),
      );
    }),
    { numRuns: 60 },
  );
});
