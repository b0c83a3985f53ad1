import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { casesFor, READERS } from '../test/fuzz/readers.ts';

/*
 * Many cases for everything that reads what somebody else wrote, for a night: `node scripts/fuzz.ts --runs 100000 [--seed 42] [--only amount]`.
 * What fails is shown as small as it can be made, with the seed that shows it again.
 */

const RUNS = 100_000;
const USAGE = 'Use: node scripts/fuzz.ts [--runs 100000] [--seed 42] [--only <part of a name>]';

async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) return say(`${USAGE}\n`, process.stderr, 2);
  const chosen = READERS.filter(({ name }) => name.includes(options.only));
  if (chosen.length === 0)
    return say(`There is no reader called “${options.only}”: ${READERS.map(({ name }) => name).join(', ')}.\n`, process.stderr, 2);
  let failed = 0;
  for (const reader of chosen) {
    const began = performance.now();
    const parameters = { numRuns: casesFor(reader, options.runs), ...(options.seed === undefined ? {} : { seed: options.seed }) };
    const details = await fc.check(reader.property as fc.IAsyncProperty<unknown>, parameters);
    const took = ((performance.now() - began) / 1000).toFixed(1);
    if (details.failed) failed += 1;
    say(
      details.failed
        ? `NOT OK  ${reader.name}\n${fc.defaultReportMessage(details)}\n`
        : `ok      ${reader.name}: ${details.numRuns} cases, ${took} s\n`,
    );
  }
  return failed === 0 ? 0 : 1;
}

function readOptions(): { runs: number; seed: number | undefined; only: string } | null {
  try {
    const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } } });
    const [runs, seed] = [Number(values.runs ?? RUNS), values.seed === undefined ? undefined : Number(values.seed)];
    if (!Number.isInteger(runs) || runs < 1 || (seed !== undefined && !Number.isInteger(seed))) return null;
    return { runs, seed, only: values.only ?? '' };
  } catch {
    return null;
  }
}

function say(text: string, to: NodeJS.WriteStream = process.stdout, code = 0): number {
  to.write(text);
  return code;
}

process.exitCode = await main();
