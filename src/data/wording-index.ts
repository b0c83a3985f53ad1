import { type Features, rarity } from './features.ts';
import { type Posting, type Postings, packPostings, spread } from './postings.ts';

/*
 * The wording of clauses, sentence by sentence, and what stands around it: for an agreement nobody has written phrasings for, whose clauses run
 * from a line to half a page. The sentence that meets a question best speaks for its clause, so that a long clause is not drowned in its other
 * sentences. Okapi BM25 over features, as in text-index.ts.
 */

/** A clause: the features of each of its sentences, and of what stands around it, each with what it counts for beside a sentence. */
export type Wording = { sentences: Features[]; around: { features: Features; counts: number }[] };

/** How many of how many texts hold each feature, so that a word rare in a short agreement and common in the field does not tell much. */
export type Background = { texts: number; holding: ReadonlyMap<string, number> };

/** What the index looks things up in, as plain data that can be kept. */
export type WordingTable = {
  clauses: number;
  /** Of each sentence, the number of its clause. */
  clauseOf: Int32Array;
  numbers: ReadonlyMap<string, number>;
  rarities: Float64Array;
  sentences: Postings;
  around: Postings;
};

/** How well each clause meets a question, in the order of the clauses; 0 where nothing is shared, to about 1 for a sentence that holds all of it. */
export type WordingIndex = (question: Features) => Float64Array;

const SATURATION = 1.2;
/** Sentences differ little in length; labels and lead-ins are held to the norm of text-index.ts. */
const LENGTH_NORM = { sentence: 0.3, around: 0.6 };

/** Makes the table of an index over clauses, in order. */
export function tabulateWording(clauses: readonly Wording[], background: Background): WordingTable {
  const numbers = new Map<string, number>();
  const holding: number[] = [];
  for (const { sentences, around } of clauses) {
    const whole = new Set([...sentences, ...around.map(({ features }) => features)].flatMap((features) => [...features.keys()]));
    for (const key of whole) {
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      holding[number] = (holding[number] ?? 0) + 1;
    }
  }
  const texts = clauses.length + background.texts;
  const clauseOf = clauses.flatMap(({ sentences }, clause) => sentences.map(() => clause));
  const said = clauses.flatMap(({ sentences }) => sentences).map((features, id) => ({ id, features, counts: 1 }));
  const around = clauses.flatMap(({ around: texts }, id) => texts.map((text, field) => ({ ...text, id, field })));
  const fields = [...Map.groupBy(around, ({ field }) => field).values()];
  return {
    clauses: clauses.length,
    clauseOf: Int32Array.from(clauseOf),
    numbers,
    rarities: Float64Array.from(numbers, ([key, number]) => rarity(texts, holding[number]! + (background.holding.get(key) ?? 0))),
    sentences: post([said], numbers, LENGTH_NORM.sentence),
    around: post(fields, numbers, LENGTH_NORM.around),
  };
}

type Text = { id: number; features: Features; counts: number };

/** @param fields texts of one sort each: long and short are told among their own sort */
function post(fields: readonly (readonly Text[])[], numbers: ReadonlyMap<string, number>, lengthNorm: number): Postings {
  const postings = Array.from(numbers, (): Posting => ({ ids: [], weights: [] }));
  for (const texts of fields) {
    const average = texts.reduce((sum, { features }) => sum + features.size, 0) / Math.max(1, texts.length) || 1;
    for (const { id, features, counts } of texts) {
      const norm = SATURATION * (1 - lengthNorm + (lengthNorm * features.size) / average);
      for (const [key, weight] of features) {
        const posting = postings[numbers.get(key)!]!;
        posting.ids.push(id);
        posting.weights.push((counts * weight) / (1 + norm));
      }
    }
  }
  return packPostings(postings);
}

/** An index over a table, with the same background that the table was made with. */
export function openWordingIndex(table: WordingTable, background: Background): WordingIndex {
  const { clauses, clauseOf, numbers, rarities, sentences, around } = table;
  const texts = clauses + background.texts;
  return (question) => {
    const said = new Float64Array(clauseOf.length);
    const near = new Float64Array(clauses);
    let square = 0;
    for (const [key, weight] of question) {
      const number = numbers.get(key);
      const told = weight * (number === undefined ? rarity(texts, background.holding.get(key) ?? 1) : rarities[number]!);
      square += told * told;
      if (number === undefined) continue;
      spread(sentences, number, told, said);
      spread(around, number, told, near);
    }
    const best = new Float64Array(clauses);
    for (let at = 0; at < said.length; at++) if (said[at]! > best[clauseOf[at]!]!) best[clauseOf[at]!] = said[at]!;
    const length = Math.sqrt(square) || 1;
    return best.map((score, clause) => (score + near[clause]!) / length);
  };
}
