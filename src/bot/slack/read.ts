import { createHash } from 'node:crypto';
import type { ButtonName, FormName } from '../../handlers/reply.ts';
import type { Act, Request } from '../../handlers/request.ts';
import { readValues } from './form.ts';
import { plainTextOf, plainTextOfMention } from './incoming-text.ts';
import { COMMANDS, SHORTCUTS } from './surface.ts';
import {
  command,
  envelope,
  homeOpened,
  memberJoined,
  messagesOpened,
  metadata,
  press,
  pressed,
  said,
  shortcut,
  submission,
} from './wire.ts';

/** Where an answer to a request can go. It travels inside a form and back, so it is plain JSON. */
export type Place = {
  /** The asker’s Slack user id. */
  user: string;
  /** The conversation to post in; null on the Home tab. Unlike `Request.channel` it is also given in a direct message. */
  room: string | null;
  /** Whether nobody but the asker reads that conversation. */
  alone: boolean;
  /** The thread an answer belongs in. */
  thread?: string | undefined;
  /** Whether that thread has begun: Slack shows a message for one person only in a thread that has. */
  threadBegun?: boolean | undefined;
  /** Answers a command or a press, without Accord being a member of the channel: five times within half an hour. */
  responseUrl?: string | undefined;
  /** What a pressed button stands on, or a form was opened from. */
  on?: 'message' | 'ephemeral' | 'home' | undefined;
};

/** A request, where its answer goes, and what opens a form (for three seconds; a mention has none). */
export type Reading = { request: Request; place: Place; trigger?: string | undefined };

/** What Slack sent as a request, or null when it is not for us: another bot, an edit, an event we do nothing with, or no payload of Slack’s. */
export function read(body: unknown): Reading | null {
  return readEvent(body) ?? readCommand(body) ?? readPress(body) ?? readShortcut(body) ?? readSubmission(body);
}

/** The conversation in which somebody has just opened the Messages tab, or null. */
export function readMessagesTab(body: unknown): string | null {
  return messagesOpened.safeParse(body).data?.event.channel ?? null;
}

/** The endings of the documents an agreement may come in. */
const DOCUMENT = /\.(docx|pdf|odt|md|txt)$/i;

function readEvent(body: unknown): Reading | null {
  const outer = envelope.safeParse(body).data;
  if (outer === undefined) return null;
  const { event, event_id: eventId } = outer;
  if (event.type === 'app_home_opened') {
    const { data } = homeOpened.safeParse(event);
    return data
      ? reading(eventId, outer.team_id, { user: data.user, room: null, alone: true, on: 'home' }, false, { is: 'opened', view: 'home' })
      : null;
  }
  const bot = outer.authorizations?.[0]?.user_id;
  if (event.type === 'member_joined_channel') return readJoined(event, eventId, bot, outer.team_id);
  const { data } = said.safeParse(event);
  if (data === undefined || data.user === bot || data.user === 'USLACKBOT') return null;
  const direct = data.channel_type === 'im' || isDirect(data.channel);
  if (event.type !== 'app_mention' && !(event.type === 'message' && direct)) return null;
  const text = event.type === 'app_mention' ? plainTextOfMention(data.text, bot) : plainTextOf(data.text, bot);
  const where: Place = {
    user: data.user,
    room: data.channel,
    alone: direct,
    thread: data.thread_ts ?? data.ts,
    threadBegun: data.thread_ts !== undefined,
  };
  const sent = direct ? data.files?.find(({ name }) => DOCUMENT.test(name)) : undefined;
  const act: Act =
    sent === undefined
      ? { is: 'said', text }
      : { is: 'sent', document: { name: sent.name, bytes: sent.size, at: sent.url_private_download } };
  // Somebody in a channel that two workspaces share belongs to their own, not to the one Accord is installed in.
  return reading(eventId, data.user_team ?? data.team ?? outer.team_id, where, !direct, act);
}

