import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Figure } from './figures.ts';

const FILE = join(import.meta.dirname, '..', '..', 'docs', 'eval-baseline.json');
/** A figure may wobble by this many points before the gate closes. */
const FALL_AT_MOST = 2;

const baselineFile = z.record(z.string(), z.number());
export type Baseline = z.infer<typeof baselineFile>;

/** Writes the figures as what later runs are held against. @returns the file */
export function writeBaseline(figures: readonly Figure[], file = FILE): string {
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(figures.map(({ name, value }) => [name, value])), null, 2)}\n`);
  return file;
}

/** The figures that were written, or why there are none. */
export function readBaseline(file = FILE): { ok: true; figures: Baseline } | { ok: false; problem: string } {
  try {
    return { ok: true, figures: baselineFile.parse(JSON.parse(readFileSync(file, 'utf8'))) };
  } catch {
    return {
      ok: false,
      problem: 'docs/eval-baseline.json is missing or not as written: write it with “npm run eval -- --write-baseline”.',
    };
  }
}

/**
 * What has fallen by more than 2 points, or must be nothing and is not. A set that is not here (the development set lies beside the
 * repository only for its developers) is not held against anybody.
 */
export function compareWith(baseline: Baseline, figures: readonly Figure[]): { fallen: string[]; notMeasured: string[] } {
  const fallen = figures.flatMap(({ name, value, better }) => {
    const before = baseline[name];
    if (better === 'zero') return value > 0 ? [`${name}: ${value}, and it must be 0`] : [];
    if (before === undefined) return [];
    const worse = better === 'higher' ? before - value : value - before;
    // Figures have one decimal; a tenth of that keeps 2.0000001 from counting as more than 2.
    return worse > FALL_AT_MOST + 0.01 ? [`${name}: ${value.toFixed(1)}, was ${before.toFixed(1)}`] : [];
  });
  const measured = new Set(figures.map(({ name }) => name));
  return { fallen, notMeasured: Object.keys(baseline).filter((name) => !measured.has(name)) };
}
