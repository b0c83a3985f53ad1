import type { AnswerKind } from './answer-kinds.ts';

/** The clause a question comes nearest to: whether it holds the kind of thing asked for, and how near the question comes. */
type Nearest = { holds: boolean; phrasing: number; strength: number };

/** The topic a question is most likely about, how likely, and whether any clause of the agreement is about it. */
type Topic = { name: string; strength: number; covered: boolean };

/** Kinds of answer that a text can be seen to hold, each in the words that say it is missing. */
const MISSING: Partial<Record<AnswerKind, string>> = {
  amount: 'how much',
  number: 'how many',
  date: 'when',
  frequency: 'how often',
  duration: 'how long',
};

/** A question this close to a phrasing somebody wrote for the clause is answered by it, whatever the clause seems to lack. */
const PHRASED_FOR_IT = 0.35;
/** A topic is recognised, and no clause comes near: chosen so that in the evaluation hardly a right answer is lost (docs/finding-the-clause.md). */
const CLEARLY_THE_TOPIC = 0.45;
const NEAR_NO_PHRASING = 0.45;
const NEAR_NO_CLAUSE = 0.5;

/**
 * What an agreement does not say, although one of its clauses comes nearest: the kind of thing asked for, or anything on the topic.
 * It serves agreements whose silences nobody has written down yet.
 * @returns words that follow “does not say”, and what decided; null when the clause is to be taken as the answer
 */
export function notSaid(nearest: Nearest, kind: AnswerKind, topic: Topic | undefined): { what: string; because: string } | null {
  const missing = MISSING[kind];
  if (missing !== undefined && !nearest.holds && nearest.phrasing < PHRASED_FOR_IT)
    return { what: missing, because: `the clause nearest to the question does not say ${missing}` };
  if (topic === undefined || topic.covered || topic.strength < CLEARLY_THE_TOPIC) return null;
  if (nearest.phrasing >= NEAR_NO_PHRASING || nearest.strength >= NEAR_NO_CLAUSE) return null;
  return { what: `anything on ${topic.name}`, because: `no clause is about ${topic.name}` };
}
