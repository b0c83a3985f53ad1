import { setTimeout as wait } from 'node:timers/promises';
import type { Part, Reply } from '../../handlers/reply.ts';
import type { Log } from '../log.ts';
import type { Call } from './answer.ts';
import { PICTURE_BYTES, PICTURE_DESCRIPTION } from './limits.ts';
import { slackCode } from './quiet-log.ts';
import { asDeliveryFailure } from './refusal.ts';
import type { Pictures } from './render.ts';
import { type Client, type Send, type Sent, SlackRefused } from './send.ts';
import { onOneLine, shorten } from './text.ts';
import { uploadFile } from './upload.ts';

/** How long after an upload a message that shows the picture is tried, and tried again: Slack takes a moment to look at a new file. */
const PATIENCE_MS = [0, 500, 1500, 3000];

/** Brings a reply to where it belongs with the pictures in it. `callsFor` makes its calls; without pictures their descriptions stand instead. @returns where its first call put it */
export type Bring = (
  reply: Reply,
  callsFor: (pictures?: Pictures) => readonly Call[],
  onFailure?: 'log' | 'throw',
) => Promise<Sent | undefined>;

/** Uploads the pictures of a reply and sends it. A picture that cannot be shown never keeps the words from being said. */
export function makeBring(client: Client, send: Send, log: Log): Bring {
  return async (reply, callsFor, onFailure) => {
    const pictures = await uploadPictures(reply, client, log);
    const shown = pictures.size > 0 ? await sendWithPictures(callsFor(pictures), { send, onFailure }, log) : null;
    if (shown !== null) return shown;
    const [first, ...rest] = callsFor();
    const sent = first && (await send(first, onFailure));
    for (const call of rest) await send(call, onFailure);
    return sent;
  };
}

/** Null when Slack did not take the message with its pictures. What takes another message away follows only when it did. */
async function sendWithPictures(
  [first, ...rest]: readonly Call[],
  { send, onFailure }: { send: Send; onFailure: 'log' | 'throw' | undefined },
  log: Log,
): Promise<Sent | undefined | null> {
  if (first === undefined) return undefined;
  // Where a response URL does not take it, the message is tried without pictures before it is tried elsewhere.
  const alone: Call = 'url' in first ? { url: first.url, body: first.body } : first;
  for (const pause of PATIENCE_MS) {
    await wait(pause);
    try {
      const sent = await send(alone, 'throw');
      for (const call of rest) await send(call);
      return sent;
    } catch (error) {
      const code = error instanceof SlackRefused ? error.code : 'unknown';
      // Where it is not a matter of the picture, the words alone would fare no better, or be there twice.
      if (onFailure === 'throw' && !LOOKING_AT_IT.has(code) && asDeliveryFailure(error) !== error) throw error;
      log.warn({ code }, 'slack: a message was not taken with its picture');
      if (!LOOKING_AT_IT.has(code)) return null;
    }
  }
  return null;
}

/** What Slack answers while it has not yet looked at a file: a method says invalid_blocks, a response URL answers 400, 404 or 500. */
const LOOKING_AT_IT: ReadonlySet<string> = new Set(['slack-invalid_blocks', 'http-400', 'http-404', 'http-500']);

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

function upload({ alt, png }: Part & { is: 'image' }, client: Client): Promise<string> {
  const described = shorten(onOneLine(alt), PICTURE_DESCRIPTION);
  return uploadFile({ name: 'chart.png', title: 'Chart', mediaType: 'image/png', bytes: png, alt: described }, null, client);
}
