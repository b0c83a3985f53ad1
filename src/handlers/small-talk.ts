import type { Stores } from '../data/stores.ts';
import type { Handler } from './handler.ts';
import { offerButtons, readMessage } from './read-message.ts';
import { type Button, message } from './reply.ts';
import type { Request } from './request.ts';

/** A greeting, thanks, or something Accord is not for. Said to the writer alone, so that a channel is not filled. */
export const smallTalk: Handler = async (request, stores) =>
  message(
    'asker',
    [
      { is: 'heading', text: 'Accord looks up what your partnership agreement says.' },
      { is: 'paragraph', text: 'Ask about the agreement in your own words, such as “who keeps the log of benefits?”' },
    ],
    [...mayHaveBeen(request, stores), { name: 'show-help', label: 'See what you can ask', value: {} }],
  );

function mayHaveBeen({ act }: Request, stores: Stores): Button[] {
  return act.is === 'said' ? offerButtons(act.text, readMessage(act.text, stores).offers) : [];
}
