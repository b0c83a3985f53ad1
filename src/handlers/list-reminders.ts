import type { Asking } from '../data/benefit-rules.ts';
import { writeDay } from '../data/days.ts';
import type { KeptReminder } from '../data/own-reminder-log.ts';
import { cancelledAlready, mayCancel, nextSaid } from '../data/own-reminder-rules.ts';
import { writeRhythm } from '../data/write-rhythm.ts';
import { refusal } from './benefit-request.ts';
import { theAgreement } from './cite.ts';
import type { Handler } from './handler.ts';
import { agreementToRemind } from './reminder-request.ts';
import { ownerInWords } from './reminder-words.ts';
import { type Button, message } from './reply.ts';
import { cancelButton } from './set-reminder.ts';

/** How many reminders are listed, and how many of them have a button of their own. */
const SHOWN = 50;
const WITH_BUTTON = 10;

/** The reminders people set for an agreement: what, when, next when, whose. */
export const listReminders: Handler = async (request, stores, clock) => {
  const text = request.act.is === 'said' ? request.act.text : '';
  const found = agreementToRemind(text, request, stores, clock, 'reminders');
  if (!found.ok) return found.reply;
  const { asking } = found;
  const kept = (await stores.ownReminders.of(asking.agreement.id)).filter((one) => isAhead(one, asking));
  const more = kept.length - SHOWN;
  const set: Button = { name: 'reminder-form', label: 'Set a reminder', value: { a: asking.agreement.id }, opensForm: true };
  if (kept.length === 0)
    return message('asker', [{ is: 'heading', text: `Nobody has set a reminder for ${theAgreement(asking.agreement)}.` }], [set]);
  const mine = kept.filter((one) => mayCancel(asking, one).ok).slice(0, WITH_BUTTON);
  return message(
    'asker',
    [
      { is: 'heading', text: `Reminders set for ${theAgreement(asking.agreement)}` },
      { is: 'list', items: kept.slice(0, SHOWN).map((one) => lineOf(one, asking)) },
      ...(more > 0 ? [{ is: 'paragraph' as const, text: `And ${more} more.` }] : []),
      { is: 'paragraph', text: 'To stop one, say “cancel reminder” and its number.', tone: 'quiet' },
    ],
    [set, ...mine.map((one) => cancelButton(one, `Cancel reminder ${one.number}`))],
  );
};

function isAhead({ reminder, cancelledBy }: KeptReminder, { agreement, partnership, today }: Asking): boolean {
  return cancelledBy === null && nextSaid(reminder.rhythm, agreement, partnership, today, 1).length > 0;
}

function lineOf({ number, reminder }: KeptReminder, { agreement, partnership, today }: Asking): string {
  const next = nextSaid(reminder.rhythm, agreement, partnership, today, 1)[0]!;
  const owner = ownerInWords({ is: 'person', email: reminder.owner }, partnership);
  return `${number}: ${reminder.what}, ${writeRhythm(reminder.rhythm)}; next ${writeDay(next.dayOn)}. Owner: ${owner}.`;
}

/** Cancels a reminder from its button. */
export const cancelReminder: Handler = (request, stores, clock) => {
  if (request.act.is !== 'pressed') return Promise.resolve({ kind: 'silence' });
  return cancelNumber(Number(request.act.value.n))(request, stores, clock);
};

/** Cancels the reminder of that number: it is taken out at once, and whoever comes second is told who was first. */
export const cancelNumber = (number: number): Handler => {
  return async (request, stores, clock) => {
    const { act } = request;
    const pressed = act.is === 'pressed';
    const found = agreementToRemind(act.is === 'said' ? act.text : '', request, stores, clock, 'reminders');
    if (!found.ok) return found.reply;
    const { asking } = found;
    const { agreement, partnership, person } = asking;
    const kept = await stores.ownReminders.get(agreement.id, Number.isSafeInteger(number) && number > 0 ? number : 0);
    if (kept === undefined) return refusal(`${theAgreement(agreement, true)} has no reminder of that number.`);
    const may = mayCancel(asking, kept);
    if (!may.ok) return refusal(may.reason);
    const by = { email: person!.email, at: clock.now(), requestId: request.id };
    const done = await stores.ownReminders.cancel(agreement.id, kept.number, by);
    if (!done!.counted) return refusal(cancelledAlready(done!.kept, partnership));
    return message(
      'asker',
      [{ is: 'heading', text: `Reminder ${kept.number} is cancelled: ${kept.reminder.what}.` }],
      [{ name: 'list-reminders', label: 'See all reminders', value: { a: agreement.id } }],
      pressed ? 'replaced' : 'stays',
    );
  };
};
