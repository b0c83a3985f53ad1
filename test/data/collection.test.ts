import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { type Collection, collection } from '../../src/data/collection.ts';
import { type KeyValue, StoreBroken } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';

const cake = z.strictObject({ name: z.string(), slices: z.number().int() });
type Cake = z.infer<typeof cake>;

let store: KeyValue;
let cakes: Collection<Cake>;
beforeEach(async () => {
  store = await openStore('memory:');
  cakes = collection(store, 'cakes', cake);
});
afterEach(() => store.close());

const sponge = { name: 'sponge', slices: 8 };

it('gives back the record that was put, and nothing once it is removed', async () => {
  await cakes.put(sponge, 'tea', '1');
  expect(await cakes.get('tea', '1')).toEqual(sponge);
  expect(await cakes.get('tea', '2')).toBeUndefined();
  await cakes.remove('tea', '1');
  expect(await cakes.get('tea', '1')).toBeUndefined();
});

it('keeps the text of a record as it is, whatever it holds', async () => {
  for (const name of ['', '\0', '\ud800', '😀', '"}', '{"value":1}', '\u2028', '<!channel>']) {
    await cakes.put({ name, slices: 1 }, 'odd');
    expect(await cakes.get('odd')).toEqual({ name, slices: 1 });
  }
});

it('takes no record that does not fit, and leaves the one that is there', async () => {
  await cakes.put(sponge, '1');
  for (const wrong of [{ name: 'sponge' }, { ...sponge, slices: 1.5 }, { ...sponge, iced: true }, null, undefined])
    await expect(cakes.put(wrong as Cake, '1')).rejects.toThrow();
  expect(await cakes.get('1')).toEqual(sponge);
});

it.each(['{"name":"sponge"}', '{"name":"sponge","slices":"8"}', '{"name":"sponge","slices":8,"iced":true}', 'null', '[]', '{"name":', ''])(
  'gives out no record that does not fit: %s',
  async (damaged) => {
    await store.set('cakes:1', damaged);
    await cakes.put(sponge, '2');
    await expect(cakes.get('1')).rejects.toBeInstanceOf(StoreBroken);
    await expect(cakes.list([], 10)).rejects.toThrow(StoreBroken);
    expect(await cakes.get('2')).toEqual(sponge);
  },
);

it('names the record that does not fit, and does not quote it', async () => {
  await store.set('cakes:1', '{"name":"a secret","slices":"8"}');
  await expect(cakes.get('1')).rejects.toThrow('The store could not make sense of the record cakes:1');
  await expect(cakes.get('1')).rejects.not.toThrow(/secret/);
});

it('lists what is under the parts it is given, in order, and nothing of a neighbour', async () => {
  const named = (name: string) => ({ name, slices: 1 });
  await cakes.put(named('tea 2'), 'tea', '2');
  await cakes.put(named('tea 1'), 'tea', '1');
  await cakes.put(named('teatime'), 'teatime', '1');
  await cakes.put(named('tea:1'), 'tea:1');
  await cakes.put(named('tea'), 'tea');
  await collection(store, 'cakes2', cake).put(named('other'), 'tea', '1');
  const names = async (under: string[], limit = 10) => (await cakes.list(under, limit)).map(({ name }) => name);
  expect(await names(['tea'])).toEqual(['tea 1', 'tea 2']);
  expect(await names(['tea'], 1)).toEqual(['tea 1']);
  expect(await names(['te'])).toEqual([]);
  expect(await names([])).toEqual(['tea', 'tea:1', 'tea 1', 'tea 2', 'teatime']);
});

it('gives every list of parts a key of its own that any database can hold', async () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('%', ':', '%3A', '%25', '\0', '\u0001', '\ud800', '\udc00', '\u0080', 'a:b', ''),
  );
  const keys = async (parts: string[]) => {
    const seen: string[] = [];
    await collection({ ...store, set: async (key) => void seen.push(key) }, 'c', z.number()).put(1, ...parts);
    return seen[0]!;
  };
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), fc.array(part, { minLength: 1, maxLength: 4 }), async (one, two) => {
      const [first, second] = [await keys(one), await keys(two)];
      expect(first === second).toBe(JSON.stringify(one) === JSON.stringify(two));
      expect(first.isWellFormed()).toBe(true);
      expect(first).not.toMatch(/\p{Cc}/u);
      expect(first.split(':')).toHaveLength(one.length + 1);
    }),
    { numRuns: 300 },
  );
});
