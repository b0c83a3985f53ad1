import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DECIMAL } from '../../../scripts/samples/blocks.ts';
import { memorandum } from '../../../scripts/samples/memorandum.ts';
import { writeDocx, zipAlike } from '../../../scripts/samples/write-docx.ts';
import { openDocument } from '../../../src/bot/documents/open-document.ts';
import { DocumentRefused } from '../../../src/bot/documents/refusal.ts';
import { readClauses } from '../../../src/data/read-clauses.ts';
import { LOCKED, linesFrom, pdfFile } from './pdf-file.ts';
import { p, wordFile } from './word-file.ts';

/** The sentence a file is refused with. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const caught = await openDocument(bytes).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(caught).toBeInstanceOf(DocumentRefused);
  return (caught as DocumentRefused).sentence;
}

const text = (words: string) => new TextEncoder().encode(words);
const docx = writeDocx(memorandum('Memorandum'), DECIMAL);
const utf16 = (words: string) => Buffer.from(words, 'utf16le');

describe('a file that cannot be read is refused with one sentence that says what to do', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['an empty file', new Uint8Array(), /^This file is empty\./],
    ['a file of spaces', text(' \n\n '), /^This document has no words in it\./],
    [
      'a scanned PDF',
      pdfFile([[], []]),
      /^This PDF is a picture of pages: it holds no text\. Ask for the Word file, or have it read by text recognition first\.$/,
    ],
    ['a PDF with a password', pdfFile([linesFrom(700, ['1. Words.'])], LOCKED), /^This PDF is protected by a password\./],
    ['a damaged PDF', text('%PDF-1.7\nnothing that a PDF is made of'), /^This PDF is damaged/],
    [
      'a Word file with a password',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512), utf16('EncryptedPackage')]),
      /^This file is protected by a password\./,
    ],
    [
      'a Word file of before 2007',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512), utf16('WordDocument')]),
      /older Office \(\.doc\)/,
    ],
    ['an archive cut short', docx.subarray(0, docx.length - 400), /^This file is damaged/],
    ['an archive with broken contents', broken(docx), /^This file is damaged/],
    ['a spreadsheet', zipAlike({ 'xl/workbook.xml': strToU8('<workbook/>') }), /^This file is a spreadsheet, not a document/],
    ['a folder', zipAlike({ 'a.txt': strToU8('1. Words.') }), /^This file is a packed folder \(\.zip\)/],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), /^This file is a picture/],
    ['a web page', text('<!DOCTYPE html><html><body>1. Words.</body></html>'), /^This file is a web page/],
    ['rich text', text('{\\rtf1 1. Words.}'), /^This file is rich text/],
    ['a program', Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 37) % 256)), /^This file is not text/],
    ['a Word file without its text', zipAlike({ 'word/document.xml': strToU8('<document/>') }), /^This document has no words/],
    ['a Word file that is no XML', wordFileOf('this is not XML'), /^This file is damaged/],
    ['an OpenDocument text with a password', lockedOdt(), /^This file is protected by a password\./],
  ])('%s', async (_, bytes, sentence) => {
    const said = await refusal(bytes);
    expect(said).toMatch(sentence);
    expect(said.split('\n')).toHaveLength(1);
  });
});

function broken(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy.fill(0xff, 60, copy.length - 900);
  return copy;
}

function wordFileOf(xml: string): Uint8Array {
  return zipAlike({ 'word/document.xml': strToU8(xml) });
}

function lockedOdt(): Uint8Array {
  const manifest = '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
  return zipAlike({
    mimetype: strToU8('application/vnd.oasis.opendocument.text'),
    'content.xml': strToU8('?'),
    'META-INF/manifest.xml': strToU8(manifest),
  });
}

describe('a file that means harm', () => {
  it('a zip bomb is not unpacked', async () => {
    const bomb = zipAlike({ 'word/document.xml': new Uint8Array(64 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(100_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(await refusal(bomb)).toMatch(/^This file would unpack to far more than a document holds/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  });

  it('a zip bomb that lies about its size is stopped at the size it told', async () => {
    const bomb = zipAlike({ 'word/document.xml': new Uint8Array(8 * 1024 * 1024) });
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
    for (let at = 0; at < bomb.length - 30; at += 1) {
      if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 1000, true);
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1000, true);
    }
    expect(await refusal(bomb)).toMatch(/^This (?:file is damaged|file would unpack)/);
  });

  it('entities of its own, and files they point to, are never followed', async () => {
    const outside =
      '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><document><body><p><r><t>&x;</t></r></p></body></document>';
    expect(await refusal(wordFileOf(outside))).toMatch(/definitions of its own inside/);
    const unknown = openDocument(wordFile({ body: p('Left &x; as it is, and £5 &amp; more.') }));
    expect((await unknown).paragraphs[0]!.text).toBe('Left &x; as it is, and £5 & more.');
  });

  it('elements nested without end are refused', async () => {
    expect(await refusal(wordFileOf('<a>'.repeat(5000)))).toMatch(/^This file is damaged/);
  });
});

describe('what is unusual and still a document', () => {
  const first = async (bytes: Uint8Array) => readClauses(await openDocument(bytes)).clauses[0];

  it('goes by what a file holds and not by its name', async () => {
    expect((await openDocument(docx)).paragraphs.length).toBeGreaterThan(20);
    expect(await first(text('1. Words that were saved as .docx.'))).toMatchObject({ ref: '1', text: 'Words that were saved as .docx.' });
  });

  it.each<[string, Uint8Array]>([
    ['UTF-8', text('1.1 The council’s £5 – “agreed”.')],
    ['UTF-8 with a byte order mark', text('\ufeff1.1 The council’s £5 – “agreed”.')],
    ['UTF-16', Buffer.concat([Buffer.from('fffe', 'hex'), utf16('1.1 The council’s £5 – “agreed”.')])],
    ['UTF-16 without a mark', utf16('1.1 The council’s £5 – “agreed”.')],
    ['Windows-1252', Buffer.from('1.1 The council\x92s \xa35 \x96 \x93agreed\x94.', 'latin1')],
  ])('in %s', async (_, bytes) => {
    expect(await first(bytes)).toMatchObject({ ref: '1.1', text: 'The council’s £5 – “agreed”.' });
  });

  it('with lines in two encodings', async () => {
    const mixed = Buffer.concat([text('1. The council’s share.\n'), Buffer.from('2. The other\x92s share.', 'latin1')]);
    const { clauses } = readClauses(await openDocument(mixed));
    expect(clauses.map(({ text: words }) => words)).toEqual(['The council’s share.', 'The other’s share.']);
  });

  it('in a language written from right to left', async () => {
    const { clauses } = readClauses(await openDocument(text('1.1 הצדדים מסכימים לעבוד יחד.\n1.2 يتفق الطرفان على العمل معا.\n')));
    expect(clauses.map(({ ref, text: words }) => [ref, words])).toEqual([
      ['1.1', 'הצדדים מסכימים לעבוד יחד.'],
      ['1.2', 'يتفق الطرفان على العمل معا.'],
    ]);
  });

  it('with 10,000 clauses, in a moment', async () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, at) => `${Math.floor(at / 50) + 1}.${(at % 50) + 1} The partners agree on point ${at}.`,
    );
    const began = performance.now();
    const { clauses } = readClauses(await openDocument(text(lines.join('\n'))));
    expect(clauses).toHaveLength(10_000);
    expect(clauses.at(-1)!.ref).toBe('200.50');
    expect(performance.now() - began).toBeLessThan(4000);
  });

  it('with one reference on two clauses: both are kept, told apart, and it is said', async () => {
    const { clauses, remarks } = readClauses(
      await openDocument(text('4.1 Notice is six months.\n4.1 Notice is three months.\n4.2 In writing.')),
    );
    expect(clauses.map(({ ref }) => ref)).toEqual(['4.1', '4.1 (second)', '4.2']);
    expect(remarks).toEqual([expect.stringContaining('The reference 4.1 is printed more than once.')]);
  });

  it('with no numbers at all: paragraphs have positions, shown as Accord’s own', async () => {
    const { clauses, remarks } = readClauses(
      await openDocument(text('The partners work together.\n\nThey meet every month.\n\nEither may leave.')),
    );
    expect(clauses.map(({ ref, ours }) => [ref, ours])).toEqual([
      ['Paragraph 1', true],
      ['Paragraph 2', true],
      ['Paragraph 3', true],
    ]);
    expect(remarks).toEqual([expect.stringContaining('No numbered clause was found.')]);
  });
});
