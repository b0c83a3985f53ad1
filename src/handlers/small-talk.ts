import type { Handler } from './handler.ts';
import { message } from './reply.ts';

/** A greeting, thanks, or something Accord is not for. Said to the writer alone, so that a channel is not filled. */
export const smallTalk: Handler = async () =>
  message(
    'asker',
    [
      { is: 'heading', text: 'Accord looks up what your partnership agreement says.' },
      { is: 'paragraph', text: 'Ask about the agreement in your own words, such as “who keeps the log of benefits?”' },
    ],
    [{ name: 'show-help', label: 'See what you can ask', value: {} }],
  );
