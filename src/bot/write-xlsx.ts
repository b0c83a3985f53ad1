import type { CellObject } from 'write-excel-file/node';
import type { BenefitTable, Cell, Column } from '../data/benefit-table.ts';
import { clean, shorten } from './adaptive-card.ts';

/** Microsoft, “Excel specifications and limits”: the characters in one cell. */
const CELL_LONGEST = 32_767;
const WIDTHS: Record<Column['is'], number> = { text: 24, money: 18, day: 12 };
const MONEY = '£#,##0.00;[Red]-£#,##0.00';
const DAY = 'dd/mm/yyyy';

/** The log as an Excel workbook. A text stands in a text cell, which Excel never computes; an amount is a number shown in pounds and pence. */
export async function writeXlsx({ columns, rows }: BenefitTable): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const names = columns.map(({ name }): CellObject => ({ value: clean(name), type: String, fontWeight: 'bold', wrap: true }));
  const sheet = {
    sheet: 'Benefits',
    columns: columns.map(({ is, name }) => ({ width: name === 'What' || name === 'History' ? 48 : WIDTHS[is] })),
    stickyRowsCount: 1,
  };
  return writeExcelFile([names, ...rows.map((row) => row.map(cellOf))], sheet).toBuffer();
}

function cellOf(cell: Cell): CellObject | null {
  switch (cell.is) {
    case 'text':
      return { value: shorten(clean(cell.text), CELL_LONGEST), type: String, alignVertical: 'top' };
    case 'money':
      return { value: cell.pence / 100, type: Number, format: MONEY, alignVertical: 'top' };
    case 'day':
      return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: DAY, alignVertical: 'top' };
    case 'nothing':
      return null;
    default:
      return cell satisfies never;
  }
}
