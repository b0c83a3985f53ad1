import { z } from 'zod';
import type { Act, Request } from '../../handlers/request.ts';
import { NAME_AT_MOST, TEXT_AT_MOST, VALUE_AT_MOST, VALUES_AT_MOST } from './limits.ts';
import type { RoomName } from './rooms.ts';

/*
 * The calls of the page. Each carries a UUID made when the person acted, so that the same call sent again is answered once.
 */

const name = z.string().min(1).max(NAME_AT_MOST);
const room = z.custom<RoomName>(
  (value) => typeof value === 'string' && value.length <= NAME_AT_MOST && /^(alone|home|channel:.+)$/.test(value),
);
const values = z.record(name, z.string().max(VALUE_AT_MOST)).refine((record) => Object.keys(record).length <= VALUES_AT_MOST);
const caller = { id: z.uuid(), as: name };

export const said = z.strictObject({
  ...caller,
  room,
  text: z.string().max(TEXT_AT_MOST, `That is longer than ${TEXT_AT_MOST.toLocaleString('en-GB')} characters. Send a shorter question.`),
});
export const pressed = z.strictObject({ ...caller, room, entry: name, button: name, value: values });
export const submitted = z.strictObject({ ...caller, form: z.uuid(), data: z.record(z.string(), z.unknown()) });
export const deleted = z.strictObject({ ...caller, room, entry: name });
export const opened = z.strictObject(caller);

export type Said = z.infer<typeof said>;
export type Pressed = z.infer<typeof pressed>;
export type Submitted = z.infer<typeof submitted>;
export type Deleted = z.infer<typeof deleted>;
export type Opened = z.infer<typeof opened>;

/** A call that was read, or why it cannot be taken. */
export type Read<T> = { ok: true; call: T } | { ok: false; sentence: string };

/**
 * Reads a call of the page.
 * @returns what it says, or one plain sentence on why it cannot be taken
 */
export function readCall<T>(schema: z.ZodType<T>, body: unknown): Read<T> {
  const read = schema.safeParse(body);
  if (read.success) return { ok: true, call: read.data };
  const tooLong = read.error.issues.find((issue) => issue.code === 'too_big' && issue.path[0] === 'text');
  return { ok: false, sentence: tooLong?.message ?? 'That is not a call this page makes.' };
}

const SLASH_COMMAND = /^\s*\/accord(?:\s+|$)/i;

/** What was typed, without the slash command that asks for an answer to oneself alone; `aloud` is whether the room reads it. */
export function readText(text: string): { words: string; aloud: boolean } {
  const slash = SLASH_COMMAND.exec(text);
  if (slash === null) return { words: text.trim(), aloud: true };
  // The bare command asks for help, as it does in Slack.
  return { words: text.slice(slash[0].length).trim() || 'help', aloud: false };
}

/** A request in Accord’s own terms. The account on this page is the e-mail address. */
export function asRequest(caller: Opened, room: RoomName, aloud: boolean, act: Act): Request {
  const channel = channelOf(room);
  return { id: caller.id, asker: { platform: 'local', id: caller.as }, channel, public: channel !== null && aloud, act };
}

/** The id of the channel a room is, null when it is a conversation with Accord alone. */
export function channelOf(room: RoomName): string | null {
  return room.startsWith('channel:') ? room.slice('channel:'.length) : null;
}
