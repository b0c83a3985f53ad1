import { z } from 'zod';

/*
 * What Slack sends, as far as Accord reads it: docs.slack.dev, reference/events and reference/interaction-payloads.
 */

const id = z.string().min(1).max(255);
const url = z.url({ protocol: /^https?$/ }).max(1000);
const words = z.string().catch('');

export const envelope = z.object({
  type: z.literal('event_callback'),
  event_id: id,
  team_id: id,
  authorizations: z
    .array(z.object({ user_id: id }))
    .optional()
    .catch(undefined),
  event: z.looseObject({ type: z.string() }),
});
export const said = z.object({
  user: id,
  channel: id,
  ts: id,
  thread_ts: id.optional(),
  text: words,
  user_team: id.optional(),
  team: id.optional(),
  channel_type: z.string().optional(),
  // A message of a bot’s, Accord’s own included, is not answered: two bots would never stop.
  bot_id: z.null().optional(),
  // Edits, deletions and joins come as messages with a subtype. These two are a person’s words all the same.
  subtype: z.enum(['file_share', 'thread_broadcast']).optional(),
  hidden: z.literal(false).optional(),
  files: z
    .array(z.object({ name: z.string().min(1).max(255), size: z.number().int().min(0), url_private_download: url }))
    .max(20)
    .optional()
    .catch(undefined),
});
/** Somebody, Accord among others, was added to a channel by `inviter`. */
export const memberJoined = z.object({ user: id, channel: id, inviter: id.optional(), team: id.optional() });
export const homeOpened = z.object({ user: id, tab: z.literal('home') });
export const messagesOpened = z.object({
  event: z.object({ type: z.literal('app_home_opened'), tab: z.literal('messages'), channel: id }),
});
export const command = z.object({
  command: z.string(),
  text: words,
  user_id: id,
  team_id: id,
  channel_id: id,
  channel_name: z.string().optional(),
  response_url: url.optional().catch(undefined),
  trigger_id: id,
});
const person = z.object({ id, team_id: id.optional() });
const team = z.object({ id }).nullish();
export const press = z.object({
  type: z.literal('block_actions'),
  trigger_id: id,
  user: person,
  team,
  channel: z.object({ id }).nullish(),
  container: z.object({
    type: z.string(),
    channel_id: id.optional(),
    message_ts: id.optional(),
    thread_ts: id.optional(),
    is_ephemeral: z.boolean().optional(),
  }),
  message: z.object({ thread_ts: id.optional() }).nullish(),
  response_url: url.optional().catch(undefined),
  actions: z.array(z.object({ type: z.literal('button'), value: z.string() })).min(1),
});
export const shortcut = z.object({
  type: z.enum(['shortcut', 'message_action']),
  callback_id: id,
  trigger_id: id,
  user: person,
  team,
  // These three come with a message only.
  channel: z.object({ id }).nullish(),
  message: z.object({ text: words }).nullish(),
  response_url: url.optional().catch(undefined),
});
const carried = z.record(z.string(), z.string());
export const pressed = z.object({ name: z.string().min(1), value: carried });
const place = z.object({
  room: id.nullable(),
  alone: z.boolean(),
  thread: id.optional(),
  threadBegun: z.boolean().optional(),
  responseUrl: url.optional(),
  on: z.enum(['message', 'ephemeral', 'home']).optional(),
});
export const submission = z.object({
  type: z.literal('view_submission'),
  user: person,
  team,
  view: z.object({ id, hash: z.string(), callback_id: id, private_metadata: z.string(), state: z.unknown() }),
});
export const metadata = z.object({ context: carried, place });
