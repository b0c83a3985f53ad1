import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BenefitLog, openBenefitLog } from '../../src/data/benefit-log.ts';
import type { FirstEvent } from '../../src/data/benefits.ts';
import { type KeyValue, StoreBroken } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { factsWith } from './partnership-of-tests.ts';

let store: KeyValue;
let log: BenefitLog;
beforeEach(async () => {
  store = await openStore('memory:');
  log = openBenefitLog(store);
});
afterEach(() => store.close());

const by = { by: 'dora@dbc.example', at: '2015-10-01T10:00:00.000Z' };
const saying = (what: string): FirstEvent => ({ is: 'logged', facts: factsWith({ what }), ...by });
const numbers = (benefits: { number: number }[]) => benefits.map(({ number }) => number);
async function addMany(agreement: string, count: number) {
  for (let at = 1; at <= count; at++) await log.add(agreement, saying(`Saving ${at}`), `${agreement} ${at}`);
}

describe('adding an entry', () => {
  it('gives numbers from 1 without gaps, each agreement its own', async () => {
    await addMany('darlington', 3);
    expect((await log.add('derby', saying('First'), 'one')).number).toBe(1);
    expect((await log.add('darlington', saying('Fourth'), 'one')).number).toBe(4);
  });

  it('makes one entry of one request, however often it comes', async () => {
    const first = await log.add('darlington', saying('The van'), 'view V1');
    const again = await Promise.all([1, 2, 3].map(() => log.add('darlington', saying('Something else'), 'view V1')));
    expect(again).toEqual([first, first, first]);
    expect(numbers(await log.newest('darlington', 10))).toEqual([1]);
  });

  it('is not for an entry the schema refuses', async () => {
    const wrong = { ...saying('x'), facts: { ...factsWith(), amountPence: 0.5 } };
    await expect(log.add('darlington', wrong, 'r')).rejects.toThrow();
    expect(await store.lastKey('')).toBeUndefined();
  });
});

describe('adding to an entry', () => {
  it('keeps every event under a key of its own and the entry as it now stands', async () => {
    await addMany('darlington', 2);
    const amended = await log.addTo(
      'darlington',
      1,
      { is: 'amended', facts: factsWith({ amountPence: 5 }), reason: 'Invoice', ...by },
      'a',
    );
    expect(amended).toMatchObject({ counted: true, benefit: { number: 1, facts: { amountPence: 5 } } });
    await log.addTo('darlington', 1, { is: 'withdrawn', reason: 'Twice', ...by }, 'b');
    expect((await log.get('darlington', 1))!.history.map(({ event }) => event.is)).toEqual(['logged', 'amended', 'withdrawn']);
    expect((await store.list('benefits:darlington:00000001', 10)).map(({ key }) => key)).toEqual([
      'benefits:darlington:00000001',
      'benefits:darlington:00000001:00000001',
      'benefits:darlington:00000001:00000002',
    ]);
    expect((await log.add('darlington', saying('Next'), 'next')).number).toBe(3);
  });

  it('keeps a repeated event once, and says of each whether it counted', async () => {
    await log.add('darlington', { ...saying('The van'), is: 'suggested' }, 'r');
    const both = await Promise.all([
      log.addTo('darlington', 1, { is: 'accepted', ...by }, 'accept'),
      log.addTo('darlington', 1, { is: 'declined', ...by }, 'decline'),
      log.addTo('darlington', 1, { is: 'accepted', ...by }, 'accept'),
    ]);
    expect(both.map((one) => one!.counted)).toEqual([true, false, true]);
    expect((await log.get('darlington', 1))!.history).toHaveLength(3);
  });

  it('finds nothing where there is no such entry, and makes none', async () => {
    await addMany('darlington', 1);
    expect(await log.addTo('darlington', 2, { is: 'undone', ...by }, 'r')).toBeUndefined();
    expect(await log.addTo('derby', 1, { is: 'undone', ...by }, 'r')).toBeUndefined();
    expect(await log.get('darlington', 2)).toBeUndefined();
    expect(await log.get('derby', 1)).toBeUndefined();
  });
});

describe('reading', () => {
  it('gives the newest first, in pages, with all their events', async () => {
    await addMany('darlington', 25);
    for (let at = 0; at < 30; at++)
      await log.addTo('darlington', 24, { is: 'amended', facts: factsWith({ what: `Change ${at}` }), reason: 'r', ...by }, `${at}`);
    const page = await log.newest('darlington', 10);
    expect(numbers(page)).toEqual([25, 24, 23, 22, 21, 20, 19, 18, 17, 16]);
    expect(page[1]).toMatchObject({ facts: { what: 'Change 29' } });
    expect(numbers(await log.newest('darlington', 10, { before: 6 }))).toEqual([5, 4, 3, 2, 1]);
    expect(await log.newest('darlington', 10, { before: 1 })).toEqual([]);
    expect(await log.newest('derby', 10)).toEqual([]);
  });

  it('looks back until it has found enough of what is wanted', async () => {
    await addMany('darlington', 350);
    expect(numbers(await log.newest('darlington', 3, { keep: ({ number }) => number % 100 === 1 }))).toEqual([301, 201, 101]);
    expect(numbers(await log.newest('darlington', 10, { keep: ({ number }) => number === 7 }))).toEqual([7]);
  });

  it('goes over every entry once, oldest first, whatever the pages cut through', async () => {
    await addMany('darlington', 600);
    for (let number = 200; number < 300; number++) await log.addTo('darlington', number, { is: 'undone', ...by }, `${number}`);
    await addMany('darlington-two', 2);
    const seen: number[] = [];
    const undone: number[] = [];
    for await (const page of log.scan('darlington')) {
      seen.push(...numbers(page));
      undone.push(...numbers(page.filter(({ state }) => state === 'undone')));
    }
    expect(seen).toEqual(Array.from({ length: 600 }, (_, at) => at + 1));
    expect(undone).toEqual(Array.from({ length: 100 }, (_, at) => at + 200));
  });

  it('throws when a record is not what was written, rather than leave it out of a total', async () => {
    await addMany('darlington', 1);
    await store.set('benefits:darlington:00000001', '{"is":"logged"}');
    await expect(log.get('darlington', 1)).rejects.toThrow(StoreBroken);
  });

  it('takes no agreement whose id could reach into another’s keys', async () => {
    await expect(log.get('darlington:00000001', 1)).rejects.toThrow();
  });
});
