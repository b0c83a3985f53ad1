import { createHash } from 'node:crypto';

/** A source of bytes that is the same in every run and never repeats itself. At most 64 at once. */
export function makeBytes(seed: string) {
  let count = 0;
  return (wanted: number): Uint8Array => createHash('sha512').update(`${seed} ${++count}`).digest().subarray(0, wanted);
}
