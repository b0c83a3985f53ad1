import type { KeyValue } from '../data/key-value.ts';
import type { Metrics } from './metrics.ts';
import type { Scheduler } from './scheduler.ts';
import type { Mount } from './serve.ts';

type Operated = { store: KeyValue; metrics: Metrics; agreements: number; scheduler: Pick<Scheduler, 'alive'> };

/**
 * What an operator’s tools ask: `/healthz` (the process is up), `/readyz` (the store answers, agreements are loaded and the scheduler is alive) and `/metrics`.
 */
export function operatorMounts({ store, metrics, agreements, scheduler }: Operated): Mount[] {
  const text = { 'content-type': 'text/plain; charset=utf-8' };
  return [
    { path: '/healthz', listener: (_, response) => response.writeHead(200, text).end('up\n') },
    {
      path: '/readyz',
      listener: (_, response) => {
        store.get('readyz').then(
          () =>
            scheduler.alive()
              ? response.writeHead(200, text).end(`ready: the store answers, ${agreements} agreements are loaded\n`)
              : response.writeHead(503, text).end('not ready: the scheduler has stopped\n'),
          () => response.writeHead(503, text).end('not ready: the store does not answer\n'),
        );
      },
    },
    {
      path: '/metrics',
      listener: (_, response) => {
        metrics.text().then((lines) => response.writeHead(200, text).end(lines));
      },
    },
  ];
}
