import { z } from 'zod';
import type { ButtonName } from '../../handlers/reply.ts';
import type { Act, Request, SentDocument, ShortcutName } from '../../handlers/request.ts';
import { readSubmission, SUBMIT_VERB, type Submission } from '../adaptive-form.ts';
import { plainWords, wordsOfHtml } from './incoming-text.ts';

const id = z.string().min(1).max(1024);
const loose = <T>(schema: z.ZodType<T>) => schema.optional().catch(undefined);
const account = z.object({ id, aadObjectId: loose(id), role: loose(z.string()) });
const named = loose(z.object({ id }));

/** A file somebody sent, as Teams tells of it (Microsoft Learn, “Send and receive files through the bot”). Its length is not told. */
const download = z.object({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  name: z
    .string()
    .regex(/\.(docx|pdf|odt|md|txt)$/i)
    .max(255),
  content: z.object({ downloadUrl: z.url().max(8192) }),
});

const activity = z.object({
  type: z.string().min(1).max(100),
  id,
  channelId: id,
  serviceUrl: z.url({ protocol: /^https?$/ }).max(1024),
  from: account,
  recipient: account,
  conversation: z.object({ id, conversationType: loose(z.string()), isGroup: loose(z.boolean()), tenantId: loose(id) }),
  replyToId: loose(id),
  name: loose(z.string()),
  action: loose(z.string()),
  text: loose(z.string()),
  value: z.unknown().optional(),
  entities: loose(z.array(z.unknown())),
  /** Documents alone: of whatever else is attached nothing is kept. */
  attachments: loose(z.array(z.unknown()).transform((all) => all.flatMap((one) => download.safeParse(one).data ?? []))),
  membersAdded: loose(z.array(account)),
  membersRemoved: loose(z.array(account)),
  channelData: loose(z.object({ channel: named, team: named, tenant: named })),
});

/** An activity of Teams’, as far as Accord reads it. */
export type Activity = z.infer<typeof activity>;

/** Where an answer belongs, and in which of the ways Teams takes one. */
export type Reading = {
  request: Request;
  /** Whether nobody but the asker reads this conversation. */
  alone: boolean;
  /** The message whose button was pressed or led to the dialog; null where there is none. */
  on: string | null;
  /** A message is answered by messages alone; a pressed button with a card, a dialog with a dialog. */
  answeredBy: 'message' | 'card' | 'opening' | 'closing';
  /** The form that was sent in, to be drawn again when something in it is wrong. */
  sent?: Submission;
};

/** What Teams sent as an activity, or null when it is none. */
export function readActivity(body: unknown): Activity | null {
  return activity.safeParse(body).data ?? null;
}

/** An activity as a request, or null when it is not for us: an edit, a reaction, another bot, a button Accord never drew. */
export function read(sent: Activity): Reading | null {
  if (sent.type === 'message') return readMessage(sent);
  if (sent.type === 'invoke') return readInvoke(sent);
  return wasAdded(sent) ? reading(sent, { is: 'joined' }, 'message', `joined:${sent.conversation.id}`) : null;
}

/** Whether Accord was added to a conversation: Teams says it in two activities, which are one request. */
export function wasAdded(sent: Activity): boolean {
  if (sent.type === 'installationUpdate') return sent.action === 'add';
  return sent.type === 'conversationUpdate' && (sent.membersAdded ?? []).some((member) => member.id === sent.recipient.id);
}

/** Whether Accord was taken out of a conversation. */
export function wasRemoved(sent: Activity): boolean {
  if (sent.type === 'installationUpdate') return sent.action === 'remove';
  return sent.type === 'conversationUpdate' && (sent.membersRemoved ?? []).some((member) => member.id === sent.recipient.id);
}

/** Whether an activity comes from a menu of Teams’, which people open anywhere: Accord need not be in that conversation, nor ever gets in by it. */
export function isFromMenu({ type, name }: Activity): boolean {
  return type === 'invoke' && (name ?? '').startsWith('composeExtension/');
}

/** Whether nobody but one person and Accord are in the conversation. What Teams does not call personal is taken for a room. */
export function isPersonal({ conversation, channelData }: Activity): boolean {
  if (conversation.conversationType !== undefined) return conversation.conversationType === 'personal';
  return (
    conversation.isGroup !== true &&
    channelData?.channel === undefined &&
    channelData?.team === undefined &&
    !conversation.id.startsWith('19:')
  );
}

/** The id of the room as the partnership file has it: the channel’s, or the group chat’s; null in a personal chat. */
export function roomOf(sent: Activity): string | null {
  return isPersonal(sent) ? null : (sent.channelData?.channel?.id ?? withoutThread(sent.conversation.id));
}

