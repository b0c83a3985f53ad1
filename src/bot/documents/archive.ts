import { type UnzipFileInfo, unzipSync } from 'fflate';
import { DocumentRefused } from './refusal.ts';

/*
 * The files inside a .docx or .odt, which are zip archives. Sizes are looked at before anything is unpacked, and only what is read is unpacked.
 */

/** 200 pages are about 4 MB of XML. */
const LARGEST_FILE_BYTES = 32 * 1024 * 1024;
const FILES_AT_MOST = 5000;
/** Text packs about ten to one, and repeated markup up to a hundred; a bomb a thousand to one. */
const LARGEST_RATIO = 250;

/** The names of the files in an archive. @throws DocumentRefused where it is damaged */
export function namesIn(bytes: Uint8Array): Set<string> {
  const names = new Set<string>();
  unpacked(bytes, ({ name }) => {
    names.add(name);
    if (names.size > FILES_AT_MOST) throw tooLarge();
    return false;
  });
  return names;
}

/**
 * Unpacks the named files, those that are there.
 * @throws DocumentRefused where the archive is damaged, or a file would unpack to more than a document ever holds
 */
export function unpack(bytes: Uint8Array, names: readonly string[]): Map<string, Uint8Array> {
  const files = unpacked(bytes, (file) => {
    if (!names.includes(file.name)) return false;
    if (file.originalSize > LARGEST_FILE_BYTES || (file.originalSize > 1024 * 1024 && file.originalSize > file.size * LARGEST_RATIO))
      throw tooLarge();
    return true;
  });
  return new Map(Object.entries(files));
}

function unpacked(bytes: Uint8Array, filter: (file: UnzipFileInfo) => boolean): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch (cause) {
    if (cause instanceof DocumentRefused) throw cause;
    throw Object.assign(
      new DocumentRefused(
        'This file is damaged: it could not be unpacked. Open it in its own program, save it again and send the new file.',
      ),
      { cause },
    );
  }
}

function tooLarge(): DocumentRefused {
  return new DocumentRefused(
    'This file would unpack to far more than a document holds, so it was not opened. Save the document again and send the new file.',
  );
}
