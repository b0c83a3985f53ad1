import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Counts and times for the operator. Labels are platform names and fixed words, never a person, a room or a text. */
export type Metrics = {
  answered(platform: string, outcome: 'replied' | 'silent' | 'repeated' | 'failed', seconds: number): void;
  /** What became of an attempt to deliver a notice. */
  noticed(outcome: 'sent' | 'put off' | 'given up'): void;
  /** A notice was sent that may have arrived before, after a crash or where no answer came. */
  noticeRepeated(): void;
  /** Whether this process is the one that schedules. */
  leads(held: boolean): void;
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
  const notices = new Counter({
    name: 'accord_notices_total',
    help: 'Attempts to deliver a notice, by what became of them',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const repeated = new Counter({
    name: 'accord_notices_repeated_total',
    help: 'Notices sent again because it was not known whether they had arrived',
    registers: [registry],
  });
  const leader = new Gauge({
    name: 'accord_scheduler_leader',
    help: 'Whether this process is the one that schedules, 1 or 0',
    registers: [registry],
  });
  return {
    answered(platform, outcome, took) {
      requests.inc({ platform, outcome });
      seconds.observe({ platform }, took);
    },
    noticed: (outcome) => notices.inc({ outcome }),
    noticeRepeated: () => repeated.inc(),
    leads: (held) => leader.set(held ? 1 : 0),
    text: () => registry.metrics(),
  };
}
