/** What of a list of texts holds each feature, and how strongly; features and texts by number. Packed: thousands of small lists would cost more than what is in them. */
export type Postings = { starts: Int32Array; ids: Int32Array; weights: Float64Array };

/** A list that is still growing. */
export type Posting = { ids: number[]; weights: number[] };

/** Packs one list for each feature, in the order of their numbers. */
export function packPostings(lists: readonly Posting[]): Postings {
  const starts = new Int32Array(lists.length + 1);
  lists.forEach(({ ids }, number) => {
    starts[number + 1] = starts[number]! + ids.length;
  });
  const packed = { starts, ids: new Int32Array(starts[lists.length]!), weights: new Float64Array(starts[lists.length]!) };
  lists.forEach(({ ids, weights }, number) => {
    packed.ids.set(ids, starts[number]);
    packed.weights.set(weights, starts[number]);
  });
  return packed;
}

/** Adds to each text that holds a feature what the feature tells, times how strongly the text holds it. */
export function spread({ starts, ids, weights }: Postings, feature: number, told: number, into: Float64Array): void {
  for (let at = starts[feature]!; at < starts[feature + 1]!; at++) into[ids[at]!]! += told * weights[at]!;
}

/** How many texts hold a feature. */
export function countOf({ starts }: Postings, feature: number): number {
  return starts[feature + 1]! - starts[feature]!;
}
