import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { isDeepStrictEqual, TextDecoder } from 'node:util';
import { z } from 'zod';
import { ROWS_ON_A_PAGE, type Row } from './engine.ts';

/*
 * A backup: one file of JSON lines that any store can be filled from. The first line says what it is, then one line for each entry in key
 * order, and the last line says how many there were and their checksum, so that a file that was cut short or changed is known.
 */

const BACKUP_VERSION = 1;
/** Only whoever made a backup can read it: it holds the log of every partner. */
const OWNER_ONLY = 0o600;
const LINE_BYTES_AT_MOST = 16 * 1024 * 1024;
const READ_AT_ONCE_BYTES = 1024 * 1024;

const firstLine = z.object({
  accord: z.literal('backup'),
  version: z.int().positive(),
  storeFormat: z.int().positive(),
  madeAt: z.string(),
});
const entryLine = z.strictObject({
  // No key that Accord makes holds control characters or halves of a pair, which not every database takes.
  key: z.string().regex(/^[^\p{Cc}\p{Cs}]+$/u),
  value: z.string().refine((text) => text.isWellFormed() && holdsText(json(text))),
});
const lastLine = z.strictObject({ entries: z.int().min(0), kinds: z.record(z.string(), z.int()), sha256: z.string() });

/** What a backup holds: entries in all and of each kind (the first part of their keys), and the checksum of its lines (hexadecimal). */
export type Counted = z.infer<typeof lastLine>;
export type BackupHead = { storeFormat: number; madeAt: string };

/** A file that is no whole backup, or one this version cannot read: what is wrong with it, and what to do. */
export class BadBackup extends Error {
  readonly mend: string;
  constructor(problem: string, mend: string) {
    super(problem);
    this.name = 'BadBackup';
    this.mend = mend;
  }
}

/** Counts entries as they go by, and what they come to. The same entries after the same `head` come to the same checksum. */
export function makeCounter(head = ''): { add(rows: readonly Row[]): string; counted(): Counted } {
  const kinds: Record<string, number> = {};
  const sum = createHash('sha256').update(head);
  let entries = 0;
  return {
    add(rows) {
      let text = '';
      for (const { key, value } of rows) {
        const kind = key.split(':', 1)[0]!;
        kinds[kind] = (kinds[kind] ?? 0) + 1;
        text += `${JSON.stringify({ key, value })}\n`;
      }
      entries += rows.length;
      sum.update(text);
      return text;
    },
    counted: () => ({ entries, kinds, sha256: sum.copy().digest('hex') }),
  };
}

/** Writes a backup, whole or not at all. @throws what the file system says */
export async function writeBackup(file: string, head: BackupHead, pages: AsyncIterable<readonly Row[]>): Promise<Counted> {
  const aside = `${file}.part`;
  const handle = await open(aside, 'w', OWNER_ONLY);
  try {
    const counted = await writeLines(handle, head, pages);
    await handle.sync();
    await handle.close();
    await rename(aside, file);
    return counted;
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(aside, { force: true });
    throw error;
  }
}

async function writeLines(handle: FileHandle, head: BackupHead, pages: AsyncIterable<readonly Row[]>): Promise<Counted> {
  const begin = `${JSON.stringify({ accord: 'backup', version: BACKUP_VERSION, ...head })}\n`;
  const counter = makeCounter(begin);
  await handle.write(begin);
  for await (const rows of pages) await handle.write(counter.add(rows));
  const counted = counter.counted();
  await handle.write(`${JSON.stringify(counted)}\n`);
  return counted;
}

/** The entries of a backup, a page at a time. `head` is known once the first page was asked for, `counted` after the last. */
export type BackupRead = { pages: AsyncIterable<readonly Row[]>; head(): BackupHead; counted(): Counted };

/**
 * Reads a backup. Whoever fills a store from it does so in one transaction: that the file is whole is only known at its end.
 * @throws BadBackup while the pages are read, when anything about the file is not as it was written
 */
export function readBackup(file: string, storeFormat: number): BackupRead {
  let head: BackupHead | undefined;
  let counter = makeCounter();
  async function* pages(): AsyncIterable<readonly Row[]> {
    let page: Row[] = [];
    let number = 0;
    let before = '';
    let last: Counted | undefined;
    for await (const line of linesOf(file)) {
      number += 1;
      if (head === undefined) {
        head = readHead(line, storeFormat);
        counter = makeCounter(`${line}\n`);
        continue;
      }
      if (last !== undefined) throw damaged(`line ${number} stands after the end`);
      const read = readLine(line, number);
      if ('sha256' in read) {
        last = read;
        continue;
      }
      if (Buffer.compare(Buffer.from(before), Buffer.from(read.key)) >= 0) throw damaged(`line ${number} is out of order`);
      before = read.key;
      if (page.push(read) === ROWS_ON_A_PAGE) {
        counter.add(page);
        yield page;
        page = [];
      }
    }
    counter.add(page);
    if (head === undefined) throw new BadBackup('the file is empty', 'Use a file that “accord backup” made.');
    if (last === undefined) throw damaged('it is cut short: its last line is missing');
    const { entries, kinds, sha256 } = counter.counted();
    if (last.entries !== entries) throw damaged(`it should hold ${last.entries} entries and holds ${entries}`);
    if (last.sha256 !== sha256 || !isDeepStrictEqual(last.kinds, kinds)) throw damaged('its checksum is not that of its lines');
    if (page.length > 0) yield page;
  }
  return { pages: pages(), head: () => head!, counted: () => counter.counted() };
}

function readHead(line: string, storeFormat: number): BackupHead {
  const parsed = firstLine.safeParse(json(line));
  if (!parsed.success) throw new BadBackup('this is not a backup of Accord', 'Use a file that “accord backup” made.');
  if (parsed.data.version > BACKUP_VERSION || parsed.data.storeFormat > storeFormat)
    throw new BadBackup('this backup was made by a newer version of Accord', 'Restore it with that version, or a later one.');
  return { storeFormat: parsed.data.storeFormat, madeAt: parsed.data.madeAt };
}

function readLine(line: string, number: number): Row | Counted {
  const data = json(line);
  const entry = entryLine.safeParse(data);
  if (entry.success) return entry.data;
  const last = lastLine.safeParse(data);
  if (last.success) return last.data;
  throw damaged(`line ${number} is not as Accord wrote it`);
}

function holdsText(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'value' in entry && typeof entry.value === 'string';
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function damaged(how: string): BadBackup {
  return new BadBackup(`the backup is damaged: ${how}`, 'Use another copy of it, or an earlier one.');
}

/** Lines as they were written: split at line feeds alone, since an entry may hold any other kind of line end. */
async function* linesOf(file: string): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: READ_AT_ONCE_BYTES })) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield decode(decoder, rest.subarray(0, end));
      rest = rest.subarray(end + 1);
    }
    if (rest.length > LINE_BYTES_AT_MOST) throw damaged('a line is longer than any that Accord writes');
  }
  if (rest.length > 0) throw damaged('it is cut short in the middle of a line');
}

function decode(decoder: TextDecoder, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw damaged('it holds bytes that are no text');
  }
}
