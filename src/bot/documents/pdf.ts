import type { SourceDocument } from '../../data/document.ts';
import { type Line, linesOf, type Piece } from './pdf-lines.ts';
import { paragraphsOf } from './pdf-paragraphs.ts';
import { withoutRunningLines } from './pdf-running-lines.ts';
import { DocumentRefused } from './refusal.ts';

const PAGES_AT_MOST = 1500;

export const SCANNED =
  'This PDF is a picture of pages: it holds no text. Ask for the Word file, or have it read by text recognition first.';
const DAMAGED = 'This PDF is damaged and could not be read. Ask for it again, or for the Word file.';

/**
 * Reads a PDF: its lines by where they stand on the page, without what is printed at the head and foot of every page.
 * @param progress told how many pages of how many are read @throws DocumentRefused
 */
export async function readPdf(bytes: Uint8Array, progress: (done: number, all: number) => void): Promise<SourceDocument> {
  const document = await open(bytes);
  try {
    if (document.numPages > PAGES_AT_MOST)
      throw new DocumentRefused(
        `This PDF has ${document.numPages} pages, more than Accord reads (${PAGES_AT_MOST}). Send the agreement alone.`,
      );
    const pages: Line[][] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      pages.push(await linesOnPage(document, number));
      progress(number, document.numPages);
    }
    const empty = pages.flatMap((lines, at) => (lines.length === 0 ? [at + 1] : []));
    if (empty.length === pages.length) throw new DocumentRefused(SCANNED);
    return {
      paragraphs: paragraphsOf(withoutRunningLines(pages)),
      guessed: true,
      ...(empty.length === 0 ? {} : { remarks: [remarkOn(empty)] }),
    };
  } finally {
    await document.loadingTask.destroy();
  }
}

async function open(bytes: Uint8Array) {
  const { getDocumentProxy } = await import('unpdf');
  try {
    // The library keeps the bytes it is given for itself.
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, enableXfa: false });
  } catch (cause) {
    const locked = (cause as Error).name === 'PasswordException';
    const sentence = locked ? 'This PDF is protected by a password. Save it without one, or ask for the Word file.' : DAMAGED;
    throw Object.assign(new DocumentRefused(sentence), { cause });
  }
}

async function linesOnPage(document: Awaited<ReturnType<typeof open>>, number: number): Promise<Line[]> {
  try {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const pieces = items.flatMap((item): Piece[] => {
      if (!('str' in item) || item.str === '') return [];
      const [a, b, , , x, y] = item.transform as [number, number, number, number, number, number];
      if (Math.abs(b) > Math.abs(a)) return [];
      return [{ text: item.str, x, y, width: item.width, size: Math.hypot(a, b), font: item.fontName, rightToLeft: item.dir === 'rtl' }];
    });
    page.cleanup();
    return linesOf(pieces, number);
  } catch (cause) {
    throw Object.assign(new DocumentRefused(DAMAGED), { cause });
  }
}

function remarkOn(empty: readonly number[]): string {
  const named = empty.slice(0, 5).join(', ');
  return empty.length === 1
    ? `Page ${named} of the PDF holds no text: if it is a picture of a page, its words are missing here.`
    : `Pages ${named}${empty.length > 5 ? ' and others' : ''} of the PDF hold no text: if they are pictures of pages, their words are missing here.`;
}
