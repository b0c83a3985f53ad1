import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion, type Share } from '../../src/data/apportionment.ts';
import { MOST_PENCE } from '../../src/data/money.ts';

const pence = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -MOST_PENCE, max: MOST_PENCE }), fc.integer({ min: -200, max: 200 }));

/** Shares of two to eight partners that come to the whole: cuts of it at any places, partners of nothing among them. */
const shares: fc.Arbitrary<Share[]> = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 7 }).map((cuts) => {
  const ends = [0, ...cuts.sort((a, b) => a - b), 10_000];
  return ends.slice(1).map((end, index) => ({ partner: `p${index}`, basisPoints: end - ends[index]! }));
});

describe('apportionment', () => {
  it('splits as the example says', () => {
    expect(
      apportion(1_240_000, [
        { partner: 'dbc', basisPoints: 6000 },
        { partner: 'dccg', basisPoints: 4000 },
      ]),
    ).toEqual([
      { partner: 'dbc', pence: 744_000 },
      { partner: 'dccg', pence: 496_000 },
    ]);
  });

  it('gives pennies left over to the largest remainders', () => {
    const split = (amount: number, ...per: number[]) =>
      apportion(
        amount,
        per.map((basisPoints, index) => ({ partner: `p${index}`, basisPoints })),
      ).map((part) => part.pence);
    expect(split(10, 4100, 4200, 1700)).toEqual([4, 4, 2]);
    expect(split(10, 1400, 4300, 4300)).toEqual([2, 4, 4]);
  });

  it('gives ties to partners in their order', () => {
    const thirds = [
      { partner: 'a', basisPoints: 2500 },
      { partner: 'b', basisPoints: 2500 },
      { partner: 'c', basisPoints: 2500 },
      { partner: 'd', basisPoints: 2500 },
    ];
    expect(apportion(2, thirds).map((part) => part.pence)).toEqual([1, 1, 0, 0]);
    expect(apportion(-2, thirds).map((part) => part.pence)).toEqual([-1, -1, 0, 0]);
  });

  it('sums to the amount exactly', () => {
    fc.assert(
      fc.property(
        pence,
        shares,
        (amount, of) => void expect(apportion(amount, of).reduce((sum, part) => sum + part.pence, 0)).toBe(amount),
      ),
    );
  });

  it('gives no part a penny or more away from its exact share', () => {
    fc.assert(
      fc.property(pence, shares, (amount, of) => {
        for (const [index, part] of apportion(amount, of).entries()) {
          const off = BigInt(part.pence) * 10_000n - BigInt(amount) * BigInt(of[index]!.basisPoints);
          expect(off > -10_000n && off < 10_000n).toBe(true);
        }
      }),
    );
  });

  it('splits a cost as the gain of the same size, and a partner of nothing gets nothing', () => {
    fc.assert(
      fc.property(pence, shares, (amount, of) => {
        const gain = apportion(amount, of);
        expect(apportion(-amount, of).map((part) => part.pence + 0)).toEqual(gain.map((part) => 0 - part.pence));
        gain.forEach((part, index) => {
          if (of[index]!.basisPoints === 0) expect(part.pence).toBe(0);
        });
      }),
    );
  });

  it('refuses shares that do not come to the whole, and broken pence', () => {
    expect(() => apportion(100, [{ partner: 'a', basisPoints: 9999 }])).toThrow(RangeError);
    expect(() =>
      apportion(100, [
        { partner: 'a', basisPoints: 10_500 },
        { partner: 'b', basisPoints: -500 },
      ]),
    ).toThrow(RangeError);
    expect(() => apportion(0.5, [{ partner: 'a', basisPoints: 10_000 }])).toThrow(RangeError);
  });
});
