import type { Reading } from './words.ts';

/** What a text is compared by: its stems, the concepts they stand for, and pairs of neighbouring stems, each with its weight. */
export type Features = ReadonlyMap<string, number>;

const WEIGHT_OF_CONCEPT = 0.8;
const WEIGHT_OF_PAIR = 0.5;

/** The features of a reading. Concepts are marked `~`, pairs joined by `_`, so that no kind is taken for another. */
export function featuresOf(reading: Reading): Features {
  const features = new Map<string, number>();
  const { stems } = reading;
  for (let at = 0; at < stems.length; at++) {
    const { stem, weight } = stems[at]!;
    features.set(stem, Math.max(features.get(stem) ?? 0, weight));
    const before = stems[at - 1];
    if (before) features.set(`${before.stem}_${stem}`, WEIGHT_OF_PAIR * Math.min(weight, before.weight));
  }
  for (const { id, weight } of reading.concepts) features.set(`~${id}`, WEIGHT_OF_CONCEPT * weight);
  return features;
}

/** How much a feature tells when it stands in `having` of `classes` classes: rare ones tell most. */
export function rarity(classes: number, having: number): number {
  return Math.log(1 + classes / Math.max(1, having));
}
