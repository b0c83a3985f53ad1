import type { Button, Message } from '../../handlers/reply.ts';
import { type AdaptiveCard, adaptiveCard, type CardAction, clean, executeAction, shorten, styleOf } from '../adaptive-card.ts';
import { asPlainText } from '../plain-text.ts';
import { SUMMARY_LONGEST, toSize } from './limits.ts';

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/** A card as Teams shows it: as wide as the conversation. */
export type TeamsCard = AdaptiveCard & { msteams: { width: 'Full' } };

/** What is posted to a conversation. `summary` is the notification. There is no `text`: Teams would read it as markup. */
export type OutgoingMessage = { type: 'message'; summary: string; attachments: [{ contentType: typeof CARD_TYPE; content: TeamsCard }] };

/** A message as the card that Teams shows, no heavier than it takes. */
export function renderCard(message: Message): TeamsCard {
  return asTeamsCard(toSize(message, (one) => adaptiveCard(one, drawButton)));
}

/** A message as the activity that is posted. `preview` is its notification where that may not show the content. */
export function renderMessage(message: Message, preview = message.previewSafe ?? asPlainText(message)): OutgoingMessage {
  return asMessage(renderCard(message), preview);
}

/** A card as the activity that is posted, with its notification. */
export function asMessage(card: AdaptiveCard, plain: string): OutgoingMessage {
  const summary = shorten(clean(plain).replace(/\s+/g, ' ').trim(), SUMMARY_LONGEST);
  return { type: 'message', summary, attachments: [{ contentType: CARD_TYPE, content: asTeamsCard(card) }] };
}

function asTeamsCard(card: AdaptiveCard): TeamsCard {
  return { ...card, msteams: { width: 'Full' } };
}

/** A dialog is opened by a task/fetch, which only Action.Submit can ask for; every other button is an Action.Execute. */
function drawButton(button: Button): CardAction {
  if (button.opensForm !== true) return executeAction(button);
  return {
    type: 'Action.Submit',
    title: clean(button.label),
    data: { msteams: { type: 'task/fetch' }, press: { button: button.name, value: button.value } },
    ...styleOf(button),
  };
}
