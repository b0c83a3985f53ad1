import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeClock } from '../../src/bot/clock.ts';
import { SAMPLE_PARTNERSHIP } from '../../src/bot/config.ts';
import { makeDispatch } from '../../src/bot/dispatch.ts';
import { openLog } from '../../src/bot/log.ts';
import { type Metrics, openMetrics } from '../../src/bot/metrics.ts';
import { BUNDLED_AGREEMENTS } from '../../src/data/agreements.ts';
import type { KeyValue } from '../../src/data/key-value.ts';
import { loadKnowledge } from '../../src/data/load-knowledge.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { makeStores } from '../../src/data/stores.ts';
import type { Handler } from '../../src/handlers/handler.ts';
import { message } from '../../src/handlers/reply.ts';
import type { Request } from '../../src/handlers/request.ts';

const loaded = loadKnowledge(BUNDLED_AGREEMENTS, SAMPLE_PARTNERSHIP);
if (!loaded.ok) throw new Error('The bundled files do not load.');
const { knowledge } = loaded;

const folder = mkdtempSync(join(tmpdir(), 'accord-dispatch-'));
let files = 0;
let url: string;
let store: KeyValue;
let logged: string[];
let metrics: Metrics;
beforeEach(async () => {
  url = `sqlite:${join(folder, `${files++}.db`)}`;
  store = await openStore(url);
  logged = [];
  metrics = openMetrics();
});
afterEach(async () => {
  await store.close().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});

const dispatchTo = (handle: Handler, over = store) =>
  makeDispatch({
    handle,
    stores: makeStores(over, knowledge),
    store: over,
    clock: makeClock('2015-09-01T09:00:00Z'),
    log: openLog('info', { write: (line) => void logged.push(line) }),
    metrics,
  });

const SECRET = 'I am being bullied by Sam Secondee';
const said = (id = 'Ev1'): Request => ({
  id,
  asker: { platform: 'slack', id: 'U0SAM' },
  channel: 'C0JOINT',
  public: true,
  act: { is: 'said', text: SECRET },
});
const submitted = (id = 'V1'): Request => ({
  ...said(id),
  act: { is: 'submitted', form: 'tell-keeper', values: { note: SECRET }, context: {} },
});
const hello = message('asker', [{ is: 'paragraph', text: 'Hello.' }]);
const broken: Handler = async () => {
  throw Object.assign(new Error(SECRET), { code: 'E_BROKEN' });
};

it('hands the request, the records and the clock to the handler, and its reply back', async () => {
  const seen: unknown[] = [];
  const reply = await dispatchTo(async (request, stores, clock) => {
    seen.push(request, stores.agreements.size, clock.today());
    return hello;
  })(said());
  expect(reply).toEqual(hello);
  expect(seen).toEqual([said(), 5, '2015-09-01']);
});

describe('an event that is delivered again', () => {
  it('is answered once, also when it comes again at once', async () => {
    let times = 0;
    const dispatch = dispatchTo(async () => {
      times++;
      return hello;
    });
    const replies = await Promise.all(Array.from({ length: 10 }, () => dispatch(said())));
    expect(replies.filter(({ kind }) => kind === 'message')).toHaveLength(1);
    expect(replies.filter(({ kind }) => kind === 'silence')).toHaveLength(9);
    expect(await dispatch(said())).toEqual({ kind: 'silence' });
    expect(times).toBe(1);
  });

  it('is answered once over a restart, and by one of two machines', async () => {
    await dispatchTo(async () => hello)(said());
    await store.close();
    store = await openStore(url);
    const second = await openStore(url);
    expect(await dispatchTo(async () => hello)(said())).toEqual({ kind: 'silence' });
    const both = await Promise.all([dispatchTo(async () => hello)(said('Ev2')), dispatchTo(async () => hello, second)(said('Ev2'))]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['message', 'silence']);
    await second.close();
  });

  it('is told from another event, and from one with the same id on another platform', async () => {
    const dispatch = dispatchTo(async () => hello);
    await dispatch(said());
    expect(await dispatch(said('Ev2'))).toEqual(hello);
    expect(await dispatch({ ...said(), asker: { platform: 'teams', id: '29:sam' } })).toEqual(hello);
  });

  it('is tried afresh when it failed before', async () => {
    let times = 0;
    const dispatch = dispatchTo(async (...all) => (++times === 1 ? broken(...all) : hello));
    expect(await dispatch(said())).not.toEqual(hello);
    expect(await dispatch(said())).toEqual(hello);
  });

  it('is looked at again when it is a form that was sent in with mistakes', async () => {
    const problems = { note: 'Write something.' };
    let times = 0;
    const dispatch = dispatchTo(async () => (++times === 1 ? { kind: 'rejected', problems } : hello));
    expect(await dispatch(submitted())).toEqual({ kind: 'rejected', problems });
    expect(await dispatch(submitted())).toEqual(hello);
    expect(await dispatch(submitted())).toEqual({ kind: 'silence' });
  });
});

