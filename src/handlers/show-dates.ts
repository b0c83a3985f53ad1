import type { Stores } from '../data/stores.ts';
import { theAgreement } from './cite.ts';
import { datedDuties, describeDuty } from './describe-duty.ts';
import type { Handler } from './handler.ts';
import { type Message, message, type Part } from './reply.ts';
import { choiceOfAgreement, whichAgreement } from './which-agreement.ts';

/** What an agreement obliges somebody to do, and when: dates ahead, dates passed, rhythms, and duties without a date. */
export const showDates: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'said') return { kind: 'silence' };
  const { text } = request.act;
  const audience = request.public ? 'room' : 'asker';
  const scope = whichAgreement(text, request, stores, clock);
  if (scope.is === 'choice')
    return message(
      audience,
      [{ is: 'heading', text: 'Which agreement’s dates?' }],
      choiceOfAgreement('what dates and reviews does it have', stores.agreements, scope.agreements).map((button) => ({
        ...button,
        value: { ...button.value, as: 'dates' },
      })),
    );
  return datesOf(scope.is === 'one' ? [scope.agreement] : scope.agreements, stores, clock.today(), audience);
};

/** The dates of some agreements as a message. */
export function datesOf(
  ids: readonly string[],
  stores: Stores,
  today: string,
  audience: Message['audience'],
  pressed?: Message['pressed'],
): Message {
  const parts = ids.flatMap((id): Part[] => {
    const agreement = stores.agreements.get(id);
    if (agreement === undefined) return [];
    const { ahead, passed } = datedDuties(agreement, today);
    const other = agreement.duties.filter((duty) => !('on' in duty.when) && !('month' in duty.when) && !('event' in duty.when));
    return [
      {
        is: 'heading',
        text:
          ahead.length > 0
            ? `${theAgreement(agreement, true)}: what comes next`
            : `${theAgreement(agreement, true)} has no dated duty ahead.`,
      },
      ...(ahead.length > 0 ? [{ is: 'list' as const, items: ahead.map(describeDuty) }] : []),
      ...(passed.length > 0
        ? [
            { is: 'paragraph' as const, text: 'Dates that have passed:' },
            { is: 'list' as const, items: passed.map(describeDuty) },
          ]
        : []),
      ...(other.length > 0
        ? [
            { is: 'paragraph' as const, text: 'Without a single date:' },
            { is: 'list' as const, items: other.map(describeDuty) },
          ]
        : []),
      ...(agreement.standing.dutyCaveat === null ? [] : [{ is: 'paragraph' as const, text: agreement.standing.dutyCaveat }]),
    ];
  });
  return message(audience, parts as [Part, ...Part[]], [], pressed);
}
