/**
 * What Accord needs of a store, whichever engine holds it. Keys are text; values are text (JSON, made and read by `collection.ts`).
 * A broken store throws: it never answers "nothing there".
 */
export type KeyValue = {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Entries whose key begins with `prefix`, in key order (by code point), after the key `after`, at most `limit`. */
  list(prefix: string, limit: number, after?: string): Promise<{ key: string; value: string }[]>;
  /** The last key that begins with `prefix`, in key order, or undefined when there is none. */
  lastKey(prefix: string): Promise<string | undefined>;
  /**
   * Adds an entry under the next number of `prefix` (which ends in “:”) and gives that number: 1, 2, 3, … with no gap and no repeat,
   * however many processes append at once. Its key is `prefix` + the number in eight digits, so key order is the order of the numbers.
   * The same `id` under the same prefix is added once: a repeat changes nothing and gives the number of the first. The entry and its
   * number are one transaction: a crash leaves both or neither. The next number follows the last key, so nothing under a prefix that is
   * appended to may be deleted; keys further down (`…:00000042:…`) are not counted.
   * With `beside` (which ends in “:” too), the same transaction keeps a reminder: an empty entry under `beside` + the new entry’s key. It
   * says that something is still to be done about the entry, until whoever did it takes it away.
   */
  append(prefix: string, value: string, id: string, beside?: string): Promise<number>;
  /** As `append`, and says whether the entry is new: what stands under the number of a repeat is what the first one brought. */
  appendNew(prefix: string, value: string, id: string, beside?: string): Promise<Appended>;
  /** The number that `append` gave an id under a prefix; undefined when it gave none. */
  numberOf(prefix: string, id: string): Promise<number | undefined>;
  /**
   * Takes a key for one owner until `until` (epoch milliseconds). True for exactly one of many that try at once, and again for the same
   * owner; a claim that has run out can be taken by another.
   */
  claim(key: string, owner: string, until: number, now: number): Promise<boolean>;
  /** Gives a claim back before it runs out. Only its owner can. */
  release(key: string, owner: string): Promise<void>;
  /** Drops claims that have run out, so that they do not pile up. */
  dropSpentClaims(now: number): Promise<void>;
  close(): Promise<void>;
};

/** What became of an entry that was appended. */
export type Appended = { number: number; isNew: boolean };

/** The store could not be read or written. `cause` holds what the engine said. */
export class StoreBroken extends Error {
  readonly code = 'store-broken';
  constructor(what: string, cause: unknown) {
    super(`The store could not ${what}`, { cause });
    this.name = 'StoreBroken';
  }
}
