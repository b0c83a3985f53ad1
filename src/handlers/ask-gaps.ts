import type { Handler } from './handler.ts';
import { message } from './reply.ts';
import { showGaps } from './show-gaps.ts';
import { choiceOfAgreement, whichAgreement } from './which-agreement.ts';

const ASKS_FOR_GAPS =
  /\b(what|which|anything|topics?|things?|list)\b.*\b((does|do|did|is|are)(nt| not|n't)\b.*\b(cover|covered|say|mention|deal with|settle|in it|include)|missing|gaps?|left out|silent on|leave out|leaves out)\b|\bgap report\b|^gaps\??$/i;

/** A longer message asks for more than that; the pattern is never tried on it, because it would take long. */
const LONGEST_ASKED = 90;

/** Whether a message asks what the agreement leaves out altogether, rather than about one thing. */
export function asksForGaps(text: string): boolean {
  return text.length < LONGEST_ASKED && ASKS_FOR_GAPS.test(text.replace(/’/g, "'"));
}

/** Answers “what doesn’t our agreement cover?”. */
export const answerGaps: Handler = async (request, stores, clock) => {
  const text = request.act.is === 'said' ? request.act.text : request.act.is === 'pressed' ? (request.act.value.q ?? '') : '';
  const audience = request.public ? 'room' : 'asker';
  const chosen = request.act.is === 'pressed' ? request.act.value.a : undefined;
  const scope = chosen === undefined ? whichAgreement(text, request, stores, clock) : ({ is: 'one', agreement: chosen } as const);
  const agreement = scope.is === 'one' ? stores.agreements.get(scope.agreement) : undefined;
  if (agreement !== undefined) return showGaps(agreement, stores, audience);
  const ids = scope.is === 'one' ? [...stores.agreements.keys()] : scope.agreements;
  const choices = choiceOfAgreement(text.slice(0, 90), stores.agreements, ids).map((button) => ({
    ...button,
    value: { ...button.value, as: 'gaps' },
  }));
  return message(audience, [{ is: 'heading', text: 'Which agreement’s gaps?' }], choices);
};
