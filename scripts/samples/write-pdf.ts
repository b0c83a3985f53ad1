import { chromium } from 'playwright-core';
import { type Block, printedNumbers, type Scheme } from './blocks.ts';
import { escapeXml } from './write-docx.ts';

/*
 * Prints a PDF with the system’s Chromium: a running header and page numbers, narrow columns so that words are divided at line ends.
 */

/** The bytes of a PDF. @param header printed at the head of every page @param browser path of Chromium */
export async function writePdf(blocks: readonly Block[], scheme: Scheme, header: string, browser: string): Promise<Uint8Array> {
  const running = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] });
  try {
    const page = await running.newPage();
    await page.setContent(writeHtml(blocks, scheme));
    const line = (text: string) => `<div style="font-size:8pt;width:100%;text-align:center">${text}</div>`;
    return await page.pdf({
      format: 'A5',
      displayHeaderFooter: true,
      headerTemplate: line(escapeXml(header)),
      footerTemplate: line('Page <span class="pageNumber"></span> of <span class="totalPages"></span>'),
      margin: { top: '25mm', bottom: '25mm', left: '20mm', right: '20mm' },
    });
  } finally {
    await running.close();
  }
}

/** The page that is printed. */
export function writeHtml(blocks: readonly Block[], scheme: Scheme): string {
  const numbers = printedNumbers(blocks, scheme);
  const body = blocks.map((block, at) => blockHtml(block, numbers[at])).join('\n');
  return `<!doctype html><html lang="en-GB"><style>${STYLE}</style><body>${body}</body></html>`;
}

const STYLE = `body{font:11pt/1.35 "DejaVu Serif",serif;text-align:justify;hyphens:manual}p{margin:0 0 7pt}.c{display:flex}.c b{font-weight:normal;flex:0 0 32pt}
h1{font-size:18pt}h2{font-size:14pt;break-before:auto}h3{font-size:11pt;margin:12pt 0 6pt}.l2{margin-left:32pt}.l3{margin-left:64pt}
table{border-collapse:collapse;margin-bottom:8pt}td,th{border:1px solid #999;padding:5pt 6pt;vertical-align:top;text-align:left}td:first-child,th:first-child{width:35%}`;

function blockHtml(block: Block, number: string | undefined): string {
  if (block.is === 'table') {
    const row = (cells: readonly string[], tag: string) => `<tr>${cells.map((cell) => `<${tag}>${words(cell)}</${tag}>`).join('')}</tr>`;
    return `<table>${row(block.head, 'th')}${block.rows.map((cells) => row(cells, 'td')).join('')}</table>`;
  }
  const text = words(block.text);
  if (block.is === 'title') return `<h1>${text}</h1>`;
  if (block.is === 'heading' || block.is === 'schedule') return `<h2>${text}</h2>`;
  if (block.is === 'clause' && block.heading) return `<h3>${number} ${text}</h3>`;
  const before = block.is === 'bullet' ? '•' : number;
  if (before === undefined) return `<p>${text}</p>`;
  const level = block.is === 'clause' ? block.level : 2;
  return `<p class="c l${level}"><b>${before}</b><span>${text}</span></p>`;
}

/** Long words may be divided where a soft hyphen allows it. */
function words(text: string): string {
  return escapeXml(text).replace(/\p{L}{11,}/gu, (word) => `${word.slice(0, 5)}&shy;${word.slice(5)}`);
}
