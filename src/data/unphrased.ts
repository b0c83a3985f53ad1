import type { AgreementRecord } from './agreement-record.ts';
import { splitSentences } from './clause-context.ts';
import type { Features } from './features.ts';
import type { LikelyTopics } from './likely-topics.ts';
import { asDirection } from './taught-topics.ts';
import type { Tags } from './topics.ts';
import type { Wording, WordingIndex } from './wording-index.ts';

/*
 * An agreement nobody has written phrasings for, one just imported for instance: its clauses are found by their sentences, by what stands
 * around them, and by topic.
 */

/** What each kind of evidence counts for beside a sentence that holds the whole question. How they were chosen: docs/finding-the-clause.md. */
const COUNTS = {
  /** What the clause is called, beside standing in its first sentence; and a label that is only how the clause begins. */
  label: 0.45,
  beginning: 0.2,
  part: 0.4,
  /** The end of the clause it stands under, which a list item completes. */
  leadIn: 0.4,
  /** Topics the question is likely about, by the taxonomy. */
  topics: 0.65,
  /** Topics of the clauses elsewhere that people ask for in such words. */
  taught: 0.17,
};

/** What is known of a question besides its words. */
export type Pointers = { likely: LikelyTopics; taught: ReadonlyMap<string, number> };

/** How strongly each clause meets a question: from 0 to about 2. */
export type Unphrased = (question: Features, pointers: Pointers) => Float64Array;

/** Reads the clauses of an agreement sentence by sentence. */
export function readWordings({ clauses }: AgreementRecord, featuresIn: (text: string) => Features): Wording[] {
  const byRef = new Map(clauses.map((clause) => [clause.ref, clause]));
  return clauses.map(({ label, part, within, verbatim, says }) => {
    const above = within === undefined ? undefined : byRef.get(within);
    const text = verbatim ?? says;
    const named = !text.startsWith(label);
    const leadIn = above === undefined ? '' : (splitSentences(above.verbatim ?? above.says).at(-1) ?? '');
    return {
      sentences: sentencesOf(named ? label : '', text).map(featuresIn),
      around: [
        { features: featuresIn(label), counts: named ? COUNTS.label : COUNTS.beginning },
        { features: featuresIn(part), counts: COUNTS.part },
        { features: featuresIn(leadIn), counts: COUNTS.leadIn },
      ],
    };
  });
}

/** The sentences of a text; what a clause is called belongs to its first. */
function sentencesOf(label: string, text: string): string[] {
  const [first, ...rest] = splitSentences(text);
  return [label === '' ? (first ?? '') : `${label} . ${first ?? ''}`, ...rest];
}

/** Makes what tells how strongly the clauses meet a question. @param spread see `IndexedAgreement` */
export function openUnphrased(wording: WordingIndex, tags: readonly Tags[], spread: ReadonlyMap<string, number>): Unphrased {
  const byTopic = sortByTopic(tags, spread);
  return (question, { likely, taught }) => {
    const strengths = wording(question);
    for (const [id, strength] of likely)
      for (const { clause, shared } of byTopic.get(id) ?? []) strengths[clause]! += COUNTS.topics * strength * shared;
    for (const [id, strength] of taught)
      for (const { clause, direction } of byTopic.get(id) ?? []) strengths[clause]! += COUNTS.taught * strength * direction;
    return strengths;
  };
}

type Tagged = { clause: number; shared: number; direction: number };

function sortByTopic(tags: readonly Tags[], spread: ReadonlyMap<string, number>): Map<string, Tagged[]> {
  const byTopic = new Map<string, Tagged[]>();
  tags.forEach((own, clause) => {
    for (const [id, direction] of asDirection(own)) {
      const tagged = { clause, shared: own.get(id)! / spread.get(id)!, direction };
      const known = byTopic.get(id);
      if (known) known.push(tagged);
      else byTopic.set(id, [tagged]);
    }
  });
  return byTopic;
}
