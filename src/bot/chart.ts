import { createRequire } from 'node:module';
import type { TopLevelSpec } from 'vega-lite';
import type { ChartSpec } from '../data/benefit-chart.ts';
import { clean } from './adaptive-card.ts';
import { drawBars } from './chart-bars.ts';
import { drawLines } from './chart-lines.ts';
import { IN_PAGE, type Look, ON_PAPER, patternsOf, WIDTH } from './chart-look.ts';

/*
 * The only file that knows the chart library and what turns its drawings into pixels. Both are loaded when the first chart is drawn: they
 * take a third of a second, which a command that draws none should not wait for. The server draws on a thread of its own (`charts.ts`).
 */

const EDGE = 20;
const TITLE_HEIGHT = 36;
/** A picture has twice as many pixels as it is drawn for: sharp on the screens of telephones. */
const PIXELS_WIDE = WIDTH * 2;

/** A chart as a PNG on white. */
export async function chartAsPng(chart: ChartSpec): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const svg = await drawSvg(chart, ON_PAPER);
  // Nothing is drawn where a font is missing, so the fonts come along and those of the machine are left alone.
  const font = { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: ON_PAPER.font };
  const picture = await renderAsync(svg, { font, fitTo: { mode: 'width', value: PIXELS_WIDE } });
  return picture.asPng();
}

/** A chart as SVG to stand in an HTML page that sets its colours (`IN_PAGE`); `alt` is read out in its place. */
export async function chartAsSvg(chart: ChartSpec, alt: string): Promise<string> {
  const svg = await drawSvg(chart, IN_PAGE);
  // The page has margins of its own: the picture begins where its text does.
  const cut = svg.replace(
    / width="\d+" height="(\d+)" viewBox="[^"]*"/,
    ` width="${WIDTH - EDGE}" height="$1" viewBox="${EDGE} 0 ${WIDTH - EDGE} $1"`,
  );
  return cut.replace('<svg ', `<svg role="img" aria-label="${escapeXml(clean(alt))}" `);
}

async function drawSvg(chart: ChartSpec, look: Look): Promise<string> {
  const [{ parse, View }, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  const view = new View(parse(compile(specOf(chart, look) as TopLevelSpec).spec), { renderer: 'none' });
  try {
    const svg = await view.toSVG();
    return svg.replace(/(<svg [^>]*>)/, `$1${chart.is === 'running totals' ? '' : patternsOf(look)}`);
  } finally {
    view.finalize();
  }
}

function specOf(chart: ChartSpec, look: Look): object {
  const { room, height, layer } = chart.is === 'running totals' ? drawLines(chart, look) : drawBars(chart, look);
  return {
    autosize: 'none',
    background: look.paper,
    padding: { left: room.left, right: room.right, top: TITLE_HEIGHT + EDGE, bottom: room.bottom + EDGE },
    width: WIDTH - room.left - room.right,
    height,
    title: {
      text: clean(chart.title),
      anchor: 'start',
      frame: 'group',
      dx: EDGE - room.left,
      offset: EDGE,
      font: look.font,
      fontSize: 16,
      color: look.ink,
    },
    layer,
    config: { aria: false, view: { stroke: null }, text: { font: look.font, fontSize: 13 } },
  };
}

function fontFiles(): string[] {
  const require = createRequire(import.meta.url);
  return ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => require.resolve(`dejavu-fonts-ttf/ttf/${name}`));
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}
