import { answerGaps } from './ask-gaps.ts';
import { answerQuestion } from './ask-terms.ts';
import { aboutLog } from './benefit-said.ts';
import type { Handler } from './handler.ts';
import { listReminders } from './list-reminders.ts';
import { tellBenefit } from './log-benefit.ts';
import { tellReminder } from './set-reminder.ts';
import { datesOf } from './show-dates.ts';
import { signpostEmployment } from './signpost-employment.ts';

/** Puts a question again after a choice: to the agreement that was chosen, or as the kind of message the person says it is. */
export const askAgain: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const { q: question = '', a: agreement, as } = request.act.value;
  const audience = request.public ? 'room' : 'asker';
  switch (as) {
    case 'employment':
      return signpostEmployment({ ...request, act: { is: 'said', text: question } }, stores, clock);
    case 'benefit':
      return tellBenefit(question)(request, stores, clock);
    case 'benefits':
      return aboutLog(question)(request, stores, clock);
    case 'dates':
      return datesOf(agreement === undefined ? [...stores.agreements.keys()] : [agreement], request, stores, clock, {
        audience,
        pressed: 'replaced',
      });
    case 'remind':
      return tellReminder(question)(request, stores, clock);
    case 'reminders':
      return listReminders(request, stores, clock);
    case 'gaps':
      return answerGaps(request, stores, clock);
    case 'terms':
      return answerQuestion(question, request, stores, clock, {
        audience: 'asker',
        private: true,
        // An agreement is named where it was asked which: the choice gives way to the answer.
        ...(agreement === undefined ? {} : { agreement, pressed: 'replaced' }),
      });
    default:
      return answerQuestion(question, request, stores, clock, {
        audience,
        pressed: 'replaced',
        ...(agreement === undefined ? {} : { agreement }),
      });
  }
};
