import type { SourceDocument } from '../../data/document.ts';
import { namesIn } from './archive.ts';
import { decodeText } from './decode-text.ts';
import { readDocx } from './docx.ts';
import { readOdt } from './odt.ts';
import { readPdf } from './pdf.ts';
import { DocumentRefused } from './refusal.ts';
import { readText } from './text.ts';

export const LARGEST_DOCUMENT_BYTES = 100 * 1024 * 1024;
const LARGEST_TEXT_BYTES = 16 * 1024 * 1024;

/** Told how far the reading is: pages, where there are many. */
export type Progress = (done: number, all: number) => void;

/**
 * Reads a document from its bytes, whatever its name says it is: .docx, .pdf, .odt, markdown or plain text.
 * @throws DocumentRefused with one sentence that says what is wrong and what to do
 */
export async function openDocument(bytes: Uint8Array, progress: Progress = () => undefined): Promise<SourceDocument> {
  if (bytes.length === 0) throw new DocumentRefused('This file is empty. Save the document again and send the new file.');
  if (bytes.length > LARGEST_DOCUMENT_BYTES)
    throw new DocumentRefused(
      'This file is larger than 100 MB, which no agreement needs. Save it without its pictures and send the new file.',
    );
  const document = await readAs(kindOf(bytes), bytes, progress);
  if (document.paragraphs.every(({ text, cells }) => text === '' && cells === undefined))
    throw new DocumentRefused('This document has no words in it. If its pages are pictures, have them read by text recognition first.');
  return document;
}

type Kind = 'docx' | 'pdf' | 'odt' | 'text' | 'protected or old Word' | { other: string };

async function readAs(kind: Kind, bytes: Uint8Array, progress: Progress): Promise<SourceDocument> {
  switch (kind) {
    case 'docx':
      return readDocx(bytes);
    case 'odt':
      return readOdt(bytes);
    case 'pdf':
      return readPdf(bytes, progress);
    case 'text':
      return readText(plainText(bytes));
    case 'protected or old Word':
      throw new DocumentRefused(oldOrProtected(bytes));
    default:
      throw new DocumentRefused(
        `This file is ${kind.other}, not a document Accord can read. Send the agreement as .docx, .pdf, .odt, .md or .txt.`,
      );
  }
}

const SIGNS: readonly (readonly [string, Kind])[] = [
  ['\xd0\xcf\x11\xe0', 'protected or old Word'],
  ['{\\rtf', { other: 'rich text (.rtf)' }],
  ['\x89PNG', { other: 'a picture' }],
  ['\xff\xd8\xff', { other: 'a picture' }],
  ['GIF8', { other: 'a picture' }],
  ['II*\x00', { other: 'a picture' }],
  ['MM\x00*', { other: 'a picture' }],
  ['\x1f\x8b', { other: 'a packed file (.gz)' }],
  ['Rar!', { other: 'a packed file (.rar)' }],
  ['7z\xbc\xaf', { other: 'a packed file (.7z)' }],
];

/** What a file is, by its content and not by its name. */
function kindOf(bytes: Uint8Array): Kind {
  const start = String.fromCharCode(...bytes.subarray(0, 1024));
  if (start.includes('%PDF-')) return 'pdf';
  const sign = SIGNS.find(([mark]) => start.startsWith(mark));
  if (sign !== undefined) return sign[1];
  if (/^\s*(?:<!doctype html|<html)/i.test(start)) return { other: 'a web page' };
  return start.startsWith('PK') ? kindOfArchive(bytes) : 'text';
}

function kindOfArchive(bytes: Uint8Array): Kind {
  const names = namesIn(bytes);
  if (names.has('word/document.xml')) return 'docx';
  if (names.has('xl/workbook.xml')) return { other: 'a spreadsheet' };
  if (names.has('ppt/presentation.xml')) return { other: 'a presentation' };
  return names.has('content.xml') ? 'odt' : { other: 'a packed folder (.zip)' };
}

/** Word encrypts a document into the same kind of container that its files before 2007 had. */
function oldOrProtected(bytes: Uint8Array): string {
  const utf16 = (text: string) => Buffer.from(text, 'utf16le');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.includes(utf16('EncryptedPackage'))) return 'This file is protected by a password. Save it without one and send the new file.';
  return 'This is a file of an older Office (.doc), which Accord cannot read. Open it in Word, save it as .docx and send the new file.';
}

function plainText(bytes: Uint8Array): string {
  if (bytes.length > LARGEST_TEXT_BYTES)
    throw new DocumentRefused('This text is larger than 16 MB, which no agreement is. Send the agreement alone.');
  const text = decodeText(bytes);
  const strange = text.slice(0, 20_000).match(/(?!\s)\p{Cc}|\ufffd/gu)?.length ?? 0;
  if (strange > Math.max(4, Math.min(text.length, 20_000) * 0.01))
    throw new DocumentRefused(
      'This file is not text, and no kind of document Accord knows. Send the agreement as .docx, .pdf, .odt, .md or .txt.',
    );
  return text;
}
