import { type Features, rarity } from './features.ts';

/** Texts (what clauses say), and how well a question’s words are found in each: Okapi BM25 over features, divided by what a full match would score. */
export type TextIndex = { compare(question: Features): Float64Array };

// Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the usual saturation and a mild length norm.
const SATURATION = 1.2;
const LENGTH_NORM = 0.6;

/** Builds the index over the features of each text, in order. */
export function makeTextIndex(texts: readonly Features[]): TextIndex {
  const lengths = texts.map((features) => features.size);
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, texts.length);
  const postings = new Map<string, { ids: number[]; weights: number[] }>();
  texts.forEach((features, id) => {
    const norm = SATURATION * (1 - LENGTH_NORM + (LENGTH_NORM * lengths[id]!) / (average || 1));
    for (const [key, weight] of features) {
      const posting = postings.get(key) ?? { ids: [], weights: [] };
      posting.ids.push(id);
      posting.weights.push((weight * (SATURATION + 1)) / (1 + norm));
      postings.set(key, posting);
    }
  });
  return {
    compare(question) {
      const scores = new Float64Array(texts.length);
      let square = 0;
      for (const [key, weight] of question) {
        const posting = postings.get(key);
        const told = weight * rarity(texts.length, posting?.ids.length ?? 1);
        square += told * told;
        if (!posting) continue;
        for (let at = 0; at < posting.ids.length; at++) scores[posting.ids[at]!]! += told * posting.weights[at]!;
      }
      const full = (Math.sqrt(square) || 1) * (SATURATION + 1);
      return scores.map((score) => score / full);
    },
  };
}
