import type { ChartSpec } from '../data/benefit-chart.ts';
import { writeMoney } from '../data/money.ts';
import { capital, type Look, type Plot, patternOf, textAt, WIDTH } from './chart-look.ts';
import { scaleFor } from './chart-scale.ts';

const ROOM = { left: 128, right: 150, bottom: 4 };
const NAME_HEIGHT = 28;
const BAR_HEIGHT = 28;
const BAR_THICK = 18;
const BETWEEN = 16;

/** A group of bars for each place along, under its name, and its sum where that means anything: one bar for each class, with its amount. */
export function drawBars({ is, along, series }: ChartSpec, look: Look): Plot {
  const scale = scaleFor(series.flatMap(({ pence }) => pence));
  const domain = [scale.low, scale.high];
  const width = WIDTH - ROOM.left - ROOM.right;
  const place = (pounds: number) => (width * (pounds - scale.low)) / (scale.high - scale.low);
  const group = NAME_HEIGHT + series.length * BAR_HEIGHT + BETWEEN;
  const groups = along.flatMap((name, at) => {
    const sum = series.reduce((all, { pence }) => all + pence[at]!, 0);
    const top = at * group;
    const bars = series.flatMap(({ class: of, label, pence }, row) => {
      const pounds = pence[at]! / 100;
      const middle = top + NAME_HEIGHT + row * BAR_HEIGHT + BAR_HEIGHT / 2;
      const bar = {
        data: { values: [{ from: 0, to: pounds }] },
        mark: { type: 'bar', height: BAR_THICK, color: patternOf(of), stroke: look.classes[of], strokeWidth: 1 },
        encoding: {
          x: { field: 'from', type: 'quantitative', scale: { domain, nice: false }, axis: null },
          x2: { field: 'to' },
          y: { value: middle },
        },
      };
      return [
        textAt(20 - ROOM.left, middle, label ?? capital(of), { color: look.quiet }),
        bar,
        textAt(place(Math.max(0, pounds)) + 8, middle, writeMoney(pence[at]!), { color: look.ink }),
      ];
    });
    const zero = {
      data: { values: [{ at: 0 }] },
      mark: { type: 'rule', color: look.quiet, strokeWidth: 1.2 },
      encoding: {
        x: { field: 'at', type: 'quantitative', scale: { domain, nice: false }, axis: null },
        y: { value: top + NAME_HEIGHT },
        y2: { value: top + group - BETWEEN },
      },
    };
    return [
      textAt(20 - ROOM.left, top + NAME_HEIGHT / 2, is === 'side by side' ? name : `${name}: ${writeMoney(sum)}`, {
        color: look.ink,
        fontWeight: 'bold',
      }),
      ...bars,
      zero,
    ];
  });
  return { room: ROOM, height: along.length * group - BETWEEN, layer: groups };
}
