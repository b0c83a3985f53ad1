import { message, type Part, type Reply } from '../../handlers/reply.ts';
import type { Log } from '../log.ts';
import { unprompted } from './answer.ts';
import { FILE_BYTES } from './limits.ts';
import { slackCode } from './quiet-log.ts';
import type { Place } from './read.ts';
import type { Client, Send } from './send.ts';
import { uploadFile } from './upload.ts';

type File = Part & { is: 'file' };

/** Sends the files of a reply to whoever asked, in their own conversation with Accord, wherever they asked. */
export type SendFiles = (reply: Reply, place: Place) => Promise<void>;

/** The files of one bot token. */
export function makeSendFiles(client: Client, send: Send, log: Log): SendFiles {
  const say = (user: string, text: string) => send(unprompted(user, message('asker', [{ is: 'paragraph', text }])));

  /** Only a message said to Accord itself tells which conversation that is; elsewhere Slack tells when something is said there. */
  const conversationOf = async ({ user, room, alone, thread, responseUrl }: Place, file: File) => {
    if (alone && room !== null && responseUrl === undefined) return { channel: room, thread };
    const sent = await say(user, file.says);
    return sent === undefined ? undefined : { channel: sent.channel };
  };

  return async (reply, place) => {
    if (reply.kind !== 'message') return;
    for (const part of reply.parts) {
      if (part.is !== 'file') continue;
      try {
        if (part.bytes.byteLength > FILE_BYTES) throw Object.assign(new Error('the file is too large'), { code: 'file-too-large' });
        const own = await conversationOf(place, part);
        if (own !== undefined) await uploadFile({ ...part, title: part.name }, own, client);
      } catch (error) {
        log.error({ code: slackCode(error) }, 'slack: a file was not taken');
        await say(place.user, `Slack did not take the file ${part.name}. Please try again in a few minutes.`);
      }
    }
  };
}
