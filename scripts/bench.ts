import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { benchWrites } from './bench/benefit-writes.ts';
import { benchBenefits } from './bench/benefits.ts';
import { benchFinder } from './bench/find-clause.ts';
import { benchHeap } from './bench/heap.ts';
import { benchListing } from './bench/listing.ts';
import { benchReminders } from './bench/reminders.ts';
import { benchSlack } from './bench/slack-face.ts';
import { benchStart } from './bench/start.ts';
import { benchTeams } from './bench/teams-face.ts';
import { writeFigures } from './bench/write-figures.ts';

/*
 * The benchmarks, each as a ratio to a baseline run in the same go: an absolute time means nothing on a shared machine.
 * `npm run bench` runs them all, `npm run bench -- slack teams` those that are named; with `--write` what they say goes into
 * docs/benchmarks.md as well.
 */

const BENCHMARKS: Readonly<Record<string, () => string | Promise<string>>> = {
  clauses: benchFinder,
  benefits: benchBenefits,
  writes: benchWrites,
  listing: benchListing,
  reminders: benchReminders,
  start: benchStart,
  slack: benchSlack,
  teams: benchTeams,
  heap: benchHeap,
};
const FIGURES = join(import.meta.dirname, '..', 'docs', 'benchmarks.md');

const words = process.argv.slice(2);
const named = words.filter((word) => word !== '--write');
const unknown = named.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark “${unknown.join('”, “')}”. Use: ${Object.keys(BENCHMARKS).join(', ')}.\n`);
  process.exitCode = 1;
} else {
  for (const name of named.length > 0 ? named : Object.keys(BENCHMARKS)) {
    const said = await BENCHMARKS[name]!();
    process.stdout.write(`${said}\n`);
    const where = `Node ${process.versions.node}, ${availableParallelism()} processors, ${new Date().toISOString().slice(0, 10)}`;
    if (words.includes('--write')) writeFigures(FIGURES, { name, said, where });
  }
}
