import type { ChartSpec } from '../data/benefit-chart.ts';
import type { Report, ReportBlock, ReportTable } from '../data/benefit-report.ts';
import { clean } from './adaptive-card.ts';
import type { DrawPicture } from './draw-charts.ts';

/** The report as Markdown, its charts inside it as pictures. What people wrote formats nothing and links nowhere. */
export async function reportAsMarkdown(report: Report, draw: DrawPicture): Promise<string> {
  const sections = await Promise.all(
    report.sections.map(async ({ heading, blocks }) => {
      const written = await Promise.all(blocks.map((block) => writeBlock(block, draw)));
      return [`## ${asWritten(heading)}`, ...written].join('\n\n');
    }),
  );
  const figures = report.figures
    .map(({ name, value, note }) => `- ${asWritten(name)}: **${asWritten(value)}** (${asWritten(note)})`)
    .join('\n');
  return `${[`# ${asWritten(report.title)}`, asWritten(report.about), figures, ...sections].join('\n\n')}\n`;
}

async function writeBlock(block: ReportBlock, draw: DrawPicture): Promise<string> {
  switch (block.is) {
    case 'paragraph':
      return asWritten(block.text);
    case 'list':
      return block.items.map((item) => `- ${asWritten(item)}`).join('\n');
    case 'table':
      return writeTable(block);
    case 'chart':
      return `![${asWritten(block.alt)}](${await pictureOf(block.spec, draw)})`;
    default:
      return block satisfies never;
  }
}

async function pictureOf(spec: ChartSpec, draw: DrawPicture): Promise<string> {
  return `data:image/png;base64,${Buffer.from(await draw(spec)).toString('base64')}`;
}

function writeTable({ columns, rows, total }: ReportTable): string {
  const row = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  return [
    row(columns.map(({ name }) => asWritten(name))),
    row(columns.map(({ sums }) => (sums ? '---:' : '---'))),
    ...rows.map((texts) => row(texts.map(asWritten))),
    ...(total === undefined ? [] : [row(total.map((text) => `**${asWritten(text)}**`))]),
  ].join('\n');
}

/** On one line, each mark that Markdown or HTML would read written so that it shows as itself. A mark after a letter or figure starts no list. */
function asWritten(text: string): string {
  return clean(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|#~&!]/g, (mark) => (mark === '<' ? '&lt;' : mark === '&' ? '&amp;' : `\\${mark}`))
    .replace(/^([-+]|\d+[.)])(?=\s|$)/, '\\$1')
    .replace(/\b(https?):\/\//gi, '$1:\u2060//');
}
