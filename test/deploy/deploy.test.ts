import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { VARIABLES } from '../../src/bot/config.ts';
import { openMetrics } from '../../src/bot/metrics.ts';

const root = join(import.meta.dirname, '..', '..');
const file = (path: string) => readFileSync(join(root, path), 'utf8');

type Panel = { title: string; datasource: { uid: string }; targets: { expr: string }[] };
const dashboard = JSON.parse(file('deploy/grafana-dashboard.json')) as {
  panels: Panel[];
  templating: { list: { name: string; type: string }[] };
};
type Alert = { alert: string; expr: string; annotations: { summary: string; description: string } };
const alerts = (parse(file('deploy/alerts.yaml')) as { groups: { rules: Alert[] }[] }).groups.flatMap(({ rules }) => rules);

/** What `/metrics` gives once everything that is counted has happened: each metric with its labels and their values. */
async function exposed(): Promise<Map<string, Map<string, Set<string>>>> {
  const metrics = openMetrics();
  for (const outcome of ['replied', 'silent', 'repeated', 'failed'] as const) metrics.answered('slack', outcome, 0.1);
  for (const outcome of ['sent', 'put off', 'given up'] as const) metrics.noticed(outcome);
  metrics.noticeRepeated();
  metrics.leads(true);
  const found = new Map<string, Map<string, Set<string>>>();
  for (const line of (await metrics.text()).split('\n')) {
    const [, name, labels = ''] = /^(accord_\w+)(?:\{(.*)\})? /.exec(line) ?? [];
    if (name === undefined) continue;
    const known = found.get(name) ?? new Map<string, Set<string>>();
    for (const [, label, value] of labels.matchAll(/(\w+)="([^"]*)"/g)) known.set(label!, (known.get(label!) ?? new Set()).add(value!));
    found.set(name, known);
  }
  return found;
}
const metrics = await exposed();

/** What an expression asks of `/metrics` that is not there. */
function missing(expression: string): string[] {
  const problems: string[] = [];
  for (const [, name, selector = ''] of expression.matchAll(/\b(accord_\w+)(?:\{([^}]*)\})?/g)) {
    const labels = metrics.get(name!);
    if (labels === undefined) problems.push(name!);
    for (const [, label, value] of selector.matchAll(/(\w+)="([^"]*)"/g))
      if (!labels?.get(label!)?.has(value!)) problems.push(`${name}{${label}="${value}"}`);
  }
  const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels]) => labels!.split(',').map((label) => label.trim()));
  const all = new Set([...metrics.values()].flatMap((labels) => [...labels.keys()]));
  return [...problems, ...grouped.filter((label) => !all.has(label))];
}

describe('what watches over Accord asks only for what /metrics gives', () => {
  it.each(dashboard.panels.map((panel): [string, Panel] => [panel.title, panel]))('dashboard: %s', (_, { datasource, targets }) => {
    expect(targets.flatMap(({ expr }) => missing(expr))).toEqual([]);
    expect(dashboard.templating.list.map(({ name, type }) => `${type} \${${name}}`)).toContain(`datasource ${datasource.uid}`);
  });

  it.each(alerts.map((alert): [string, Alert] => [alert.alert, alert]))('alert: %s', (_, { expr, annotations }) => {
    expect(missing(expr)).toEqual([]);
    const section = /See “(.+)” in docs\/operate\.md/.exec(annotations.description)?.[1];
    if (section !== undefined) expect(file('docs/operate.md')).toContain(section);
  });

  it('and shows every metric there is', () => {
    const asked = [...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))].join(' ');
    const families = new Set([...metrics.keys()].map((name) => name.replace(/_(bucket|sum|count)$/, '')));
    expect([...families].filter((name) => !asked.includes(name))).toEqual([]);
  });

  it('a metric, a label or a value that is not there is noticed', () => {
    expect(missing('rate(accord_answers_total[5m])')).toEqual(['accord_answers_total']);
    expect(missing('rate(accord_requests_total{outcome="lost"}[5m])')).toEqual(['accord_requests_total{outcome="lost"}']);
    expect(missing('sum by (room) (accord_requests_total)')).toEqual(['room']);
  });
});

it('every file that the page on security names is there', () => {
  const named = [...file('docs/security.md').matchAll(/`((?:src|test|deploy)\/[^`]+)`/g)].map(([, path]) => path!);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => globSync(path, { cwd: root }).length === 0)).toEqual([]);
});

describe('how Accord is run', () => {
  const dockerfile = file('Dockerfile');
  const script = file('scripts/try-image.sh');
  const service = file('deploy/accord.service');
  const compose = parse(file('compose.yaml')) as { services: Record<string, Record<string, unknown>> };

  it('starts the same program everywhere', () => {
    for (const text of [dockerfile, script, service]) expect(text).toContain('src/bot/start.js');
  });

  it('the script that stands in for a container engine takes the steps of the Dockerfile', () => {
    for (const step of [
      'npm ci --omit=dev --ignore-scripts --no-audit --no-fund',
      'ACCORD_STORE=memory:',
      'timeout --preserve-status --signal=TERM 30',
    ]) {
      expect(dockerfile).toContain(step);
      expect(script).toContain(step);
    }
  });

  it('runs as nobody in particular, on files that are only read', () => {
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile.lastIndexOf('USER node')).toBeGreaterThan(dockerfile.lastIndexOf('FROM '));
    expect(compose.services.accord).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    for (const line of ['User=accord', 'ProtectSystem=strict', 'NoNewPrivileges=yes', 'CapabilityBoundingSet='])
      expect(service).toContain(`${line}\n`);
  });

  it('only names settings that Accord has', () => {
    const own = /\b(ACCORD_[A-Z_]+|SLACK_[A-Z_]+|SMTP_[A-Z]+|MicrosoftApp\w+)\b/g;
    for (const text of [dockerfile, service, file('compose.yaml'), file('docs/operate.md')])
      for (const [name] of text.matchAll(own)) expect(VARIABLES).toContain(name);
  });

  it('everything the image is made of is let through to the builder', () => {
    const through = file('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files]) => files!.split(' '));
    expect(new Set(copied)).toEqual(new Set(through));
  });
});
