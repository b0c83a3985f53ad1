import { z } from 'zod';
import { patientFetch } from './patient-fetch.ts';
import type { Client } from './send.ts';
import type { Method } from './surface.ts';

/** A file for Slack. `alt` is the description of a picture. */
export type Upload = { name: string; title: string; mediaType: string; bytes: Uint8Array; alt?: string };

/** Megabytes may be on their way. */
const TIMEOUT_MS = 60_000;

const granted = z.object({ upload_url: z.url({ protocol: /^https?$/ }), file_id: z.string().min(1) });

/**
 * Gives Slack a file.
 * @param shared the conversation, and the thread in it, that the file is shown in; with null it is shown nowhere by itself
 * @returns Slack’s id of the file @throws what Slack said, when it does not take it
 */
export async function uploadFile(
  { name, title, mediaType, bytes, alt }: Upload,
  shared: { channel: string; thread?: string | undefined } | null,
  client: Client,
): Promise<string> {
  const ask = ({ method, args }: { method: Method; args: Record<string, unknown> }) => client.apiCall(method, args);
  const wanted = { filename: name, length: bytes.byteLength, ...(alt === undefined ? {} : { alt_txt: alt }) };
  const { upload_url: url, file_id: id } = granted.parse(await ask({ method: 'files.getUploadURLExternal', args: wanted }));
  // A copy, because the bytes may be a window on a larger piece of memory that fetch does not take.
  const response = await patientFetch(
    url,
    { method: 'POST', headers: { 'content-type': mediaType }, body: new Uint8Array(bytes) },
    TIMEOUT_MS,
  );
  await response.body?.cancel();
  if (!response.ok) throw Object.assign(new Error('the upload was not taken'), { code: `http-${response.status}` });
  const place = shared === null ? {} : { channel_id: shared.channel, ...(shared.thread === undefined ? {} : { thread_ts: shared.thread }) };
  await ask({ method: 'files.completeUploadExternal', args: { files: [{ id, title }], ...place } });
  return id;
}
