import type { Message } from '../../handlers/reply.ts';
import { adaptiveCard } from '../adaptive-card.ts';
import { asPlainText } from '../plain-text.ts';
import type { Entry } from './rooms.ts';

/** A message of Accord as the page gets it: the card that Teams gets, and the same as plain text for a screen reader. */
export function renderMessage(message: Message, about: Pick<Entry, 'id' | 'at' | 'seenBy' | 'answers'>): Entry {
  return { ...about, by: null, text: asPlainText(message), card: adaptiveCard(message) };
}
