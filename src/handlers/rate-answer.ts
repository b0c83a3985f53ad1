import { z } from 'zod';
import { ratingKey } from '../data/ratings.ts';
import { answerQuestion } from './ask-terms.ts';
import type { Handler } from './handler.ts';
import { type Form, message } from './reply.ts';
import type { ButtonValue } from './request.ts';

const WANTED_LONGEST = 500;

/** Keeps whether an answer helped. Pressing again changes it; a name is never kept. */
export const rateAnswer: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const { q: question = '', a: agreement = '', r: ref = '', h } = request.act.value;
  if (!stores.agreements.has(agreement)) return notHeld;
  const helpful = h === 'yes';
  await stores.ratings.put(
    { question, agreement, refs: [ref], helpful, at: clock.now() },
    ...ratingKey(agreement, question, request.asker),
  );
  const note = helpful ? 'Noted as helpful. Thank you.' : 'Noted as not helpful. Thank you: whoever keeps the record will see that.';
  if (request.channel !== null)
    return message('asker', [{ is: 'paragraph', text: note }], helpful ? [] : [tellKeeperButton(request.act.value)]);
  const again = await answerQuestion(question, request, stores, clock, {
    audience: 'asker',
    agreement,
    pressed: 'replaced',
    note,
    rated: true,
  });
  return again.kind === 'message' && !helpful ? { ...again, buttons: [...again.buttons, tellKeeperButton(request.act.value)] } : again;
};

/** An agreement that was taken away since: a rating of it would reach nobody. */
const notHeld = message('asker', [
  { is: 'heading', text: 'That agreement is not held here any more.' },
  { is: 'paragraph', text: 'Nothing was kept.' },
]);

function tellKeeperButton(value: ButtonValue) {
  return { name: 'tell-keeper' as const, label: 'Say what you were looking for', value, opensForm: true as const };
}

/** Opens the form in which a person says what they were looking for. */
export const openTellKeeper: Handler = async (request) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  return { kind: 'form', form: tellKeeperForm(request.act.value) };
};

/** Keeps what a person was looking for with their rating. */
export const tellKeeper: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'submitted') return { kind: 'silence' };
  const { q: question = '', a: agreement = '', r: ref = '' } = request.act.context;
  const checked = tellKeeperSchema.safeParse(request.act.values);
  if (!checked.success) return { kind: 'rejected', problems: { wanted: checked.error.issues[0]!.message } };
  if (!stores.agreements.has(agreement)) return notHeld;
  await stores.ratings.put(
    { question, agreement, refs: [ref], helpful: false, wanted: checked.data.wanted!, at: clock.now() },
    ...ratingKey(agreement, question, request.asker),
  );
  return message('asker', [
    { is: 'heading', text: 'Passed on, without your name.' },
    { is: 'paragraph', text: 'Whoever keeps the record of this agreement will see the question and what you were looking for.' },
  ]);
};

const tellKeeperSchema = z
  .record(z.string(), z.string())
  .refine((values) => (values.wanted ?? '').trim() !== '', 'Write in a few words what you were looking for.')
  .refine((values) => (values.wanted ?? '').length <= WANTED_LONGEST, `Keep it to ${WANTED_LONGEST} characters.`);

function tellKeeperForm(value: ButtonValue): Form {
  return {
    name: 'tell-keeper',
    title: 'What were you looking for?',
    intro: 'Your words go to whoever keeps the record of this agreement, without your name. Leave out anything about a person.',
    fields: [{ name: 'wanted', label: 'What you were looking for', type: 'long-text', required: true, longest: WANTED_LONGEST }],
    submit: 'Pass it on',
    context: { q: value.q ?? '', a: value.a ?? '', r: value.r ?? '' },
    schema: tellKeeperSchema,
  };
}
