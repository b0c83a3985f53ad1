import type { Asking } from '../data/benefit-rules.ts';
import { type Day, writeWeekday } from '../data/days.ts';
import type { KeptReminder } from '../data/own-reminder-log.ts';
import { nextSaid, OWN_REMINDERS_AT_MOST, remindable, type SaidOn } from '../data/own-reminder-rules.ts';
import { ownReminder } from '../data/own-reminders.ts';
import { type OwnReminderRead, readOwnReminder } from '../data/read-own-reminder.ts';
import { readRhythm } from '../data/read-rhythm.ts';
import { reminderRooms } from '../data/reminder-rooms.ts';
import { writeRhythm } from '../data/write-rhythm.ts';
import { refusal, refuseTo } from './benefit-request.ts';
import { theAgreement } from './cite.ts';
import type { Handler } from './handler.ts';
import { type ReminderDraft, type ReminderFacts, readReminderDraft, reminderDraftIn } from './own-reminder-draft.ts';
import { ownReminderForm } from './own-reminder-form.ts';
import { agreementToRemind, reminderCarried } from './reminder-request.ts';
import { type Button, type Message, message, type Part } from './reply.ts';
import type { ButtonValue, Request } from './request.ts';

/** Shows what was understood of “remind us every quarter to …”. Nothing is saved before the person says so. */
export const tellReminder = (text: string): Handler => {
  return async (request, stores, clock) => {
    const found = agreementToRemind(text, request, stores, clock);
    return found.ok ? understood(readOwnReminder(text, clock.today()), found.asking, request) : found.reply;
  };
};

/** The verb `remind`: alone, the form where one can be opened; with what and when behind it, as in a sentence. */
export const remindVerb: Handler = async (request, stores, clock) => {
  const said = request.act.is === 'said' ? request.act.text.replace(/^\s*remind\b[\s:,-]*/i, '') : '';
  const text = /^(?:us|me|the team|everyone|everybody)\b/i.test(said) ? `remind ${said}` : `remind us ${said}`;
  const found = agreementToRemind(text, request, stores, clock);
  if (!found.ok) return found.reply;
  const { asking } = found;
  const otherwise = understood(timeAlone(said, clock.today()) ?? readOwnReminder(text, clock.today()), asking, request);
  if (said !== '') return otherwise;
  return { kind: 'form', form: ownReminderForm(draftOf(null, asking), asking, { a: asking.agreement.id }), otherwise };
};

/** “a reminder for 31 March”: when, and not yet what. */
function timeAlone(words: string, today: Day): OwnReminderRead | null {
  const when = readRhythm(words, today);
  return when.ok ? { what: '', when: { ...when, words }, problem: null } : null;
}

/** Opens the form of a reminder from a button. */
export const openReminderForm: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const { value } = request.act;
  const carried = reminderCarried(value, request, stores, clock);
  if (!carried.ok) return refusal(carried.reason);
  const { asking } = carried;
  const draft = { ...reminderDraftIn(value), owner: value.owner ?? asking.person!.email };
  return {
    kind: 'form',
    form: ownReminderForm(draft, asking, { a: asking.agreement.id, ...(value.d === undefined ? {} : { card: 'draft' }) }),
  };
};

/** Reads a form that was sent in, and shows its next dates. Nothing is saved yet. */
export const checkReminder: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'submitted') return { kind: 'silence' };
  const { values, context } = request.act;
  const carried = reminderCarried(context, request, stores, clock);
  if (!carried.ok) return refuseTo(request, carried.reason);
  const draft = reminderDraftIn(values);
  const read = readReminderDraft(draft, carried.asking);
  if (!read.ok) return { kind: 'rejected', problems: read.problems };
  return toConfirm(draft, read.facts, carried.asking, request, context.card === 'draft' ? 'replaced' : 'stays');
};

/** Keeps a reminder as it was shown. A second press of the same button keeps nothing more. */
export const saveReminder: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const { value } = request.act;
  const carried = reminderCarried(value, request, stores, clock);
  if (!carried.ok) return refusal(carried.reason);
  const { asking } = carried;
  const read = ownReminder.safeParse({
    what: value.what,
    rhythm: { rule: value.rule, startOn: value.start },
    owner: value.owner,
    createdBy: asking.person!.email,
  });
  const owned = remindable(asking).some(({ email }) => email === value.owner);
  const ahead = read.success && nextSaid(read.data.rhythm, asking.agreement, asking.partnership, asking.today, 1).length > 0;
  if (!read.success || !owned || !ahead) return refusal('That reminder cannot be saved any more. Set it again.');
  const { cancelledAt: _, ...reminder } = read.data;
  const requestId = `${value.d ?? request.id} ${asking.person!.email}`;
  const full = await stores.ownReminders.of(asking.agreement.id).then((all) => all.filter((one) => one.cancelledBy === null));
  if (full.length >= OWN_REMINDERS_AT_MOST)
    return refusal(`${theAgreement(asking.agreement, true)} has ${full.length} reminders already. Cancel one of them first.`);
  const kept = await stores.ownReminders.add(asking.agreement.id, reminder, { requestId, at: clock.now() });
  return saved(kept, asking);
};

