import { makeClauseFinder } from '../../src/data/find-clause.ts';
import type { Knowledge } from '../../src/data/stores.ts';
import type { Reader } from '../../src/data/words.ts';
import type { Question } from './items.ts';
import { type Scored, scoreQuestions } from './score.ts';

/** How many phrasings of each half are tried: enough for figures good to about two points. Building the finders takes most of the time. */
const TRIED_OF_EACH_HALF = 700;

/**
 * Our own phrasings against each other: the finder knows every other phrasing of each clause and silence and is asked the rest, then the
 * halves are swapped. A phrasing of a silence ought to be refused.
 */
export function tryHalves(knowledge: Knowledge, read: Reader): Scored[][] {
  const phrasings = phrasingsOf(knowledge);
  return [0, 1].map((half) => {
    const finder = makeClauseFinder(knowledge.agreements, knowledge.topics, read, { keepPhrase: (_, index) => index % 2 !== half });
    const left = phrasings.filter(({ index }) => index % 2 === half).map(({ question }) => question);
    return scoreQuestions(sample(left, TRIED_OF_EACH_HALF), { ...knowledge, finder });
  });
}

function phrasingsOf({ agreements }: Knowledge): { question: Question; index: number }[] {
  return [...agreements.values()].flatMap((agreement) => {
    const asQuestions = (asked: readonly string[], refs: string[], what: string) =>
      asked.map((text, index) => ({
        index,
        question: {
          id: `${agreement.id} ${what} ${index + 1}`,
          agreement: agreement.id,
          question: text,
          refs,
          answerable: refs.length > 0,
          level: 'medium' as const,
        },
      }));
    return [
      ...agreement.clauses.flatMap((clause) => asQuestions(clause.asked, [clause.ref], clause.ref)),
      ...agreement.silences.flatMap((silence) => asQuestions(silence.asked, [], `no ${silence.what}`)),
    ];
  });
}

/** Every so-manieth, so that all clauses are tried and each run tries the same. */
function sample<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, index) => all[Math.floor((index * all.length) / most)]!);
}
