import { type Form, type Message, message, type Reply } from '../../handlers/reply.ts';
import type { Request } from '../../handlers/request.ts';
import { clean } from '../adaptive-card.ts';
import type { Dispatch } from '../platform.ts';
import { type DrawnForm, readForm, renderForm } from './form.ts';
import { FORMS_AT_MOST } from './limits.ts';
import { asRequest, channelOf, type Deleted, type Opened, type Pressed, readText, type Said, type Submitted } from './read.ts';
import { filesOf, renderMessage } from './render.ts';
import type { RoomName, Rooms } from './rooms.ts';

/** What a call comes to: where its answer went, a dialog to open, the problems of one, or one plain sentence on why nothing was done. */
export type Outcome =
  | { is: 'done'; room: RoomName }
  | { is: 'form'; form: DrawnForm }
  | { is: 'rejected'; problems: Readonly<Record<string, string>> }
  | { is: 'refused'; status: 404 | 409; sentence: string };

/** Where a request came from: its room, and the message whose button was pressed or led to the dialog. */
type Place = { room: RoomName; email: string; entry: string | null };

/** What people do on the page: each call becomes a request, and its reply lands in a room. */
export type Conversation = ReturnType<typeof makeConversation>;

const STRANGER: Outcome = { is: 'refused', status: 404, sentence: 'The partnership file has no such person or channel. Reload the page.' };
const NO_SUCH_BUTTON: Outcome = { is: 'refused', status: 409, sentence: 'That button is no longer there: the message has changed.' };
const NOT_YOURS: Outcome = { is: 'refused', status: 409, sentence: 'Only a message of your own can be deleted.' };
const NO_LONGER_OPEN: Outcome = {
  is: 'rejected',
  problems: { '': 'Accord no longer has this form open, and nothing was saved. Copy what you wrote, close the form and open it again.' },
};

/** Opens the conversation. `knows` is whether the page has such a person and room. */
export function makeConversation(rooms: Rooms, dispatch: Dispatch, knows: (email: string, room: RoomName) => boolean) {
  const forms = makeOpenForms();

  const ask = async (request: Request, place: Place): Promise<Outcome> => {
    const reply = await dispatch(request);
    if (reply.kind === 'form') return { is: 'form', form: forms.open(request.id, reply.form, place) };
    if (reply.kind === 'rejected' && request.act.is === 'submitted') return { is: 'rejected', problems: reply.problems };
    return { is: 'done', room: land(rooms, request.id, reply, place) };
  };

  return {
    /** Something was typed. Without the slash command everybody in the channel reads it. */
    async say(call: Said): Promise<Outcome> {
      if (!knows(call.as, call.room) || call.room === 'home') return STRANGER;
      const { words, aloud } = readText(call.text);
      const seenBy = channelOf(call.room) !== null && !aloud ? call.as : null;
      if (rooms.find(call.room, call.as, call.id) === undefined) {
        const entry = { id: call.id, at: now(), by: call.as, seenBy, answers: null, text: clean(call.text).trim(), card: null };
        rooms.put(call.room, call.as, entry);
      }
      return ask(asRequest(call, call.room, aloud, { is: 'said', text: words }), { room: call.room, email: call.as, entry: null });
    },

    /** A button was pressed: one that stands on a message this person can see. */
    async press(call: Pressed): Promise<Outcome> {
      if (!knows(call.as, call.room)) return STRANGER;
      const kept = rooms.find(call.room, call.as, call.entry);
      const button = kept?.buttons.find((one) => one.name === call.button && same(one.value, call.value));
      if (kept === undefined || button === undefined) return NO_SUCH_BUTTON;
      const act = { is: 'pressed' as const, button: button.name, value: button.value };
      const request = asRequest(call, call.room, kept.entry.seenBy === null, act);
      return ask(request, { room: call.room, email: call.as, entry: call.entry });
    },

    /** A dialog was sent in: one that this person has open. What it carries is taken from here, not from the call. */
    async submit(call: Submitted): Promise<Outcome> {
      const open = forms.find(call.form, call.as);
      const values = open && readForm(open.form, call.data);
      if (!open || !values) return NO_LONGER_OPEN;
      const { name, context } = open.form;
      return ask(asRequest(call, open.room, false, { is: 'submitted', form: name, values, context }), open);
    },

    /** A person deletes a message of their own, as they can in Slack and Teams. Accord is not told, as it is not told there. */
    async delete(call: Deleted): Promise<Outcome> {
      if (!knows(call.as, call.room)) return STRANGER;
      if (rooms.find(call.room, call.as, call.entry)?.entry.by !== call.as) return NOT_YOURS;
      rooms.remove(call.room, call.as, call.entry);
      return { is: 'done', room: call.room };
    },

    /** The Home view was opened. */
    async open(call: Opened): Promise<Outcome> {
      if (!knows(call.as, 'home')) return STRANGER;
      const reply = await dispatch(asRequest(call, 'home', false, { is: 'opened', view: 'home' }));
      if (reply.kind === 'message')
        rooms.put('home', call.as, renderMessage(reply, { id: 'home', at: now(), seenBy: null, answers: null }), reply.buttons);
      return { is: 'done', room: 'home' };
    },
  };
}

/* The dialogs that stand open, the oldest giving way. */
function makeOpenForms() {
  const forms = new Map<string, Place & { form: Form }>();
  return {
    open(id: string, form: Form, place: Place): DrawnForm {
      forms.set(id, { ...place, form });
      if (forms.size > FORMS_AT_MOST) forms.delete(forms.keys().next().value!);
      return renderForm(id, form);
    },
    find(id: string, email: string): (Place & { form: Form }) | undefined {
      const open = forms.get(id);
      return open?.email === email ? open : undefined;
    },
  };
}

/**
 * Puts a reply where it belongs. A message for one person never takes the place of what all see, and what is shared is a new message.
 * @returns the room it landed in
 */
function land(rooms: Rooms, id: string, reply: Reply, { room, email, entry }: Place): RoomName {
  const said = asMessage(reply);
  if (said === null) return room;
  const shared = channelOf(room) !== null;
  const seenBy = shared && said.audience === 'asker' ? email : null;
  const before = entry === null ? undefined : rooms.find(room, email, entry)?.entry;
  if (before !== undefined && said.pressed === 'replaced' && before.seenBy === seenBy) {
    rooms.put(room, email, renderMessage(said, before), said.buttons, filesOf(said));
    return room;
  }
  // What was pressed on Home stays on Home; its answer is said in the conversation alone.
  const target = room === 'home' ? 'alone' : room;
  const answers = shared && seenBy === null ? email : null;
  rooms.put(target, email, renderMessage(said, { id: `${id}:answer`, at: now(), seenBy, answers }), said.buttons, filesOf(said));
  // Taken away only once its answer is there. What the whole room sees stays when its answer is for one person.
  const gone = said.pressed === 'removed' || (said.pressed === 'replaced' && before?.seenBy === email);
  if (before !== undefined && gone && room !== 'home') rooms.remove(room, email, before.id);
  return target;
}

/* Problems outside a dialog have no field to stand at: they are said. Silence, and a form that dispatch has opened, say nothing. */
function asMessage(reply: Reply): Message | null {
  switch (reply.kind) {
    case 'message':
      return reply;
    case 'rejected':
      return message('asker', [{ is: 'paragraph', text: Object.values(reply.problems).join('\n') }]);
    case 'form':
    case 'silence':
      return null;
    default:
      return reply satisfies never;
  }
}

function same(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

function now(): string {
  return new Date().toISOString();
}
