import type { ChartSpec } from '../data/benefit-chart.ts';
import type { Report, ReportBlock, ReportTable } from '../data/benefit-report.ts';
import { clean } from './adaptive-card.ts';
import { REPORT_STYLE } from './report-style.ts';

/** Draws a chart as SVG in the colours of the page. */
export type DrawSvg = (spec: ChartSpec, alt: string) => Promise<string>;

/** The report as one HTML page: nothing is fetched, nothing runs, and every text stands as it was written. */
export async function reportAsHtml(report: Report, draw: DrawSvg): Promise<string> {
  const sections = await Promise.all(
    report.sections.map(async ({ heading, blocks }) => {
      const drawn = await Promise.all(blocks.map((block) => drawBlock(block, heading, draw)));
      return `<section>\n<h2>${escapeHtml(heading)}</h2>\n${drawn.join('\n')}\n</section>`;
    }),
  );
  const figures = report.figures.map(
    ({ name, value, note }) => `<div><dt>${escapeHtml(name)}</dt><dd><strong>${escapeHtml(value)}</strong> ${escapeHtml(note)}</dd></div>`,
  );
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(report.title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${escapeHtml(report.title)}</h1>
<p>${escapeHtml(report.about)}</p>
</header>
<dl class="figures">${figures.join('')}</dl>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

async function drawBlock(block: ReportBlock, heading: string, draw: DrawSvg): Promise<string> {
  switch (block.is) {
    case 'paragraph':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'table':
      return drawTable(block, heading);
    case 'chart':
      return `<figure tabindex="0" aria-label="${escapeHtml(block.spec.title)}">${await draw(block.spec, block.alt)}</figure>`;
    default:
      return block satisfies never;
  }
}

function drawTable({ columns, rows, total }: ReportTable, heading: string): string {
  const look = (at: number) => (columns[at]?.sums ? ' class="sum"' : columns[at]?.short ? ' class="short"' : '');
  const head = columns.map(({ name }, at) => `<th scope="col"${look(at)}>${escapeHtml(name)}</th>`).join('');
  const row = (texts: readonly string[]) => {
    const [first = '', ...rest] = texts;
    const cells = rest.map((text, at) => `<td${look(at + 1)}>${escapeHtml(text)}</td>`).join('');
    return `<tr><th scope="row">${escapeHtml(first)}</th>${cells}</tr>`;
  };
  const foot = total === undefined ? '' : `<tfoot>${row(total)}</tfoot>`;
  const table = `<table><caption>${escapeHtml(heading)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.map(row).join('')}</tbody>${foot}</table>`;
  return `<div class="wide" tabindex="0" role="region" aria-label="${escapeHtml(heading)}">${table}</div>`;
}

function escapeHtml(text: string): string {
  return clean(text).replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}
