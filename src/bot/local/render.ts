import type { Message, Part } from '../../handlers/reply.ts';
import { adaptiveCard } from '../adaptive-card.ts';
import { asPlainText } from '../plain-text.ts';
import type { Entry } from './rooms.ts';

/** A message of Accord as the page gets it: the card that Teams gets, and the same as plain text for a screen reader. */
export function renderMessage(message: Message, about: Pick<Entry, 'id' | 'at' | 'seenBy' | 'answers'>): Entry {
  const files = filesOf(message).map(({ name }) => name);
  return { ...about, by: null, text: asPlainText(message), card: adaptiveCard(message), ...(files.length > 0 ? { files } : {}) };
}

/** The files of a message. */
export function filesOf({ parts }: Message): (Part & { is: 'file' })[] {
  return parts.filter((part) => part.is === 'file');
}
