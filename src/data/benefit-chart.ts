import { type Cell, quarterOfCell, sumBy, sumOf, type Totals } from './benefit-totals.ts';
import type { BenefitClass } from './benefits.ts';
import { addMonthsTo, type Day } from './days.ts';
import { type Pence, writeMoney } from './money.ts';
import { writeQuarter } from './period.ts';

/*
 * The pictures of the log: what each shows, in no chart library’s terms, and the same in words. Actual entries only: what is planned
 * has not accrued.
 */

/** The classes that come in amounts, in the order they are drawn. A non-financial benefit has none. */
export const CHARTED_CLASSES = ['cashable', 'non-cashable', 'disbenefit'] as const satisfies readonly BenefitClass[];
export type ChartedClass = (typeof CHARTED_CLASSES)[number];

/** What a chart shows: for each class, one amount (in pence) at each place along the axis. */
export type ChartSpec = {
  /** `side by side`: bars that are never added up. */
  is: 'running totals' | 'bars' | 'side by side';
  title: string;
  along: readonly string[];
  /** `label` is the name of what is no class, and only looks like one. */
  series: readonly { class: ChartedClass; label?: string; pence: readonly Pence[] }[];
};

/** A chart and the same in words, for whoever cannot see it. */
export type Chart = { alt: string; spec: ChartSpec };

/** What the actual entries of each class come to, quarter by quarter, each quarter with all before it. Undefined when no entry has an amount. */
export function chartOverTime({ cells }: Pick<Totals, 'cells'>): Chart | undefined {
  const drawn = charted(cells);
  const quarters = everyQuarter(drawn.map(quarterOfCell));
  const series = CHARTED_CLASSES.flatMap((of) => {
    const own = sumBy(drawn, (cell) => (cell.class === of ? quarterOfCell(cell) : undefined));
    let running = 0;
    const pence = quarters.map((quarter) => (running += own.get(quarter)?.pence ?? 0));
    return own.size === 0 ? [] : [{ class: of, pence }];
  });
  if (series.length === 0) return undefined;
  const along = quarters.map(writeQuarter);
  const said = series.map((one) => `${one.class} ${writeMoney(one.pence.at(-1)!)}`).join(', ');
  const span = along.length === 1 ? `in ${along[0]}` : `from ${along[0]} to ${along.at(-1)}`;
  return {
    alt: `Line chart. Running totals of actual benefits by class, ${span}. At the end: ${said}.`,
    spec: { is: 'running totals', title: 'Actual benefits so far, by class', along, series },
  };
}

/**
 * What falls to each partner of the actual entries, by class. Undefined when nothing could be split.
 * @param nameOf the name of a partner, by its id
 */
export function chartByPartner({ partners }: Pick<Totals, 'partners'>, nameOf: (partner: string) => string): Chart | undefined {
  const drawn = [...partners].map(([partner, cells]) => ({ name: nameOf(partner), cells: charted(cells) }));
  const series = CHARTED_CLASSES.flatMap((of) => {
    const own = drawn.map(({ cells }) => cells.filter((cell) => cell.class === of));
    return own.every((cells) => cells.length === 0) ? [] : [{ class: of, pence: own.map((cells) => sumOf(cells).pence) }];
  });
  if (series.length === 0) return undefined;
  const said = drawn.map(({ name, cells }) => `${name} ${writeMoney(sumOf(cells).pence)}`).join(', ');
  return {
    alt: `Bar chart. Actual benefits by partner, disbenefits taken off: ${said}.`,
    spec: { is: 'bars', title: 'Actual benefits by partner', along: drawn.map(({ name }) => name), series },
  };
}

function charted(cells: readonly Cell[]): Cell[] {
  return cells.filter((cell) => cell.standing === 'actual' && cell.class !== 'non-financial');
}

/** The first days of all quarters from the first to the last of these, those without an entry too. */
function everyQuarter(quarters: readonly Day[]): Day[] {
  const [first, last] = [quarters.toSorted()[0], quarters.toSorted().at(-1)];
  const all: Day[] = [];
  for (let quarter = first; quarter !== undefined && quarter <= last!; quarter = addMonthsTo(quarter, 3)) all.push(quarter);
  return all;
}
