import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BODY_BYTES_AT_MOST } from '../serve.ts';

/*
 * adaptivecards sets its styles from script, property by property, which a Content-Security-Policy allows; so nothing here needs to be
 * inline, neither script nor style. The three policies are its own: it makes them when it loads, and our scripts can put in no HTML at all.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types adaptivecards#markdownPassthroughPolicy adaptivecards#restoreContentsPolicy adaptivecards#deprecatedExportedFunctionPolicy',
].join('; ');

const SAFE_HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Answers with one plain sentence. */
export function sayPlainly(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { ...SAFE_HEADERS, 'content-type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`);
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { ...SAFE_HEADERS, 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

/** Answers with a file of the page. */
export async function sendFile(response: ServerResponse, file: string): Promise<void> {
  const content = await readFile(file);
  const type = TYPES[file.split('.').at(-1)!] ?? 'application/octet-stream';
  response.writeHead(200, { ...SAFE_HEADERS, 'content-type': type }).end(content);
}

/** Answers with a file to be kept: never shown in the page’s own place, whatever it holds. */
export function sendDownload(
  response: ServerResponse,
  { name, mediaType, bytes }: { name: string; mediaType: string; bytes: Uint8Array },
): void {
  response
    .writeHead(200, {
      ...SAFE_HEADERS,
      'content-security-policy': `sandbox; ${POLICY}`,
      'content-type': mediaType,
      'content-length': bytes.byteLength,
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
    })
    .end(bytes);
}

/** Opens a stream of Server-Sent Events on a response. Its connection is not kept for another call, so that a server can close. */
export function openEvents(response: ServerResponse): (event: string, data: unknown) => void {
  response.writeHead(200, { ...SAFE_HEADERS, 'content-type': 'text/event-stream; charset=utf-8', connection: 'close' });
  return (event, data) => void response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** Reads the body of a call as JSON: undefined when it is too large, broken off or no JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request, BODY_BYTES_AT_MOST);
  try {
    return bytes === undefined ? undefined : JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Reads the body of a call: undefined when it is longer than `atMost` bytes, or broken off. */
export async function readBytes(request: IncomingMessage, atMost: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > atMost) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  }
}
