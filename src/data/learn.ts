import type { Features } from './features.ts';

/** An example of a class: its features, and the number of the class, from 0. */
export type Example = { of: number; features: Features };

/** How likely each class is for a text’s features; the likelihoods sum to 1. */
export type Learned = (features: Features) => Float64Array;

/** What was learnt, as plain data that can be kept: for each feature its number, what it counts for, and its weight for each class. */
export type Lesson = {
  classes: number;
  ids: ReadonlyMap<string, number>;
  counts: Float64Array;
  /** What a feature never seen while learning counts for. */
  unseen: number;
  weights: Float32Array;
  bias: Float32Array;
};

const STEP = 4;
const STEP_DECAY = 0.3;
const BIAS_STEP = 0.05;
/** A class that is this nearly right is left as it is: most are, and passing over them halves the time. */
const LEAST_ERROR = 0.002;

/**
 * Learns to tell classes apart from examples: multinomial logistic regression by stochastic gradient descent (Bishop, "Pattern Recognition
 * and Machine Learning", 4.3.4), in an order that is mixed but always the same, so that the same examples always give the same result.
 * @param weigh what a feature counts for besides its own weight, such as its rarity; asked of '' for those never seen
 */
export function learn(classes: number, examples: readonly Example[], rounds: number, weigh: (key: string) => number = () => 1): Lesson {
  const ids = new Map<string, number>();
  const seen = examples.map(({ of, features }) => ({ of, ...vectorOf(features, weigh, (key) => idFor(key, ids)) }));
  const weights = new Float32Array(ids.size * classes);
  const bias = new Float32Array(classes);
  const order = shuffled(seen.length);
  const scores = new Float64Array(classes);
  const wrong = new Int32Array(classes);
  for (let round = 0; round < rounds; round++) {
    const step = STEP / (1 + round * STEP_DECAY);
    for (const at of order) {
      const { of, known, values } = seen[at]!;
      likelihoods(known, values, weights, bias, scores);
      let moved = 0;
      for (let one = 0; one < classes; one++) {
        const error = (one === of ? 1 : 0) - scores[one]!;
        if (Math.abs(error) < LEAST_ERROR) continue;
        bias[one]! += step * error * BIAS_STEP;
        scores[moved] = step * error;
        wrong[moved++] = one;
      }
      for (let feature = 0; feature < known.length; feature++) {
        const from = known[feature]! * classes;
        const value = values[feature]!;
        for (let at = 0; at < moved; at++) weights[from + wrong[at]!]! += scores[at]! * value;
      }
    }
  }
  return { classes, ids, counts: Float64Array.from(ids.keys(), weigh), unseen: weigh(''), weights, bias };
}

/** Judges texts by what was learnt. */
export function recall({ classes, ids, counts, unseen, weights, bias }: Lesson): Learned {
  const weigh = (key: string) => counts[ids.get(key) ?? -1] ?? unseen;
  return (features) => {
    const { known, values } = vectorOf(features, weigh, (key) => ids.get(key));
    const likely = new Float64Array(classes);
    likelihoods(known, values, weights, bias, likely);
    return likely;
  };
}

function idFor(key: string, ids: Map<string, number>): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, ids.size);
  return ids.size - 1;
}

/** The features as a vector of length 1. A feature never seen while learning still takes its share of that length. */
function vectorOf(
  features: Features,
  weigh: (key: string) => number,
  idOf: (key: string) => number | undefined,
): { known: Int32Array; values: Float64Array } {
  const ids: number[] = [];
  const values: number[] = [];
  let square = 0;
  for (const [key, weight] of features) {
    const value = weight * weigh(key);
    square += value * value;
    const id = idOf(key);
    if (id === undefined) continue;
    ids.push(id);
    values.push(value);
  }
  const length = Math.sqrt(square) || 1;
  return { known: Int32Array.from(ids), values: Float64Array.from(values, (value) => value / length) };
}

function likelihoods(known: Int32Array, values: Float64Array, weights: Float32Array, bias: Float32Array, into: Float64Array): void {
  const classes = bias.length;
  into.set(bias);
  for (let feature = 0; feature < known.length; feature++) {
    const from = known[feature]! * classes;
    const value = values[feature]!;
    for (let one = 0; one < classes; one++) into[one]! += weights[from + one]! * value;
  }
  let highest = Number.NEGATIVE_INFINITY;
  for (let one = 0; one < classes; one++) if (into[one]! > highest) highest = into[one]!;
  let sum = 0;
  for (let one = 0; one < classes; one++) {
    into[one] = Math.exp(into[one]! - highest);
    sum += into[one]!;
  }
  for (let one = 0; one < classes; one++) into[one]! /= sum;
}

/** The numbers below `count` in an order that is mixed and always the same (a linear congruential generator). */
function shuffled(count: number): number[] {
  const order = Array.from({ length: count }, (_, at) => at);
  let state = 7;
  for (let at = count - 1; at > 0; at--) {
    state = (state * 1103515245 + 12345) % 2147483648;
    const other = state % (at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}
