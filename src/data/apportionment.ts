import type { Pence } from './money.ts';

/** One partner’s part of the whole, in basis points (hundredths of a per cent): 6000 is 60%. In an agreement they come to 10000. */
export type Share = { partner: string; basisPoints: number };

/** What falls to one partner. */
export type Part = { partner: string; pence: Pence };

const WHOLE = 10_000;

/**
 * Splits an amount by shares so that the parts come to the amount exactly and none is a penny or more from its exact part: the largest
 * remainder (Hamilton’s) method over whole numbers. Pennies left over go to the largest remainders, ties in the order of the partners.
 * A cost is split as the gain of the same size, with the sign turned.
 * @param shares in partner order, two or more partners or any number, whole basis points that come to 10000
 * @throws RangeError when the amount is not whole pence or the shares do not come to the whole
 */
export function apportion(pence: Pence, shares: readonly Share[]): Part[] {
  if (!Number.isSafeInteger(pence)) throw new RangeError('Money is a whole number of pence');
  let total = 0;
  for (const { basisPoints } of shares) {
    if (!Number.isInteger(basisPoints) || basisPoints < 0) throw new RangeError('A share is a whole number of basis points');
    total += basisPoints;
  }
  if (total !== WHOLE) throw new RangeError('The shares do not come to the whole');

  const size = Math.abs(pence);
  // Split by the ten-thousand, so that no product leaves the range of exact numbers whatever the amount.
  const rest = size % WHOLE;
  const tenThousands = (size - rest) / WHOLE;
  const parts: Part[] = [];
  let left = size;
  for (const { partner, basisPoints } of shares) {
    const part = tenThousands * basisPoints + Math.floor((rest * basisPoints) / WHOLE);
    parts.push({ partner, pence: part });
    left -= part;
  }
  for (const index of left === 0 ? [] : byRemainder(shares, rest).slice(0, left)) parts[index]!.pence += 1;
  if (pence < 0) for (const part of parts) part.pence = part.pence === 0 ? 0 : -part.pence;
  return parts;
}

/** Indexes of the shares, largest remainder first; equal ones stay in partner order, for the sort is stable. */
function byRemainder(shares: readonly Share[], rest: number): number[] {
  const remainders = shares.map(({ basisPoints }) => (rest * basisPoints) % WHOLE);
  return remainders.map((_, index) => index).sort((a, b) => remainders[b]! - remainders[a]!);
}
