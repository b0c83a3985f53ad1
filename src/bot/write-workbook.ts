import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { BenefitTable } from '../data/benefit-table.ts';
import type { Piece } from './workbook-worker.ts';

/** A millisecond or two of copying. */
const ROWS_AT_ONCE = 50;
const WITHIN_MS = 60_000;

/** The log as an Excel workbook, written on a thread of its own, so that it holds up nobody. @throws what the thread threw; AbortError after a minute */
export async function writeWorkbook({ columns, rows }: BenefitTable): Promise<Uint8Array> {
  const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url));
  try {
    const send = (piece: Piece) => worker.postMessage(piece);
    // Listened to from the start: what goes wrong while rows are sent is told by this too.
    const written = once(worker, 'message', { signal: AbortSignal.timeout(WITHIN_MS) }) as Promise<[Uint8Array]>;
    written.catch(() => undefined);
    send({ columns });
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      send({ rows: rows.slice(from, from + ROWS_AT_ONCE) });
      await setImmediate();
    }
    send('end');
    return (await written)[0];
  } finally {
    await worker.terminate();
  }
}
