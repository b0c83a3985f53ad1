import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../src/data/lexicon.ts';
import { makeReader, openPhraseFinder, split, tabulatePhraseGroups } from '../../src/data/words.ts';

const lexicon = {
  ...loadLexicon(),
  spelling: { u: 'you', cld: 'could' },
  abbreviations: { doc: 'director of commissioning', bcf: 'better care fund' },
  same: { leave: ['get out', 'walk away'] },
  related: { quit: ['leave'] },
  itself: ['deal', 'mou'],
  never: [],
};
const read = makeReader(lexicon as ReturnType<typeof loadLexicon>);
const stems = (text: string) => read(text).stems.map(({ stem }) => stem);

describe('words of a text', () => {
  it.each([
    ['What’s 11(o) say?', ['whats', '11(o)', 'say']],
    ['clause 4.2.1, please', ['clause', '4.2.1', 'please']],
    ['£12,400.50 and £3m', ['£12,400.50', 'and', '£3m']],
    ['gain/share', ['gain', 'share']],
    ["can't WON'T", ['cant', 'wont']],
    ['don`t', ['dont']],
    ['ﬁrst', ['first']],
    ['', []],
    ['🙂 …', []],
  ])('“%s”', (text, words) => expect(split(text)).toEqual(words));
});

describe('reading', () => {
  it('writes chat spelling out and keeps function words in order', () => {
    expect(read('cld u stop').plain).toEqual(['could', 'you', 'stop']);
  });

  it('lets an abbreviation and the name in full meet, and the words inside a name weigh less', () => {
    const short = stems('who is the doc');
    const full = read('who is the director of commissioning');
    expect(short).toEqual(full.stems.map(({ stem }) => stem));
    expect(short).toContain('doc');
    const weights = new Map(full.stems.map(({ stem, weight }) => [stem, weight]));
    expect(weights.get('doc')).toBe(1);
    expect(weights.get('director')).toBeLessThan(0.5);
  });

  it('knows runs of words that mean the same, and words that only point to it', () => {
    expect(read('can we get out').concepts).toEqual([{ id: 'leave', weight: 1 }]);
    expect(read('we walk away').concepts).toEqual([{ id: 'leave', weight: 1 }]);
    expect(read('they quit').concepts).toEqual([{ id: 'leave', weight: 0.5 }]);
  });

  it('takes the agreement for “it”, because every question is about it', () => {
    expect(read('how do we get out of this deal').plain.join(' ')).toBe('how do we get out of it');
    expect(read('our mou says').plain).toEqual(['it', 'says']);
    expect(read('a deal is a deal').plain).toContain('deal');
  });

  it('leaves numbers as they are printed', () => {
    expect(stems('clause 11(o) 4.2.1')).toEqual(expect.arrayContaining(['11(o)', '4.2.1']));
  });

  it.each(['constructor', '__proto__', 'toString hasOwnProperty'])('is not confused by a name that every object has: %s', (text) => {
    expect(read(text).plain.length).toBeGreaterThan(0);
    expect(
      read
        .mending(new Set(['construction']))(text)
        .plain.every((word) => typeof word === 'string'),
    ).toBe(true);
  });

  it('mends slips by the words that are known, and never an abbreviation', () => {
    const mending = read.mending(new Set(['commissioning', 'notice', 'doctor']));
    expect(mending('comissioning notcie').plain).toEqual(['commissioning', 'notice']);
    expect(mending('doc').plain[0]).toBe('doc');
  });
});

describe('groups of words', () => {
  it('are each named once, however often they are touched', () => {
    const find = openPhraseFinder(tabulatePhraseGroups({ pay: ['payslip', 'my wages'], boss: ['line manager'] }, read));
    expect(find(read('my wages, my wages and the payslip').all)).toEqual(['pay']);
    expect(find(read('the line manager of the line').all)).toEqual(['boss']);
    expect(find(read('wages').all)).toEqual([]);
  });
});
