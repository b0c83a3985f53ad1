import type { Paragraph } from '../../data/document.ts';
import { followsLabel, readLabel } from '../../data/read-label.ts';
import { afterBullet, isContentsLine } from '../../data/recognise-paragraph.ts';
import { joinLine, mendDivided } from './join-lines.ts';
import { type Line, middleOf } from './pdf-lines.ts';
import { takeTable } from './pdf-tables.ts';

/** How the running text of the document is set; distances in points. */
export type Setting = { size: number; font: string | undefined; leading: number; left: number; right: number };

type Building = { lines: Line[]; apart: boolean; text: string };

/** The paragraphs of a document, from the lines of its pages. */
export function paragraphsOf(pages: readonly (readonly Line[])[]): Paragraph[] {
  const lines = pages.flat();
  const setting = settingOf(pages);
  const found: Paragraph[] = [];
  let building: Building | undefined;
  let tables = 0;
  const close = () => {
    if (building !== undefined) found.push(asParagraph(building, setting));
    building = undefined;
  };
  for (let at = 0; at < lines.length; at += 1) {
    const table = takeTable(lines, at, setting);
    if (table !== undefined) {
      close();
      found.push(
        ...table.rows.map((cells, row) => ({
          text: '',
          cells,
          table: tables,
          page: lines[at]!.page,
          ...(row === 0 && table.head ? { bold: true as const } : {}),
        })),
      );
      tables += 1;
      at += table.lines - 1;
      continue;
    }
    const line = lines[at]!;
    const before = building?.lines.at(-1);
    if (building === undefined || before === undefined || beginsParagraph(line, before, building, setting)) {
      close();
      building = { lines: [line], apart: before === undefined || isApart(line, before, setting), text: line.text };
    } else {
      building.lines.push(line);
      building.text = joinLine(building.text, line.text);
    }
  }
  close();
  const mended = mendDivided(found.map(({ text, cells }) => (cells === undefined ? text : cells.join('\t'))));
  return found.map((paragraph, at) =>
    paragraph.cells === undefined ? { ...paragraph, text: mended[at]! } : { ...paragraph, cells: mended[at]!.split('\t') },
  );
}

function settingOf(pages: readonly (readonly Line[])[]): Setting {
  const lines = pages.flat();
  const weighed = lines.flatMap((line) => Array.from({ length: Math.ceil(line.text.length / 20) }, () => line));
  const gaps = pages.flatMap((page) => page.slice(1).map((line, at) => page[at]!.y - line.y)).filter((gap) => gap > 0);
  const size = middleOf(weighed.map((line) => line.size));
  const rights = lines.map(({ right }) => right).sort((one, other) => one - other);
  const fonts = Map.groupBy(weighed, ({ font }) => font ?? '');
  const commonest = [...fonts].filter(([font]) => font !== '').sort((one, other) => other[1].length - one[1].length)[0]?.[0];
  return {
    size,
    font: commonest,
    leading: leadingOf(gaps, size),
    left: middleOf(pages.flatMap((page) => (page.length === 0 ? [] : [Math.min(...page.map(({ x }) => x))]))),
    right: rights[Math.floor(rights.length * 0.95)] ?? 0,
  };
}

/** The commonest distance of lines, among those that are near enough to be lines of one paragraph. */
function leadingOf(gaps: readonly number[], size: number): number {
  const near = Map.groupBy(
    gaps.filter((gap) => gap < size * 1.55),
    (gap) => Math.round(gap * 2) / 2,
  );
  return [...near].sort((one, other) => other[1].length - one[1].length || one[0] - other[0])[0]?.[0] ?? size * 1.2;
}

function isApart(line: Line, before: Line, { leading, size }: Setting): boolean {
  const larger = Math.max(1, Math.min(line.size, before.size) / size);
  return line.page !== before.page || before.y - line.y > leading * larger * 1.3;
}

function beginsParagraph(line: Line, before: Line, building: Building, setting: Setting): boolean {
  const ended = /[.;:!?]["”’)]?$/.test(before.text) || /[;,] (?:and|or)$/.test(before.text);
  const full = before.right > setting.right - (setting.right - setting.left) * 0.12;
  const label = readLabel({ text: line.text });
  const begins = afterBullet(line.text) !== undefined || label !== undefined;
  if (Math.abs(line.size - before.size) > 1.2 || isOtherFont(line, setting) !== isOtherFont(before, setting)) return true;
  if (isContentsLine(before.text, false)) return true;
  if (line.page !== before.page) return ended || begins || !(full || /^\p{Ll}/u.test(line.text));
  if (isApart(line, before, setting)) return true;
  const hangs = line.x < before.x - 2 || (building.lines.length === 1 && Math.abs(line.x - before.x) < 2);
  if (label !== undefined && followsLabel(label, readLabel({ text: building.text }))) return true;
  if (begins && (ended || !full || (hangs && !/^\p{Ll}/u.test(label?.rest ?? '')))) return true;
  if (ended && !full) return true;
  return building.lines.length >= 2 && Math.abs(line.x - before.x) > 6 && (ended || !full);
}

/** All of the line is in another font than the running text: bold, mostly. */
function isOtherFont({ font }: Line, setting: Setting): boolean {
  return font !== undefined && font !== setting.font;
}

function asParagraph({ lines, apart, text }: Building, setting: Setting): Paragraph {
  const first = lines[0]!;
  const large = first.size > setting.size * 1.12 && text.length <= 200;
  return {
    text,
    page: first.page,
    depth: Math.max(0, Math.round((first.x - setting.left) / 9)),
    ...(large ? { heading: first.size > setting.size * 1.5 ? 1 : 2 } : {}),
    ...(lines.every((line) => isOtherFont(line, setting)) ? { bold: true as const } : {}),
    ...(apart ? { apart } : {}),
  };
}
