import { describe, expect, it } from 'vitest';
import type { KeyValue } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { type NoticeAbout, openOutbox, type Recipient, recipientKey, toPeople } from '../../src/data/outbox.ts';

const NOW = '2015-09-01T09:00:00.000Z';
const LATER = '2015-09-01T10:00:00.000Z';
const LATEST = '2015-09-01T11:00:00.000Z';
const FAILED = { holds: false, begun: false };
const about: NoticeAbout = { is: 'suggestion-awaits', number: 42 };
const source = { requestId: 'Ev1', agreement: 'darlington', at: NOW };

describe('a notice', () => {
  it('is left for each person, as facts, and is due at once', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    await outbox.leave(about, toPeople(['dora@dbc.example', 'dev@dbc.example', 'dora@dbc.example']), source);
    const due = await outbox.due(NOW);
    expect(due.map(({ to }) => recipientKey(to)).sort()).toEqual(['dev@dbc.example', 'dora@dbc.example']);
    expect(due[0]).toMatchObject({ agreement: 'darlington', about, at: NOW, attempts: 0, nextTryAt: NOW });
  });

  it('is left once, however often the request that led to it is repeated', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    for (const at of [NOW, LATER]) await outbox.leave(about, toPeople(['dora@dbc.example']), { ...source, at });
    expect(await outbox.due(LATER)).toHaveLength(1);
    await outbox.settle((await outbox.due(LATER))[0]!, 'sent', LATER);
    await outbox.leave(about, toPeople(['dora@dbc.example']), source);
    expect(await outbox.due(LATER)).toEqual([]);
  });

  it('of another request, kind or person is another notice', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    await outbox.leave(about, toPeople(['dora@dbc.example']), source);
    await outbox.leave(about, toPeople(['dora@dbc.example']), { ...source, requestId: 'Ev2' });
    await outbox.leave({ is: 'suggestion-decided', number: 42 }, toPeople(['dora@dbc.example']), source);
    await outbox.leave(about, toPeople(['sam@dccg.example']), source);
    expect(new Set((await outbox.due(NOW)).map(({ id }) => id)).size).toBe(4);
  });

  it('that could not be delivered waits until its next try, and counts', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    await outbox.leave(about, toPeople(['dora@dbc.example']), source);
    await outbox.putOff((await outbox.due(NOW))[0]!, LATER, FAILED);
    expect(await outbox.due('2015-09-01T09:59:59.999Z')).toEqual([]);
    expect(await outbox.due(LATER)).toEqual([expect.objectContaining({ attempts: 1, nextTryAt: LATER })]);
    // Leaving it again does not bring it forward.
    await outbox.leave(about, toPeople(['dora@dbc.example']), source);
    expect(await outbox.due(NOW)).toEqual([]);
  });

  it('that its recipient did not take holds back what comes after for them, and for nobody else', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    await outbox.leave(about, toPeople(['dora@dbc.example', 'sam@dccg.example']), source);
    const [first] = await outbox.due(NOW);
    await outbox.putOff(first!, LATER, { holds: true, begun: false });
    await outbox.leave(about, toPeople(['dora@dbc.example']), { ...source, requestId: 'Ev2' });
    expect((await outbox.due(NOW)).map(({ to }) => recipientKey(to))).toEqual(['sam@dccg.example']);
    expect((await outbox.due(LATER)).map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
    // One that failed for reasons of its own holds back nobody.
    await outbox.putOff((await outbox.due(LATER))[0]!, LATEST, FAILED);
    expect((await outbox.due(LATER)).map(({ to }) => recipientKey(to))).toEqual(['sam@dccg.example', 'dora@dbc.example']);
  });

  it('is due from when it is to be told, and comes after what was left before', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    await outbox.leave(about, toPeople(['dora@dbc.example']), { ...source, notBefore: LATER });
    for (const requestId of ['Ev2', 'Ev3', 'Ev4', 'Ev5'])
      await outbox.leave({ is: 'suggestion-decided', number: Number(requestId[2]) }, toPeople(['dora@dbc.example']), {
        ...source,
        requestId,
      });
    const numbersAt = async (at: string) => (await outbox.due(at)).map((one) => 'number' in one.about && one.about.number);
    expect(await numbersAt(NOW)).toEqual([2, 3, 4, 5]);
    expect(await numbersAt(LATER)).toEqual([2, 3, 4, 5, 42]);
  });

  it('that was settled or put off is known to be so by whoever still holds it', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    await outbox.leave(about, toPeople(['dora@dbc.example', 'sam@dccg.example']), source);
    const [settled, putOff] = await outbox.due(NOW);
    expect(await outbox.stillDue(settled!, NOW)).toEqual(settled);
    await outbox.settle(settled!, 'sent', NOW);
    await outbox.putOff(putOff!, LATER, FAILED);
    for (const held of [settled!, putOff!]) expect(await outbox.stillDue(held, NOW)).toBeUndefined();
    expect(await outbox.stillDue(putOff!, LATER)).toMatchObject({ attempts: 1 });
  });

  it('is known to have been begun until it is settled or put off, and after that where it may have arrived', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    await outbox.leave(about, toPeople(['dora@dbc.example']), source);
    const due = async () => (await outbox.due(LATER))[0]!;
    await outbox.begin(await due());
    expect(await due()).toMatchObject({ begun: true });
    await outbox.putOff(await due(), NOW, { holds: true, begun: true });
    expect(await due()).toMatchObject({ begun: true, holds: true });
    await outbox.putOff(await due(), NOW, FAILED);
    expect(Object.keys(await due())).not.toContain('begun');
  });

  it('is not told again after a crash between marking it and taking it away', async () => {
    const store = await openStore('memory:');
    const outbox = openOutbox({ ...store, delete: () => Promise.reject(new Error('killed')) } satisfies KeyValue);
    await outbox.leave(about, toPeople(['dora@dbc.example']), source);
    const [held] = await outbox.due(NOW);
    await expect(outbox.settle(held!, 'sent', NOW)).rejects.toThrow('killed');
    const afterwards = openOutbox(store);
    expect(await afterwards.stillDue((await afterwards.due(NOW))[0]!, NOW)).toBeUndefined();
    expect(await afterwards.due(NOW)).toEqual([]);
  });

  it('is left for rooms and accounts as for people, and one is not taken for another', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    const everyone: Recipient[] = [
      { is: 'person', email: 'dora@dbc.example' },
      { is: 'room', platform: 'slack', id: 'C0JOINT' },
      { is: 'account', platform: 'slack', id: 'C0JOINT' },
      { is: 'account', platform: 'email', id: 'dora@dbc.example' },
    ];
    await outbox.leave(about, everyone, source);
    await outbox.leave(about, everyone, source);
    expect((await outbox.due(NOW)).map(({ to }) => to)).toEqual(everyone);
  });

  it('of an earlier version, which knew people by their address alone, is still told', async () => {
    const store = await openStore('memory:');
    const old = { id: 'x', to: 'dora@dbc.example', agreement: 'darlington', about, at: NOW, attempts: 0, nextTryAt: NOW };
    await store.set('waiting:x', JSON.stringify(old));
    expect((await openOutbox(store).due(NOW))[0]!.to).toEqual({ is: 'person', email: 'dora@dbc.example' });
  });

  it('is heard of by whoever delivers, and a repeat is not', async () => {
    const outbox = openOutbox(await openStore('memory:'));
    let heard = 0;
    outbox.onLeft(() => {
      heard += 1;
    });
    await outbox.leave(about, toPeople(['dora@dbc.example', 'dev@dbc.example']), source);
    await outbox.leave(about, toPeople(['dora@dbc.example']), source);
    expect(heard).toBe(2);
  });
});

it('finds what is due among more notices than are read at once', async () => {
  const outbox = openOutbox(await openStore('memory:'));
  const people = Array.from({ length: 600 }, (_, index) => `person-${index}@dbc.example`);
  await outbox.leave(about, toPeople(people), source);
  expect(new Set((await outbox.due(NOW)).map(({ to }) => recipientKey(to)))).toEqual(new Set(people));
});

it('says that the store is broken rather than lose a notice it cannot read', async () => {
  const store = await openStore('memory:');
  await store.set('waiting:x', '{"id":"x"}');
  await expect(openOutbox(store).due(NOW)).rejects.toMatchObject({ code: 'store-broken' });
});
