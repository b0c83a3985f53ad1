import { createHash } from 'node:crypto';
import type { AgreementRecord } from '../data/agreement-record.ts';
import { draftRecord } from '../data/draft-record.ts';
import { type ReadDocument, readClauses } from '../data/read-clauses.ts';
import { understandAgreement } from '../data/understand-agreement.ts';
import type { Understood } from '../data/understood.ts';
import { openDocument, type Progress } from './documents/open-document.ts';
import { DocumentRefused } from './documents/refusal.ts';

/** A document to import: its bytes, the name of its file, and what the agreement is to be called, where somebody said so. `at` is an instant. */
export type ToImport = { bytes: Uint8Array; file: string; at: string; id?: string | undefined; title?: string | undefined };

/** What a document came to. */
export type Imported = { record: AgreementRecord; read: ReadDocument; understood: Understood };

/** Reads a document into a draft. @throws DocumentRefused with one sentence where it cannot be read, or holds no clause */
export async function importAgreement({ bytes, file, at, id, title }: ToImport, progress?: Progress): Promise<Imported> {
  const document = await openDocument(bytes, progress);
  const read = readClauses(document);
  if (read.clauses.length === 0) throw new DocumentRefused('No clause was found in this document. Check that it is the whole agreement.');
  const understood = understandAgreement({ title: title ?? read.title, clauses: read.clauses });
  const source = { file, sha256: createHash('sha256').update(bytes).digest('hex'), importedAt: at };
  return { record: draftRecord(understood, read.clauses, { source, id, name: title }), read, understood };
}
