import { Counter, Histogram, Registry } from 'prom-client';

/** Counts and times for the operator. Labels are platform names and fixed words, never a person, a room or a text. */
export type Metrics = {
  answered(platform: string, outcome: 'replied' | 'silent' | 'repeated' | 'failed', seconds: number): void;
  text(): Promise<string>;
};

/** Metrics in a registry of their own, so that two instances in one process do not meet. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  const requests = new Counter({
    name: 'accord_requests_total',
    help: 'Requests, by platform and what became of them',
    labelNames: ['platform', 'outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'accord_request_seconds',
    help: 'From a request read to its reply made',
    labelNames: ['platform'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
    registers: [registry],
  });
  return {
    answered(platform, outcome, took) {
      requests.inc({ platform, outcome });
      seconds.observe({ platform }, took);
    },
    text: () => registry.metrics(),
  };
}
