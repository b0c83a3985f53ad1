import type { Paragraph } from '../../data/document.ts';
import { readLabel } from '../../data/read-label.ts';

/**
 * A row of a table from the paragraphs of its cells. A row with words in one cell only is layout, and so is one whose first cell holds just a
 * number: their paragraphs stand for themselves. @param table which table of the document, 0 first
 */
export function rowParagraphs(cells: readonly (readonly Paragraph[])[], table: number, head: boolean): Paragraph[] {
  const filled = cells.filter((cell) => cell.some(hasWords));
  if (filled.length === 0) return [];
  if (filled.length === 1) return [...filled[0]!];
  const number = wordsOf(filled[0]!);
  if (filled.length === 2 && isNumberAlone(number)) {
    const [first, ...others] = filled[1]!.filter(hasWords);
    if (first!.printed === undefined) return [{ ...first!, printed: number }, ...others];
  }
  return [{ text: '', cells: cells.map(wordsOf), table, ...(head ? { bold: true as const } : {}) }];
}

function hasWords({ text, printed, cells }: Paragraph): boolean {
  return text !== '' || printed !== undefined || cells !== undefined;
}

/** The words of a cell, with the automatic numbers as they are printed. */
function wordsOf(cell: readonly Paragraph[]): string {
  return cell
    .map(({ printed, text, cells }) => [printed, text, ...(cells ?? [])].filter((one) => one !== undefined && one !== '').join(' '))
    .filter((line) => line !== '')
    .join('\n');
}

function isNumberAlone(text: string): boolean {
  return /^(?:\(?[\da-z]{1,4}[.)]{0,2}|\d+(?:\.\d+)+\.?)$/i.test(text) && readLabel({ text })?.rest === '';
}
