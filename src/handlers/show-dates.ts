import type { AgreementRecord, Duty } from '../data/agreement-record.ts';
import { maySettle, mayTend } from '../data/duty-rules.ts';
import { agreementsBoundTo, findChannel } from '../data/people.ts';
import type { Stores } from '../data/stores.ts';
import { inWords, theAgreement } from './cite.ts';
import { describeDuty } from './describe-duty.ts';
import { carriedBy, tendingUnder } from './duty-request.ts';
import type { Clock, Handler } from './handler.ts';
import { type DutyList, dateLine, dutyList, listLine } from './list-duties.ts';
import { moreOfDates } from './more-of-dates.ts';
import { asTheDocumentSays, dutiesNow, type OccurrenceNow } from './occurrence-now.ts';
import { raiseButtons } from './raise-duty.ts';
import { offerButtons, readMessage } from './read-message.ts';
import { showButton } from './reminder-parts.ts';
import { dueInWords } from './reminder-words.ts';
import { type Button, type Message, message, type Part } from './reply.ts';
import type { Request } from './request.ts';
import { settleButton } from './settle-duty.ts';
import { choiceOfAgreement, whichAgreement } from './which-agreement.ts';

/** What somebody wants of the dates: all of them, or one thing first. */
type Wish = 'all' | 'overdue' | 'review';

const OVERDUE = /\b(?:over ?due|late|behind|missed|outstanding|slipp\w+|forgotten)\b/i;
const NEXT_REVIEW = /\b(?:next|when)\b.*\breview/i;

/** What an agreement obliges somebody to do, and when: what is overdue, what comes next, what is done, and what has no date. */
export const showDates: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'said') return { kind: 'silence' };
  const { text } = request.act;
  const reading = readMessage(text, stores);
  const audience = request.public && !reading.private ? 'room' : 'asker';
  const scope = whichAgreement(text, request, stores, clock);
  const own = agreementsBoundTo(stores.partnership, stores.agreements, request.asker, request.channel, clock.today());
  if (scope.is === 'choice' && own.length === 0)
    return message(
      audience,
      [{ is: 'heading', text: 'Which agreement’s dates?' }],
      choiceOfAgreement('what dates and reviews does it have', stores.agreements, scope.agreements).map((button) => ({
        ...button,
        value: { ...button.value, as: 'dates' },
      })),
    );
  const ids = scope.is === 'one' ? [scope.agreement] : scope.is === 'several' ? scope.agreements : own;
  const wish = OVERDUE.test(text) ? 'overdue' : NEXT_REVIEW.test(text) ? 'review' : 'all';
  return datesOf(ids, request, stores, clock, { audience, wish, buttons: offerButtons(text, reading.offers) });
};

/** The list of one agreement, from a button. */
export const listDuties: Handler = async (request, stores, clock) =>
  datesOf([carriedBy(request)?.a ?? ''], request, stores, clock, { audience: 'asker' });

/** Buttons for single dates under a list. */
const SHOWN_BY_BUTTON = 6;

/** The dates of some agreements as a message. */
export async function datesOf(
  ids: readonly string[],
  request: Request,
  stores: Stores,
  clock: Clock,
  how: { audience: Message['audience']; wish?: Wish; buttons?: readonly Button[]; pressed?: Message['pressed'] },
): Promise<Message> {
  const { audience, wish = 'all', buttons = [], pressed } = how;
  const parts: Part[] = [];
  const dates: Button[] = [];
  const others: Button[] = [];
  for (const agreement of ids.flatMap((id) => stores.agreements.get(id) ?? [])) {
    const tending = tendingUnder(agreement, request, stores, clock);
    const tends = mayTend(tending, null).ok && (audience === 'asker' || isRoomOf(agreement, request, stores));
    const known = await dutiesNow(agreement, stores);
    const list = dutyList(tends ? known : asTheDocumentSays(known), stores.partnership, clock.today());
    if (wish === 'overdue' && !tends) parts.push(heading(notTheirs(agreement)));
    else parts.push(...(wish === 'overdue' ? overdueIn(agreement, list) : datesIn(agreement, list, wish)));
    if (!tends) continue;
    dates.push(...[...list.overdue, ...(wish === 'overdue' ? [] : [...list.ahead, ...list.done])].map(showButton));
    if (wish === 'overdue') continue;
    others.push(...raiseButtons(known), ...moreOfDates(agreement, stores));
    if (maySettle(tending).ok)
      others.push(...awaited(known.duties).map((duty) => settleButton(agreement, duty, `Settle the day: ${duty.what}`.slice(0, 70))));
  }
  const [first, ...rest] = parts;
  if (first === undefined) return message(audience, [{ is: 'heading', text: 'That agreement is not held here any more.' }]);
  return message(
    audience,
    [first, ...rest],
    [...dates.slice(0, SHOWN_BY_BUTTON), ...others, ...(others.length > 0 ? [CALENDAR] : []), ...buttons],
    pressed,
  );
}

