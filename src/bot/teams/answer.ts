import { type Message, message, type Reply } from '../../handlers/reply.ts';
import { clean } from '../adaptive-card.ts';
import { consentCard, type FileCard } from './files.ts';
import { type DialogAnswer, renderDialog, renderInlineForm } from './form.ts';
import { NOTE_LONGEST } from './limits.ts';
import type { Reading } from './read.ts';
import { asMessage, CARD_TYPE, type OutgoingMessage, renderCard, renderMessage, type TeamsCard } from './render.ts';

/** One thing to do at Teams. `privately` is the asker’s personal chat, wherever they asked. */
export type Step =
  | { do: 'say'; where: 'here' | 'privately'; activity: OutgoingMessage | FileCard }
  | { do: 'update'; on: string; activity: OutgoingMessage }
  | { do: 'remove'; on: string };

/** The answer to a pressed button: the card in its place, or a sentence under it, seen by who pressed it. */
type CardAnswer =
  | { statusCode: 200; type: typeof CARD_TYPE; value: object }
  | { statusCode: 200; type: 'application/vnd.microsoft.activity.message'; value: string };

/** What an invoke is answered with: `body` when every step was done, `undelivered` when the private one failed. */
export type Answer = { steps: Step[]; body?: CardAnswer | DialogAnswer; undelivered?: CardAnswer | DialogAnswer };

/** All that is said in a room of an answer that could not be brought to the one person it is for. */
export const ASK_ALONE = 'There is an answer for you alone: open a chat with Accord.';
const SAID_HERE = 'Answered in this conversation.';
const SAID_ALONE = 'Answered in your own chat with Accord.';

/** What to do at Teams so that a reply is where it belongs. A reply for the asker alone is never put where others read. */
export function answerTo(reading: Reading, reply: Reply): Answer {
  switch (reply.kind) {
    case 'silence':
      return nothing(reading);
    case 'form':
      return reading.answeredBy === 'opening'
        ? { steps: [], body: renderDialog(reply.form, reading.on) }
        : say(reading, asMessage(renderInlineForm(reply.form), reply.form.previewSafe ?? reply.form.title), !reading.alone);
    case 'rejected':
      return reject(reading, reply.problems);
    case 'message':
      return withFiles(answerWith(reading, reply), reading, reply);
    default:
      return reply satisfies never;
  }
}

/** Each file is offered in the asker’s own chat, which is the only place where Teams takes one. */
function withFiles(answer: Answer, { alone }: Reading, { parts }: Message): Answer {
  const offers = parts.flatMap((part): Step[] =>
    part.is === 'file' ? [{ do: 'say', where: alone ? 'here' : 'privately', activity: consentCard(part) }] : [],
  );
  return offers.length === 0 ? answer : { ...answer, steps: [...answer.steps, ...offers] };
}

function answerWith(reading: Reading, reply: Message): Answer {
  const privately = reply.audience === 'asker' && !reading.alone;
  const note = privately && reading.answeredBy === 'card' ? noteOf(reply) : undefined;
  if (note !== undefined) return { steps: [], body: under(note) };
  const { on } = reading;
  const fate = on === null ? 'stays' : (reply.pressed ?? 'stays');
  // A card in a room stays when what would replace it is for one person: the others would lose it.
  if (on === null || fate === 'stays' || (fate === 'replaced' && privately)) return say(reading, renderMessage(reply), privately);
  if (fate === 'removed') {
    const said = say(reading, renderMessage(reply), privately);
    // Said first, so that nothing is taken away before its answer is there.
    return { ...said, steps: [...said.steps, { do: 'remove', on }] };
  }
  const card = renderCard(reply);
  if (reading.answeredBy !== 'card') return { steps: [{ do: 'update', on, activity: renderMessage(reply) }], body: {} };
  // What Teams is answered changes the card for who pressed it; the others’ is changed by an update.
  return { steps: reading.alone ? [] : [{ do: 'update', on, activity: renderMessage(reply) }], body: asCard(card) };
}

/** A word of acknowledgement, short enough to stand under the card, where only who pressed the button sees it. */
function noteOf({ parts, buttons }: Message): string | undefined {
  const [only, ...more] = parts;
  return only.is === 'paragraph' && more.length === 0 && buttons.length === 0 && only.text.length <= NOTE_LONGEST
    ? clean(only.text)
    : undefined;
}

function say(reading: Reading, activity: OutgoingMessage, privately: boolean): Answer {
  const steps: Step[] = [{ do: 'say', where: privately ? 'privately' : 'here', activity }];
  if (reading.answeredBy === 'message') return { steps };
  return { steps, body: sentence(reading, privately ? SAID_ALONE : SAID_HERE), undelivered: sentence(reading, ASK_ALONE, true) };
}

function reject(reading: Reading, problems: Readonly<Record<string, string>>): Answer {
  const { sent, answeredBy } = reading;
  if (sent !== undefined && answeredBy === 'closing')
    return { steps: [], body: renderDialog(sent.shape, reading.on, { values: sent.values, problems }) };
  if (sent !== undefined) return { steps: [], body: asCard(renderInlineForm(sent.shape, { values: sent.values, problems })) };
  return answerWith(reading, message('asker', [{ is: 'paragraph', text: Object.values(problems).join('\n') }]));
}

function nothing({ answeredBy }: Reading): Answer {
  if (answeredBy === 'message') return { steps: [] };
  return { steps: [], body: answeredBy === 'card' ? under('') : {} };
}

/** One sentence as the answer to an invoke. A dialog that was sent in simply closes, unless its answer could not be brought. */
function sentence({ answeredBy }: Reading, text: string, needed = false): CardAnswer | DialogAnswer {
  if (answeredBy === 'card') return under(text);
  return answeredBy === 'closing' && !needed ? {} : { task: { type: 'message', value: text } };
}

function under(text: string): CardAnswer {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text };
}

function asCard(card: TeamsCard | object): CardAnswer {
  return { statusCode: 200, type: CARD_TYPE, value: card };
}
