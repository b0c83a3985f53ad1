import type { Message } from '../../handlers/reply.ts';
import { factsOf, type Log } from '../log.ts';
import { Unreachable } from '../platform.ts';
import { type Answer, ASK_ALONE, type Step } from './answer.ts';
import type { Conversations, KnownPerson, Service } from './conversations.ts';
import type { FileCard } from './files.ts';
import { asDeliveryFailure, isGone } from './refusal.ts';
import { type OutgoingMessage, renderMessage } from './render.ts';

/** Teams’ connector as far as Accord needs it, in no SDK’s terms. */
export type Connector = {
  /** Says something in a conversation. @returns the id of what was said */
  post(at: Service, conversation: string, activity: Outgoing): Promise<string | undefined>;
  /** Changes what was said in a conversation. */
  change(at: Service, conversation: string, on: string, activity: Outgoing): Promise<void>;
  /** Opens the personal chat with somebody, hands over its id, and says something there. @returns the id of what was said */
  openChat(known: KnownPerson, activity: Outgoing, opened: (conversation: string) => Promise<void>): Promise<string | undefined>;
};

/** The conversation an activity came from. */
export type Here = {
  /** @returns the id of what was said */
  say(activity: Outgoing): Promise<string | undefined>;
  update(on: string, activity: Outgoing): Promise<void>;
  remove(on: string): Promise<void>;
};

export type Outgoing = OutgoingMessage | FileCard | { type: 'message'; text: string; textFormat: 'plain'; summary: string };

/** What Teams’ ids of channels and group chats begin with; those of people do not. */
const ROOM = '19:';

/** Says things unprompted: to a person in their personal chat, opened when there is none yet, or in a room. */
export function makeMessenger(connector: Connector, conversations: Conversations) {
  const open = (known: KnownPerson, activity: Outgoing) =>
    connector.openChat(known, activity, (chat) => conversations.keepChat(known, chat));

  const toPerson = async (id: string, activity: Outgoing) => {
    const known = id.startsWith(ROOM) ? undefined : await conversations.personBy(id);
    // Accord has not been added there, or was taken out.
    if (known === undefined) throw new Unreachable('teams-unreachable');
    if (known.conversation === null) return open(known, activity);
    // A chat that is gone is opened anew, once.
    return connector.post(known, known.conversation, activity).catch((error: unknown) => {
      if (!isGone(error)) throw error;
      return open(known, activity);
    });
  };

  const say = async (to: string, message: Message, preview?: string) => {
    const room = await conversations.roomBy(to);
    if (room === undefined) return toPerson(to, renderMessage(message, preview));
    if (message.audience === 'asker') throw new NotForARoom('what is for one person is not said in a room');
    return connector.post(room, room.conversation, renderMessage(message, preview));
  };

  return {
    toPerson,
    /** @param to a person’s or a room’s id @returns the id of what was said @throws Busy, Unreachable, or what Teams said */
    deliver: (to: string, message: Message, preview?: string): Promise<string | undefined> =>
      say(to, message, preview).catch((error: unknown) => {
        throw asDeliveryFailure(error);
      }),
    /** Changes what was delivered to a person or a room. What is gone stays gone. */
    async update(to: string, posted: string, message: Message, preview?: string): Promise<void> {
      const known = (await conversations.roomBy(to)) ?? (await conversations.personBy(to));
      if (known === undefined || known.conversation === null) return;
      await connector.change(known, known.conversation, posted, renderMessage(message, preview)).catch((error: unknown) => {
        if (!isGone(error)) throw error;
      });
    },
  };
}

/** A message for one person was to be said where others read it. */
class NotForARoom extends Error {
  readonly code = 'teams-not-for-a-room';
}

/**
 * Does the steps of an answer. What cannot be brought to the asker alone is not said in the room either: there they are only told to open
 * a chat.
 * @returns what an invoke is answered with
 */
export async function carryOut(
  answer: Answer,
  here: Here,
  toAsker: (activity: Outgoing) => Promise<unknown>,
  log: Log,
): Promise<Answer['body']> {
  for (const step of answer.steps) {
    try {
      await take(step, here, toAsker);
    } catch (error) {
      log.error({ platform: 'teams', step: step.do, ...factsOf(error) }, 'an answer could not be sent');
      if (step.do !== 'say' || step.where !== 'privately') continue;
      if (answer.undelivered !== undefined) return answer.undelivered;
      await here.say({ type: 'message', text: ASK_ALONE, textFormat: 'plain', summary: ASK_ALONE }).catch(() => undefined);
      return undefined;
    }
  }
  return answer.body;
}

function take(step: Step, here: Here, toAsker: (activity: Outgoing) => Promise<unknown>): Promise<unknown> {
  switch (step.do) {
    case 'say':
      return step.where === 'here' ? here.say(step.activity) : toAsker(step.activity);
    case 'update':
      return here.update(step.on, step.activity);
    case 'remove':
      return here.remove(step.on);
    default:
      return step satisfies never;
  }
}
