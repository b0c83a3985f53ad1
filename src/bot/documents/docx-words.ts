import { isOn, type StyleFacts } from './docx-styles.ts';
import { childOf, type Element } from './xml.ts';

/** A stretch of words and whether it is bold. */
export type Run = { text: string; bold: boolean };

/** What is not printed as words of the paragraph: deletions, instructions of fields, notes, drawings. */
const SKIPPED = new Set([
  'pPr',
  'del',
  'moveFrom',
  'delText',
  'instrText',
  'delInstrText',
  'footnoteReference',
  'endnoteReference',
  'footnoteRef',
  'annotationRef',
  'drawing',
  'pict',
  'object',
  'txbxContent',
  'Fallback',
  'rt',
]);

/** The words of a paragraph in Word’s order, with insertions and without deletions. */
export function runsOf(paragraph: Element, styles: ReadonlyMap<string, StyleFacts>, bold: boolean): Run[] {
  const runs: Run[] = [];
  const look = (element: Element): void => {
    for (const child of element.children) {
      if (typeof child === 'string' || SKIPPED.has(child.name)) continue;
      if (child.name === 'r') runs.push(...runOf(child, styles, bold));
      else look(child);
    }
  };
  look(paragraph);
  return runs;
}

function runOf(run: Element, styles: ReadonlyMap<string, StyleFacts>, bold: boolean): Run[] {
  const properties = childOf(run, 'rPr');
  const hidden = childOf(properties, 'vanish');
  if (hidden !== undefined && isOn(hidden.attributes.val)) return [];
  const own = childOf(properties, 'b');
  const style = styles.get(childOf(properties, 'rStyle')?.attributes.val ?? ' ');
  return [{ text: wordsOf(run), bold: own === undefined ? (style?.bold ?? bold) : isOn(own.attributes.val) }];
}

function wordsOf(element: Element): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return element.name === 't' ? child : '';
      if (SKIPPED.has(child.name)) return '';
      switch (child.name) {
        case 'tab':
        case 'ptab':
          return ' ';
        case 'br':
          return child.attributes.type === undefined || child.attributes.type === 'textWrapping' ? '\n' : ' ';
        case 'cr':
          return '\n';
        case 'noBreakHyphen':
          return '-';
        case 'rPr':
        case 'softHyphen':
          return '';
        default:
          return wordsOf(child);
      }
    })
    .join('');
}
