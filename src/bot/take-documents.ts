import { randomUUID } from 'node:crypto';
import type { KeyValue } from '../data/key-value.ts';
import { findPerson } from '../data/people.ts';
import type { Knowledge } from '../data/stores.ts';
import type { SentDocument, SentOutcome } from '../handlers/request.ts';
import { factsOf, type Log } from './log.ts';
import type { Dispatch, Platform } from './platform.ts';
import type { SetUp } from './set-up.ts';

/** A document sent in chat may be this long, in bytes. */
export const SENT_BYTES_AT_MOST = 32 * 1024 * 1024;
/** A platform delivers again for minutes, or hours at the most. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

type Parts = {
  platforms: readonly Platform[];
  setUp: SetUp;
  known(): Pick<Knowledge, 'partnership'>;
  store: KeyValue;
  log: Log;
  /** The address of the page “Set up” on this machine, where there is one. */
  page(): string | undefined;
};

/**
 * Reads a document that an administrator sends Accord alone into a draft, before the request goes on: what came of it goes with it. A
 * document of anybody else is not fetched at all. One that is delivered twice is read once.
 */
export function takeDocuments(dispatch: Dispatch, parts: Parts): Dispatch {
  return async (request) => {
    const { act, asker } = request;
    if (act.is !== 'sent') return dispatch(request);
    const until = Date.now() + REMEMBERED_MS;
    const isNew = await parts.store.claim(`document:${asker.platform}:${request.id}`, randomUUID(), until, Date.now()).catch(() => true);
    if (!isNew) return { kind: 'silence' };
    const email = findPerson(parts.known().partnership, asker)?.email ?? '';
    const platform = parts.platforms.find(({ name }) => name === asker.platform);
    const outcome = await take(act.document, email, platform, parts);
    return dispatch({ ...request, act: { ...act, outcome } });
  };
}

async function take(
  document: SentDocument,
  email: string,
  platform: Platform | undefined,
  { setUp, log, page }: Parts,
): Promise<SentOutcome> {
  const allowed = setUp.asked(email);
  if (!allowed.ok) return { is: 'refused', sentence: allowed.sentence };
  if (document.bytes > SENT_BYTES_AT_MOST)
    return { is: 'refused', sentence: 'This document is larger than 32 MB, which no agreement needs.' };
  let bytes: Uint8Array;
  try {
    if (platform?.fetchDocument === undefined) throw new Error('the platform gives no documents');
    bytes = await platform.fetchDocument(document.at, SENT_BYTES_AT_MOST);
  } catch (error) {
    log.warn({ platform: platform?.name, ...factsOf(error) }, 'a document that was sent could not be fetched');
    return { is: 'refused', sentence: `${document.name} could not be fetched, and nothing was changed. Please send it again.` };
  }
  const done = await setUp.take(email, { file: document.name, bytes });
  if (!done.ok) return { is: 'refused', sentence: done.sentence };
  const read = await setUp.review(done.id);
  if (!read.ok) return { is: 'refused', sentence: read.sentence };
  const { id, name, clauses, open } = read.review;
  const address = page();
  return {
    is: 'draft',
    id,
    name,
    clauses: clauses.length,
    open,
    remarks: done.remarks,
    ...(address === undefined ? {} : { page: address }),
  };
}

/** The bytes of a response, no more than `atMost`. @throws when it is no success, or longer */
export async function bytesOf(response: Response, atMost: number): Promise<Uint8Array> {
  if (!response.ok || response.body === null)
    throw Object.assign(new Error('the document was not given'), { code: `http-${response.status}` });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > atMost) throw Object.assign(new Error('the document is too large'), { code: 'document-too-large' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
