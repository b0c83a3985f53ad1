import type { Chart, ChartedClass } from './benefit-chart.ts';
import { type Pence, writeMoney } from './money.ts';
import type { PartnerReturn } from './returns.ts';

/** What is drawn of each return, and in which of the looks a chart has. */
const DRAWN: readonly { label: string; looksLike: ChartedClass; pence(given: PartnerReturn): Pence }[] = [
  { label: 'Budget', looksLike: 'cashable', pence: ({ budgetPence }) => budgetPence },
  { label: 'Spent so far', looksLike: 'non-cashable', pence: ({ spentPence }) => spentPence },
  { label: 'Forecast', looksLike: 'disbenefit', pence: ({ forecastPence }) => forecastPence },
];

/** The returns of several partners side by side, each with its own bars; no sum of any. */
export function chartOfReturns(rows: readonly { name: string; given: PartnerReturn }[], title: string): Chart {
  const said = rows.map(
    ({ name, given }) => `${name}: ${DRAWN.map(({ label, pence }) => `${label.toLowerCase()} ${writeMoney(pence(given))}`).join(', ')}`,
  );
  return {
    alt: `Bar chart. ${title}, side by side. ${said.join('. ')}.`,
    spec: {
      is: 'side by side',
      title,
      along: rows.map(({ name }) => name),
      series: DRAWN.map(({ label, looksLike, pence }) => ({ class: looksLike, label, pence: rows.map(({ given }) => pence(given)) })),
    },
  };
}
