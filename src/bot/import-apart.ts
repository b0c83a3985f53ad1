import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ToImport } from './import-agreement.ts';
import type { ImportDone } from './import-worker.ts';

/** A 200-page agreement takes seconds; what takes longer than this is no agreement. */
const WITHIN_MS = 120_000;
const MEGABYTES_AT_MOST = 450;
const TOO_MUCH =
  'This document could not be read: it takes too long, or too much memory. Save it again without pictures and send the new file.';

/** Imports a document on a thread of its own, within bounds of time and memory, so that it holds up nobody. Never throws. */
export async function importApart(document: ToImport): Promise<ImportDone> {
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), {
    workerData: document,
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES_AT_MOST },
  });
  try {
    const [done] = (await once(worker, 'message', { signal: AbortSignal.timeout(WITHIN_MS) })) as [ImportDone];
    return done;
  } catch {
    return { refused: TOO_MUCH };
  } finally {
    await worker.terminate();
  }
}
