import { type Features, rarity } from './features.ts';
import { type Posting, type Postings, packPostings, spread } from './postings.ts';

/**
 * Example phrasings sorted into classes (clauses, topics, kinds of message), and how close a text comes to each class: to the phrasings
 * most like it, and to all of the class’s phrasings taken together.
 */
export type PhraseIndex = { classes: number; compare(question: Features): Closeness };

/** Per class, each from 0 (nothing in common) to about 1 (word for word). */
export type Closeness = { best: Float64Array; second: Float64Array; third: Float64Array; together: Float64Array };

/** What the index looks things up in, as plain data that can be kept. */
export type PhraseTable = {
  classes: number;
  classOf: Int32Array;
  /** The number of each feature, from 0. */
  numbers: ReadonlyMap<string, number>;
  /** By the number of a feature. */
  rarities: Float64Array;
  byPhrase: Postings;
  byClass: Postings;
};

/** Builds the index. `phrases` pairs each phrasing’s features with the number of its class, from 0 to `classes - 1`. */
export function makePhraseIndex(classes: number, phrases: readonly { of: number; features: Features }[]): PhraseIndex {
  return openPhraseIndex(tabulatePhrases(classes, phrases));
}

/** What is needed to tell how close a text comes to all phrasings of each class together, without the single phrasings. */
export type ClassTable = Pick<PhraseTable, 'classes' | 'numbers' | 'rarities' | 'byClass'>;

/** Makes the table of an index: see `makePhraseIndex`. */
export function tabulatePhrases(classes: number, phrases: readonly Phrase[]): PhraseTable {
  const { table, weighted } = weigh(classes, phrases);
  const byPhrase = Array.from(table.numbers, (): Posting => ({ ids: [], weights: [] }));
  weighted.forEach((features, id) => {
    for (const [key, weight] of features) post(byPhrase[table.numbers.get(key)!]!, id, weight);
  });
  return { ...table, classOf: Int32Array.from(phrases, (phrase) => phrase.of), byPhrase: packPostings(byPhrase) };
}

/** Makes the table of an index of classes alone: a small part of the whole. */
export function tabulateClasses(classes: number, phrases: readonly Phrase[]): ClassTable {
  return weigh(classes, phrases).table;
}

type Phrase = { of: number; features: Features };

/** The table of the classes, and the features of each phrasing brought to length 1, rare ones counting for most. */
function weigh(classes: number, phrases: readonly Phrase[]): { table: ClassTable; weighted: (readonly [string, number])[][] } {
  const rarities = raritiesOf(classes, phrases);
  const numbers = new Map([...rarities.keys()].map((key, number) => [key, number]));
  const sums = Array.from({ length: classes }, () => new Map<string, number>());
  const weighted = phrases.map(({ of, features }) => {
    const long = [...features].map(([key, weight]) => [key, weight * rarities.get(key)!] as const);
    const length = Math.hypot(...long.map(([, weight]) => weight)) || 1;
    for (const [key, weight] of long) sums[of]!.set(key, (sums[of]!.get(key) ?? 0) + weight / length);
    return long.map(([key, weight]) => [key, weight / length] as const);
  });
  const byClass = Array.from(rarities, (): Posting => ({ ids: [], weights: [] }));
  sums.forEach((sum, id) => {
    // The square root keeps a word that the author liked from drowning the rest of the class.
    const damped = [...sum].map(([key, weight]) => [key, Math.sqrt(weight)] as const);
    const length = Math.hypot(...damped.map(([, weight]) => weight)) || 1;
    for (const [key, weight] of damped) post(byClass[numbers.get(key)!]!, id, weight / length);
  });
  return { table: { classes, numbers, rarities: Float64Array.from(rarities.values()), byClass: packPostings(byClass) }, weighted };
}

/** An index over a table that was made before. */
export function openPhraseIndex(table: PhraseTable): PhraseIndex {
  const { classes, classOf, byPhrase, byClass } = table;
  return {
    classes,
    compare(question) {
      const similar = new Float64Array(classOf.length);
      const together = new Float64Array(classes);
      const length = tell(question, table, (number, told) => {
        spread(byPhrase, number, told, similar);
        spread(byClass, number, told, together);
      });
      return { ...bestThree(similar, classOf, classes, length), together: together.map((sum) => sum / length) };
    },
  };
}

/** Tells how close a text comes to all phrasings of each class together. */
export function openClassIndex(table: ClassTable): (question: Features) => Float64Array {
  return (question) => {
    const together = new Float64Array(table.classes);
    const length = tell(question, table, (number, told) => spread(table.byClass, number, told, together));
    return together.map((sum) => sum / length);
  };
}

/** Goes through what a question tells, feature by known feature. @returns the length of all it tells, what is unknown included */
function tell(
  question: Features,
  { classes, numbers, rarities }: Pick<PhraseTable, 'classes' | 'numbers' | 'rarities'>,
  each: (number: number, told: number) => void,
): number {
  let square = 0;
  for (const [key, weight] of question) {
    const number = numbers.get(key);
    // A word no phrasing has says that the question is about something else; a pair or concept unknown says nothing.
    const told = weight * (number === undefined ? (isPlainWord(key) ? rarity(classes, 1) : 0) : rarities[number]!);
    square += told * told;
    if (number !== undefined) each(number, told);
  }
  return Math.sqrt(square) || 1;
}

function raritiesOf(classes: number, phrases: readonly { of: number; features: Features }[]): Map<string, number> {
  const having = new Map<string, Set<number>>();
  for (const { of, features } of phrases) {
    for (const key of features.keys()) {
      const known = having.get(key);
      if (known) known.add(of);
      else having.set(key, new Set([of]));
    }
  }
  return new Map([...having].map(([key, of]) => [key, rarity(classes, of.size)]));
}

function post({ ids, weights }: Posting, id: number, weight: number): void {
  ids.push(id);
  weights.push(weight);
}

function bestThree(similar: Float64Array, classOf: Int32Array, classes: number, length: number): Omit<Closeness, 'together'> {
  const best = new Float64Array(classes);
  const second = new Float64Array(classes);
  const third = new Float64Array(classes);
  for (let id = 0; id < similar.length; id++) {
    if (similar[id] === 0) continue;
    const score = similar[id]! / length;
    const of = classOf[id]!;
    if (score > best[of]!) {
      third[of] = second[of]!;
      second[of] = best[of]!;
      best[of] = score;
    } else if (score > second[of]!) {
      third[of] = second[of]!;
      second[of] = score;
    } else if (score > third[of]!) third[of] = score;
  }
  return { best, second, third };
}

function isPlainWord(key: string): boolean {
  return !key.startsWith('~') && !key.includes('_');
}
