import { describe, expect, it } from 'vitest';
import { openWordingIndex, tabulateWording } from '../../src/data/wording-index.ts';

const features = (text: string) => new Map(text.split(' ').map((word) => [word, 1]));
const clause = (sentences: string[], under = 'nothing', counts = 0.5) => ({
  sentences: sentences.map(features),
  around: [{ features: features(under), counts }],
});
const nothing = { texts: 0, holding: new Map<string, number>() };
const scorer = (clauses: ReturnType<typeof clause>[], background = nothing) => {
  const index = openWordingIndex(tabulateWording(clauses, background), background);
  return (text: string) => [...index(features(text))];
};

describe('how well a clause meets a question, sentence by sentence', () => {
  it('lets the best sentence of a long clause speak for it', () => {
    const scores = scorer([
      clause(['the board meets monthly', 'each partner pays half', 'notice ends the deal']),
      clause(['the deal is about half', 'monthly notice']),
    ]);
    const [long, scattered] = scores('notice ends the deal');
    expect(long).toBeGreaterThan(scattered!);
  });

  it('does not add up words that stand in different sentences', () => {
    const [together, apart] = scorer([clause(['pooled money']), clause(['pooled staff', 'more money'])])('pooled money');
    expect(together).toBeGreaterThan(apart! * 1.5);
  });

  it('counts what stands around a clause for as much as it is said to', () => {
    const [strong, weak, none] = scorer([clause(['one'], 'exit', 0.8), clause(['two'], 'exit', 0.2), clause(['three'])])('exit');
    expect(strong).toBeCloseTo(4 * weak!, 9);
    expect(none).toBe(0);
  });

  it('counts a word for less that is common elsewhere in the field', () => {
    const clauses = [clause(['commissioning here']), clause(['otters here'])];
    const background = { texts: 50, holding: new Map([['commissioning', 40]]) };
    const [alike, same] = scorer(clauses)('commissioning otters');
    expect(alike).toBeCloseTo(same!, 9);
    const [common, rare] = scorer(clauses, background)('commissioning otters');
    expect(rare).toBeGreaterThan(common! * 2);
  });

  it('is nothing where nothing is shared, also of no clauses at all', () => {
    expect(scorer([clause(['notice'])])('swimming')).toEqual([0]);
    expect(scorer([])('notice')).toEqual([]);
  });
});
