import type { Paragraph, SourceDocument } from '../../data/document.ts';
import { unpack } from './archive.ts';
import { cleanWords } from './clean-words.ts';
import { besideText } from './docx-beside.ts';
import { type AutomaticNumbers, openAutomaticNumbers, type Printed } from './docx-numbering.ts';
import { isOn, paragraphFacts, readStyles, type StyleFacts } from './docx-styles.ts';
import { runsOf } from './docx-words.ts';
import { DocumentRefused } from './refusal.ts';
import { rowParagraphs } from './table-rows.ts';
import { childOf, childrenOf, descendantsOf, type Element, parseXml } from './xml.ts';

type Reading = { styles: ReadonlyMap<string, StyleFacts>; numbers: AutomaticNumbers; tables: number; carried: string };

/**
 * Reads a Word document: its paragraphs and tables with their automatic numbers, as they would print with all tracked changes accepted.
 * Headers, footers, comments and drawings are not part of it; notes and text boxes come after it, marked as what they are.
 * @throws DocumentRefused
 */
export function readDocx(bytes: Uint8Array): SourceDocument {
  const files = unpack(bytes, ['word/document.xml', 'word/numbering.xml', 'word/styles.xml', 'word/footnotes.xml', 'word/endnotes.xml']);
  const main = files.get('word/document.xml');
  if (main === undefined)
    throw new DocumentRefused('This Word file has no text inside. Open it in Word, save it again and send the new file.');
  const root = (name: string) => (files.has(name) ? parseXml(files.get(name)!) : undefined);
  const styles = readStyles(root('word/styles.xml'));
  const numbers = openAutomaticNumbers(root('word/numbering.xml'), (style) => styles.get(style)?.numId);
  const reading: Reading = { styles, numbers, tables: 0, carried: '' };
  const body = childOf(parseXml(main), 'body');
  if (body === undefined) return { paragraphs: [], guessed: false };
  const notes = { footnotes: root('word/footnotes.xml'), endnotes: root('word/endnotes.xml') };
  return { paragraphs: [...blocksOf(body, reading), ...besideText(body, notes)], guessed: false };
}

/** What may hold paragraphs: everything that is not known to hold something else. */
const NOT_TEXT = new Set(['drawing', 'pict', 'object', 'del', 'moveFrom', 'sectPr', 'txbxContent', 'Fallback']);

function blocksOf(element: Element, reading: Reading): Paragraph[] {
  return element.children.flatMap((child): Paragraph[] => {
    if (typeof child === 'string' || NOT_TEXT.has(child.name)) return [];
    if (child.name === 'p') return paragraphOf(child, reading);
    if (child.name === 'tbl') return tableOf(child, reading);
    return child.name === 'sdt' && isContents(child) ? [] : blocksOf(child, reading);
  });
}

function isContents(block: Element): boolean {
  const gallery = descendantsOf(childOf(block, 'sdtPr') ?? block, 'docPartGallery')[0];
  return /table of contents/i.test(gallery?.attributes.val ?? '');
}

function paragraphOf(element: Element, reading: Reading): Paragraph[] {
  const properties = childOf(element, 'pPr');
  const styleId = childOf(properties, 'pStyle')?.attributes.val ?? '';
  const style = reading.styles.get(styleId) ?? { name: '' };
  if (/^toc\b|^table of /i.test(style.name) || /^TOC\d/i.test(styleId)) return [];
  const runs = runsOf(element, reading.styles, style.bold === true);
  const words = cleanWords(reading.carried + runs.map(({ text }) => text).join(''));
  reading.carried = '';
  if (hasDeletedMark(properties)) {
    reading.carried = words === '' ? '' : `${words} `;
    return [];
  }
  const own = paragraphFacts(properties);
  const number = numberOf({ ...style, ...own }, own.level, styleId, reading);
  if (words === '' && number.printed === undefined) return [];
  const outline = childOf(properties, 'outlineLvl')?.attributes.val;
  const heading = outline !== undefined && Number(outline) < 9 ? Number(outline) + 1 : style.heading;
  const spoken = runs.filter(({ text }) => text.trim() !== '');
  return [
    {
      text: words,
      ...(number.printed === undefined ? {} : { printed: number.printed }),
      ...(number.format === undefined ? {} : { format: number.format }),
      ...(number.bullet === undefined ? {} : { bullet: number.bullet }),
      depth: Math.round((own.indent ?? number.indent ?? style.indent ?? 0) / 180),
      ...(heading === undefined ? {} : { heading }),
      ...(spoken.length > 0 && spoken.every(({ bold }) => bold) ? { bold: true as const } : {}),
    },
  ];
}

/** The paragraph’s end was deleted with its tracked changes: its words go on in the next one. */
function hasDeletedMark(properties: Element | undefined): boolean {
  const mark = childOf(properties, 'rPr');
  return childOf(mark, 'del') !== undefined || childOf(mark, 'moveFrom') !== undefined;
}

/** A number that Word would print. An empty paragraph is counted by Word as well. */
function numberOf(facts: Partial<StyleFacts>, ownLevel: number | undefined, styleId: string, { numbers }: Reading): Printed {
  if (facts.numId === undefined || facts.numId === '0') return {};
  const level = ownLevel ?? numbers.levelOf(facts.numId, styleId) ?? facts.level ?? 0;
  return numbers.count(facts.numId, level) ?? {};
}

function tableOf(element: Element, reading: Reading): Paragraph[] {
  const table = reading.tables;
  reading.tables += 1;
  return rowsOf(element).flatMap((row) => {
    const properties = childOf(row, 'trPr');
    if (childOf(properties, 'del') !== undefined) return [];
    const head = childOf(properties, 'tblHeader');
    const cells = cellsOf(row).map((cell) => blocksOf(cell, reading));
    return rowParagraphs(cells, table, head !== undefined && isOn(head.attributes.val));
  });
}

/** Rows and cells may be wrapped in content controls and insertions. */
function rowsOf(element: Element): Element[] {
  return element.children.flatMap((child) =>
    typeof child === 'string' || NOT_TEXT.has(child.name)
      ? []
      : child.name === 'tr'
        ? [child]
        : ['sdt', 'sdtContent', 'ins', 'customXml'].includes(child.name)
          ? rowsOf(child)
          : [],
  );
}

function cellsOf(row: Element): Element[] {
  return [...childrenOf(row, 'tc'), ...childrenOf(row, 'sdt').flatMap((one) => cellsOf(childOf(one, 'sdtContent') ?? one))];
}
