import { describe, expect, it } from 'vitest';
import { makePhraseIndex } from '../../src/data/phrase-index.ts';

const features = (text: string) => new Map(text.split(' ').map((word) => [word, 1]));
const index = makePhraseIndex(
  3,
  [
    ['notice to leave', 0],
    ['leave the deal', 0],
    ['pooled money', 1],
    ['the money', 1],
  ].map(([text, of]) => ({ of: of as number, features: features(text as string) })),
);

describe('how close a text comes to phrasings', () => {
  it('is 1 word for word, and nothing where nothing is shared', () => {
    const near = index.compare(features('notice to leave'));
    expect(near.best[0]).toBeCloseTo(1, 9);
    expect([near.best[1], near.best[2], near.together[2]]).toEqual([0, 0, 0]);
  });

  it('names the three phrasings of a class that come closest, in order', () => {
    const { best, second, third } = index.compare(features('leave the deal'));
    expect(best[0]).toBeGreaterThan(second[0]!);
    expect(second[0]).toBeGreaterThan(0);
    expect(third[0]).toBe(0);
  });

  it('is less for a text that also holds words nobody has phrased anything with', () => {
    const plain = index.compare(features('pooled money')).best[1]!;
    expect(index.compare(features('pooled money swimming')).best[1]).toBeLessThan(plain);
    expect(index.compare(features('pooled money ~unknown-concept')).best[1]).toBeCloseTo(plain, 9);
    expect(index.compare(features('pooled money un_known')).best[1]).toBeCloseTo(plain, 9);
  });

  it('counts a word that few classes have for more than one that many have', () => {
    const { best } = index.compare(features('the pooled leave'));
    expect(index.compare(features('pooled')).best[1]).toBeGreaterThan(index.compare(features('the')).best[1]!);
    expect(best[0]).toBeGreaterThan(0);
  });

  it('is nothing for an empty text, an empty index and no class', () => {
    expect([...index.compare(new Map()).best]).toEqual([0, 0, 0]);
    expect([...makePhraseIndex(2, []).compare(features('notice')).together]).toEqual([0, 0]);
    expect(makePhraseIndex(0, []).compare(features('notice')).best).toHaveLength(0);
  });
});
