import { setImmediate } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import type { BenefitTable, Cell } from '../data/benefit-table.ts';
import type { Pence } from '../data/money.ts';

/** What makes a spreadsheet take a text for a formula, in whatever width, and also after what is not seen: some drop it before they look. */
const FORMULA = /^(?:[\s\p{C}]*[=+\-@|%＝＋－＠]|[\t\r\n])/u;

/**
 * The log as CSV that Excel opens as it is: UTF-8 with its mark, so that £ stays £; amounts as decimal pounds, days as 2015-03-31. A text
 * that a spreadsheet would compute begins with an apostrophe. Written in pieces, so that a long log holds up nobody else.
 */
export async function writeCsv({ columns, rows }: BenefitTable): Promise<Buffer> {
  const pieces = [Buffer.from(stringify([columns.map(({ name }) => defuse(name))], { bom: true, ...LAID_OUT }), 'utf8')];
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const lines = rows.slice(from, from + ROWS_AT_ONCE).map((row) => row.map(write));
    pieces.push(Buffer.from(stringify(lines, LAID_OUT), 'utf8'));
    await setImmediate();
  }
  return Buffer.concat(pieces);
}

/** The library puts in quotes what holds its own end of a line; programs that read end a line at either half of that, too. */
const LAID_OUT = { record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const;

/** A millisecond or two of work. */
const ROWS_AT_ONCE = 100;

function write(cell: Cell): string {
  switch (cell.is) {
    case 'text':
      return defuse(cell.text);
    case 'money':
      return asPounds(cell.pence);
    case 'day':
      return cell.day;
    case 'nothing':
      return '';
    default:
      return cell satisfies never;
  }
}

/** `12400.50`: no pound sign and no commas, so that it is read as a number. */
function asPounds(pence: Pence): string {
  const size = Math.abs(pence);
  return `${pence < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
}

function defuse(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
