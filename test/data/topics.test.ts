import { describe, expect, it } from 'vitest';
import { BUNDLED_AGREEMENTS, loadAgreements } from '../../src/data/agreements.ts';
import { loadLexicon } from '../../src/data/lexicon.ts';
import { loadTopics, makeTagger, waysToAsk } from '../../src/data/topics.ts';
import { makeReader, split } from '../../src/data/words.ts';
import { UNSEEN } from './unseen-agreement.ts';

const topics = loadTopics();
const tagger = makeTagger(topics, makeReader(loadLexicon()));
const tagsOf = (ref: string) => {
  const clause = UNSEEN.clauses.find((one) => one.ref === ref)!;
  return [...tagger(UNSEEN, clause)].sort((a, b) => b[1] - a[1]).map(([id]) => id);
};

describe('the taxonomy', () => {
  it('has each topic once, named, defined, recognisable, and asked about in many ways', () => {
    expect(new Set(topics.map(({ id }) => id)).size).toBe(topics.length);
    for (const topic of topics) {
      expect(waysToAsk(topic).length, topic.id).toBeGreaterThanOrEqual(20);
      expect(topic.cues[3].length + topic.cues[2].length, topic.id).toBeGreaterThan(3);
      expect(topic.name, topic.id).not.toMatch(/[.?!]$/);
    }
  });

  it('names none of the bundled agreements, their places or their people', () => {
    const loaded = loadAgreements(BUNDLED_AGREEMENTS);
    if (!loaded.ok) throw new Error('The bundled records do not load.');
    const words = new Set(split(JSON.stringify(topics)));
    for (const name of ['darlington', 'darlo', 'derby', 'derbyshire', 'harrow', 'wight', 'purbeck', 'wareham', 'dorset', 'dccg'])
      expect(words.has(name), name).toBe(false);
  });
});

describe('a clause', () => {
  it.each([
    ['1', 'parties'],
    ['4', 'governance-board'],
    ['5', 'pooled-budget'],
    ['7', 'notice-and-exit'],
    ['8', 'secondment'],
    ['10', 'complaints'],
  ])('%s is known to be about %s', (ref, topic) => expect(tagsOf(ref).slice(0, 3)).toContain(topic));

  it('is about what a record says it is about, and not about what it takes away', () => {
    const [clause] = UNSEEN.clauses;
    const tags = tagger(UNSEEN, { ...clause!, topics: { add: ['risks'], remove: ['parties'] } });
    expect(tags.get('risks')).toBe(1);
    expect(tags.has('parties')).toBe(false);
  });

  it('is recognised by its wording however the words are inflected', () => {
    const clause = { ...UNSEEN.clauses[0]!, label: 'x', says: 'Termination: either partner terminating shall notify the other.' };
    expect([...tagger(UNSEEN, clause).keys()]).toContain('notice-and-exit');
  });

  it('has strengths from just above 0 to 1', () => {
    for (const clause of UNSEEN.clauses)
      for (const strength of tagger(UNSEEN, clause).values()) {
        expect(strength).toBeGreaterThan(0);
        expect(strength).toBeLessThanOrEqual(1);
      }
  });
});
