import type { z } from 'zod';
import type { KeyValue } from './key-value.ts';
import { StoreBroken } from './key-value.ts';

/**
 * Records of one kind, one key each, checked against their schema on the way in AND on the way out.
 * Keys are `<name>:<part>:<part>…`; parts are escaped, so no part can reach into a neighbour’s range.
 */
export type Collection<T> = {
  get(...key: string[]): Promise<T | undefined>;
  put(value: T, ...key: string[]): Promise<void>;
  remove(...key: string[]): Promise<void>;
  /** Adds a record under the next number of a list, once for each `id`, and gives the number. See `KeyValue.append`. */
  append(value: T, id: string, ...under: string[]): Promise<number>;
  /** Records whose key begins with these parts, in key order, at most `limit`. */
  list(under: string[], limit: number): Promise<T[]>;
};

/** A collection called `name` in a store. The schema validates every record read as well as every record written. */
export function collection<T>(store: KeyValue, name: string, schema: z.ZodType<T>): Collection<T> {
  const keyOf = (parts: string[]) => [name, ...parts.map(escapePart)].join(':');
  const read = (key: string, text: string): T => {
    try {
      return schema.parse(JSON.parse(text));
    } catch (error) {
      throw new StoreBroken(`make sense of the record ${key}`, error);
    }
  };
  return {
    async get(...parts) {
      const key = keyOf(parts);
      const text = await store.get(key);
      return text === undefined ? undefined : read(key, text);
    },
    async put(value, ...parts) {
      await store.set(keyOf(parts), JSON.stringify(schema.parse(value)));
    },
    async remove(...parts) {
      await store.delete(keyOf(parts));
    },
    async append(value, id, ...under) {
      return store.append(`${keyOf(under)}:`, JSON.stringify(schema.parse(value)), id);
    },
    async list(under, limit) {
      const found = await store.list(`${keyOf(under)}:`, limit);
      return found.map(({ key, value }) => read(key, value));
    },
  };
}

/** The separator, the escape itself, and what a database will not hold as text: control characters and halves of a pair. */
function escapePart(part: string): string {
  return part.replace(/[%:\p{Cc}\p{Cs}]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
