/** A table of text by text in a real database: what `open-stores.ts` puts Keyv in front of. Every method throws when the database does. */
export type Engine = {
  read(key: string): Promise<string | undefined>;
  write(key: string, value: string): Promise<void>;
  remove(key: string): Promise<boolean>;
  range(prefix: string, limit: number, after?: string): Promise<{ key: string; value: string }[]>;
  lastKey(prefix: string): Promise<string | undefined>;
  /** See `KeyValue.append`. One transaction: the entry, and the mark by which a repeat is known. */
  append(prefix: string, value: string, mark: Mark): Promise<number>;
  claim(key: string, owner: string, until: number, now: number): Promise<boolean>;
  release(key: string, owner: string): Promise<void>;
  dropSpentClaims(now: number): Promise<void>;
  close(): Promise<void>;
};

/** Where the number an id was given is kept, and how it is written there. An ordinary entry, so that a backup carries it. */
export type Mark = { key: string; write(number: number): string; read(text: string): number };

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
