import type { AnswerKind } from './answer-kinds.ts';
import type { IndexedAgreement } from './clause-evidence.ts';
import type { Features } from './features.ts';
import type { LikelyTopics } from './likely-topics.ts';
import type { Pointers } from './unphrased.ts';

/** What each kind of evidence counts for. How they were chosen: docs/finding-the-clause.md. */
export const WEIGHTS = {
  /** Likeness to the phrasing that comes closest, to the next two, and to all phrasings of the clause together. */
  best: 0.9,
  others: 1,
  together: 1,
  /** What was learnt from all phrasings of the agreement. */
  learned: 1.2,
  /** The question’s words in what the clause says, and in its label and part. */
  says: 1,
  title: 0.45,
  topics: 0.48,
  /** A clause without the kind of thing asked for (a date, an amount …). */
  lacksKind: 0.8,
  /** Something known not to be said: in general, and when it is of the kind the question asks for. */
  silence: 0.98,
  silenceOfKind: 1.14,
};
export type Weights = typeof WEIGHTS;

/** A question, read. */
export type Asked = Pointers & { features: Features; kind: AnswerKind };

/** How strongly each entry of an agreement meets a question, and how near the phrasing comes that is closest (null: it has no phrasings). */
export function weighEntries(
  one: IndexedAgreement,
  asked: Asked,
  weights: Weights,
): { strengths: Float64Array; phrasings: Float64Array | null } {
  if (one.compare === null) return { strengths: one.unphrased!(asked.features, asked), phrasings: null };
  const near = one.compare(asked.features);
  const strengths = near.best.map((best, at) => {
    const phrasings =
      weights.best * best + (weights.others * (near.second[at]! + near.third[at]!)) / 2 + weights.together * near.together[at]!;
    const wording = weights.says * near.says[at]! + weights.title * near.title[at]! + weights.topics * aboutLikely(one, at, asked.likely);
    return phrasings + wording + weights.learned * dampedLikelihood(near.learned[at]!);
  });
  return { strengths, phrasings: near.best };
}

function aboutLikely(one: IndexedAgreement, at: number, likely: LikelyTopics): number {
  let sum = 0;
  for (const [id, strength] of likely) {
    const tag = one.tags[at]!.get(id);
    if (tag !== undefined) sum += (strength * tag) / one.spread.get(id)!;
  }
  return sum;
}

const LIKELIHOOD_DAMPING = 30;

/** From 0 to 1, with small likelihoods told apart: the second likeliest clause is often the right one. */
function dampedLikelihood(likelihood: number): number {
  return Math.log1p(LIKELIHOOD_DAMPING * likelihood) / Math.log1p(LIKELIHOOD_DAMPING);
}
