import type { Field, Form } from '../../handlers/reply.ts';
import { FIELD_LABEL, FIELD_TEXT, IDENTIFIER, MODAL_METADATA, MODAL_TITLE, OPTION_LABEL, OPTION_VALUE, OPTIONS, TEXT } from './limits.ts';
import type { Place } from './read.ts';
import { type Block, paragraph, plain } from './render.ts';
import { clean, pack, shorten } from './text.ts';

/** A dialog as Slack draws it. */
export type Modal = {
  type: 'modal';
  callback_id: string;
  private_metadata: string;
  title: ReturnType<typeof plain>;
  submit: ReturnType<typeof plain>;
  close: ReturnType<typeof plain>;
  blocks: Block[];
};

// Every input is a block of its own, named after the field, so the input inside it needs no name.
const INPUT = 'input';

/**
 * A form as a Slack modal. What it carries, and where its answer is to go, travel inside it: Slack says neither when it is sent in.
 * @param place where the request came from that the form answers
 */
export function renderForm(form: Form, { user: _, ...place }: Place): Modal {
  return {
    type: 'modal',
    callback_id: form.name,
    private_metadata: pack(form.context, MODAL_METADATA, (context) => ({ context, place })),
    title: plain(form.title, MODAL_TITLE),
    submit: plain(form.submit, MODAL_TITLE),
    close: plain('Cancel', MODAL_TITLE),
    blocks: [...(form.intro === undefined ? [] : paragraph(form.intro, TEXT)), ...form.fields.map(renderField)],
  };
}

function renderField(field: Field): Block {
  const hint = field.hint === undefined ? {} : { hint: plain(field.hint, FIELD_LABEL) };
  return {
    type: 'input',
    block_id: field.name.slice(0, IDENTIFIER),
    label: plain(field.label, FIELD_LABEL),
    ...hint,
    optional: !field.required,
    element: renderInput(field),
  };
}

function renderInput(field: Field): Record<string, unknown> {
  const options = (field.options ?? [])
    .slice(0, OPTIONS)
    .map((option) => ({ text: plain(option.label, OPTION_LABEL), value: option.value.slice(0, OPTION_VALUE) }));
  if (field.type === 'choice' && options.length > 0) {
    const chosen = options.find((option) => option.value === field.value);
    return { type: 'static_select', action_id: INPUT, options, ...(chosen ? { initial_option: chosen } : {}) };
  }
  if (field.type === 'date') {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(field.value ?? '');
    return { type: 'datepicker', action_id: INPUT, ...(isDay ? { initial_date: field.value } : {}) };
  }
  const longest = Math.max(1, Math.min(field.longest, FIELD_TEXT));
  const value = clean(field.value ?? '').slice(0, longest);
  return {
    type: 'plain_text_input',
    action_id: INPUT,
    multiline: field.type === 'long-text',
    max_length: longest,
    ...(value === '' ? {} : { initial_value: value }),
  };
}

/** What was filled in, by field name, from the `state` of a submitted view. A field left empty is an empty text. */
export function readValues(state: unknown): Record<string, string> {
  const blocks = Object.entries(asRecord(asRecord(state).values));
  return Object.fromEntries(blocks.map(([name, inputs]) => [name, filledIn(asRecord(Object.values(asRecord(inputs))[0]))]));
}

function filledIn(input: Record<string, unknown>): string {
  const value = input.value ?? input.selected_date ?? asRecord(input.selected_option).value;
  return typeof value === 'string' ? value : '';
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/**
 * The problems of a form that was sent in, as Slack shows them: each under its field. A problem of the whole form, or of a field the form
 * does not have, stands under the last one, because Slack has no other place for it. Null when the form has no field at all.
 */
export function renderProblems(problems: Readonly<Record<string, string>>, fields: readonly string[]): Record<string, string> | null {
  const last = fields.at(-1);
  if (last === undefined) return null;
  const shown: Record<string, string> = {};
  for (const [name, problem] of Object.entries(problems)) {
    const field = fields.includes(name) ? name : last;
    shown[field] = shorten(clean(shown[field] === undefined ? problem : `${shown[field]} ${problem}`), FIELD_LABEL);
  }
  return shown;
}
