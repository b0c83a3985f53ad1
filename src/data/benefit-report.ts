import type { AgreementRecord } from './agreement-record.ts';
import { type Chart, chartByPartner, chartOverTime } from './benefit-chart.ts';
import { newestTable, qualityTable, withdrawnTable } from './benefit-report-entries.ts';
import { addUp, type Cell, type Filter, passes, type Rulebook, sumBy, sumOf, type Totals, yearOfCell } from './benefit-totals.ts';
import { BENEFIT_CLASSES, type Benefit } from './benefits.ts';
import { type Day, writeDay } from './days.ts';
import { writeMoney } from './money.ts';
import { writePeriod } from './period.ts';

/*
 * The report on the log that a board reads: one page, in no format’s terms. `report-html.ts` and `report-markdown.ts` write it.
 */

/** `sums` are columns of figures, set to the right; `short` ones stay on one line; `total` is a last row that adds the others up. */
export type ReportTable = {
  columns: readonly { name: string; sums?: true; short?: true }[];
  rows: readonly (readonly string[])[];
  total?: readonly string[];
};
export type ReportBlock =
  | { is: 'paragraph'; text: string }
  | { is: 'list'; items: readonly string[] }
  | ({ is: 'table' } & ReportTable)
  | ({ is: 'chart' } & Chart);
export type Report = {
  title: string;
  /** What it covers and when it was made. */
  about: string;
  /** The few figures that come first. */
  figures: readonly { name: string; value: string; note: string }[];
  sections: readonly { heading: string; blocks: readonly ReportBlock[] }[];
};

const LISTED = 10;

/** Reads a log once and makes the report on what counts in the period. */
export async function benefitReport(
  pages: AsyncIterable<readonly Benefit[]>,
  agreement: AgreementRecord,
  rulebook: Rulebook,
  period: Pick<Filter, 'since' | 'until'>,
  today: Day,
): Promise<Report> {
  const seen: Seen = { newest: [], quality: [], withdrawn: [] };
  const totals = await addUp(noting(pages, period, seen), rulebook, period);
  return {
    title: `Accrued benefits: ${agreement.name}`,
    about: `${covers(period)}. Made on ${writeDay(today)}. For the partners to the agreement: ${agreement.parties.map(({ name }) => name).join(', ')}.`,
    figures: figuresOf(totals),
    sections: [
      { heading: 'By class', blocks: byClass(totals) },
      { heading: 'By financial year, planned against actual', blocks: byYear(totals) },
      { heading: 'By partner', blocks: byPartner(totals, agreement, rulebook) },
      { heading: 'Benefits without an amount', blocks: listed(seen.quality, qualityTable, 'No benefit without an amount is in the log.') },
      { heading: 'Newest entries', blocks: listed(seen.newest, newestTable, 'No entry is in the log.') },
      { heading: 'Entries withdrawn', blocks: listed(seen.withdrawn, withdrawnTable, 'No entry has been withdrawn.') },
      { heading: 'How to read this page', blocks: [{ is: 'list', items: HOW_TO_READ }] },
    ],
  };
}

const HOW_TO_READ = [
  'Cashable: money that can be spent on something else. Non-cashable: worth money, such as staff time, but frees none. Non-financial: a gain in quality. Disbenefit: a loss; a cost is a disbenefit with an amount.',
  'Actual: it has happened. Planned: it is expected, and never added to what has happened. Net is all classes together, disbenefits taken off.',
  'Verified: the finance lead of a partner, never whoever logged it, has checked the entry.',
  'An entry counts whole, and once, on the first day of its period: that day decides its financial year and the protocol that splits it.',
  'Full-year value: what yearly benefits come to in a whole year. It is not part of the sums.',
  'Financial years run from 1 April to 31 March. Nothing in the log is overwritten: corrections and withdrawals are kept with their reasons.',
];

type Seen = { newest: Benefit[]; quality: Benefit[]; withdrawn: Benefit[] };

/** Passes the pages on, and notes the entries that the report lists: the last of each kind. */
async function* noting(pages: AsyncIterable<readonly Benefit[]>, period: Filter, seen: Seen): AsyncGenerator<readonly Benefit[]> {
  for await (const page of pages) {
    for (const benefit of page) {
      if (benefit.state === 'withdrawn' && passes({ ...benefit, state: 'in the log' }, period)) keep(seen.withdrawn, benefit);
      if (!passes(benefit, period)) continue;
      keep(seen.newest, benefit);
      if (benefit.facts.amountPence === null) keep(seen.quality, benefit);
    }
    yield page;
  }
}

/** Adds one, and lets the oldest go: one more than is listed is held, which tells that there are more. */
function keep(kept: Benefit[], benefit: Benefit): void {
  kept.push(benefit);
  if (kept.length > LISTED + 1) kept.shift();
}

function listed(benefits: readonly Benefit[], table: (benefits: readonly Benefit[]) => ReportTable, none: string): ReportBlock[] {
  if (benefits.length === 0) return [{ is: 'paragraph', text: none }];
  const more: ReportBlock[] =
    benefits.length > LISTED ? [{ is: 'paragraph', text: `The newest ${LISTED}; the export holds them all.` }] : [];
  return [{ is: 'table', ...table(benefits.toReversed().slice(0, LISTED)) }, ...more];
}