/** Accord itself was added to a channel: whoever added it is the asker. Of others who join nothing is said. */
function readJoined(event: unknown, eventId: string, bot: string | undefined, teamId: string): Reading | null {
  const { data } = memberJoined.safeParse(event);
  if (data === undefined || bot === undefined || data.user !== bot) return null;
  return reading(eventId, teamId, { user: data.inviter ?? bot, room: data.channel, alone: false }, true, { is: 'joined' });
}

function readCommand(body: unknown): Reading | null {
  const { data } = command.safeParse(body);
  if (data === undefined || !Object.hasOwn(COMMANDS, data.command)) return null;
  const text = plainTextOf(data.text);
  const alone = data.channel_name === 'directmessage' || isDirect(data.channel_id);
  const where: Place = { user: data.user_id, room: data.channel_id, alone, responseUrl: data.response_url };
  return {
    ...reading(data.trigger_id, data.team_id, where, false, { is: 'said', text: text === '' ? 'help' : text }),
    trigger: data.trigger_id,
  };
}

function readPress(body: unknown): Reading | null {
  const { data } = press.safeParse(body);
  const button = data && pressed.safeParse(fromJson(data.actions[0]!.value)).data;
  if (data === undefined || button === undefined) return null;
  const { container } = data;
  const room = data.channel?.id ?? container.channel_id ?? null;
  const alone = room === null || isDirect(room);
  const on = container.type === 'view' ? 'home' : container.is_ephemeral ? 'ephemeral' : 'message';
  const begun = container.thread_ts ?? data.message?.thread_ts;
  // In a direct message every answer stands in the thread of what it answers; a message pressed there is that, or the root of one.
  const thread = begun ?? (alone && on === 'message' ? container.message_ts : undefined);
  const where: Place = { user: data.user.id, room, alone, thread, threadBegun: begun !== undefined, responseUrl: data.response_url, on };
  const act: Act = { is: 'pressed', button: button.name as ButtonName, value: button.value };
  return { ...reading(data.trigger_id, teamOf(data), where, on === 'message' && !alone, act), trigger: data.trigger_id };
}

function readShortcut(body: unknown): Reading | null {
  const { data } = shortcut.safeParse(body);
  if (data === undefined || !Object.hasOwn(SHORTCUTS, data.callback_id)) return null;
  const { shortcut: name } = SHORTCUTS[data.callback_id as keyof typeof SHORTCUTS];
  const room = data.channel?.id ?? null;
  const where: Place = { user: data.user.id, room, alone: room === null || isDirect(room), responseUrl: data.response_url };
  const act: Act = { is: 'chosen', shortcut: name, text: plainTextOf(data.message?.text ?? '') };
  return { ...reading(data.trigger_id, teamOf(data), where, false, act), trigger: data.trigger_id };
}

function readSubmission(body: unknown): Reading | null {
  const { data } = submission.safeParse(body);
  const sent = data && metadata.safeParse(fromJson(data.view.private_metadata)).data;
  if (data === undefined || sent === undefined) return null;
  const values = readValues(data.view.state);
  // Slack keeps the hash of a form it has shown problems in, so what was filled in is part of the id: a corrected form is not a repeat.
  const digest = createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 16);
  const act: Act = { is: 'submitted', form: data.view.callback_id as FormName, values, context: sent.context };
  return reading(`${data.view.id}-${data.view.hash}-${digest}`, teamOf(data), { ...sent.place, user: data.user.id }, false, act);
}

function reading(requestId: string, teamId: string, where: Place, isPublic: boolean, act: Act): Reading {
  const channel = where.alone ? null : where.room;
  return {
    request: { id: requestId, asker: { platform: 'slack', id: `${teamId}/${where.user}` }, channel, public: isPublic, act },
    place: where,
  };
}

function teamOf(body: { user: { team_id?: string | undefined }; team?: { id: string } | null | undefined }): string {
  return body.user.team_id ?? body.team?.id ?? '';
}

/** Slack’s ids of direct messages begin with D. */
function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
