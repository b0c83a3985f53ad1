import { parentPort, workerData } from 'node:worker_threads';
import type { AgreementRecord } from '../data/agreement-record.ts';
import { DocumentRefused } from './documents/refusal.ts';
import { importAgreement, type ToImport } from './import-agreement.ts';

/* A thread of its own that reads one document: a long one takes seconds, and nobody’s question waits for it. */

/** What came of it: the draft with what a person should know about the file, or why it cannot be read. */
export type ImportDone = { record: AgreementRecord; remarks: readonly string[] } | { refused: string };

async function work(): Promise<ImportDone> {
  try {
    const { record, read } = await importAgreement(workerData as ToImport);
    return { record, remarks: read.remarks };
  } catch (error) {
    if (error instanceof DocumentRefused) return { refused: error.sentence };
    throw error;
  }
}

parentPort?.postMessage(await work());
