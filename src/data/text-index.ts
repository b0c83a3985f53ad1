import { type Features, rarity } from './features.ts';
import { countOf, type Posting, type Postings, packPostings, spread } from './postings.ts';

/** Texts (what clauses say), and how well a question’s words are found in each: Okapi BM25 over features, divided by what a full match would score. */
export type TextIndex = { compare(question: Features): Float64Array };

// Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the usual saturation and a mild length norm.
const SATURATION = 1.2;
const LENGTH_NORM = 0.6;

/** What the index looks things up in, as plain data that can be kept: how many texts, the number of each feature, and which texts hold it. */
export type TextTable = { texts: number; numbers: ReadonlyMap<string, number>; postings: Postings };

/** Makes the table of an index over the features of each text, in order. */
export function tabulateTexts(texts: readonly Features[]): TextTable {
  const lengths = texts.map((features) => features.size);
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, texts.length);
  const postings = new Map<string, Posting>();
  texts.forEach((features, id) => {
    const norm = SATURATION * (1 - LENGTH_NORM + (LENGTH_NORM * lengths[id]!) / (average || 1));
    for (const [key, weight] of features) {
      const posting = postings.get(key) ?? { ids: [], weights: [] };
      posting.ids.push(id);
      posting.weights.push((weight * (SATURATION + 1)) / (1 + norm));
      postings.set(key, posting);
    }
  });
  const numbers = new Map([...postings.keys()].map((key, number) => [key, number]));
  return { texts: texts.length, numbers, postings: packPostings([...postings.values()]) };
}

/** An index over a table. */
export function openTextIndex({ texts, numbers, postings }: TextTable): TextIndex {
  return {
    compare(question) {
      const scores = new Float64Array(texts);
      let square = 0;
      for (const [key, weight] of question) {
        const number = numbers.get(key);
        const told = weight * rarity(texts, number === undefined ? 1 : countOf(postings, number));
        square += told * told;
        if (number !== undefined) spread(postings, number, told, scores);
      }
      const full = (Math.sqrt(square) || 1) * (SATURATION + 1);
      return scores.map((score) => score / full);
    },
  };
}
