import type { Measured } from './measure.ts';
import { groupsOf, percent, type Score, type Scored, type Share, sumUp } from './score.ts';

/** One figure that is held against the baseline. */
export type Figure = { name: string; value: number; better: 'higher' | 'lower' | 'zero' };

/** The headline figures of each set (percentages with one decimal) and the count that must be nothing. */
export function figuresOf({ sets, halves }: Measured): Figure[] {
  return [
    ...sets.flatMap(({ set, asIs, tagsAlone, kinds }) => [
      ...figuresOfScore(set.name, sumUp(asIs)),
      ...figuresOfGroups(set.name, asIs),
      ...figuresOfScore(`${set.name}, topic tags alone`, sumUp(tagsAlone)),
      ...figure(`${set.name}: message kinds right`, kinds.accuracy),
      ...kinds.recall.flatMap(({ kind, share }) => figure(`${set.name}: recall of ${kind}`, share)),
      { name: `${set.name}: safeguarding answered with HR alone`, value: kinds.hrOnly.length, better: 'zero' as const },
    ]),
    ...figuresOfScore('split halves', sumUp(halves.flat())),
  ];
}

/** In a smaller group one item weighs more than the two points by which a figure may wobble: such groups are shown and not held. */
const ITEMS_IN_A_GROUP_HELD = 50;

function figuresOfGroups(set: string, scored: readonly Scored[]): Figure[] {
  return groupsOf(scored).flatMap(({ name, items }) => {
    if (items.length < ITEMS_IN_A_GROUP_HELD) return [];
    const { top1, endToEnd } = sumUp(items);
    return [...figure(`${set}, ${name}: right first`, top1), ...figure(`${set}, ${name}: end to end`, endToEnd)];
  });
}

function figuresOfScore(name: string, score: Score): Figure[] {
  return [
    ...figure(`${name}: right first`, score.top1),
    ...figure(`${name}: right in first three`, score.top3),
    ...figure(`${name}: unanswerable refused`, score.refusedUnanswerable),
    ...figure(`${name}: answerable refused`, score.refusedAnswerable, 'lower'),
    ...figure(`${name}: end to end`, score.endToEnd),
  ];
}

function figure(name: string, share: Share, better: Figure['better'] = 'higher'): Figure[] {
  const value = percent(share);
  return value === null ? [] : [{ name, value, better }];
}
