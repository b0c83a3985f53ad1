import { writeNumber } from './benefit-numbers.ts';
import type { ReportTable } from './benefit-report.ts';
import type { Benefit } from './benefits.ts';
import { dayInLondon, writeDay } from './days.ts';
import { writeMoney } from './money.ts';
import { writePeriod } from './period.ts';

/** Entries in the log, one a row. */
export function newestTable(benefits: readonly Benefit[]): ReportTable {
  return {
    columns: [
      { name: 'Number' },
      { name: 'What' },
      { name: 'Class', short: true },
      { name: 'Period', short: true },
      { name: 'Stands as' },
      { name: 'Amount', sums: true },
    ],
    rows: benefits.map(({ number, facts, verified }) => [
      writeNumber(number),
      facts.what,
      facts.class,
      writePeriod(facts.period),
      `${facts.standing}${verified === null ? '' : ', verified'}`,
      amountOf(facts.amountPence),
    ]),
  };
}

/** Benefits in quality: what was measured, and from where to where. */
export function qualityTable(benefits: readonly Benefit[]): ReportTable {
  return {
    columns: ['Number', 'What', 'Period', 'Stands as', 'Measure', 'Baseline', 'Target'].map((name) => ({ name })),
    rows: benefits.map(({ number, facts }) => [
      writeNumber(number),
      facts.what,
      writePeriod(facts.period),
      facts.standing,
      ...[facts.measure, facts.baseline, facts.target].map((said) => said ?? '–'),
    ]),
  };
}

/** Entries that were taken out of the log, and why. */
export function withdrawnTable(benefits: readonly Benefit[]): ReportTable {
  return {
    columns: [{ name: 'Number' }, { name: 'What' }, { name: 'Why' }, { name: 'Withdrawn', short: true }, { name: 'Amount', sums: true }],
    rows: benefits.map(({ number, facts, history }) => {
      const last = history.findLast(({ event, counted }) => counted && event.is === 'withdrawn')!.event;
      return [
        writeNumber(number),
        facts.what,
        'reason' in last && last.reason !== undefined ? last.reason : '–',
        writeDay(dayInLondon(new Date(last.at))),
        amountOf(facts.amountPence),
      ];
    }),
  };
}

function amountOf(pence: number | null): string {
  return pence === null ? '–' : writeMoney(pence);
}
