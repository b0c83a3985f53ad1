import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/*
 * Reading the agreements and learning from them takes seconds, and gives the same each time. What came of it is kept in one file, with the
 * fingerprint of everything it came from: the records, the lexicon, the examples and the code. A file that is missing, of another
 * fingerprint or damaged is not used, and is made again. It holds nothing of the partnership file.
 */

/** The first bytes of the file: where each part of it begins, how long it is, and its checksum. */
const HEAD_BYTES = 1024;
const DRAFT_BEGINNING_BYTES = 1000;

type Head = { fingerprint: string; parts: Record<string, { at: number; bytes: number; sha256: string }> };

/** The SHA-256 (hexadecimal) of everything that what is known comes from: the files of this folder, and the agreement records. */
export function fingerprintOf(agreementsFolder: string, importedFolder = agreementsFolder): string {
  const sum = createHash('sha256').update(`${process.version}\0${resolve(agreementsFolder)}\0${resolve(importedFolder)}\0`);
  const files = [
    ...filesBelow(import.meta.dirname),
    ...filesBelow(agreementsFolder),
    ...(existsSync(importedFolder) ? filesBelow(importedFolder) : []),
    join(import.meta.dirname, '..', '..', 'package.json'),
  ];
  for (const file of new Set(files)) {
    // Of a draft only its name counts, which stands at its beginning: what people settle in it teaches nothing yet.
    const bytes = file.endsWith('.draft.yaml') ? readFileSync(file).subarray(0, DRAFT_BEGINNING_BYTES) : readFileSync(file);
    sum.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return sum.digest('hex');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|ya?ml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Gives a part of what was kept, or undefined where it is missing or damaged. */
export type Recall = (part: string) => unknown;

/**
 * Opens what was kept under this fingerprint, or gives undefined. The file stays open, so that a part can be had later even when another
 * process has put a newer file in its place. Never throws: whatever is wrong with the file, it can be made again.
 */
export function openKept(file: string, fingerprint: string): Recall | undefined {
  try {
    const opened = openSync(file, 'r');
    const head = readHead(opened);
    if (head?.fingerprint === fingerprint) return (part) => readPart(opened, head.parts[part]);
    closeSync(opened);
    return undefined;
  } catch {
    return undefined;
  }
}

function readHead(opened: number): Head | undefined {
  try {
    return JSON.parse(readAt(opened, 0, HEAD_BYTES).toString()) as Head;
  } catch {
    return undefined;
  }
}

function readPart(opened: number, part: Head['parts'][string] | undefined): unknown {
  if (part === undefined) return undefined;
  try {
    const body = readAt(opened, HEAD_BYTES + part.at, part.bytes);
    return sha256(body) === part.sha256 ? deserialize(body) : undefined;
  } catch {
    return undefined;
  }
}

function readAt(opened: number, at: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  return buffer.subarray(0, readSync(opened, buffer, 0, bytes, at));
}

/** Keeps parts (plain data) for the next start. Where nothing can be written, the next start takes longer: that is all. */
export function keep(file: string, fingerprint: string, parts: Readonly<Record<string, unknown>>): void {
  const aside = `${file}.${process.pid}.part`;
  try {
    const bodies = Object.entries(parts).map(([name, value]) => ({ name, body: serialize(value) }));
    const head: Head = { fingerprint, parts: {} };
    let at = 0;
    for (const { name, body } of bodies) {
      head.parts[name] = { at, bytes: body.length, sha256: sha256(body) };
      at += body.length;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(aside, Buffer.concat([Buffer.from(JSON.stringify(head).padEnd(HEAD_BYTES)), ...bodies.map(({ body }) => body)]), {
      mode: 0o600,
    });
    renameSync(aside, file);
  } catch {
    tryTo(() => rmSync(aside, { force: true }));
  }
}

function tryTo(work: () => void): void {
  try {
    work();
  } catch {
    // Where a file stands in the place of the folder, there is nothing to take away either.
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
