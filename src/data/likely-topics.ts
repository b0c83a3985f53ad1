import { type Features, featuresOf } from './features.ts';
import { openPhraseIndex, type PhraseTable, tabulatePhrases } from './phrase-index.ts';
import { type Topic, waysToAsk } from './topics.ts';
import type { Reader } from './words.ts';

/** The topics a question is most likely about, by id, each with its strength. */
export type LikelyTopics = ReadonlyMap<string, number>;

const TOPICS_CONSIDERED = 4;
/** How steeply likelihood falls from the most likely topic to the next. */
const STEEPNESS = 3.4;

/** The ways staff ask about each topic, as a table. */
export function tabulateTopics(topics: readonly Topic[], read: Reader): PhraseTable {
  return tabulatePhrases(
    topics.length,
    topics.flatMap((topic, of) => waysToAsk(topic).map((way) => ({ of, features: featuresOf(read(way.text)) }))),
  );
}

/** Makes what tells which topics a question is about, from the ways staff ask about each. */
export function makeTopicReader(topics: readonly Topic[], table: PhraseTable): (question: Features) => LikelyTopics {
  const index = openPhraseIndex(table);
  return (question) => {
    const { best, second, third, together } = index.compare(question);
    const scored = topics.map(({ id }, at) => ({ id, strength: (best[at]! + (second[at]! + third[at]!) / 2 + together[at]!) / 3 }));
    const top = scored.sort((a, b) => b.strength - a.strength).slice(0, TOPICS_CONSIDERED);
    const most = top[0]?.strength ?? 0;
    return new Map(top.filter(({ strength }) => strength > 0).map(({ id, strength }) => [id, most * (strength / most) ** STEEPNESS]));
  };
}
