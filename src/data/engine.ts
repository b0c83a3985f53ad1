import type { Appended } from './key-value.ts';

/** A table of text by text in a real database: what `open-stores.ts` puts Keyv in front of. Every method throws when the database does. */
export type Engine = {
  read(key: string): Promise<string | undefined>;
  write(key: string, value: string): Promise<void>;
  remove(key: string): Promise<boolean>;
  range(prefix: string, limit: number, after?: string): Promise<{ key: string; value: string }[]>;
  lastKey(prefix: string): Promise<string | undefined>;
  /** See `KeyValue.append`. One transaction: the entry, the mark by which a repeat is known, and what stands beside it. */
  append(prefix: string, value: string, mark: Mark, beside?: Beside): Promise<Appended>;
  claim(key: string, owner: string, until: number, now: number): Promise<boolean>;
  release(key: string, owner: string): Promise<void>;
  dropSpentClaims(now: number): Promise<void>;
  /** The format the store says it is in, from 1; undefined when it does not say. */
  format(): Promise<number | undefined>;
  /** Notes the format of a store that does not say. One that does is left as it is. */
  noteFormat(format: number): Promise<void>;
  /**
   * Works on everything in the store in one transaction: all of it is done, or nothing. To `read` is to see one instant, while others go on
   * writing; to `write` is to keep others from writing until it is done.
   */
  whole<T>(purpose: 'read' | 'write', work: (whole: Whole) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** One entry as the engine holds it. */
export type Row = { key: string; value: string };

/** Everything in a store, while a transaction is open. */
export type Whole = {
  /** Every entry in key order, a page at a time. */
  pages(): AsyncIterable<readonly Row[]>;
  /** Takes away every entry; or the claims, too. */
  clear(what: 'entries' | 'entries and claims'): Promise<void>;
  add(rows: readonly Row[]): Promise<void>;
  format(): Promise<number | undefined>;
  setFormat(format: number): Promise<void>;
};

/** Entries on a page of a whole store. */
export const ROWS_ON_A_PAGE = 250;

/** Pages of a listing, one after another, until there is no more. */
export async function* pagesOf(read: (after: string | undefined) => Promise<readonly Row[]>): AsyncIterable<readonly Row[]> {
  for (let page = await read(undefined); page.length > 0; page = await read(page.at(-1)!.key)) yield page;
}

/** Where the number an id was given is kept, and how it is written there. An ordinary entry, so that a backup carries it. */
export type Mark = { key: string; write(number: number): string; read(text: string): number };

/** A reminder kept with an entry: under `prefix` + the entry’s key, holding `value`. */
export type Beside = { prefix: string; value: string };

const DIGITS = 8;

/** The key of a number under a prefix: in eight digits, so that keys sort as numbers do. */
export function keyOfNumber(prefix: string, number: number): string {
  const digits = String(number).padStart(DIGITS, '0');
  if (digits.length > DIGITS) throw new Error('a numbered list is full');
  return prefix + digits;
}

/** The number after the last key of a prefix: 1 when nothing stands there. */
export function numberAfter(prefix: string, lastKey: string | undefined): number {
  if (lastKey === undefined) return 1;
  const digits = lastKey.slice(prefix.length, prefix.length + DIGITS);
  if (!/^\d{8}$/.test(digits)) throw new Error('a numbered list holds a key that is not a number');
  return Number(digits) + 1;
}

/**
 * The first key after every key with this prefix, by code point, so that a listing is one range of the key index.
 * No prefix means every key; any other ends in an ASCII separator here, so its last character has a successor.
 */
export function endOfRange(prefix: string): string {
  if (prefix === '') return String.fromCodePoint(0x10ffff);
  return prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
}
