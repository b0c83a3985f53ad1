import type { Paragraph, SourceDocument } from '../../data/document.ts';
import { unpack } from './archive.ts';
import { cleanWords } from './clean-words.ts';
import { type Counter, countItem, type ListStyle, readListStyle, readListStyles } from './odt-lists.ts';
import { type OdtStyle, readOdtStyles } from './odt-styles.ts';
import { DocumentRefused } from './refusal.ts';
import { rowParagraphs } from './table-rows.ts';
import { childOf, childrenOf, type Element, parseXml } from './xml.ts';

type Reading = {
  styles: ReadonlyMap<string, OdtStyle>;
  lists: ReadonlyMap<string, ListStyle>;
  outline: ListStyle;
  headings: Counter;
  /** The counters of lists by their id, and of the last list of each style. */
  byId: Map<string, Counter>;
  byStyle: Map<string, Counter>;
  tables: number;
};

/** Where in a list a paragraph stands; levels are counted from 1. */
type InList = { style: ListStyle; name: string; counter: Counter; level: number; counts: boolean; from: number | undefined };

/**
 * Reads an OpenDocument text: paragraphs, lists with their numbers, and tables, with all tracked changes accepted. Headers, footers, notes,
 * comments and pictures are not part of it. @throws DocumentRefused
 */
export function readOdt(bytes: Uint8Array): SourceDocument {
  const files = unpack(bytes, ['content.xml', 'styles.xml', 'META-INF/manifest.xml']);
  const manifest = files.get('META-INF/manifest.xml');
  if (manifest !== undefined && /encryption-data/.test(new TextDecoder().decode(manifest)))
    throw new DocumentRefused('This file is protected by a password. Save it without one and send the new file.');
  const content = files.get('content.xml');
  if (content === undefined)
    throw new DocumentRefused('This file has no text inside. Open it in its own program, save it again and send the new file.');
  const root = parseXml(content);
  const shared = files.has('styles.xml') ? parseXml(files.get('styles.xml')!) : undefined;
  const holders = [childOf(shared, 'styles'), childOf(shared, 'automatic-styles'), childOf(root, 'automatic-styles')];
  const outline = childOf(shared, 'styles', 'outline-style');
  const reading: Reading = {
    styles: readOdtStyles(holders),
    lists: readListStyles(holders),
    outline: outline === undefined ? new Map() : readListStyle(outline),
    headings: [],
    byId: new Map(),
    byStyle: new Map(),
    tables: 0,
  };
  const text = childOf(root, 'body', 'text');
  return { paragraphs: text === undefined ? [] : blocksOf(text, undefined, reading), guessed: false };
}

const NOT_TEXT = new Set([
  'tracked-changes',
  'table-of-content',
  'illustration-index',
  'table-index',
  'alphabetical-index',
  'note',
  'annotation',
  'frame',
  'forms',
  'sequence-decls',
  'variable-decls',
  'user-field-decls',
]);

function blocksOf(element: Element, list: InList | undefined, reading: Reading): Paragraph[] {
  return element.children.flatMap((child): Paragraph[] => {
    if (typeof child === 'string' || NOT_TEXT.has(child.name)) return [];
    switch (child.name) {
      case 'p':
      case 'h':
        return paragraphOf(child, list, reading);
      case 'list':
        return listOf(child, list, reading);
      case 'table':
        return tableOf(child, reading);
      default:
        return blocksOf(child, list, reading);
    }
  });
}

function paragraphOf(element: Element, list: InList | undefined, reading: Reading): Paragraph[] {
  const style = reading.styles.get(element.attributes['style-name'] ?? '') ?? {};
  const words = cleanWords(wordsOf(element));
  const number = numberOf(element, list, reading);
  if (list !== undefined) list.counts = false;
  if (words === '' && number.printed === undefined) return [];
  const outline = element.name === 'h' ? Number(element.attributes['outline-level'] ?? 1) : undefined;
  const heading = outline ?? style.heading;
  return [
    {
      text: words,
      ...number,
      depth: list?.level ?? 0,
      ...(heading === undefined ? {} : { heading }),
      ...(style.bold === true || isAllBold(element, reading) ? { bold: true as const } : {}),
    },
  ];
}

/** The first paragraph of an item has its number; a heading outside lists has the number of its outline level. */
function numberOf(element: Element, list: InList | undefined, { outline, headings }: Reading): ReturnType<typeof countItem> {
  if (list?.counts) return countItem(list.style, list.counter, list.level, list.from);
  if (list !== undefined || element.name !== 'h' || element.attributes['is-list-header'] === 'true') return {};
  const restart = element.attributes['restart-numbering'] === 'true' ? Number(element.attributes['start-value'] ?? 1) : undefined;
  const counted = countItem(outline, headings, Number(element.attributes['outline-level'] ?? 1), restart);
  return counted.bullet === true ? {} : counted;
}

function listOf(element: Element, around: InList | undefined, reading: Reading): Paragraph[] {
  const { 'style-name': own, 'continue-numbering': goesOn, 'continue-list': other, id } = element.attributes;
  const name = own ?? around?.name ?? styleOfFirst(element, reading) ?? '';
  const style = reading.lists.get(name) ?? new Map();
  const level = (around?.level ?? 0) + 1;
  const known = other !== undefined ? reading.byId.get(other) : goesOn === 'true' ? reading.byStyle.get(name) : undefined;
  const counter = around !== undefined && (own === undefined || own === around.name) ? around.counter : (known ?? []);
  if (id !== undefined) reading.byId.set(id, counter);
  reading.byStyle.set(name, counter);
  return element.children.flatMap((item) => {
    if (typeof item === 'string' || !/^list-(?:item|header)$/.test(item.name)) return [];
    const start = item.attributes['start-value'];
    const counts = item.name === 'list-item';
    return blocksOf(item, { style, name, counter, level, counts, from: start === undefined ? undefined : Number(start) }, reading);
  });
}

/** A list without a style of its own takes that of its first paragraph. */
function styleOfFirst(list: Element, { styles }: Reading): string | undefined {
  const first = childOf(list, 'list-item', 'p') ?? childOf(list, 'list-item', 'h');
  return styles.get(first?.attributes['style-name'] ?? '')?.list;
}

function tableOf(element: Element, reading: Reading): Paragraph[] {
  const table = reading.tables;
  reading.tables += 1;
  const rows = (of: Element, head: boolean): Paragraph[] =>
    of.children.flatMap((child) => {
      if (typeof child === 'string') return [];
      if (child.name === 'table-header-rows') return rows(child, true);
      if (child.name === 'table-rows' || child.name === 'table-row-group') return rows(child, head);
      if (child.name !== 'table-row') return [];
      return rowParagraphs(
        childrenOf(child, 'table-cell').map((cell) => blocksOf(cell, undefined, reading)),
        table,
        head,
      );
    });
  return rows(element, false);
}

function wordsOf(element: Element): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return child.replace(/\s+/g, ' ');
      if (NOT_TEXT.has(child.name) || child.name === 'number' || child.name === 'ruby-text') return '';
      if (child.name === 's') return ' '.repeat(Math.min(Number(child.attributes.c ?? 1), 40));
      if (child.name === 'tab') return ' ';
      return child.name === 'line-break' ? '\n' : wordsOf(child);
    })
    .join('');
}

function isAllBold(element: Element, { styles }: Reading): boolean {
  const spoken = element.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  return (
    spoken.length > 0 &&
    spoken.every(
      (child) => typeof child !== 'string' && child.name === 'span' && styles.get(child.attributes['style-name'] ?? '')?.bold === true,
    )
  );
}
