import { z } from 'zod';
import type { Field, Form } from '../handlers/reply.ts';
import { type AdaptiveCard, type CardAction, type CardElement, type CardInput, cardOf, clean, textBlocks } from './adaptive-card.ts';

/** What of a form can travel: everything but its schema, which stays with the handler. */
export type FormShape = Omit<Form, 'schema'>;

/** A form that was sent in: its shape, to draw it again if something is wrong, what was filled in by field name, and what it carried. */
export type Submission = { shape: FormShape; values: Record<string, string>; carried: Record<string, string> };

/** The verb of a form that stands in a message instead of a dialog. */
export const SUBMIT_VERB = 'submit-form';

const LONGEST_NAME = 200;
const LONGEST_TEXT = 10_000;
const name = z.string().min(1).max(LONGEST_NAME);
const text = z.string().max(LONGEST_TEXT);
const field = z.object({
  name,
  label: text,
  hint: text.optional(),
  type: z.enum(['text', 'long-text', 'choice', 'date']),
  options: z.array(z.object({ value: text, label: text })).optional(),
  required: z.boolean(),
  longest: z.number().int().positive().max(1_000_000),
});
const shape = z.object({
  name,
  title: text,
  intro: text.optional(),
  fields: z.array(field).max(50),
  submit: text,
  context: z.record(name, text),
});
const submission = z.looseObject({ accord: z.object({ form: shape, carried: z.record(name, text).default({}) }) });

/**
 * Draws a form as an Adaptive Card.
 * @param how `sentBy`: Action.Submit in a dialog, Action.Execute in a message; `values` what was filled in so far; `problems` one sentence
 *   for each field that has one, shown at the field ('' or an unknown field: at the top); `carried` comes back with the submission
 */
export function formCard(
  form: FormShape,
  how: {
    sentBy: 'submit' | 'execute';
    values?: Record<string, string>;
    problems?: Readonly<Record<string, string>>;
    carried?: Record<string, string>;
  },
): AdaptiveCard {
  const problems = how.problems ?? {};
  const own = new Set(form.fields.map((one) => one.name));
  const general = Object.entries(problems).flatMap(([at, problem]) => (own.has(at) ? [] : textBlocks(problem, { color: 'attention' })));
  const body: CardElement[] = [
    ...(how.sentBy === 'execute' ? textBlocks(form.title, { weight: 'bolder', size: 'medium' }) : []),
    ...(general.length > 0 ? [{ type: 'Container' as const, style: 'attention' as const, items: general }] : []),
    ...(form.intro === undefined ? [] : textBlocks(form.intro)),
    ...form.fields.flatMap((one) =>
      drawField(one, how.values?.[one.name] ?? one.value ?? '', Object.hasOwn(problems, one.name) ? problems[one.name] : undefined),
    ),
  ];
  return cardOf(body, [sendAction(form, how)], `${form.title}\n${form.intro ?? ''}`.trim());
}

/** Reads what a drawn form sends in; null when it was not sent by one. A field left empty is an empty text. */
export function readSubmission(data: unknown): Submission | null {
  const read = submission.safeParse(data);
  if (!read.success) return null;
  const { form, carried } = read.data.accord;
  const given = (one: string) => {
    const value: unknown = Object.hasOwn(read.data, idOf(one)) ? read.data[idOf(one)] : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { shape: form as FormShape, values: Object.fromEntries(form.fields.map((one) => [one.name, given(one.name)])), carried };
}

function sendAction(form: FormShape, how: { sentBy: 'submit' | 'execute'; carried?: Record<string, string> }): CardAction {
  // What was filled in travels in the inputs, so the shape goes without the values it began with.
  const fields = form.fields.map(({ value: _, ...rest }) => rest);
  const { name, title, intro, submit, context } = form;
  const data = {
    accord: { form: { name, title, ...(intro === undefined ? {} : { intro }), fields, submit, context }, carried: how.carried ?? {} },
  };
  const look = { title: clean(form.submit), style: 'positive' as const };
  return how.sentBy === 'submit' ? { type: 'Action.Submit', ...look, data } : { type: 'Action.Execute', ...look, verb: SUBMIT_VERB, data };
}

function drawField(one: Field, value: string, problem: string | undefined): CardElement[] {
  return [
    { ...drawInput(one, value), spacing: 'medium' },
    ...(problem === undefined ? [] : textBlocks(problem, { color: 'attention', weight: 'bolder' }, { spacing: 'small' })),
    ...(one.hint === undefined ? [] : textBlocks(one.hint, { isSubtle: true, size: 'small' }, { spacing: 'small' })),
  ];
}

function drawInput(one: Field, value: string): CardInput {
  const shared = {
    id: idOf(one.name),
    label: clean(one.label),
    isRequired: one.required,
    errorMessage: 'This is needed.',
    ...(value === '' ? {} : { value: clean(value) }),
  };
  switch (one.type) {
    case 'text':
    case 'long-text':
      return { type: 'Input.Text', ...shared, isMultiline: one.type === 'long-text', maxLength: one.longest };
    case 'date':
      return { type: 'Input.Date', ...shared };
    case 'choice':
      return {
        type: 'Input.ChoiceSet',
        ...shared,
        style: 'compact',
        choices: (one.options ?? []).map((option) => ({ title: clean(option.label), value: option.value })),
      };
    default:
      return one.type satisfies never;
  }
}

// A prefix of their own, so that no field’s name can meet what a card sends along.
function idOf(fieldName: string): string {
  return `field-${fieldName}`;
}
