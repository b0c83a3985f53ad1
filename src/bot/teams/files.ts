import { z } from 'zod';
import type { ButtonName, Part } from '../../handlers/reply.ts';
import type { Request } from '../../handlers/request.ts';
import { clean } from '../adaptive-card.ts';
import { factsOf, type Log } from '../log.ts';
import type { Dispatch } from '../platform.ts';
import { bytesOf } from '../take-documents.ts';
import type { Here, Outgoing } from './carry-out.ts';
import { type Activity, isPersonal, read } from './read.ts';
import { isLoopbackUrl } from './receive.ts';
import { renderMessage } from './render.ts';

/*
 * A bot gives Teams no file unasked: it asks the person first, in their own chat, and Teams then names an address in their OneDrive to put
 * it at (Microsoft Learn, “Send and receive files through the bot”). Nothing is held meanwhile: what is asked for is made when it is taken.
 */

type File = Part & { is: 'file' };
type Press = File['again'];

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const FILE_INFO = 'application/vnd.microsoft.teams.card.file.info';

export type FileCard = {
  type: 'message';
  summary: string;
  attachments: [{ contentType: typeof CONSENT | typeof FILE_INFO; contentUrl?: string; name: string; content: object }];
};

/** Teams takes more than this only in pieces: Microsoft Learn, as above. */
const BYTES_AT_MOST = 60 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

/** The question whether somebody wants a file. */
export function consentCard({ name, says, bytes, again }: File): FileCard {
  const context = { press: again };
  const content = { description: clean(says), sizeInBytes: bytes.byteLength, acceptContext: context, declineContext: context };
  return { type: 'message', summary: clean(says), attachments: [{ contentType: CONSENT, name, content }] };
}

const text = z.string().min(1).max(4096);
const consent = z.object({
  type: z.literal('fileUpload'),
  context: z.object({ press: z.object({ button: text, value: z.record(z.string().max(200), z.string().max(10_000)) }) }),
});
const decision = z.discriminatedUnion('action', [
  consent.extend({ action: z.literal('decline') }),
  consent.extend({
    action: z.literal('accept'),
    uploadInfo: z.object({ uploadUrl: z.url().max(8192), contentUrl: z.url().max(8192), name: text, uniqueId: text, fileType: text }),
  }),
]);

/** What somebody said to a file, with the request that makes it; `on` is the question it answers. */
export type Consent = { on: string | null } & (
  | { is: 'declined' }
  | {
      is: 'accepted';
      request: Request;
      upload: z.infer<typeof decision> extends infer D ? (D extends { uploadInfo: infer U } ? U : never) : never;
    }
);

/** An activity as the answer to whether somebody wants a file, or null when it is none. Files are for personal chats only. */
export function readConsent(sent: Activity): Consent | null {
  if (sent.type !== 'invoke' || sent.name !== 'fileConsent/invoke' || !isPersonal(sent)) return null;
  const { data } = decision.safeParse(sent.value);
  if (data === undefined) return null;
  const on = sent.replyToId ?? null;
  if (data.action === 'decline') return { is: 'declined', on };
  // Asking for it again is pressing the button again.
  const { button, value } = data.context.press;
  const press: Press = { button: button as ButtonName, value };
  const pressed = read({
    ...sent,
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', verb: press.button, data: value } },
  });
  return pressed === null ? null : { is: 'accepted', on, request: pressed.request, upload: data.uploadInfo };
}

/**
 * Puts the file somebody has taken where Teams says, and shows it in the chat. Who may not have it any more is told so.
 * @param trusted whether the activity carried a token of Teams’; with one the file goes to OneDrive alone, without one to this machine
 */
export async function giveFile(
  answered: Consent,
  ask: Dispatch,
  here: Here,
  { trusted, log }: { trusted: boolean; log: Log },
): Promise<void> {
  const { on } = answered;
  if (answered.is === 'accepted') await here.say(await given(answered, ask, { trusted, log }));
  if (on !== null) await here.remove(on).catch((error: unknown) => log.warn({ platform: 'teams', ...factsOf(error) }, 'a card stayed'));
}

async function given(
  { request, upload }: Consent & { is: 'accepted' },
  ask: Dispatch,
  { trusted, log }: { trusted: boolean; log: Log },
): Promise<Outgoing> {
  const reply = await ask(request);
  if (reply.kind !== 'message') return plainly('That file was asked for already.');
  const file = reply.parts.find((part) => part.is === 'file');
  if (file === undefined) return renderMessage(reply);
  try {
    await put(file.bytes, upload.uploadUrl, trusted);
  } catch (error) {
    log.error({ platform: 'teams', ...factsOf(error) }, 'a file was not taken');
    return plainly(`Teams did not take the file ${file.name}. Please try again in a few minutes.`);
  }
  const { contentUrl, name, uniqueId, fileType } = upload;
  return {
    type: 'message',
    summary: clean(file.says),
    attachments: [{ contentType: FILE_INFO, contentUrl, name, content: { uniqueId, fileType } }],
  };
}

async function put(bytes: Uint8Array, url: string, trusted: boolean): Promise<void> {
  const size = bytes.byteLength;
  if (size === 0 || size > BYTES_AT_MOST) throw Object.assign(new Error('the file is too large'), { code: 'file-too-large' });
  if (!(trusted ? isDrive(url) : isLoopbackUrl(url)))
    throw Object.assign(new Error('a file is not sent to that address'), { code: 'upload-refused' });
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', 'content-range': `bytes 0-${size - 1}/${size}` },
    body: new Uint8Array(bytes),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw Object.assign(new Error('the upload was not taken'), { code: `http-${response.status}` });
}

/** People’s OneDrive at work, in each of Microsoft’s clouds. The address comes from a person’s own Teams: it must not lead into our network. */
function isDrive(url: string): boolean {
  const { protocol, hostname, port } = new URL(url);
  return protocol === 'https:' && port === '' && /^[a-z0-9-]+\.sharepoint\.(?:com|us|cn|de)$/.test(hostname);
}

/**
 * Fetches a document somebody sent in their own chat. Its address carries its own permission, so no token goes with it.
 * @param trusted as for `giveFile`
 */
export async function fetchDocument(at: string, atMost: number, trusted: boolean): Promise<Uint8Array> {
  if (!(trusted ? isDrive(at) : isLoopbackUrl(at)))
    throw Object.assign(new Error('a document is not fetched from that address'), { code: 'download-refused' });
  return bytesOf(await fetch(at, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) }), atMost);
}

function plainly(sentence: string): Outgoing {
  return { type: 'message', text: sentence, textFormat: 'plain', summary: sentence };
}
