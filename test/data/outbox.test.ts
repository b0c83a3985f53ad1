import { describe, expect, it } from 'vitest';
import type { KeyValue } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { type NoticeAbout, openOutbox } from '../../src/data/outbox.ts';

const NOW = '2015-09-01T09:00:00.000Z';
const LATER = '2015-09-01T10:00:00.000Z';
const about: NoticeAbout = { is: 'suggestion-awaits', number: 42 };
const source = { requestId: 'Ev1', agreement: 'darlington', at: NOW };

describe('a notice', () => {
  it('is left for each person, as facts, and is due at once', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    await outbox.leave(about, ['dora@dbc.example', 'dev@dbc.example', 'dora@dbc.example'], source);
    const due = await outbox.due(NOW);
    expect(due.map(({ to }) => to).sort()).toEqual(['dev@dbc.example', 'dora@dbc.example']);
    expect(due[0]).toMatchObject({ agreement: 'darlington', about, at: NOW, attempts: 0, nextTryAt: NOW });
  });

  it('is left once, however often the request that led to it is repeated', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    for (const at of [NOW, LATER]) await outbox.leave(about, ['dora@dbc.example'], { ...source, at });
    expect(await outbox.due(LATER)).toHaveLength(1);
    await outbox.settle((await outbox.due(LATER))[0]!, 'sent', LATER);
    await outbox.leave(about, ['dora@dbc.example'], source);
    expect(await outbox.due(LATER)).toEqual([]);
  });

  it('of another request, kind or person is another notice', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    await outbox.leave(about, ['dora@dbc.example'], source);
    await outbox.leave(about, ['dora@dbc.example'], { ...source, requestId: 'Ev2' });
    await outbox.leave({ is: 'suggestion-decided', number: 42 }, ['dora@dbc.example'], source);
    await outbox.leave(about, ['sam@dccg.example'], source);
    expect(new Set((await outbox.due(NOW)).map(({ id }) => id)).size).toBe(4);
  });

  it('that could not be delivered waits until its next try, and counts', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    await outbox.leave(about, ['dora@dbc.example'], source);
    await outbox.putOff((await outbox.due(NOW))[0]!, LATER);
    expect(await outbox.due('2015-09-01T09:59:59.999Z')).toEqual([]);
    expect(await outbox.due(LATER)).toEqual([expect.objectContaining({ attempts: 1, nextTryAt: LATER })]);
    // Leaving it again does not bring it forward.
    await outbox.leave(about, ['dora@dbc.example'], source);
    expect(await outbox.due(NOW)).toEqual([]);
  });

  it('that was settled is not due, and is known to be settled by whoever still holds it', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    await outbox.leave(about, ['dora@dbc.example'], source);
    const [held] = await outbox.due(NOW);
    expect(await outbox.isSettled(held!)).toBe(false);
    await outbox.settle(held!, 'sent', NOW);
    expect(await outbox.isSettled(held!)).toBe(true);
    expect(await outbox.due(LATER)).toEqual([]);
  });

  it('is not told again after a crash between marking it and taking it away', async () => {
    const store = await openStore('memory:');
    const outbox = openOutbox({ ...store, delete: () => Promise.reject(new Error('killed')) } satisfies KeyValue);
    await outbox.leave(about, ['dora@dbc.example'], source);
    const [held] = await outbox.due(NOW);
    await expect(outbox.settle(held!, 'sent', NOW)).rejects.toThrow('killed');
    const afterwards = openOutbox(store);
    expect(await afterwards.isSettled((await afterwards.due(NOW))[0]!)).toBe(true);
    expect(await afterwards.due(NOW)).toEqual([]);
  });

  it('is heard of by whoever delivers, and a repeat is not', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    let heard = 0;
    outbox.onLeft(() => {
      heard += 1;
    });
    await outbox.leave(about, ['dora@dbc.example', 'dev@dbc.example'], source);
    await outbox.leave(about, ['dora@dbc.example'], source);
    expect(heard).toBe(2);
  });
});

it('finds what is due among more notices than are read at once', async () => {
  const outbox = openOutbox(await openStore('memory:'));
  const people = Array.from({ length: 600 }, (_, index) => `person-${index}@dbc.example`);
  await outbox.leave(about, people, source);
  expect(new Set((await outbox.due(NOW)).map(({ to }) => to))).toEqual(new Set(people));
});

it('says that the store is broken rather than lose a notice it cannot read', async () => {
  const store = await openStore('memory:');
  await store.set('waiting:x', '{"id":"x"}');
  await expect(openOutbox(store).due(NOW)).rejects.toMatchObject({ code: 'store-broken' });
});
