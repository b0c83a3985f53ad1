import { z } from 'zod';
import { partField, readPart } from './complete-duty.ts';
import { addEvent, confirmation, NOTE_LONGEST, occurrenceFor, textIn, tooLate } from './duty-request.ts';
import type { Handler } from './handler.ts';
import type { OccurrenceNow } from './occurrence-now.ts';
import type { Form } from './reply.ts';
import type { ButtonValue } from './request.ts';

const NOT_DONE = 'It is open already. Nothing was changed.';

/** Opens the form in which what was marked as done is reopened, with a reason. */
export const openReopen: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const asked = await occurrenceFor(request, stores, clock);
  if (!asked.ok) return asked.reply;
  if (!anyDone(asked.now)) return tooLate(NOT_DONE, asked.now);
  return { kind: 'form', form: reopenForm(asked.now, request.act.value) };
};

/** Reopens an occurrence, or a part of it: reminders of it go on. */
export const reopenDuty: Handler = async (request, stores, clock) => {
  const asked = await occurrenceFor(request, stores, clock);
  if (!asked.ok) return asked.reply;
  const reason = textIn(request, 'reason');
  const names = [...asked.now.standing.parts.keys()].filter((name) => name !== '');
  const part = names.length === 0 ? null : readPart(textIn(request, 'part'), names);
  const problems = {
    ...(reason === '' ? { reason: 'Say in a few words why. Everybody sees it.' } : {}),
    ...(reason.length > NOTE_LONGEST ? { reason: `Keep it to ${NOTE_LONGEST} characters.` } : {}),
    ...(part === undefined ? { part: 'Choose what is open again.' } : {}),
  };
  if (Object.keys(problems).length > 0) return { kind: 'rejected', problems };
  const event = { is: 'reopened' as const, reason, ...(part ? { part } : {}), by: asked.person.email, at: clock.now() };
  const { now, counted } = await addEvent(asked, event, request, stores, clock);
  return counted ? confirmation(now, null, request, stores, clock) : tooLate(NOT_DONE, now);
};

function anyDone({ standing }: OccurrenceNow): boolean {
  return [...standing.parts.values()].some((one) => one !== null);
}

function reopenForm(now: OccurrenceNow, context: ButtonValue): Form {
  return {
    name: 'reopen-duty',
    title: 'Reopen it',
    intro: `${now.settled.duty.what}. Reminders of it go on from the next one.`,
    fields: [
      ...partField('What is open again?', now, 'done'),
      { name: 'reason', label: 'Why', hint: 'Everybody sees it.', type: 'long-text', required: true, longest: NOTE_LONGEST },
    ],
    submit: 'Reopen it',
    context,
    schema: z.record(z.string(), z.string()),
  };
}
