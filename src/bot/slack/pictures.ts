import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Part, Reply } from '../../handlers/reply.ts';
import type { Log } from '../log.ts';
import type { Call } from './answer.ts';
import { PICTURE_BYTES, PICTURE_DESCRIPTION } from './limits.ts';
import { patientFetch } from './patient-fetch.ts';
import { slackCode } from './quiet-log.ts';
import type { Pictures } from './render.ts';
import { type Client, type Send, SlackRefused } from './send.ts';
import type { Method } from './surface.ts';
import { onOneLine, shorten } from './text.ts';

/** How long after an upload a message that shows the picture is tried, and tried again: Slack takes a moment to look at a new file. */
const PATIENCE_MS = [0, 500, 1500, 3000];

/** Brings a reply to where it belongs with the pictures in it. `callsFor` makes its calls; without pictures their descriptions stand instead. */
export type Bring = (reply: Reply, callsFor: (pictures?: Pictures) => readonly Call[], onFailure?: 'log' | 'throw') => Promise<void>;

/** Uploads the pictures of a reply and sends it. A picture that cannot be shown never keeps the words from being said. */
export function makeBring(client: Client, send: Send, log: Log): Bring {
  return async (reply, callsFor, onFailure) => {
    const pictures = await uploadPictures(reply, client, log);
    if (pictures.size > 0 && (await sendWithPictures(callsFor(pictures), send, log))) return;
    for (const call of callsFor()) await send(call, onFailure);
  };
}

/** Whether Slack took the message with its pictures. What takes another message away follows only then. */
async function sendWithPictures([first, ...rest]: readonly Call[], send: Send, log: Log): Promise<boolean> {
  if (first === undefined) return true;
  // Where a response URL does not take it, the message is tried without pictures before it is tried elsewhere.
  const alone: Call = 'url' in first ? { url: first.url, body: first.body } : first;
  for (const pause of PATIENCE_MS) {
    await wait(pause);
    try {
      await send(alone, 'throw');
      for (const call of rest) await send(call);
      return true;
    } catch (error) {
      const code = error instanceof SlackRefused ? error.code : 'unknown';
      log.warn({ code }, 'slack: a message was not taken with its picture');
      if (!LOOKING_AT_IT.has(code)) return false;
    }
  }
  return false;
}

/** What Slack answers while it has not yet looked at a file: a method says invalid_blocks, a response URL answers 400, 404 or 500. */
const LOOKING_AT_IT: ReadonlySet<string> = new Set(['slack-invalid_blocks', 'http-400', 'http-404', 'http-500']);

const granted = z.object({ upload_url: z.url({ protocol: /^https?$/ }), file_id: z.string().min(1) });

/** The pictures that Slack took. A file that is shared nowhere is seen only by those who see a message that shows it. */
async function uploadPictures(reply: Reply, client: Client, log: Log): Promise<Pictures> {
  const pictures = new Map<Part, string>();
  if (reply.kind !== 'message') return pictures;
  for (const part of reply.parts) {
    if (part.is !== 'image' || part.png.byteLength === 0 || part.png.byteLength > PICTURE_BYTES) continue;
    try {
      pictures.set(part, await upload(part, client));
    } catch (error) {
      log.warn({ code: slackCode(error) }, 'slack: a picture was not taken');
    }
  }
  return pictures;
}

async function upload({ alt, png }: Part & { is: 'image' }, client: Client): Promise<string> {
  const ask = ({ method, args }: { method: Method; args: Record<string, unknown> }) => client.apiCall(method, args);
  const described = shorten(onOneLine(alt), PICTURE_DESCRIPTION);
  const wanted = { filename: 'chart.png', length: png.byteLength, alt_txt: described };
  const { upload_url: url, file_id: id } = granted.parse(await ask({ method: 'files.getUploadURLExternal', args: wanted }));
  // A copy, because a picture may be a window on a larger piece of memory that fetch does not take.
  const response = await patientFetch(url, { method: 'POST', headers: { 'content-type': 'image/png' }, body: new Uint8Array(png) });
  await response.body?.cancel();
  if (!response.ok) throw Object.assign(new Error('the upload was not taken'), { code: `http-${response.status}` });
  await ask({ method: 'files.completeUploadExternal', args: { files: [{ id, title: 'Chart' }] } });
  return id;
}
