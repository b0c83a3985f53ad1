import { readLabel } from '../../data/read-label.ts';
import { afterBullet } from '../../data/recognise-paragraph.ts';
import { joinLine } from './join-lines.ts';
import { inColumns, type Line } from './pdf-lines.ts';
import type { Setting } from './pdf-paragraphs.ts';

/*
 * Tables on a page, known by their columns: words that begin at the same distances on several lines, with gaps before them that no
 * running text has.
 */

export type Table = { rows: string[][]; lines: number; head: boolean };

const SAME_COLUMN_POINTS = 4;

/** The table that begins at a line; undefined where none does. @param at index of the line among all of them */
export function takeTable(lines: readonly Line[], at: number, setting: Setting): Table | undefined {
  const starts = startsBelow(lines, at, setting) ?? startsOf(lines[at]!);
  if (starts === undefined) return undefined;
  const taken: Line[] = [];
  let shared = 0;
  for (let end = at; end < lines.length; end += 1) {
    const line = inColumns(lines[end]!, starts);
    if (!fits(line, lines[end - 1], end === at, starts, setting)) break;
    if ((startsOf(line)?.length ?? 0) >= 2) shared += 1;
    taken.push(line);
  }
  if (shared < 2) return undefined;
  const rows = rowsOf(taken, starts, setting);
  const head = taken[0]!.font !== undefined && taken[0]!.font !== setting.font;
  return { rows, lines: taken.length, head };
}

/** Where the columns of a line begin; undefined for running text, also where a number or a bullet hangs before it. */
function startsOf(line: Line): number[] | undefined {
  if (line.columns.length < 2) return undefined;
  const [first] = line.columns;
  if (line.columns.length === 2 && (readLabel({ text: first!.text })?.rest === '' || afterBullet(`${first!.text} `) === ''))
    return undefined;
  return line.columns.map(({ x }) => x);
}

/** A first line whose cells are so full that only the line below shows where its columns begin. */
function startsBelow(lines: readonly Line[], at: number, { leading }: Setting): number[] | undefined {
  const [line, next] = [lines[at]!, lines[at + 1]];
  const starts = next === undefined || next.page !== line.page || line.y - next.y > leading * 3 ? undefined : startsOf(next);
  if (starts === undefined) return undefined;
  const columns = startsOf(inColumns(line, starts));
  return columns?.length === starts.length &&
    columns.length > line.columns.length &&
    columns.every((x) => columnOf(x, starts) !== undefined)
    ? starts
    : undefined;
}

function fits(line: Line, before: Line | undefined, first: boolean, starts: readonly number[], { leading }: Setting): boolean {
  if (first) return true;
  const near = before !== undefined && (before.page !== line.page || before.y - line.y < leading * 3);
  const inColumns = line.columns.every(({ x }) => columnOf(x, starts) !== undefined);
  const wide = line.columns.length === 1 && columnOf(line.x, starts) === 0 && line.right > starts[1]! - 2;
  return near && inColumns && !wide;
}

function columnOf(x: number, starts: readonly number[]): number | undefined {
  const found = starts.findIndex((start) => Math.abs(start - x) <= SAME_COLUMN_POINTS);
  return found < 0 ? undefined : found;
}

/** A row begins where there is more space above the line than within a cell, or, without that, where the first column begins again. */
function rowsOf(lines: readonly Line[], starts: readonly number[], { leading }: Setting): string[][] {
  const rows: string[][] = [];
  const spaced = lines.slice(1).some((line, at) => lines[at]!.y - line.y > leading * 1.25);
  lines.forEach((line, at) => {
    const before = lines[at - 1];
    const gap = before === undefined || before.page !== line.page ? Number.POSITIVE_INFINITY : before.y - line.y;
    const inFirst = line.columns.some(({ x }) => columnOf(x, starts) === 0);
    const goesOn = spaced ? gap <= leading * 1.25 || (gap === Number.POSITIVE_INFINITY && at > 0 && !inFirst) : !inFirst;
    if (at === 0 || !goesOn) rows.push(starts.map(() => ''));
    const row = rows.at(-1)!;
    for (const { x, text } of line.columns) {
      const column = columnOf(x, starts)!;
      row[column] = row[column] === '' ? text : joinLine(row[column]!, text);
    }
  });
  return rows;
}
