import type { Paragraph, SourceDocument } from './document.ts';
import { readLabel } from './read-label.ts';
import { afterBullet, beginsContents, isContentsLine, isShouted, looksLikeHeading } from './recognise-paragraph.ts';

/*
 * Puts a document’s paragraphs right before clauses are looked for: pages of contents out, rows that hold a number and its text back to
 * paragraphs, sentences and rows that were cut by the end of a page together again.
 */

/** The paragraphs clauses are found in. */
export function mendParagraphs({ paragraphs, guessed }: SourceDocument): Paragraph[] {
  const written = paragraphs
    .map(numberedRow)
    .map(numberedBullet)
    .filter(({ text, cells }) => text.trim() !== '' || cells !== undefined);
  return joinCut(withoutContents(written), guessed);
}

/** A layout table with the number in its first column holds a clause, not a table. */
function numberedRow(paragraph: Paragraph): Paragraph {
  const cells = paragraph.cells?.filter((cell) => cell.trim() !== '');
  if (cells === undefined) return paragraph;
  const { cells: _, table: __, ...rest } = paragraph;
  if (cells.length === 1) return { ...rest, text: cells[0]! };
  const [number = '', ...others] = cells;
  if (
    number.length > 12 ||
    readLabel({ text: '', printed: number })?.rest !== '' ||
    !/^\(?[\divxlca-z]{1,5}[.)]|^\d+(\.\d+)*$/i.test(number.trim())
  )
    return cells.length === paragraph.cells!.length ? paragraph : { ...paragraph, cells };
  return { ...rest, printed: number.trim(), text: others.join('\n') };
}

/** “- (a) …”: a number that was put into a list of bullets on its way here. */
function numberedBullet(paragraph: Paragraph): Paragraph {
  const text = paragraph.cells === undefined ? afterBullet(paragraph.text) : undefined;
  return text !== undefined && readLabel({ text }) !== undefined ? { ...paragraph, text } : paragraph;
}

/** Lines of a contents page at most. */
const CONTENTS_AT_MOST = 250;

/** Contents go from their heading to where the first thing they list comes again; anywhere, lines with dots and a page go. */
function withoutContents(paragraphs: readonly Paragraph[]): Paragraph[] {
  const lines = paragraphs.map(({ text, cells }) => (cells === undefined ? text : cells.join('  ')));
  const kept: Paragraph[] = [];
  let listed = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (beginsContents(line)) {
      listed = true;
      at = endOfContents(lines, at);
    } else if (!isContentsLine(line, listed)) {
      if (!/^page$/i.test(line)) listed = false;
      kept.push(paragraphs[at]!);
    }
  }
  return kept;
}

/** The last line of the contents that begin at a heading; the heading itself where nothing they list comes again. */
function endOfContents(lines: readonly string[], heading: number): number {
  const [number, title] = entryIn(lines[heading + 1] ?? '');
  if (title === '') return heading;
  for (let at = heading + 2; at < Math.min(lines.length, heading + CONTENTS_AT_MOST); at += 1) {
    const [againNumber, again] = entryIn(lines[at]!);
    if (againNumber === number && (again.startsWith(title) || title.startsWith(again || ' '))) return at - 1;
    if (lines[at]!.length > 120) return heading;
  }
  return heading;
}

/** The number and the words of a heading, or of its line in the contents. */
function entryIn(line: string): [string, string] {
  const label = readLabel({ text: line });
  const words = (label?.rest ?? line).toLowerCase().replace(/[\s.…]+\d{0,4}$/, '');
  return [label?.ref ?? '', words.replace(/\s+/g, ' ').trim()];
}

function joinCut(paragraphs: readonly Paragraph[], guessed: boolean): Paragraph[] {
  const joined: Paragraph[] = [];
  for (const paragraph of paragraphs) {
    const before = joined.at(-1);
    if (before !== undefined && isCutRow(before, paragraph)) joined[joined.length - 1] = joinRows(before, paragraph);
    else if (before !== undefined && isCutSentence(before, paragraph, guessed))
      joined[joined.length - 1] = { ...before, text: `${before.text} ${paragraph.text}` };
    else joined.push(paragraph);
  }
  return joined;
}

/** A cell shorter than this is whole. */
const CUT_CELL = 25;

/** A row goes on where its last cell stopped in the middle of a sentence and the next begins in small letters. */
function isCutRow(before: Paragraph, row: Paragraph): boolean {
  if (before.cells === undefined || row.cells === undefined || before.cells.length !== row.cells.length) return false;
  if ((before.table !== row.table && row.apart !== true) || before.bold === true) return false;
  if (before.cells.at(-1)!.length < CUT_CELL) return false;
  const [first, last] = [row.cells[0]!, row.cells.at(-1)!];
  return /^\p{Ll}/u.test(last) && (/^\p{Ll}/u.test(first) || row.apart === true) && !/[.;:!?]$/.test(before.cells.at(-1)!);
}

function joinRows(before: Paragraph, row: Paragraph): Paragraph {
  return { ...before, cells: before.cells!.map((cell, at) => `${cell} ${row.cells![at]}`.trim()) };
}

/** A line shorter than this is whole, and no sentence that was cut. */
const CUT_LINE = 60;

function isCutSentence(before: Paragraph, paragraph: Paragraph, guessed: boolean): boolean {
  if (paragraph.cells !== undefined || before.cells !== undefined || paragraph.printed !== undefined || paragraph.bullet) return false;
  if (!guessed && (paragraph.page === undefined || paragraph.page === before.page)) return false;
  if (paragraph.heading !== undefined || before.heading !== undefined || afterBullet(paragraph.text) !== undefined) return false;
  const ends = before.text.trimEnd();
  if (/[.;:!?]["”’)]?$/.test(ends) || readLabel(paragraph) !== undefined) return false;
  if (/^\p{Ll}/u.test(paragraph.text)) return true;
  const inSentence =
    /[.;]\s+\p{Lu}/u.test(ends) || /\b(?:the|of|and|or|to|a|an|by|for|in|on|with|that|which|from|at|as|its|their)$/.test(ends);
  const whole = isShouted(ends) || looksLikeHeading(before) || looksLikeHeading(paragraph);
  return ends.length > CUT_LINE && inSentence && !whole && /[.;:]$/.test(paragraph.text);
}
