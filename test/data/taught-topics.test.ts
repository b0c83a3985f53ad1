import { expect, it } from 'vitest';
import { agreementRecord } from '../../src/data/agreement-record.ts';
import { makeClauseFinder } from '../../src/data/find-clause.ts';
import { loadLexicon } from '../../src/data/lexicon.ts';
import { openTaughtTopics, tabulateTaught } from '../../src/data/taught-topics.ts';
import { loadTopics } from '../../src/data/topics.ts';
import { makeReader } from '../../src/data/words.ts';
import { UNSEEN } from './unseen-agreement.ts';

const features = (text: string) => new Map(text.split(' ').map((word) => [word, 1]));
const TEACHER = {
  says: [features('either partner may give notice'), features('the money is pooled')],
  tags: [new Map([['exit', 1]]), new Map([['money', 0.4]])],
  phrases: [
    { of: 0, features: features('chuck it in') },
    { of: 0, features: features('walk away') },
    { of: 1, features: features('who holds the pot') },
  ],
};

it('a question is about the topics of the clauses that people ask for in such words elsewhere', () => {
  const topics = openTaughtTopics(tabulateTaught([TEACHER, { ...TEACHER, tags: [new Map([['exit', 0.5]]), new Map()] }]));
  const [exit, pot] = [topics(features('can we chuck it')), topics(features('whose is the pot'))];
  expect([...exit.keys()]).toEqual(['exit']);
  expect([...pot.keys()]).toEqual(['money']);
  expect([...topics(features('swimming'))]).toEqual([]);
  expect([...openTaughtTopics(tabulateTaught([]))(features('pot'))]).toEqual([]);
});

const PHRASED = agreementRecord.parse({
  ...UNSEEN,
  id: 'southmoor',
  clauses: UNSEEN.clauses.map((clause) =>
    clause.label === 'Complaints' ? { ...clause, asked: ['nan is hopping mad', 'hopping mad'] } : clause,
  ),
});

it('an agreement with no phrasings is answered the better for another that has them', () => {
  const [topics, reader] = [loadTopics(), makeReader(loadLexicon())];
  const found = (...agreements: (typeof UNSEEN)[]) =>
    makeClauseFinder(new Map(agreements.map((one) => [one.id, one])), topics, reader).find('my aunt is hopping mad', ['northmoor'])
      .clauses[0]?.clause.label;
  expect(found(UNSEEN)).not.toBe('Complaints');
  expect(found(UNSEEN, PHRASED)).toBe('Complaints');
});
