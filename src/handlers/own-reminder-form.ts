import { z } from 'zod';
import type { Asking } from '../data/benefit-rules.ts';
import { remindable } from '../data/own-reminder-rules.ts';
import { WHAT_AT_MOST } from '../data/own-reminders.ts';
import { theAgreement } from './cite.ts';
import { type ReminderDraft, readReminderDraft, reminderDraftIn } from './own-reminder-draft.ts';
import type { Field, Form } from './reply.ts';
import type { ButtonValue } from './request.ts';

/** The most people a list to choose from holds on every platform; with more of them, a name or an address is typed. */
const CHOICES_AT_MOST = 100;
const SHORT = 200;
const DAY_LONGEST = 10;

/** The form of an own reminder: what, when, whose, and the first and last day where there are any. */
export function ownReminderForm(draft: ReminderDraft, asking: Asking, context: ButtonValue): Form {
  const filled = (field: Field & { name: keyof ReminderDraft }): Field =>
    draft[field.name] === '' ? field : { ...field, value: draft[field.name].slice(0, field.longest) };
  return {
    name: 'own-reminder',
    title: 'Set a reminder',
    intro: `For ${theAgreement(asking.agreement)}. You see the next dates before anything is saved.`,
    fields: [
      filled({ name: 'what', label: 'What to be reminded of', type: 'text', required: true, longest: WHAT_AT_MOST }),
      filled({
        name: 'when',
        label: 'How often, or when',
        hint: 'Such as “every quarter”, “every month on the 5th” or “on 3 May 2027”.',
        type: 'text',
        required: true,
        longest: SHORT,
      }),
      filled(ownerField(asking)),
      filled({ name: 'from', label: 'First day, if it is to begin later', type: 'date', required: false, longest: DAY_LONGEST }),
      filled({ name: 'until', label: 'Last day, if it is to end', type: 'date', required: false, longest: DAY_LONGEST }),
    ],
    submit: 'See the dates',
    context,
    schema: z.record(z.string(), z.string()).superRefine((values, check) => {
      const read = readReminderDraft(reminderDraftIn(values), asking);
      if (read.ok) return;
      for (const [field, message] of Object.entries(read.problems)) check.addIssue({ code: 'custom', path: [field], message });
    }),
  };
}

function ownerField(asking: Asking): Field & { name: 'owner' } {
  const people = remindable(asking);
  const field = { name: 'owner' as const, label: 'Whose it is', required: false, longest: SHORT };
  if (people.length > CHOICES_AT_MOST) return { ...field, type: 'text', hint: 'A name or an e-mail address. Left empty, it is yours.' };
  return { ...field, type: 'choice', options: people.map(({ email, name }) => ({ value: email, label: name })) };
}
