import { describe, expect, it } from 'vitest';
import { openTextIndex, tabulateTexts } from '../../src/data/text-index.ts';

const features = (text: string) => new Map(text.split(' ').map((word) => [word, 1]));
const index = openTextIndex(
  tabulateTexts(['notice in writing', 'the pooled fund', 'the board and the fund and the rest of what they do'].map(features)),
);
const scores = (text: string) => [...index.compare(features(text))];

describe('how well words are found in texts', () => {
  it('puts the text first that holds most of them', () => {
    const [notice, fund, board] = scores('notice of the pooled fund');
    expect(fund).toBeGreaterThan(board!);
    expect(fund).toBeGreaterThan(notice!);
  });

  it('prefers the shorter of two texts that hold the same', () => {
    const [, fund, board] = scores('fund');
    expect(fund).toBeGreaterThan(board!);
    expect(board).toBeGreaterThan(0);
  });

  it('counts a rare word for more than a common one', () => {
    const [notice, fund] = scores('notice fund');
    expect(notice).toBeGreaterThan(fund!);
  });

  it('falls by what a question holds that no text does', () => {
    expect(scores('notice swimming')[0]).toBeLessThan(scores('notice')[0]!);
  });

  it('is nothing where nothing is shared, also of no texts at all', () => {
    expect(scores('swimming')).toEqual([0, 0, 0]);
    expect([...openTextIndex(tabulateTexts([])).compare(features('notice'))]).toEqual([]);
    expect([...index.compare(new Map())]).toEqual([0, 0, 0]);
  });
});
