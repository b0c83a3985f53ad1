import type { AgreementRecord, Duty } from '../data/agreement-record.ts';
import type { Day } from '../data/days.ts';
import type { Stores } from '../data/stores.ts';
import { theAgreement } from './cite.ts';
import { datedDuties, describeDuty } from './describe-duty.ts';
import type { Handler } from './handler.ts';
import { offerButtons, readMessage } from './read-message.ts';
import { type Button, type Message, message, type Part } from './reply.ts';
import { choiceOfAgreement, whichAgreement } from './which-agreement.ts';

/** What an agreement obliges somebody to do, and when: dates ahead, dates passed, rhythms, and duties without a date. */
export const showDates: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'said') return { kind: 'silence' };
  const { text } = request.act;
  const reading = readMessage(text, stores);
  const audience = request.public && !reading.private ? 'room' : 'asker';
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
  const buttons = offerButtons(text, reading.offers);
  return datesOf(scope.is === 'one' ? [scope.agreement] : scope.agreements, stores, clock.today(), { audience, buttons });
};

/** The dates of some agreements as a message. */
export function datesOf(
  ids: readonly string[],
  stores: Stores,
  today: Day,
  { audience, buttons = [], pressed }: { audience: Message['audience']; buttons?: readonly Button[]; pressed?: Message['pressed'] },
): Message {
  const [first, ...others] = ids.flatMap((id) => {
    const agreement = stores.agreements.get(id);
    return agreement === undefined ? [] : datesIn(agreement, today);
  });
  if (first === undefined) return message(audience, [{ is: 'heading', text: 'That agreement is not held here any more.' }]);
  return message(audience, [first, ...others], buttons, pressed);
}

function datesIn(agreement: AgreementRecord, today: Day): Part[] {
  const { ahead, passed } = datedDuties(agreement, today);
  const rhythms = agreement.duties.filter((duty) => 'every' in duty.when || 'financialYear' in duty.when);
  const undated = agreement.duties.filter((duty) => 'undated' in duty.when);
  const caveat = agreement.standing.dutyCaveat;
  return [
    { is: 'heading', text: headingOf(theAgreement(agreement, true), ahead.length, passed.length + rhythms.length) },
    ...(ahead.length > 0 ? [{ is: 'list' as const, items: ahead.map(describeDuty) }] : []),
    ...listed('Dates that have passed:', passed),
    ...listed('By the year, or again and again:', rhythms),
    ...listed('To be done, with no date given:', undated),
    ...(caveat === null ? [] : [{ is: 'paragraph' as const, text: caveat }]),
  ];
}

function headingOf(name: string, ahead: number, others: number): string {
  if (ahead > 0) return `${name}: what comes next`;
  return others > 0 ? `${name} has no date still to come.` : `${name} gives no dates for what is to be done.`;
}

function listed(title: string, duties: readonly Duty[]): Part[] {
  return duties.length === 0
    ? []
    : [
        { is: 'paragraph', text: title },
        { is: 'list', items: duties.map(describeDuty) },
      ];
}
