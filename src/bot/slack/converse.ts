import type { Log } from '../log.ts';
import type { Dispatch } from '../platform.ts';
import { acknowledgeFirst } from './acknowledge-first.ts';
import { acknowledgement, answerTo, suggestPrompts } from './answer.ts';
import type { SendFiles } from './files.ts';
import type { Bring } from './pictures.ts';
import { slackCode } from './quiet-log.ts';
import { type Reading, read, readMessagesTab } from './read.ts';
import type { Send } from './send.ts';

export type Conversation = {
  /** An event, a command or a press, which Slack has been told is here. Its answer goes on by itself. */
  happened(body: unknown): void;
  /** A form was sent in. `close` tells Slack within three seconds: with problems to show, or with none, which closes the form. */
  submitted(body: unknown, close: (problems: ReturnType<typeof acknowledgement>) => Promise<void>): Promise<void>;
  /** Whether so many answers are under way that Slack should send what comes next again later. */
  full(): boolean;
  /** Resolves when every answer that was begun is given. */
  finish(): Promise<void>;
};

/** One call as it is, a whole reply with the pictures in it, and the files that come with one. */
export type Speech = { send: Send; bring: Bring; sendFiles: SendFiles };

/** Each is held in memory until Slack has taken it. */
const ANSWERS_UNDER_WAY_AT_MOST = 1_000;

/** Payload in, calls out: reads what Slack sent, has it answered, and sends the answer to where it belongs. */
export function converse(dispatch: Dispatch, { send, bring, sendFiles }: Speech, log: Log): Conversation {
  const underWay = new Set<Promise<unknown>>();
  const afterAcknowledging = acknowledgeFirst();
  const inBackground = (work: Promise<unknown>) => {
    const done = work
      .catch((error) => log.error({ code: slackCode(error) }, 'slack: an answer was lost'))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  };
  const answer = async (reading: Reading | null) => {
    if (reading === null) return;
    const reply = await dispatch(reading.request);
    await bring(reply, (pictures) => answerTo(reading, reply, pictures));
    await sendFiles(reply, reading.place);
  };
  return {
    happened(body) {
      const opened = readMessagesTab(body);
      inBackground(afterAcknowledging(() => (opened === null ? answer(read(body)) : send(suggestPrompts(opened)))));
    },
    async submitted(body, close) {
      const reading = read(body);
      if (reading?.request.act.is !== 'submitted') return close(undefined);
      const reply = await dispatch(reading.request);
      const problems = acknowledgement(reply, Object.keys(reading.request.act.values));
      await close(problems);
      if (problems !== undefined) return;
      inBackground(bring(reply, (pictures) => answerTo(reading, reply, pictures)));
    },
    full: () => underWay.size >= ANSWERS_UNDER_WAY_AT_MOST,
    async finish() {
      await Promise.allSettled(underWay);
    },
  };
}
