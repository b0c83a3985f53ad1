import { parentPort } from 'node:worker_threads';
import type { BenefitTable } from '../data/benefit-table.ts';
import { writeXlsx } from './write-xlsx.ts';

/* A thread of its own that writes one workbook: the library writes it in one piece, which takes up to a second. */

/** A table comes piece by piece: its columns, some rows at a time, and the end. */
export type Piece = { columns: BenefitTable['columns'] } | { rows: BenefitTable['rows'] } | 'end';

const table: { columns: BenefitTable['columns']; rows: BenefitTable['rows'][number][] } = { columns: [], rows: [] };
parentPort?.on('message', async (piece: Piece) => {
  if (piece === 'end') parentPort?.postMessage(await writeXlsx(table));
  else if ('columns' in piece) table.columns = piece.columns;
  else table.rows.push(...piece.rows);
});
