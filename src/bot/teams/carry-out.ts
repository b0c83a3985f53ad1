import type { Message } from '../../handlers/reply.ts';
import { factsOf, type Log } from '../log.ts';
import { type Answer, ASK_ALONE, type Step } from './answer.ts';
import type { Conversations, KnownPerson, Service } from './conversations.ts';
import { type OutgoingMessage, renderMessage } from './render.ts';

/** Teams’ connector as far as Accord needs it, in no SDK’s terms. */
export type Connector = {
  post(at: Service, conversation: string, activity: Outgoing): Promise<void>;
  /** Opens the personal chat with somebody, hands over its id, and says something there. */
  openChat(known: KnownPerson, activity: Outgoing, opened: (conversation: string) => Promise<void>): Promise<void>;
};

/** The conversation an activity came from. */
export type Here = {
  say(activity: Outgoing): Promise<void>;
  update(on: string, activity: Outgoing): Promise<void>;
  remove(on: string): Promise<void>;
};

export type Outgoing = OutgoingMessage | { type: 'message'; text: string; textFormat: 'plain'; summary: string };

/** A person or room Teams gives no way to reach: Accord has not been added there, or was taken out. */
export class Unreachable extends Error {
  readonly code = 'teams-unreachable';
}

/** Says things unprompted: to a person in their personal chat, opened when there is none yet, or in a room. */
export function makeMessenger(connector: Connector, conversations: Conversations) {
  const open = (known: KnownPerson, activity: Outgoing) =>
    connector.openChat(known, activity, (chat) => conversations.keepChat(known, chat));

  const toPerson = async (id: string, activity: Outgoing) => {
    const known = await conversations.personBy(id);
    if (known === undefined) throw new Unreachable('Teams has sent nothing yet that says where it is');
    if (known.conversation === null) return open(known, activity);
    // A chat that is gone is opened anew, once.
    await connector.post(known, known.conversation, activity).catch(() => open(known, activity));
  };

  return {
    toPerson,
    /** @param to a person’s or a room’s id @throws Unreachable, or what Teams said */
    async deliver(to: string, message: Message): Promise<void> {
      const room = await conversations.roomBy(to);
      if (room === undefined) return toPerson(to, renderMessage(message));
      if (message.audience === 'asker') throw new Unreachable('what is for one person is not said in a room');
      await connector.post(room, room.conversation, renderMessage(message));
    },
  };
}

/**
 * Does the steps of an answer. What cannot be brought to the asker alone is not said in the room either: there they are only told to open
 * a chat.
 * @returns what an invoke is answered with
 */
export async function carryOut(
  answer: Answer,
  here: Here,
  toAsker: (activity: Outgoing) => Promise<void>,
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

function take(step: Step, here: Here, toAsker: (activity: Outgoing) => Promise<void>): Promise<void> {
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
