import { type Features, rarity } from './features.ts';

/**
 * Example phrasings sorted into classes (clauses, topics, kinds of message), and how close a text comes to each class: to the phrasings
 * most like it, and to all of the class’s phrasings taken together.
 */
export type PhraseIndex = { classes: number; compare(question: Features): Closeness };

/** Per class, each from 0 (nothing in common) to about 1 (word for word). */
export type Closeness = { best: Float64Array; second: Float64Array; third: Float64Array; together: Float64Array };

type Posting = { ids: number[]; weights: number[] };

/** Builds the index. `phrases` pairs each phrasing’s features with the number of its class, from 0 to `classes - 1`. */
export function makePhraseIndex(classes: number, phrases: readonly { of: number; features: Features }[]): PhraseIndex {
  const rarities = raritiesOf(classes, phrases);
  const classOf = Int32Array.from(phrases, (phrase) => phrase.of);
  const byPhrase = new Map<string, Posting>();
  const sums = Array.from({ length: classes }, () => new Map<string, number>());
  phrases.forEach(({ of, features }, id) => {
    const weighted = [...features].map(([key, weight]) => [key, weight * rarities.get(key)!] as const);
    const length = Math.hypot(...weighted.map(([, weight]) => weight)) || 1;
    for (const [key, weight] of weighted) {
      post(byPhrase, key, id, weight / length);
      sums[of]!.set(key, (sums[of]!.get(key) ?? 0) + weight / length);
    }
  });
  const byClass = new Map<string, Posting>();
  sums.forEach((sum, id) => {
    // The square root keeps a word that the author liked from drowning the rest of the class.
    const damped = [...sum].map(([key, weight]) => [key, Math.sqrt(weight)] as const);
    const length = Math.hypot(...damped.map(([, weight]) => weight)) || 1;
    for (const [key, weight] of damped) post(byClass, key, id, weight / length);
  });

  return {
    classes,
    compare(question) {
      const similar = new Float64Array(classOf.length);
      const together = new Float64Array(classes);
      let square = 0;
      for (const [key, weight] of question) {
        const known = rarities.get(key);
        // A word no phrasing has says that the question is about something else; a pair or concept unknown says nothing.
        const told = weight * (known ?? (isPlainWord(key) ? rarity(classes, 1) : 0));
        square += told * told;
        if (known === undefined) continue;
        spread(byPhrase.get(key), told, similar);
        spread(byClass.get(key), told, together);
      }
      const length = Math.sqrt(square) || 1;
      return { ...bestThree(similar, classOf, classes, length), together: together.map((sum) => sum / length) };
    },
  };
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

function post(postings: Map<string, Posting>, key: string, id: number, weight: number): void {
  const posting = postings.get(key);
  if (posting) {
    posting.ids.push(id);
    posting.weights.push(weight);
  } else postings.set(key, { ids: [id], weights: [weight] });
}

function spread(posting: Posting | undefined, told: number, into: Float64Array): void {
  if (!posting) return;
  const { ids, weights } = posting;
  for (let at = 0; at < ids.length; at++) into[ids[at]!]! += told * weights[at]!;
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
