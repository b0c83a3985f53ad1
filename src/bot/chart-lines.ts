import type { ChartSpec } from '../data/benefit-chart.ts';
import { writeMoney } from '../data/money.ts';
import { capital, type Look, type Plot, SHAPES, textAt, WIDTH } from './chart-look.ts';
import { type MoneyScale, namesOf, scaleFor } from './chart-scale.ts';

const HEIGHT = 300;
const ROOM = { left: 76, right: 160, bottom: 48 };
/** A label at the end of a line is two lines of text. */
const LABEL_HEIGHT = 42;
/** With more quarters than this, only the years are named; with more than the other, no points are drawn. */
const QUARTERS_NAMED = 12;
const POINTS_DRAWN = 24;

/** Running totals as lines over the quarters, each with its name and where it ends beside it. */
export function drawLines({ along, series }: ChartSpec, look: Look): Plot {
  const scale = scaleFor(series.flatMap(({ pence }) => pence));
  const y = {
    field: 'pounds',
    type: 'quantitative',
    scale: { domain: [scale.low, scale.high], nice: false },
    axis: moneyAxis(scale, look),
  };
  const x = { field: 'at', type: 'ordinal', sort: null, scale: { type: 'point', padding: 0.4 }, axis: quarterAxis(along, look) };
  const drawn = series.flatMap(({ class: of, pence }) => {
    const begins = pence.findIndex((one) => one !== 0);
    const values = pence.map((one, at) => ({ at, pounds: one / 100 }));
    // A line rises from nothing in the quarter before it begins; what is not there yet has no points.
    const data = { values: values.slice(Math.max(0, begins - 1)) };
    const reached = { values: values.slice(Math.max(0, begins)) };
    const color = look.classes[of];
    const line = { data, mark: { type: 'line', color, strokeWidth: 2.5, strokeDash: SHAPES[of].dash }, encoding: { x, y } };
    const points = {
      data: reached,
      mark: { type: 'point', shape: SHAPES[of].shape, size: 70, color, fill: color, opacity: 1 },
      encoding: { x, y },
    };
    return pence.length > POINTS_DRAWN ? [line] : [line, points];
  });
  const zero = { data: { values: [{ pounds: 0 }] }, mark: { type: 'rule', color: look.quiet, strokeWidth: 1.2 }, encoding: { y } };
  const right = WIDTH - ROOM.left - ROOM.right + 8;
  const names = endLabels(series, scale).flatMap(({ class: of, amount, at }) => [
    textAt(right, at - 8, capital(of), { color: look.classes[of], fontWeight: 'bold' }),
    textAt(right, at + 9, amount, { color: look.ink }),
  ]);
  return { room: ROOM, height: HEIGHT, layer: [zero, ...drawn, ...names] };
}

function moneyAxis(scale: MoneyScale, look: Look): object {
  const names = Object.fromEntries(namesOf(scale).map((name, at) => [String(scale.ticks[at]), name]));
  const shown = { values: scale.ticks, labelExpr: `${JSON.stringify(names)}[datum.value]`, labelPadding: 10 };
  return { ...axisLook(look), ...shown, grid: true, domain: false, ticks: false };
}

/** Under each quarter its number, and under the first of a year the year: `Q1` over `2015/16`. */
function quarterAxis(along: readonly string[], look: Look): object {
  const crowded = along.length > QUARTERS_NAMED;
  const names = along.map((name, at) => {
    const [quarter, year] = name.split(' ');
    if (crowded) return quarter === 'Q1' ? year : '';
    return at === 0 || quarter === 'Q1' ? [quarter, year] : quarter;
  });
  const shown = {
    labelExpr: `${JSON.stringify(names)}[datum.value]`,
    labelOverlap: false,
    labelAngle: 0,
    labelPadding: 8,
    labelLineHeight: 16,
  };
  return { ...axisLook(look), ...shown, grid: false, domain: false, ticks: false };
}

function axisLook({ font, quiet, grid }: Look): object {
  return { title: null, labelFont: font, labelFontSize: 12, labelColor: quiet, gridColor: grid, gridOpacity: 1 };
}

type EndLabel = { class: ChartSpec['series'][number]['class']; amount: string; at: number };

/** Where the name of each line stands: at its end, moved apart where lines end close together. */
function endLabels(series: ChartSpec['series'], { low, high }: MoneyScale): EndLabel[] {
  const labels = series
    .map(({ class: of, pence }) => {
      const last = pence.at(-1)!;
      return { class: of, amount: writeMoney(last), at: (HEIGHT * (high - last / 100)) / (high - low) };
    })
    .sort((a, b) => a.at - b.at);
  for (let index = 1; index < labels.length; index += 1)
    labels[index]!.at = Math.max(labels[index]!.at, labels[index - 1]!.at + LABEL_HEIGHT);
  // The lowest may have been pushed below the plot: it comes up again, and pushes those above it.
  for (let index = labels.length - 1, lowest = HEIGHT; index >= 0; index -= 1) {
    labels[index]!.at = Math.min(labels[index]!.at, lowest);
    lowest = labels[index]!.at - LABEL_HEIGHT;
  }
  return labels;
}
