import type { Draft, Scope } from './clause-draft.ts';
import { itemNameOf } from './report-lines.ts';

/** Which numbers of a document need something before them, because the same ones are printed elsewhere in it. */
export type Clashes = {
  /** Runs of numbers that need the name of their section. */
  runs: ReadonlySet<number>;
  /** Other documents in the file whose numbers the first one has as well. */
  documents: ReadonlySet<Scope>;
};

/** A run of numbers this much larger than those it clashes with is the one people mean by a number alone. */
const MAIN_SHARE = 2 / 3;

/** Finds the numbers that are printed more than once. The main run of a part, where there is one, keeps its bare numbers. */
export function findClashes(drafts: readonly Draft[]): Clashes {
  const numbered = drafts.filter(({ sort }) => sort === 'number');
  const runs = new Set<number>();
  for (const part of Map.groupBy(numbered, ({ scope }) => scope).values()) for (const run of clashingRuns(part)) runs.add(run);
  const first = new Set(numbered.filter(({ scope }) => scope.is === 'body').map(({ ref }) => ref));
  const others = numbered.filter(({ scope, ref }) => scope.is === 'document' && first.has(ref));
  return { runs, documents: new Set(others.map(({ scope }) => scope)) };
}

function clashingRuns(drafts: readonly Draft[]): number[] {
  const runs = Map.groupBy(drafts, ({ run }) => run);
  const named = [...runs].filter(([, all]) => all.every(isOfNamedItems)).map(([run]) => run);
  const printedIn = new Map<string, Set<number>>();
  for (const { ref, run } of drafts) if (!named.includes(run)) printedIn.set(ref, (printedIn.get(ref) ?? new Set()).add(run));
  const clashing = new Set([...printedIn.values()].filter((where) => where.size > 1).flatMap((where) => [...where]));
  const lengthOf = (run: number) => runs.get(run)!.length;
  const all = [...clashing].reduce((sum, run) => sum + lengthOf(run), 0);
  // “Part 1” of a schedule is said with its numbers, however long it is.
  const divided = (run: number) => runs.get(run)!.some(({ scope, division }) => scope.is === 'attached' && division !== '');
  return [...[...clashing].filter((run) => lengthOf(run) < all * MAIN_SHARE || divided(run)), ...named];
}

/** “1.”, “2.” under “Objectives” are called “Objective 1”, “Objective 2” in any case. */
function isOfNamedItems({ ref, section, within }: Draft): boolean {
  return within === undefined ? /^\d+$/.test(ref) && itemNameOf(section?.heading ?? '') !== undefined : isOfNamedItems(within);
}
