import type { Paragraph, SourceDocument } from '../../data/document.ts';
import { followsLabel, readLabel } from '../../data/read-label.ts';
import { afterBullet } from '../../data/recognise-paragraph.ts';
import { cleanWords } from './clean-words.ts';

/** The paragraphs of a plain text or markdown file. @param text its text, with lines ended by \n */
export function readText(text: string): SourceDocument {
  const lines = inColumns(text.split(/\n|(?=\f)/)).map(readLine);
  const wrapped = widthOfWrapping(lines);
  const paragraphs: Paragraph[] = [];
  let [table, apart] = [-1, false];
  let before: Line | undefined;
  for (const line of lines) {
    if (line.isRule) continue;
    if (line.words === '' && line.cells === undefined) {
      apart = true;
      before = undefined;
      continue;
    }
    if (line.cells !== undefined && paragraphs.at(-1)?.cells?.length !== line.cells.length) table += 1;
    const building = paragraphs.at(-1);
    const goesOn = wrapped !== undefined && before !== undefined && building !== undefined && isRestOf(line, before, building, wrapped);
    if (goesOn) appendTo(paragraphs, line);
    else paragraphs.push(asParagraph(line, table, apart));
    apart = false;
    before = line;
  }
  return { paragraphs, guessed: true };
}

/** Columns that are set with spaces: lines that fall into as many of them as the line before or after. */
function inColumns(lines: readonly string[]): string[] {
  const columnsOf = (line: string | undefined) => (line === undefined || /^\s*[|#]/.test(line) ? 0 : line.trim().split(/ {3,}/).length);
  const counts = lines.map(columnsOf);
  const beside = (at: number, step: 1 | -1) => {
    const next = at + step;
    return counts[lines[next]?.trim() === '' ? next + step : next];
  };
  return lines.map((line, at) => {
    const columns = counts[at]!;
    const alike = columns > 1 && (beside(at, 1) === columns || beside(at, -1) === columns);
    return alike && !line.includes('\t') ? line.trim().replace(/ {3,}/g, '\t') : line;
  });
}

type Line = { words: string; length: number; indent: number; heading?: number; bold: boolean; cells?: string[]; isRule?: true };

function readLine(raw: string): Line {
  const line = raw.replace(/\f/g, '').replace(/\s+$/, '');
  const indent = /^[ \t]*/.exec(line)![0].replace(/\t/g, '    ').length;
  const bare = line.trim();
  const ruled = /^(?:[-=_*]\s*){3,}$|^\|?(?:\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*\|?$/.test(bare);
  if (ruled && bare.includes('|')) return { words: '', length: 0, indent, bold: false, isRule: true };
  if (ruled || bare === '') return { words: '', length: 0, indent, bold: false };
  const marked = /^(#{1,6})\s+(.*?)\s*#*$/.exec(bare);
  const body = marked?.[2] ?? bare;
  const base = {
    length: line.length,
    indent,
    bold: /^(\*\*|__).*\1:?$|^<b>.*<\/b>$/.test(body),
    ...(marked === null ? {} : { heading: marked[1]!.length }),
  };
  const cells = cellsOf(body);
  if (cells !== undefined) return { ...base, words: '', cells: cells.map(unmarked), bold: cells.every((cell) => /^(\*\*|<b>)/.test(cell)) };
  return { ...base, words: unmarked(body) };
}

/** Cells between bars or tabs. */
function cellsOf(line: string): string[] | undefined {
  if (/^\|.*\|$/.test(line))
    return line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim());
  const cells = line.split(/\t+/).map((cell) => cell.trim());
  return cells.length > 1 && afterBullet(`${cells[0]} `) !== '' ? cells : undefined;
}

/** The words without the marks of markdown and HTML. */
function unmarked(text: string): string {
  const plain = text
    .replace(/<\/?(?:b|i|u|em|strong|span|sup|sub|p|br)\b[^>]*>/gi, '')
    .replace(/!?\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))*\)/g, '$1')
    .replace(/(?<!\w)(\*\*\*|\*\*|\*|__|_)(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?!\w)/g, '$2')
    .replace(/\*\*|^\*(?=\S)|(?<=\S)\*$/g, '')
    .replace(/\\([\\`*_{}[\]()#+.!|-])/g, '$1')
    .replace(
      /&(amp|lt|gt|quot|nbsp|#39);/g,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" })[name]!,
    );
  return cleanWords(plain);
}

function asParagraph({ words, indent, heading, bold, cells }: Line, table: number, apart: boolean): Paragraph {
  return {
    text: words,
    ...(indent >= 2 ? { depth: Math.floor(indent / 2) } : { depth: 0 }),
    ...(heading === undefined ? {} : { heading }),
    ...(bold ? { bold } : {}),
    ...(cells === undefined ? {} : { cells, table }),
    ...(apart ? { apart } : {}),
  };
}

function appendTo(paragraphs: Paragraph[], { words }: Line): void {
  const last = paragraphs.at(-1)!;
  paragraphs[paragraphs.length - 1] = { ...last, text: `${last.text} ${words}` };
}

/** The width at which lines were broken by hand or by a program; undefined where every line is a paragraph. */
function widthOfWrapping(lines: readonly Line[]): number | undefined {
  const followed = lines.filter((line, at) => line.words !== '' && (lines[at + 1]?.words ?? '') !== '');
  if (followed.length < 4) return undefined;
  const lengths = followed.map(({ length }) => length).sort((one, other) => one - other);
  const width = lengths[Math.floor(lengths.length * 0.95)]!;
  if (width < 40 || width > 130) return undefined;
  const full = lengths.filter((length) => length >= width * 0.7).length;
  const small = lines.filter(({ words }, at) => /^\p{Ll}/u.test(words) && (lines[at - 1]?.words ?? '') !== '').length;
  return full >= lengths.length * 0.4 && small >= followed.length * 0.2 ? width : undefined;
}

/** Whether a line goes on with the one before it: nothing begins on it, and the one before it was full. */
function isRestOf(line: Line, before: Line, building: Paragraph, width: number): boolean {
  if (line.heading !== undefined || before.heading !== undefined || line.cells !== undefined || before.cells !== undefined) return false;
  const full = before.length >= width * 0.72 || /^\p{Ll}/u.test(line.words);
  const ended = /[.;:]$|\b(?:and|or)$/.test(before.words) || before.length < width * 0.72;
  const label = readLabel({ text: line.words });
  if (label !== undefined && followsLabel(label, readLabel(building))) return false;
  const begins = afterBullet(line.words) !== undefined || label !== undefined;
  return full && !(begins && ended) && !(line.bold !== before.bold);
}
