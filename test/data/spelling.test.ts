import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeSpellingMender } from '../../src/data/spelling.ts';

const known = new Set(['notice', 'budget', 'secondment', 'commissioning', 'partner', 'partners', 'pooled', 'terms']);
const mend = makeSpellingMender(known);

describe('slips of the finger', () => {
  it.each([
    ['a letter too few', 'notce', 'notice'],
    ['a letter too many', 'budgget', 'budget'],
    ['a wrong letter', 'partmer', 'partner'],
    ['two letters swapped', 'ntoice', 'notice'],
    ['two slips in a long word', 'comissionning', 'commissioning'],
  ])('%s', (_, typed, meant) => expect(mend(typed)).toBe(meant));

  it.each([
    ['short words', 'term'],
    ['words that are known', 'partners'],
    ['words with a figure', 'not1ce'],
    ['words that are too far away', 'nutrient'],
    ['a slip in the first letter', 'motice'],
    ['two slips in a short word', 'nitoce'],
  ])('leave %s alone', (_, word) => expect(mend(word)).toBe(word));

  it('answer the same each time', () => expect([mend('notce'), mend('notce')]).toEqual(['notice', 'notice']));

  it('never make a word that is not known', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{0,14}$/), (word) => [word, ...known].includes(mend(word))),
      { numRuns: 300 },
    );
  });
});
