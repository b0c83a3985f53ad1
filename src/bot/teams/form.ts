import { type AdaptiveCard, clean, shorten } from '../adaptive-card.ts';
import { type FormShape, formCard } from '../adaptive-form.ts';
import { CARD_TYPE } from './render.ts';

/** The answer to task/fetch and task/submit: a dialog to show, one sentence in its place, or nothing, which closes it. */
export type DialogAnswer =
  | {
      task: {
        type: 'continue';
        value: {
          title: string;
          height: 'small' | 'medium' | 'large';
          width: 'medium';
          card: { contentType: typeof CARD_TYPE; content: AdaptiveCard };
        };
      };
    }
  | { task: { type: 'message'; value: string } }
  | Record<string, never>;

/** Teams cuts a dialog’s title off on a telephone; this much is shown. */
const TITLE_LONGEST = 60;
const FIELDS_IN_A_MEDIUM_DIALOG = 2;

/**
 * A form as a Teams dialog.
 * @param on the message whose button opened it, so that it can be brought up to date when the form is sent in
 */
export function renderDialog(
  form: FormShape,
  on: string | null,
  again?: { values: Record<string, string>; problems: Readonly<Record<string, string>> },
): DialogAnswer {
  const card = formCard(form, { sentBy: 'submit', ...again, carried: on === null ? {} : { on } });
  const height =
    form.fields.length <= FIELDS_IN_A_MEDIUM_DIALOG && form.fields.every((field) => field.type !== 'long-text') ? 'small' : 'medium';
  return {
    task: {
      type: 'continue',
      value: { title: shorten(clean(form.title), TITLE_LONGEST), height, width: 'medium', card: { contentType: CARD_TYPE, content: card } },
    },
  };
}

/** A form that stands in a message, where no button was pressed that could open a dialog. */
export function renderInlineForm(
  form: FormShape,
  again?: { values: Record<string, string>; problems: Readonly<Record<string, string>> },
): AdaptiveCard {
  return formCard(form, { sentBy: 'execute', ...again });
}