/** The conversation an answer goes to: in a channel the thread that was asked in. */
export function threadOf(sent: Activity): string {
  const { id: conversation, conversationType } = sent.conversation;
  return sent.type !== 'message' || conversationType !== 'channel' || /;messageid=/i.test(conversation)
    ? conversation
    : `${conversation};messageid=${sent.replyToId ?? sent.id}`;
}

/** A conversation’s id without the thread. */
export function withoutThread(conversation: string): string {
  return conversation.replace(/;messageid=.*$/i, '');
}

function readMessage(sent: Activity): Reading | null {
  if (sent.from.id === sent.recipient.id || sent.from.role === 'bot') return null;
  // A message without words but with a value is an old kind of button, which Accord does not draw.
  if ((sent.text ?? '').trim() === '' && typeof sent.value === 'object' && sent.value !== null) return null;
  const document = isPersonal(sent) ? readDocument(sent) : undefined;
  return reading(sent, document === undefined ? { is: 'said', text: plainWords(sent) } : { is: 'sent', document }, 'message');
}

function readDocument({ attachments }: Activity): SentDocument | undefined {
  const found = attachments?.[0];
  return found === undefined ? undefined : { name: found.name, bytes: 0, at: found.content.downloadUrl };
}

const execute = z.object({
  action: z.object({ type: z.literal('Action.Execute'), verb: z.string().min(1).max(200), data: z.unknown().optional() }),
});
const buttonValue = z.record(z.string().max(200), z.string().max(10_000));
const fetched = z.object({ data: z.object({ press: z.object({ button: z.string().min(1).max(200), value: buttonValue.default({}) }) }) });
const submitted = z.object({ data: z.unknown().optional() });

function readInvoke(sent: Activity): Reading | null {
  switch (sent.name) {
    case 'adaptiveCard/action': {
      const action = execute.safeParse(sent.value).data?.action;
      if (action === undefined) return null;
      return action.verb === SUBMIT_VERB ? readSent(sent, action.data, 'card') : readPress(sent, action.verb, action.data ?? {}, 'card');
    }
    case 'task/fetch': {
      const press = fetched.safeParse(sent.value).data?.data.press;
      return press === undefined ? null : readPress(sent, press.button, press.value, 'opening');
    }
    case 'task/submit':
      return readSent(sent, submitted.safeParse(sent.value).data?.data, 'closing');
    case 'composeExtension/fetchTask':
      return readChosen(sent);
    case 'composeExtension/submitAction': {
      const filledIn = readSent(sent, submitted.safeParse(sent.value).data?.data, 'closing');
      return filledIn === null ? null : fromMenu(filledIn);
    }
    default:
      return null;
  }
}

/** The message actions of the app’s manifest, by their ids: what each is to a handler. */
export const MENU: Readonly<Record<string, ShortcutName>> = { 'log-benefit': 'log-benefit', 'raise-issue': 'raise-issue' };

const chosen = z.object({
  commandId: z.string(),
  messagePayload: loose(z.object({ body: z.object({ content: z.string().max(100_000) }) })),
});

function readChosen(sent: Activity): Reading | null {
  const { data } = chosen.safeParse(sent.value);
  if (data === undefined || !Object.hasOwn(MENU, data.commandId)) return null;
  const text = wordsOfHtml(data.messagePayload?.body.content ?? '');
  return fromMenu(reading(sent, { is: 'chosen', shortcut: MENU[data.commandId]!, text }, 'opening'));
}

/** Its answer is for who opened the menu, in their own chat with Accord, and touches no message of that conversation. */
function fromMenu(made: Reading): Reading {
  return { ...made, request: { ...made.request, public: false }, alone: false, on: null };
}

function readPress(sent: Activity, button: string, data: unknown, answeredBy: 'card' | 'opening'): Reading | null {
  const value = buttonValue.safeParse(data).data;
  return value === undefined ? null : reading(sent, { is: 'pressed', button: button as ButtonName, value }, answeredBy);
}

function readSent(sent: Activity, data: unknown, answeredBy: 'card' | 'closing'): Reading | null {
  const submission = readSubmission(data);
  if (submission === null) return null;
  const { shape, values, carried } = submission;
  const made = reading(sent, { is: 'submitted', form: shape.name, values, context: shape.context }, answeredBy);
  return { ...made, on: made.on ?? carried.on ?? null, sent: submission };
}

function reading(sent: Activity, act: Act, answeredBy: Reading['answeredBy'], requestId = sent.id): Reading {
  const channel = roomOf(sent);
  const request: Request = {
    id: requestId,
    asker: { platform: 'teams', id: sent.from.aadObjectId ?? sent.from.id, alsoKnownAs: sent.from.id },
    channel,
    public: channel !== null,
    act,
  };
  return { request, alone: channel === null, on: answeredBy === 'message' ? null : (sent.replyToId ?? null), answeredBy };
}
