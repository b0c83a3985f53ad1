import type { z } from 'zod';
import type { Citation } from '../data/agreements.ts';
import type { ChartSpec } from '../data/benefit-chart.ts';
import type { Report } from '../data/benefit-report.ts';
import type { BenefitTable } from '../data/benefit-table.ts';
import type { ButtonValue } from './request.ts';

/**
 * What Accord answers, in no platform’s terms. Every string is plain text: each renderer escapes it, so that a clause or a benefit that
 * contains a mention or markup can ping nobody and format nothing.
 */
export type Reply = Message | FormReply | Rejected | Silence;

export type Message = {
  kind: 'message';
  /** Who sees it: the asker alone, or everybody in the room it was asked in. In a conversation with Accord alone they are the same. */
  audience: 'asker' | 'room';
  parts: readonly [Part, ...Part[]];
  buttons: readonly Button[];
  /** What becomes of the message a button was pressed on: it stays, gives way to this one, or is taken away. */
  pressed?: 'stays' | 'replaced' | 'removed';
  /** What a notification says instead of the content, where that is for nobody who glances at the screen. */
  previewSafe?: string;
};

export type Part =
  | { is: 'heading'; text: string }
  | { is: 'paragraph'; text: string; tone?: 'quiet' }
  | { is: 'facts'; facts: readonly { name: string; value: string }[] }
  | { is: 'list'; items: readonly string[] }
  | { is: 'clause'; citation: Citation; source: string; label: string; says: string; verbatim?: string }
  | { is: 'table'; columns: readonly string[]; rows: readonly (readonly string[])[] }
  | { is: 'image'; alt: string; png: Uint8Array }
  /** Drawn as an image before a platform sees it; where it could not be, its words stand in its place. */
  | { is: 'chart'; alt: string; spec: ChartSpec }
  /** Becomes a file before a platform sees it. */
  | ({ is: 'document'; holds: DocumentContents } & FileAbout)
  | ({ is: 'file'; mediaType: string; bytes: Uint8Array } & FileAbout)
  | { is: 'rule' };

/** A file for one person alone: its name with its ending, what it is in words, and the button that asks for the same again. */
export type FileAbout = { name: string; says: string; again: { button: ButtonName; value: ButtonValue } };

/** What is in a file, before it is written. */
export type DocumentContents = { as: 'html' | 'md'; report: Report } | { as: 'csv' | 'xlsx'; table: BenefitTable };

export type ButtonName =
  | 'bind-channel'
  | 'ask'
  | 'show-clause'
  | 'show-more'
  | 'rate'
  | 'share'
  | 'tell-keeper'
  | 'show-help'
  | 'benefit-form'
  | 'save-benefit'
  | 'show-benefit'
  | 'list-benefits'
  | 'benefit-file'
  | 'undo-benefit'
  | 'accept-benefit'
  | 'accept-amended'
  | 'decline-benefit'
  | 'verify-benefit'
  | 'amend-benefit'
  | 'withdraw-benefit'
  | 'approve-protocol'
  | 'withdraw-approval'
  | 'raise-issue'
  | 'raise-how'
  | 'not-now'
  | 'my-issues'
  | 'add-to-issue'
  | 'withdraw-issue'
  | 'show-issue'
  | 'take-issue'
  | 'pass-on-issue'
  | 'hold-issue'
  | 'close-issue'
  | 'show-duty'
  | 'list-duties'
  | 'done-duty'
  | 'snooze-duty'
  | 'hand-over-duty'
  | 'reopen-duty'
  | 'raise-duty'
  | 'settle-duty'
  | 'reminder-form'
  | 'save-reminder'
  | 'list-reminders'
  | 'cancel-reminder'
  | 'return-form'
  | 'show-returns'
  | 'show-calendar'
  | 'renew-calendar'
  | 'revoke-calendar'
  | 'show-programme';

/** A button. `opensForm` says that pressing it opens a dialog, which some platforms must know before it is pressed. */
export type Button = { name: ButtonName; label: string; value: ButtonValue; style?: 'primary' | 'danger'; opensForm?: true };

export type FormName =
  | 'bind-channel'
  | 'tell-keeper'
  | 'log-benefit'
  | 'suggest-benefit'
  | 'accept-amended'
  | 'decline-benefit'
  | 'amend-benefit'
  | 'withdraw-benefit'
  | 'raise-issue'
  | 'add-to-issue'
  | 'pass-on-issue'
  | 'complete-duty'
  | 'snooze-duty'
  | 'hand-over-duty'
  | 'reopen-duty'
  | 'raise-duty'
  | 'settle-duty'
  | 'own-reminder'
  | 'submit-return';

export type Field = {
  name: string;
  label: string;
  hint?: string;
  type: 'text' | 'long-text' | 'choice' | 'date';
  options?: readonly { value: string; label: string }[];
  value?: string;
  required: boolean;
  longest: number;
};

/** A dialog: fields, the schema that checks them on every platform, and what to carry along to its submission. */
export type Form = {
  name: FormName;
  title: string;
  /** What a notification says where the form stands in a message, instead of its title. */
  previewSafe?: string;
  intro?: string;
  fields: readonly Field[];
  submit: string;
  context: ButtonValue;
  schema: z.ZodType<Record<string, string>>;
};

/** A dialog to open; and what to say instead where nothing can be opened, as after a mention on Slack. */
export type FormReply = { kind: 'form'; form: Form; otherwise?: Message };

/** A form that was sent in with mistakes: one plain sentence for each field that has one. */
export type Rejected = { kind: 'rejected'; problems: Readonly<Record<string, string>> };

export type Silence = { kind: 'silence' };

/** An answer from an agreement: it cannot be made without at least one clause. */
export function answer(
  clauses: readonly [Part & { is: 'clause' }, ...(Part & { is: 'clause' })[]],
  rest: {
    audience: Message['audience'];
    before?: readonly Part[];
    after?: readonly Part[];
    buttons: readonly Button[];
    pressed?: Message['pressed'];
  },
): Message {
  const parts = [...(rest.before ?? []), ...clauses, ...(rest.after ?? [])] as unknown as Message['parts'];
  return { kind: 'message', audience: rest.audience, parts, buttons: rest.buttons, ...(rest.pressed ? { pressed: rest.pressed } : {}) };
}

/** A message of plain sentences. */
export function message(
  audience: Message['audience'],
  parts: Message['parts'],
  buttons: readonly Button[] = [],
  pressed?: Message['pressed'],
): Message {
  return { kind: 'message', audience, parts, buttons, ...(pressed ? { pressed } : {}) };
}
