import { describe, expect, it } from 'vitest';
import { learn, recall } from '../../src/data/learn.ts';

const features = (text: string) => new Map(text.split(' ').map((word) => [word, 1]));
const examples = [
  ['notice to leave', 0],
  ['end it with notice', 0],
  ['leave the deal', 0],
  ['pooled money', 1],
  ['money in the pot', 1],
  ['who pays money', 1],
  ['review of it', 2],
  ['look at it again', 2],
].map(([text, of]) => ({ of: of as number, features: features(text as string) }));
const learned = recall(learn(3, examples, 20));
const likeliest = (text: string) => learned(features(text)).reduce((best, value, at, all) => (value > all[best]! ? at : best), 0);

describe('learning from examples', () => {
  it('tells the classes apart, also of texts it has not seen', () => {
    for (const { of, features: known } of examples) expect(learned(known)[of]).toBeGreaterThan(0.5);
    expect(likeliest('notice please')).toBe(0);
    expect(likeliest('whose money')).toBe(1);
    expect(likeliest('again review')).toBe(2);
  });

  it('gives likelihoods that sum to 1, also for nothing and for what it has never seen', () => {
    for (const text of ['notice', 'zxqwv', '']) {
      const likely = learned(features(text));
      expect(likely.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
      expect(likely.every((one) => one >= 0)).toBe(true);
    }
  });

  it('gives the same each time from the same examples', () => {
    expect([...recall(learn(3, examples, 20))(features('notice money'))]).toEqual([...learned(features('notice money'))]);
  });

  it('is less sure the more of a text is unknown', () => {
    expect(learned(features('notice a b c d e f g'))[0]).toBeLessThan(learned(features('notice'))[0]!);
  });

  it('takes what a feature counts for into account', () => {
    const unlike = learn(
      2,
      [
        { of: 0, features: features('a b') },
        { of: 1, features: features('b c') },
      ],
      20,
      (key) => (key === 'b' ? 0 : 1),
    );
    expect(recall(unlike)(features('b'))[0]).toBeCloseTo(0.5, 1);
  });
});