function covers({ since, until }: Pick<Filter, 'since' | 'until'>): string {
  if (since !== undefined && until !== undefined) return writePeriod({ from: since, to: until });
  if (since !== undefined) return `From ${writeDay(since)}`;
  return until === undefined ? 'The whole log' : `To ${writeDay(until)}`;
}

function figuresOf({ cells }: Totals): Report['figures'] {
  const [actual, planned] = [sumOf(cells, 'actual'), sumOf(cells, 'planned')];
  const cashable = sumOf(
    cells.filter((cell) => cell.class === 'cashable'),
    'actual',
  );
  const entries = (count: number) => `${count} ${count === 1 ? 'entry' : 'entries'}`;
  return [
    { name: 'Net benefit so far', value: writeMoney(actual.pence), note: `${entries(actual.entries)}, disbenefits taken off` },
    { name: 'of which cashable', value: writeMoney(cashable.pence), note: entries(cashable.entries) },
    { name: 'Verified', value: writeMoney(actual.verifiedPence), note: 'by a finance lead' },
    { name: 'Planned', value: writeMoney(planned.pence), note: `${entries(planned.entries)}, no part of the net` },
  ];
}

function byClass(totals: Totals): ReportBlock[] {
  const of = (cells: readonly Cell[]) => {
    const [actual, planned] = [sumOf(cells, 'actual'), sumOf(cells, 'planned')];
    return [
      String(sumOf(cells).entries),
      writeMoney(actual.pence),
      writeMoney(actual.verifiedPence),
      writeMoney(planned.pence),
      writeMoney(actual.fullYearPence),
    ];
  };
  const rows = BENEFIT_CLASSES.map((one) => {
    const [entries, ...amounts] = of(totals.cells.filter((cell) => cell.class === one));
    return [capital(one), entries!, ...(one === 'non-financial' ? amounts.map(() => '–') : amounts)];
  });
  const columns = [{ name: 'Class' }, ...sums('Entries', 'Actual', 'Verified', 'Planned', 'Full-year value')];
  return [...chartBlock(chartOverTime(totals)), { is: 'table', columns, rows, total: ['Net', ...of(totals.cells)] }];
}

function byYear({ cells }: Totals): ReportBlock[] {
  if (cells.length === 0) return [{ is: 'paragraph', text: 'No entry is in the log.' }];
  const of = (some: readonly Cell[]) => {
    const [actual, planned] = [sumOf(some, 'actual').pence, sumOf(some, 'planned').pence];
    return [writeMoney(planned), writeMoney(actual), writeMoney(actual - planned)];
  };
  const rows = [...sumBy(cells, yearOfCell).keys()].map((year) => [year, ...of(cells.filter((cell) => yearOfCell(cell) === year))]);
  return [
    {
      is: 'table',
      columns: [{ name: 'Financial year' }, ...sums('Planned', 'Actual', 'Actual less planned')],
      rows,
      total: ['Together', ...of(cells)],
    },
  ];
}

function byPartner(totals: Totals, agreement: AgreementRecord, rulebook: Rulebook): ReportBlock[] {
  const nameOf = (id: string) => agreement.parties.find((party) => party.id === id)?.name ?? id;
  const { entries, pence, awaiting } = totals.unsplit;
  const blocks: ReportBlock[] = rulebook.protocols.map((protocol) => {
    const shares = protocol.shares.map(({ partner, basisPoints }) => `${nameOf(partner)} ${basisPoints / 100}%`).join(', ');
    const approval = rulebook.approvals.get(protocol.id)!;
    const stands = approval.is === 'approved' ? 'approved by every partner' : 'not approved by every partner yet';
    return { is: 'paragraph', text: `Protocol from ${writeDay(protocol.from)}: ${shares}; ${stands}.` };
  });
  if (rulebook.protocols.length === 0)
    blocks.push({ is: 'paragraph', text: 'The agreement has no gain/share protocol here, so nothing is split.' });
  if (entries > 0) {
    const why = awaiting.length > 0 ? `apportionment awaits approval by ${awaiting.map(nameOf).join(' and ')}` : 'no protocol was in force';
    blocks.push({
      is: 'paragraph',
      text: `Not split: ${entries} ${entries === 1 ? 'entry' : 'entries'}, ${writeMoney(pence)} in all; ${why}.`,
    });
  }
  if (totals.partners.size === 0) return blocks;
  const of = (cells: readonly Cell[]) =>
    [sumOf(cells, 'actual').pence, sumOf(cells, 'actual').verifiedPence, sumOf(cells, 'planned').pence].map(writeMoney);
  const rows = [...totals.partners].map(([partner, cells]) => [nameOf(partner), ...of(cells)]);
  const total = ['Together', ...of([...totals.partners.values()].flat())];
  return [
    ...chartBlock(chartByPartner(totals, nameOf)),
    { is: 'table', columns: [{ name: 'Partner' }, ...sums('Actual', 'Verified', 'Planned')], rows, total },
    ...blocks,
  ];
}

function chartBlock(chart: Chart | undefined): ReportBlock[] {
  return chart === undefined ? [] : [{ is: 'chart', ...chart }];
}

function sums(...names: string[]): { name: string; sums: true }[] {
  return names.map((name) => ({ name, sums: true }));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
