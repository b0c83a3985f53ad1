/*
 * The words of a plain text file, whatever it was saved with.
 */

/** Text from bytes: by its byte order mark, as UTF-16 where every other byte is empty, else as UTF-8, and line by line as Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  const text = decodeMarked(bytes) ?? decodeUnmarked(bytes);
  return text.replace(/^\ufeff/, '').replace(/\r\n?|\u2028|\u0085/g, '\n');
}

function decodeMarked(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return undefined;
}

function decodeUnmarked(bytes: Uint8Array): string {
  const start = bytes.subarray(0, 2000);
  const empty = (odd: 0 | 1) => start.filter((byte, at) => byte === 0 && at % 2 === odd).length / Math.max(1, start.length / 2);
  if (empty(1) > 0.4) return new TextDecoder('utf-16le').decode(bytes);
  if (empty(0) > 0.4) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return linesOf(bytes).map(decodeLine).join('\n');
  }
}

/** Pieces of two files in one: a line that is no UTF-8 is read as Windows-1252, the rest stays. */
function decodeLine(line: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(line);
  } catch {
    return new TextDecoder('windows-1252').decode(line);
  }
}

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let from = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
    lines.push(bytes.subarray(from, at));
    from = at + 1;
  }
  return [...lines, bytes.subarray(from)];
}
