import type { Handler } from './handler.ts';
import { message } from './reply.ts';

/** Said once, where Accord is installed or invited. */
export const welcome: Handler = async () =>
  message(
    'room',
    [
      { is: 'heading', text: 'Accord answers what your partnership agreement says, with the clause.' },
      {
        is: 'paragraph',
        text: 'Ask in your own words: “how much notice do we have to give?” In a channel, mention @Accord. Anything about your own employment is answered to you alone.',
      },
    ],
    [{ name: 'show-help', label: 'See what you can ask', value: {} }],
  );
