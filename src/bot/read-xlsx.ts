import { readSheet } from 'read-excel-file/node';
import type { SheetRow } from '../data/read-csv.ts';
import { namesIn, unpack } from './documents/archive.ts';

/**
 * The rows of the first sheet of an Excel workbook. A day comes as 2024-04-01, and a formula as what it came to. Rows without words are left out.
 * @throws DocumentRefused where the file is damaged, or would unpack to far more than a list of staff holds
 */
export async function readXlsx(bytes: Uint8Array): Promise<SheetRow[]> {
  // Sizes are looked at first: the library unpacks whatever there is.
  unpack(bytes, [...namesIn(bytes)]);
  const rows = await readSheet(Buffer.from(bytes));
  return rows.flatMap((row, at) => {
    const cells = row.map(asText);
    return cells.some((cell) => cell !== '') ? [{ line: at + 1, cells }] : [];
  });
}

function asText(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return cell === null || cell === undefined ? '' : String(cell).trim();
}
