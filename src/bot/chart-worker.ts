import { parentPort } from 'node:worker_threads';
import type { ChartSpec } from '../data/benefit-chart.ts';
import { chartAsPng, chartAsSvg } from './chart.ts';

/* A thread of its own that draws charts: loading the chart library takes a quarter of a second, and each chart longer than others should wait. */

export type Job = { id: number } & ({ as: 'png'; chart: ChartSpec } | { as: 'svg'; chart: ChartSpec; alt: string });
/** What came of a job; `failed` is the kind of what went wrong. */
export type Done = { id: number } & ({ png: Uint8Array } | { svg: string } | { failed: string });

parentPort?.on('message', async (job: Job) => {
  const done = await draw(job).catch((error: unknown): Done => ({ id: job.id, failed: error instanceof Error ? error.name : 'unknown' }));
  parentPort?.postMessage(done);
});

async function draw(job: Job): Promise<Done> {
  return job.as === 'png' ? { id: job.id, png: await chartAsPng(job.chart) } : { id: job.id, svg: await chartAsSvg(job.chart, job.alt) };
}
