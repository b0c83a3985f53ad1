import { benchFinder } from './bench/find-clause.ts';

/** The benchmarks, each as a ratio to a baseline run in the same go: an absolute time means nothing on a shared machine. */
process.stdout.write(`${benchFinder()}\n`);
