import { Worker } from 'node:worker_threads';
import type { ChartSpec } from '../data/benefit-chart.ts';
import type { Done, Job } from './chart-worker.ts';
import type { DrawPicture } from './draw-charts.ts';
import type { DrawSvg } from './report-html.ts';

/** Charts drawn on a thread of their own, so that nobody’s answer waits for somebody else’s picture. */
export type Charts = {
  asPng: DrawPicture;
  asSvg: DrawSvg;
  stop(): Promise<void>;
};

/** A chart was not drawn, or not in time. */
class ChartNotDrawn extends Error {
  readonly code = 'chart-not-drawn';
}

const WITHIN_MS = 15_000;
/** The chart library holds sixty megabytes, and is loaded again within a second. */
const ENDS_AFTER_IDLE_MS = 10 * 60 * 1000;

/**
 * Charts of one thread, which is started for the first of them, and again after it has died. It ends when nobody has wanted a chart for so
 * long, in milliseconds.
 */
export function openCharts(endsAfterIdle = ENDS_AFTER_IDLE_MS): Charts {
  const waiting = new Map<number, { done: (done: Done) => void; failed: (error: Error) => void }>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let jobs = 0;

  const start = () => {
    const started = new Worker(new URL('./chart-worker.ts', import.meta.url));
    // A process that has nothing else to do may end.
    started.unref();
    started.on('message', (done: Done) => waiting.get(done.id)?.done(done));
    const ended = (error?: Error) => {
      // Whoever waits now waits for another thread.
      if (worker !== started) return;
      worker = undefined;
      for (const one of waiting.values()) one.failed(new ChartNotDrawn('the thread that draws charts has ended', { cause: error }));
    };
    started.on('error', ended);
    started.on('exit', () => ended());
    return started;
  };

  const end = async () => {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  };

  const draw = async (what: { as: 'png'; chart: ChartSpec } | { as: 'svg'; chart: ChartSpec; alt: string }): Promise<Done> => {
    clearTimeout(idle);
    worker ??= start();
    const job: Job = { id: ++jobs, ...what };
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Done>((done, failed) => {
        waiting.set(job.id, { done, failed });
        timer = setTimeout(() => failed(new ChartNotDrawn('a chart was not drawn in time')), WITHIN_MS);
        worker!.postMessage(job);
      });
    } finally {
      clearTimeout(timer);
      waiting.delete(job.id);
      clearTimeout(idle);
      if (waiting.size === 0) idle = setTimeout(() => void end(), endsAfterIdle).unref();
    }
  };

  return {
    async asPng(chart) {
      const done = await draw({ as: 'png', chart });
      if ('png' in done) return done.png;
      throw new ChartNotDrawn('a chart was not drawn', { cause: done });
    },
    async asSvg(chart, alt) {
      const done = await draw({ as: 'svg', chart, alt });
      if ('svg' in done) return done.svg;
      throw new ChartNotDrawn('a chart was not drawn', { cause: done });
    },
    async stop() {
      clearTimeout(idle);
      await worker?.terminate();
    },
  };
}