function saved(kept: KeptReminder, asking: Asking): Message {
  const { reminder, number } = kept;
  const [first] = nextSaid(reminder.rhythm, asking.agreement, asking.partnership, asking.today, 1);
  const cancelled = reminder.cancelledAt !== null;
  return message(
    'asker',
    [
      {
        is: 'heading',
        text: `Reminder ${number} is ${cancelled ? 'cancelled' : 'set'}: ${reminder.what}, ${writeRhythm(reminder.rhythm)}.`,
      },
      ...(cancelled || first === undefined
        ? []
        : [{ is: 'paragraph' as const, text: `It first comes on ${writeWeekday(first.dayOn)}. ${whereSaid(asking)}` }]),
    ],
    [...(cancelled ? [] : [cancelButton(kept)]), { name: 'list-reminders', label: 'See all reminders', value: { a: asking.agreement.id } }],
    'replaced',
  );
}

/** The button that cancels a reminder. */
export function cancelButton({ agreement, number }: KeptReminder, label = 'Cancel this reminder'): Button {
  return { name: 'cancel-reminder', label, value: { a: agreement, n: String(number) } };
}

function draftOf(read: OwnReminderRead | null, { person }: Asking): ReminderDraft {
  return { what: read?.what ?? '', when: read?.when?.words ?? '', owner: person!.email, from: '', until: '' };
}

function understood(read: OwnReminderRead | null, asking: Asking, request: Request): Message {
  const draft = draftOf(read, asking);
  const checked = readReminderDraft(draft, asking);
  if (checked.ok) return toConfirm(draft, checked.facts, asking, request, 'replaced');
  const wrong = draft.when === '' ? (read?.problem ?? '') : Object.values(checked.problems).join(' ');
  const tooLong = draft.when === '' ? (checked.problems.what ?? '') : '';
  return message(
    'asker',
    [
      { is: 'heading', text: 'Nothing is saved yet. What is it to remind of, and when?' },
      ...[wrong, draft.what === '' ? '' : tooLong].filter((text) => text !== '').map((text) => ({ is: 'paragraph' as const, text })),
      { is: 'paragraph', text: 'Such as “remind us every quarter to look at the risk share”.', tone: 'quiet' },
    ],
    [formButton(draft, asking, request)],
  );
}

function formButton(draft: ReminderDraft, { agreement }: Asking, request: Request, label = 'Fill in a form'): Button {
  return { name: 'reminder-form', label, value: { a: agreement.id, d: request.id, ...carried(draft) }, opensForm: true };
}

/** As much of a draft as a button holds: what was typed in excess is refused anyway. */
function carried({ what, when, owner, from, until }: ReminderDraft): ButtonValue {
  return { what: what.slice(0, 400), when: when.slice(0, 250), owner, from, until };
}

function toConfirm(draft: ReminderDraft, facts: ReminderFacts, asking: Asking, request: Request, pressed: Message['pressed']): Message {
  const { what, rhythm, inWords, next, owner } = facts;
  const value = { a: asking.agreement.id, d: request.id, what, rule: rhythm.rule, start: rhythm.startOn, owner: owner.email };
  const parts: [Part, ...Part[]] = [
    { is: 'heading', text: 'Nothing is saved yet. Is this right?' },
    {
      is: 'facts',
      facts: [
        { name: 'Remind of', value: what },
        { name: 'When', value: inWords },
        { name: next.length === 1 ? 'Date' : 'Next dates', value: next.map(dateInWords).join('; ') },
        { name: 'Owner', value: owner.name },
      ],
    },
    { is: 'paragraph', text: whereSaid(asking) },
    { is: 'paragraph', text: `For ${theAgreement(asking.agreement)}, at 9 in the morning, on working days.`, tone: 'quiet' },
  ];
  return message(
    'asker',
    parts,
    [{ name: 'save-reminder', label: 'Set the reminder', value, style: 'primary' }, formButton(draft, asking, request, 'Change it')],
    pressed,
  );
}

function dateInWords({ on, dayOn }: SaidOn): string {
  return on === dayOn ? writeWeekday(on) : `${writeWeekday(on)}, said on ${writeWeekday(dayOn)}`;
}

/** Who sees a reminder: the channels of its agreement, by name where the partnership file gives one. */
function whereSaid({ agreement, partnership }: Asking): string {
  const rooms = reminderRooms(partnership, agreement.id).map(({ to, name }) => (name === to.id ? UNNAMED[to.platform] : name));
  return rooms.length === 0
    ? 'No channel takes the reminders of this agreement yet: its administrator names one in the partnership file.'
    : `It is said in ${[...new Set(rooms)].join(' and ')}, where everybody can read it.`;
}

const UNNAMED = { slack: 'its channel on Slack', teams: 'its channel on Teams', local: 'its channel on the local page' };
