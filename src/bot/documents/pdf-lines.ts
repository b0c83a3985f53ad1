import { cleanWords } from './clean-words.ts';

/** A stretch of text on a page. Distances are in points; y grows upwards. */
export type Piece = { text: string; x: number; y: number; width: number; size: number; font: string; rightToLeft: boolean };

/** Words side by side, with where they begin. A line of a table has several. */
export type Column = { text: string; x: number; right: number };

export type Line = {
  page: number;
  y: number;
  x: number;
  right: number;
  size: number;
  /** The font all of it is set in; undefined where there are several. */
  font: string | undefined;
  text: string;
  columns: readonly Column[];
  /** The stretches it is made of, from left to right, with nothing put together. */
  pieces: readonly Column[];
};

/** A gap this many times the size of the letters separates columns of a table. */
const GAP_OF_COLUMNS = 1.6;
const GAP_OF_WORDS = 0.16;

/** The lines of a page from top to bottom, from its stretches of text. */
export function linesOf(pieces: readonly Piece[], page: number): Line[] {
  const rows: { y: number; size: number; pieces: Piece[] }[] = [];
  const spoken = pieces.filter(({ text }) => text.trim() !== '').sort((one, other) => other.y - one.y);
  for (const piece of spoken) {
    const row = rows.at(-1);
    if (row !== undefined && Math.abs(row.y - piece.y) < Math.max(row.size, piece.size) * 0.45) {
      row.pieces.push(piece);
      // Small raised figures do not move the line they stand on.
      if (piece.size > row.size) Object.assign(row, { size: piece.size, y: piece.y });
    } else rows.push({ y: piece.y, size: piece.size, pieces: [piece] });
  }
  return rows.map((row) => lineOf(row.pieces, row.y, page)).filter(({ text }) => text !== '');
}

function lineOf(pieces: readonly Piece[], y: number, page: number): Line {
  const rightToLeft = pieces.filter((piece) => piece.rightToLeft).length * 2 > pieces.length;
  const sorted = [...pieces].sort((one, other) => (rightToLeft ? other.x - one.x : one.x - other.x));
  const columns: { text: string; x: number; right: number }[] = [];
  for (const piece of sorted) {
    const last = columns.at(-1);
    const gap = last === undefined ? 0 : rightToLeft ? last.x - (piece.x + piece.width) : piece.x - last.right;
    if (last === undefined || gap > piece.size * GAP_OF_COLUMNS)
      columns.push({ text: piece.text, x: piece.x, right: piece.x + piece.width });
    else {
      const space = gap > piece.size * GAP_OF_WORDS && !/\s$/.test(last.text) && !/^\s/.test(piece.text);
      last.text += (space ? ' ' : '') + piece.text;
      last.x = Math.min(last.x, piece.x);
      last.right = Math.max(last.right, piece.x + piece.width);
    }
  }
  const clean = cleaned(columns);
  const fonts = new Set(pieces.map(({ font }) => font));
  return {
    page,
    y,
    x: Math.min(...pieces.map(({ x }) => x)),
    right: Math.max(...pieces.map(({ x, width }) => x + width)),
    size: Math.max(...pieces.map(({ size }) => size)),
    font: fonts.size === 1 ? [...fonts][0] : undefined,
    text: clean.map(({ text }) => text).join(' '),
    columns: clean,
    pieces: rightToLeft ? [] : sorted.map(({ text, x, width }) => ({ text, x, right: x + width })),
  };
}

/** Words as they are read. A soft hyphen at the end stays: there the line divided a word. */
function cleaned(columns: readonly Column[]): Column[] {
  return columns
    .map((column) => ({ ...column, text: `${loosened(cleanWords(column.text))}${/\u00ad\s*$/.test(column.text) ? '\u00ad' : ''}` }))
    .filter(({ text }) => text !== '' && text !== '\u00ad');
}

const SAME_START_POINTS = 2;

/**
 * The columns of a line of a table whose columns are known from another line: where a cell is full, the gap after it is no wider than one
 * between words. @param starts where the columns begin @returns the line itself where it has no more columns by them
 */
export function inColumns(line: Line, starts: readonly number[]): Line {
  const columns: Column[] = [];
  for (const { text, x, right } of line.pieces) {
    const last = columns.at(-1);
    const begins = starts.some((start) => Math.abs(start - x) <= SAME_START_POINTS);
    if (last === undefined || (begins && x - last.right > line.size * GAP_OF_WORDS) || x - last.right > line.size * GAP_OF_COLUMNS)
      columns.push({ text, x, right });
    else {
      const space = x - last.right > line.size * GAP_OF_WORDS && !/\s$/.test(last.text) && !/^\s/.test(text);
      columns[columns.length - 1] = { text: `${last.text}${space ? ' ' : ''}${text}`, x: last.x, right };
    }
  }
  const found = cleaned(columns);
  return found.length > line.columns.length ? { ...line, columns: found } : line;
}

/** A number that fills its column touches the words after it: “10.10The partners”. */
function loosened(text: string): string {
  return text.replace(/^(\d+(?:\.\d+)+\.?|\d+\.)(?=\p{Lu}\p{Ll}|\p{Lu} )/u, '$1 ');
}

/** The value in the middle; 0 of none. */
export function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
