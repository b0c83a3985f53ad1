import { stringify } from 'csv-stringify/sync';
import type { BenefitTable, Cell } from '../../data/benefit-table.ts';
import type { Pence } from '../../data/money.ts';

/** What makes a spreadsheet take a text for a formula, in whatever width, and also after spaces. */
const FORMULA = /^\s*[=+\-@|%\t\r\n＝＋－＠]/;

/**
 * The log as CSV that Excel opens as it is: UTF-8 with its mark, so that £ stays £; amounts as decimal pounds, days as 2015-03-31. A text
 * that a spreadsheet would compute begins with an apostrophe.
 */
export function writeCsv({ columns, rows }: BenefitTable): Buffer {
  const lines = [columns.map(({ name }) => defuse(name)), ...rows.map((row) => row.map(write))];
  return Buffer.from(stringify(lines, { bom: true, record_delimiter: 'windows' }), 'utf8');
}

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
