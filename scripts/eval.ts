import { parseArgs } from 'node:util';
import { compareWith, readBaseline, writeBaseline } from './eval/baseline.ts';
import { type Figure, figuresOf } from './eval/figures.ts';
import { measure } from './eval/measure.ts';
import { describeMisses, report } from './eval/report.ts';

/*
 * Scores the finding of clauses and the reading of messages, through the same code as `accord ask --batch`. Prints tables; with --gate it
 * fails when a figure has fallen below docs/eval-baseline.json.
 */

const USAGE = 'Use: npm run eval -- [--gate | --write-baseline] [--misses]';

async function main(): Promise<number> {
  const options = readOptions();
  if (typeof options === 'string') return refuse(`${options} ${USAGE}`, 2);
  const began = performance.now();
  const measured = await measure();
  print(report(measured));
  if (options.misses) print(describeMisses(measured));
  print(`Took ${((performance.now() - began) / 1000).toFixed(1)} s.\n`);
  const figures = figuresOf(measured);
  if (options['write-baseline']) print(`Written: ${writeBaseline(figures)}\n`);
  return options.gate ? gate(figures) : 0;
}

function gate(figures: readonly Figure[]): number {
  const baseline = readBaseline();
  if (!baseline.ok) return refuse(baseline.problem, 1);
  const { fallen, notMeasured } = compareWith(baseline.figures, figures);
  if (notMeasured.length > 0) print(`Not measured here: ${notMeasured.length} figures of the baseline (${notMeasured[0]} …).\n`);
  if (fallen.length > 0) return refuse(`Fallen:\n${fallen.map((line) => `- ${line}`).join('\n')}`, 1);
  print('No figure has fallen by more than 2 points.\n');
  return 0;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { gate: { type: 'boolean' }, 'write-baseline': { type: 'boolean' }, misses: { type: 'boolean' } },
    });
    return values.gate && values['write-baseline'] ? '--gate and --write-baseline cannot be used together.' : values;
  } catch (error) {
    return `${(error as Error).message.split(/[.\n]/)[0]}.`;
  }
}

function print(text: string): void {
  process.stdout.write(text);
}

function refuse(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}

process.exitCode = await main();
