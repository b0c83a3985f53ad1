import type { Handler } from './handler.ts';
import { message } from './reply.ts';

/** What Accord does, what can be asked, and who sees it. */
export const showHelp: Handler = async (request, stores) => {
  const names = [...stores.agreements.values()].map((agreement) => agreement.name);
  return message(request.public ? 'room' : 'asker', [
    { is: 'heading', text: 'Accord answers what your partnership agreement says, with the clause.' },
    { is: 'paragraph', text: 'Ask in your own words. If the agreement does not say, Accord says so, and shows the nearest clause.' },
    {
      is: 'list',
      items: [
        'How much notice do we have to give?',
        'Who keeps the log of benefits?',
        'What does 11(h) say?',
        'Which of ours is not legally binding?',
        'How much have we saved so far?',
        'Board report for this year',
        'What doesn’t our agreement cover?',
        'What dates are coming up?',
        'What’s overdue?',
        'Remind us every quarter to look at the risk share',
        'Put the dates in my calendar',
      ],
    },
    { is: 'paragraph', text: `Agreements held here: ${names.join(', ')}.` },
    {
      is: 'paragraph',
      text: 'Who sees it: a question asked aloud in a channel is answered there; /accord and a direct message are answered to you alone. Questions no agreement answers are kept without your name. Anything about somebody’s employment is answered to that person alone, and kept only if they raise it: say “raise”, alone with Accord. A reminder you set is said in the channels of its agreement; the address of your calendar is given to you alone.',
    },
    { is: 'paragraph', text: 'Accord looks things up. It does not give legal advice.', tone: 'quiet' },
  ]);
};
