import { median } from './load.ts';

/**
 * Does several kinds of work in turn, each once in every turn, so that whatever else the machine does meets all of them alike.
 * @returns the median time of each, in milliseconds; the first turns only warm them up
 */
export async function takeTurns<Kind extends string>(
  turns: number,
  warmUp: number,
  kinds: Readonly<Record<Kind, (turn: number) => Promise<unknown>>>,
): Promise<Record<Kind, number>> {
  const names = Object.keys(kinds) as Kind[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let turn = -warmUp; turn < turns; turn++)
    for (const name of names) {
      const began = performance.now();
      await kinds[name](turn);
      if (turn >= 0) times.get(name)!.push(performance.now() - began);
    }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name)!)])) as Record<Kind, number>;
}