describe('a form that is sent in again', () => {
  it('after the process ended in the middle does not close as though it were saved, and is taken half a minute later', async () => {
    const ended = Promise.withResolvers<never>();
    void dispatchTo(() => ended.promise)(submitted());
    const second = await openStore(url);
    const afterRestart = dispatchTo(async () => hello, second);
    expect(await afterRestart(submitted())).toMatchObject({ kind: 'rejected', problems: { '': expect.stringContaining('not certain') } });
    await second.dropSpentClaims(Date.now() + 30_000);
    expect(await afterRestart(submitted())).toEqual(hello);
    expect(await afterRestart(submitted())).toEqual({ kind: 'silence' });
    await second.close();
  });

  it('while the first is being looked at says nothing of its own', async () => {
    const first = Promise.withResolvers<void>();
    const dispatch = dispatchTo(async () => {
      await first.promise;
      return hello;
    });
    const answered = dispatch(submitted());
    expect(await dispatch(submitted())).toEqual({ kind: 'silence' });
    first.resolve();
    expect(await answered).toEqual(hello);
  });

  it('on another machine, once it was answered, closes quietly', async () => {
    const second = await openStore(url);
    await dispatchTo(async () => hello)(submitted());
    expect(await dispatchTo(async () => hello, second)(submitted())).toEqual({ kind: 'silence' });
    await second.close();
  });
});

describe('when something breaks', () => {
  const referenceIn = (text: string) => /R-[2-9A-HJ-NP-Z]{5}/.exec(text)?.[0];

  it('the person is told in plain words, alone, with a reference that the log has too', async () => {
    const reply = await dispatchTo(broken)(said());
    expect(reply).toMatchObject({ kind: 'message', audience: 'asker' });
    const reference = referenceIn(JSON.stringify(reply));
    expect(reference).toBeDefined();
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0]!)).toMatchObject({ reference, platform: 'slack', act: 'said', kind: 'Error', code: 'E_BROKEN' });
  });

  it('a form stays open and says so', async () => {
    const reply = await dispatchTo(broken)(submitted());
    expect(reply).toMatchObject({ kind: 'rejected', problems: { '': expect.stringContaining('nothing was changed') } });
    expect(referenceIn(JSON.stringify(reply))).toBeDefined();
  });

  it('neither the log nor the metrics nor the reply has what was written, or who wrote it', async () => {
    const replies = [await dispatchTo(broken)(said()), await dispatchTo(broken)(submitted())];
    for (const text of [...logged, await metrics.text(), JSON.stringify(replies)])
      expect(text).not.toMatch(/bullied|Secondee|U0SAM|C0JOINT/);
  });

  it.each([[undefined], ['a text'], [null], [{ message: SECRET }]])('whatever is thrown: %j', async (thrown) => {
    const reply = await dispatchTo(() => {
      throw thrown;
    })(said());
    expect(reply).toMatchObject({ kind: 'message', audience: 'asker' });
    expect(logged.join()).not.toContain('bullied');
  });

  it('a store that broke before is told of, and nothing is done', async () => {
    let times = 0;
    const dispatch = dispatchTo(async () => {
      times++;
      return hello;
    });
    await store.close();
    expect(await dispatch(said())).toMatchObject({ kind: 'message', audience: 'asker' });
    expect(JSON.parse(logged[0]!)).toMatchObject({ kind: 'StoreBroken', code: 'store-broken' });
    expect(times).toBe(0);
  });

  it('a store that breaks once the work is done does not turn a confirmation into “nothing was changed”', async () => {
    const dispatch = dispatchTo(async () => {
      await store.set('kept:1', 'kept');
      await store.close();
      return hello;
    });
    expect(await dispatch(said())).toEqual(hello);
    expect(logged.map((line) => JSON.parse(line).msg)).toEqual(['an answered request was not remembered']);
  });
});

it('counts what became of requests, by platform', async () => {
  const dispatch = dispatchTo(async (request) => (request.id === 'quiet' ? { kind: 'silence' } : hello));
  await dispatch(said());
  await dispatch(said());
  await dispatch(said('quiet'));
  await dispatchTo(broken)(said('Ev2'));
  const text = await metrics.text();
  for (const outcome of ['replied', 'repeated', 'silent', 'failed'])
    expect(text).toContain(`accord_requests_total{platform="slack",outcome="${outcome}"} 1`);
  expect(text).toContain('accord_request_seconds_count{platform="slack"} 4');
});