/** What is said aloud is read by everybody in the channel: what became of duties is said in the channels of their agreement. */
function isRoomOf({ id }: AgreementRecord, { asker, channel }: Request, { partnership }: Stores): boolean {
  return channel !== null && findChannel(partnership, asker.platform, channel)?.agreement === id;
}

const CALENDAR: Button = { name: 'show-calendar', label: 'Dates in my calendar', value: {} };

function awaited(duties: Awaited<ReturnType<typeof dutiesNow>>['duties']): Duty[] {
  return duties.filter(({ schedule }) => schedule.is === 'needs setting').map(({ duty }) => duty);
}

function datesIn(agreement: AgreementRecord, list: DutyList, wish: Wish): Part[] {
  const { overdue, ahead, done, passed, withoutDay, events, undated } = list;
  const caveat = agreement.standing.dutyCaveat;
  const review = wish === 'review' ? [...overdue, ...ahead].find(({ settled }) => settled.duty.kind === 'review') : undefined;
  const others = passed.length + withoutDay.length + done.length;
  return [
    ...(review === undefined ? [] : [heading(dueInWords(review.settled, review.occurrence, review.today))]),
    ...(overdue.length === 0 ? [] : [heading(`${theAgreement(agreement, true)}: what is overdue`), listOf(overdue)]),
    ...(overdue.length > 0 && ahead.length === 0 ? [] : [heading(headingOf(agreement, ahead.length, others))]),
    ...(ahead.length === 0 ? [] : [listOf(ahead)]),
    ...listed('Done:', done.map(listLine)),
    ...listed('Dates that have passed:', passed.map(dateLine)),
    ...listed('Again and again, without a date yet:', withoutDay.map(describeDuty)),
    ...listed('When it happens:', events.map(describeDuty)),
    ...listed('To be done, with no date given:', undated.map(describeDuty)),
    ...(caveat === null ? [] : [{ is: 'paragraph' as const, text: caveat }]),
  ];
}

function overdueIn(agreement: AgreementRecord, { overdue }: DutyList): Part[] {
  if (overdue.length === 0) return [heading(`Nothing is overdue under ${theAgreement(agreement)}.`)];
  const count = inWords(overdue.length);
  const things = overdue.length === 1 ? 'thing is' : 'things are';
  return [heading(`${count[0]!.toUpperCase()}${count.slice(1)} ${things} overdue under ${theAgreement(agreement)}.`), listOf(overdue)];
}

function notTheirs({ name }: AgreementRecord): string {
  return `Only people who work under the ${name} today can see what is overdue there, in its own channels or alone.`;
}

function headingOf(agreement: AgreementRecord, ahead: number, others: number): string {
  const name = theAgreement(agreement, true);
  if (ahead > 0) return `${name}: what comes next`;
  return others > 0 ? `${name} has no date still to come.` : `${name} gives no dates for what is to be done.`;
}

function heading(text: string): Part {
  return { is: 'heading', text };
}

function listOf(all: readonly OccurrenceNow[]): Part {
  return { is: 'list', items: all.map(listLine) };
}

function listed(title: string, items: readonly string[]): Part[] {
  return items.length === 0
    ? []
    : [
        { is: 'paragraph', text: title },
        { is: 'list', items },
      ];
}
