import { type Message, message, type Reply } from '../../handlers/reply.ts';
import { renderForm, renderProblems } from './form.ts';
import type { Place, Reading } from './read.ts';
import { type Pictures, type Rendered, renderHome, renderMessage } from './render.ts';
import type { Sent } from './send.ts';
import { type Method, SUGGESTED_PROMPTS } from './surface.ts';

/** One call to Slack: a method of the Web API, or a response URL, with what to do where that URL has run out. */
export type Call =
  | { method: Method; args: Record<string, unknown> }
  | { url: string; body: Record<string, unknown>; otherwise?: Call | undefined };

/**
 * The calls that bring a reply to where it belongs: one, or two where a message is also taken away. A reply for the asker alone is never
 * put where others read, whatever the handler said should become of the message whose button was pressed.
 */
export function answerTo({ request, place, trigger }: Reading, reply: Reply, pictures?: Pictures): Call[] {
  switch (reply.kind) {
    case 'silence':
      return [];
    case 'rejected':
      // Shown in the form, by `acknowledgement`; a form with no field has no place for it.
      return [privately(place, renderMessage(message('asker', [{ is: 'paragraph', text: Object.values(reply.problems).join('\n') }])))];
    case 'form':
      return trigger === undefined
        ? [privately(place, renderMessage(reply.otherwise ?? NO_FORM_HERE))]
        : [{ method: 'views.open', args: { trigger_id: trigger, view: renderForm(reply.form, place) } }];
    case 'message':
      return request.act.is === 'opened' || (place.on === 'home' && reply.pressed === 'replaced')
        ? [{ method: 'views.publish', args: { user_id: place.user, view: renderHome(reply, pictures) } }]
        : answerWith(reply, place, pictures);
    default:
      return reply satisfies never;
  }
}

/** What a submitted form is answered at once: its problems, under its fields; undefined closes it. */
export function acknowledgement(
  reply: Reply,
  fields: readonly string[],
): { response_action: 'errors'; errors: Record<string, string> } | undefined {
  const errors = reply.kind === 'rejected' ? renderProblems(reply.problems, fields) : null;
  return errors === null ? undefined : { response_action: 'errors', errors };
}

/** Something said unprompted, to a person or a channel by its id, with or without the workspace before it. */
export function unprompted(to: string, reply: Message, pictures?: Pictures, preview?: string): Call {
  return post(to.split('/').at(-1)!, undefined, renderMessage(reply, pictures, preview));
}

/** A message that takes the place of one that was said unprompted. */
export function changed({ channel, ts }: Sent, reply: Message, pictures?: Pictures, preview?: string): Call {
  return { method: 'chat.update', args: { channel, ts, ...renderMessage(reply, pictures, preview), ...AS_IT_IS } };
}

/** The prompts for somebody who opens the Messages tab. With a thread Slack would drop them silently: that is the older kind of app. */
export function suggestPrompts(channel: string): Call {
  return {
    method: 'assistant.threads.setSuggestedPrompts',
    args: { channel_id: channel, title: 'You could ask', prompts: SUGGESTED_PROMPTS },
  };
}

const NO_FORM_HERE = message('asker', [
  { is: 'paragraph', text: 'Slack opens a form from a button or a command only. Type /accord and the same words.' },
]);

function answerWith(reply: Message, place: Place, pictures?: Pictures): Call[] {
  const rendered = renderMessage(reply, pictures);
  const forAsker = reply.audience === 'asker' && !place.alone;
  const fresh = forAsker ? privately(place, rendered) : openly(place, rendered);
  const { responseUrl: url, on } = place;
  const fate = reply.pressed ?? 'stays';
  if (fate === 'stays' || url === undefined || (on !== 'message' && on !== 'ephemeral')) return [fresh];
  const seenAlike = place.alone || forAsker === (on === 'ephemeral');
  if (fate === 'replaced' && seenAlike) return [{ url, body: { replace_original: true, ...rendered }, otherwise: fresh }];
  // A card in the room stays when what would replace it is for one person: the others would lose it.
  if (fate === 'replaced' && forAsker) return [fresh];
  // Said first, so that nothing is taken away before its answer is there.
  return [fresh, { url, body: { delete_original: true } }];
}

/** To the asker and nobody else. */
function privately(place: Place, rendered: Rendered): Call {
  const { user, room, alone, thread, threadBegun, responseUrl: url } = place;
  if (alone && url !== undefined && place.on !== 'message' && room !== null)
    return respond(url, 'ephemeral', undefined, rendered, post(user, undefined, rendered));
  if (alone || room === null) return post(room ?? user, thread, rendered);
  const shownThread = threadBegun ? thread : undefined;
  if (url !== undefined) return respond(url, 'ephemeral', shownThread, rendered, post(user, undefined, rendered));
  return { method: 'chat.postEphemeral', args: { channel: room, user, ...inThread(shownThread), ...rendered, ...AS_IT_IS } };
}

/** To everybody in the room; to somebody alone with Accord that is the same as to them. */
function openly(place: Place, rendered: Rendered): Call {
  if (place.alone || place.room === null) return privately(place, rendered);
  const posted = post(place.room, place.thread, rendered);
  return place.responseUrl === undefined ? posted : respond(place.responseUrl, 'in_channel', place.thread, rendered, posted);
}

function post(channel: string, thread: string | undefined, rendered: Rendered): Call {
  return {
    method: 'chat.postMessage',
    args: { channel, ...inThread(thread), ...rendered, ...AS_IT_IS, mrkdwn: false, unfurl_links: false, unfurl_media: false },
  };
}

function respond(url: string, type: 'ephemeral' | 'in_channel', thread: string | undefined, rendered: Rendered, otherwise: Call): Call {
  return {
    url,
    body: { response_type: type, replace_original: false, ...inThread(thread), ...rendered, unfurl_links: false, unfurl_media: false },
    otherwise,
  };
}

// No names or addresses are looked for in the notification’s text.
const AS_IT_IS = { link_names: false, parse: 'none' } as const;

function inThread(thread: string | undefined): { thread_ts?: string } {
  return thread === undefined ? {} : { thread_ts: thread };
}
