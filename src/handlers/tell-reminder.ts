import { dayAt } from '../data/days.ts';
import type { Notice, NoticeAbout, Recipient } from '../data/outbox.ts';
import type { NumberedReminding, RemindedItem } from '../data/reminder-log.ts';
import { seniorIsTold } from '../data/reminder-plan.ts';
import { reminderRooms } from '../data/reminder-rooms.ts';
import type { Stores } from '../data/stores.ts';
import { givesReturnOf, leadsStillAsked } from './ask-for-returns.ts';
import { inWords, theAgreement } from './cite.ts';
import type { Clock } from './handler.ts';
import { dutiesNow, type OccurrenceNow, occurrenceNamed } from './occurrence-now.ts';
import { occurrenceButtons, occurrenceLine, occurrenceParts, personInWords, showButton } from './reminder-parts.ts';
import { type Button, type Message, message, type Part } from './reply.ts';
import type { Told } from './tell-notice.ts';

/** Buttons under a message of many reminders; the others are in the list. */
const SHOWN_BY_BUTTON = 8;

/**
 * Puts reminders into words as things stand when they are brought; or, where they were brought before, has that message changed.
 * @returns null when there is nothing left to say: all of it is done or put off
 */
export async function tellReminders(
  { to, agreement }: Notice,
  { is, number }: NoticeAbout & { is: 'reminders' | 'reminders-changed' },
  stores: Stores,
  clock: Clock,
): Promise<Told | null> {
  const words = await remindingFor({ agreement, number, to }, is === 'reminders' ? 'anew' : 'again', stores, clock);
  if (words === null) return null;
  return { message: words, subject: `reminders ${agreement} ${number}`, how: is === 'reminders' ? 'post' : 'update' };
}

/** A message of reminders for one of those it was left for. @param how anew, when what is settled by now goes unsaid; or again, in its place */
export async function remindingFor(
  { agreement: id, number, to }: { agreement: string; number: number; to: Recipient },
  how: 'anew' | 'again',
  stores: Stores,
  clock: Clock,
): Promise<Message | null> {
  const agreement = stores.agreements.get(id);
  const reminding = (await stores.reminders.of(id))[number - 1];
  if (agreement === undefined || reminding === undefined) return null;
  const known = await dutiesNow(agreement, stores);
  const spoken = reminding.items.flatMap((item) => {
    const now = occurrenceNamed(item, known, stores, clock);
    return now === undefined || !concerns(to, item, now, reminding) || (how === 'anew' && isSettled(now, reminding, to)) ? [] : [now];
  });
  const [only, ...more] = spoken.sort((one, other) => one.occurrence.dueOn.localeCompare(other.occurrence.dueOn));
  if (only === undefined) return null;
  const audience = to.is === 'room' ? 'room' : 'asker';
  const intro = introOf(only, reminding, to);
  return more.length === 0
    ? message(audience, [...intro, ...occurrenceParts(only)] as [Part, ...Part[]], occurrenceButtons(only, number))
    : message(audience, [headingOf(spoken, reminding), ...intro, { is: 'list', items: spoken.map(occurrenceLine) }], buttonsOf(spoken));
}

/** A channel hears of everything; a person of what they are named for. */
function concerns(to: Recipient, { overdue }: RemindedItem, now: OccurrenceNow, { because }: NumberedReminding): boolean {
  if (to.is !== 'person' || because !== 'due' || givesReturnOf(to.email, now)) return true;
  return seniorIsTold({ overdueCount: overdue }) && now.settled.senior === to.email;
}

/** Whether it was done, or put off, since the message was left; or somebody who is to give a return has given it. */
function isSettled(now: OccurrenceNow, { at }: NumberedReminding, to: Recipient): boolean {
  const { standing } = now;
  if (to.is === 'person' && givesReturnOf(to.email, now) && !leadsStillAsked(now).includes(to.email)) return true;
  return standing.done !== null || (standing.snoozed !== null && standing.snoozed.at > at);
}

/** Why it comes, where the words alone do not say. */
function introOf(now: OccurrenceNow, { because, items }: NumberedReminding, to: Recipient): Part[] {
  const { standing, partnership } = now;
  const { handedOver, done } = standing;
  const say = (text: string): Part[] => (done === null ? [{ is: 'paragraph', text }] : []);
  switch (because) {
    case 'handed over':
      return to.is === 'person' && handedOver?.to === to.email
        ? say(`${personInWords(handedOver.by, partnership)} has handed this over to you.`)
        : [];
    case 'raised':
      return say('This was raised, and is now to be done.');
    case 'due': {
      if (to.is === 'person' && givesReturnOf(to.email, now))
        return leadsStillAsked(now).includes(to.email) ? say('Your return is still to come.') : [];
      const weeks = inWords(Math.max(...items.map(({ overdue }) => overdue)));
      return to.is === 'person' ? say(`You are named to hear of this, as it has been overdue for ${weeks} weeks.`) : [];
    }
    default:
      return because satisfies never;
  }
}

function headingOf({ length }: readonly OccurrenceNow[], { at, items }: NumberedReminding): Part {
  const count = inWords(length);
  const late = items.every(({ days }) => days.every((day) => day < dayAt(at)));
  const what = late ? 'reminders that could not be sent before' : 'things to look at';
  return { is: 'heading', text: `${count[0]!.toUpperCase()}${count.slice(1)} ${what}, the oldest first.` };
}

function buttonsOf(spoken: readonly OccurrenceNow[]): Button[] {
  const open = spoken.filter(({ standing }) => standing.done === null);
  const list: Button = { name: 'list-duties', label: 'See the whole list', value: { a: spoken[0]!.agreement.id } };
  return [...open.slice(0, SHOWN_BY_BUTTON).map(showButton), list];
}

/** Tells an administrator that reminders of an agreement reach nobody. @returns null when a channel wants them by now */
export function tellNoRoom({ agreement: id }: Notice, { agreements, partnership }: Stores): Message | null {
  const agreement = agreements.get(id);
  if (agreement === undefined || reminderRooms(partnership, id).length > 0) return null;
  return message('asker', [
    { is: 'heading', text: `Nobody is reminded of what is due under ${theAgreement(agreement)}.` },
    {
      is: 'paragraph',
      text: `No channel has “reminders: true” for “${id}” in the partnership file. Until one has, reminders reach nobody; the dates are in “what’s coming up?”.`,
    },
  ]);
}
