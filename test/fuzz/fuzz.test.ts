import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesFor, READERS } from './readers.ts';

const CASES = 2_000;

describe('whatever somebody writes is read, or refused in words', () => {
  it.each(READERS.map((reader) => [reader.name, reader] as const))('%s', async (_, reader) => {
    await fc.assert(reader.property as fc.IProperty<unknown>, { numRuns: casesFor(reader, CASES) });
  });
});

it('every case has a reader', () => {
  expect(READERS.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(0.97, 1);
});
