import type { ChartedClass } from '../data/benefit-chart.ts';
import { clean } from './adaptive-card.ts';

/*
 * How charts look. Whoever cannot tell the colours apart has lightness, dashes, shapes, hatching and the names themselves: there is no
 * legend to match.
 */

/** The colours and the font of a picture; `paper` null where it has none of its own. */
export type Look = { font: string; paper: string | null; ink: string; quiet: string; grid: string; classes: Record<ChartedClass, string> };

/** On white, whatever colour the chat around it has. Each class stands out from white by at least 4.5 to 1, so it can colour text. */
export const ON_PAPER: Look = {
  font: 'DejaVu Sans',
  paper: '#ffffff',
  ink: '#1c2430',
  quiet: '#566070',
  grid: '#dfe4ea',
  classes: { cashable: '#0a4a58', 'non-cashable': '#2b77bb', disbenefit: '#b8431c' },
};

/** In a page that sets these colours, light or dark. */
export const IN_PAGE: Look = {
  font: 'system-ui, sans-serif',
  paper: null,
  ink: 'var(--ink)',
  quiet: 'var(--quiet)',
  grid: 'var(--grid)',
  classes: { cashable: 'var(--cashable)', 'non-cashable': 'var(--non-cashable)', disbenefit: 'var(--disbenefit)' },
};

/** How each class differs besides by colour: the points and dashes of its line, the hatching of its bars. */
export const SHAPES: Record<ChartedClass, { shape: string; dash: number[]; hatch: string }> = {
  cashable: { shape: 'circle', dash: [1, 0], hatch: '' },
  'non-cashable': { shape: 'square', dash: [7, 4], hatch: 'M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2' },
  disbenefit: { shape: 'triangle-down', dash: [2, 3], hatch: 'M0,3 H6' },
};

/** The fill of the bars of a class: one of `patternsOf`. */
export function patternOf(of: ChartedClass): string {
  return `url(#chart-${of})`;
}

/** The patterns that bars are filled with, as they stand in the drawing. */
export function patternsOf(look: Look): string {
  const patterns = Object.entries(SHAPES).map(([of, { hatch }]) => {
    const lines = hatch === '' ? '' : `<path d="${hatch}" stroke="${look.paper ?? 'var(--paper)'}" stroke-width="1.4"/>`;
    const ground = `<rect width="6" height="6" fill="${look.classes[of as ChartedClass]}"/>`;
    return `<pattern id="chart-${of}" width="6" height="6" patternUnits="userSpaceOnUse">${ground}${lines}</pattern>`;
  });
  return `<defs>${patterns.join('')}</defs>`;
}

/** The part of a Vega-Lite specification that one kind of chart draws, and the room it needs around its plot. */
export type Plot = { room: { left: number; right: number; bottom: number }; height: number; layer: object[] };

/** How wide every chart is, in pixels at 100%. */
export const WIDTH = 720;

/** A text at a place of the plot, in pixels from its top left. Control characters are taken out: a picture cannot hold them. */
export function textAt(x: number, y: number, text: string, look: { color: string; fontWeight?: 'bold'; align?: 'left' | 'right' }): object {
  return {
    data: { values: [{}] },
    mark: { type: 'text', align: 'left', baseline: 'middle', text: clean(text), ...look },
    encoding: { x: { value: x }, y: { value: y } },
  };
}

/** “Non-cashable”. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
