import type { KeyValue } from '../data/key-value.ts';
import type { Metrics } from './metrics.ts';
import type { Mount } from './serve.ts';

/**
 * What an operator’s tools ask: `/healthz` (the process is up), `/readyz` (the store answers and agreements are loaded) and `/metrics`.
 */
export function operatorMounts({ store, metrics, agreements }: { store: KeyValue; metrics: Metrics; agreements: number }): Mount[] {
  const text = { 'content-type': 'text/plain; charset=utf-8' };
  return [
    { path: '/healthz', listener: (_, response) => response.writeHead(200, text).end('up\n') },
    {
      path: '/readyz',
      listener: (_, response) => {
        store.get('readyz').then(
          () => response.writeHead(200, text).end(`ready: the store answers, ${agreements} agreements are loaded\n`),
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
