import { answerQuestion } from './ask-terms.ts';
import type { Handler } from './handler.ts';

/** Says an answer that one person saw to the whole channel, at that person’s wish. */
export const shareAnswer: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const { q: question = '', a: agreement = '' } = request.act.value;
  // The channel sees what was asked as well: an answer without its question is a riddle.
  return answerQuestion(question, { ...request, public: true }, stores, clock, {
    audience: 'room',
    agreement,
    pressed: 'removed',
    note: `Asked: “${question}”`,
  });
};
