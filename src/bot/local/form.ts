import type { Form } from '../../handlers/reply.ts';
import { clean } from '../adaptive-card.ts';
import { formCard, readSubmission } from '../adaptive-form.ts';

/** A form as the page gets it: the card that a Teams dialog gets, and the input of each field, where its problem is shown. */
export type DrawnForm = { id: string; title: string; card: object; inputs: Record<string, string> };

/** Draws a form. `id` is what the page sends it in under. */
export function renderForm(id: string, form: Form): DrawnForm {
  const card = formCard(form, { sentBy: 'submit' });
  const ids = card.body.flatMap((element) => ('id' in element ? [element.id] : []));
  const inputs = Object.fromEntries(form.fields.map((field, index) => [field.name, ids[index]!]));
  return { id, title: clean(form.title), card, inputs };
}

/** What was filled in, for each field of the form; null when it was not sent in by its card. Fields the form does not have are left out. */
export function readForm(form: Form, data: unknown): Record<string, string> | null {
  const submission = readSubmission(data);
  if (submission === null) return null;
  return Object.fromEntries(form.fields.map(({ name }) => [name, submission.values[name] ?? '']));
}
