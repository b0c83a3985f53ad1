import { partAsPlainText } from '../../src/bot/plain-text.ts';
import type { Dispatch } from '../../src/bot/platform.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import type { Field, Form, Message, Reply } from '../../src/handlers/reply.ts';
import type { Request } from '../../src/handlers/request.ts';
import { button } from '../handlers/front-door.ts';
import { filledIn } from '../handlers/log-door.ts';
import { DELIVERIES, type Dialog, type Face, type Refused, type Seen, startAccord, wordsOf } from './benefit-face.ts';

/** Accord without any platform: requests go in and replies come out. What every face is held against. */
export async function startHandlersFace(partnership: Partnership): Promise<Face> {
  const messages = new WeakMap<Seen, Message>();
  const forms = new WeakMap<Dialog, Form>();
  const sent: { to: string; message: Message }[] = [];
  let dispatch: Dispatch | undefined;
  let requests = 0;
  const accord = await startAccord(
    () => ({
      name: 'local',
      mounts: [],
      async start(given) {
        dispatch = given;
      },
      async deliver({ to }, message) {
        sent.push({ to, message });
        return undefined;
      },
      async update() {},
      async stop() {},
    }),
    partnership,
  );
  const deliver = async (who: string, act: Request['act']): Promise<Reply> => {
    const request: Request = { id: `r${++requests}`, asker: { platform: 'local', id: who }, channel: null, public: false, act };
    const replies = await Promise.all(Array.from({ length: DELIVERIES }, () => dispatch!(request)));
    return replies.find(({ kind }) => kind !== 'silence')!;
  };
  const see = (reply: Reply): Seen => {
    if (reply.kind !== 'message') throw new Error(`A message was expected, not ${JSON.stringify(reply)}.`);
    const seen = { words: wordsOf(reply.parts.map(partAsPlainText)), buttons: reply.buttons.map(({ label }) => label) };
    messages.set(seen, reply);
    return seen;
  };
  const press = (who: string, on: Seen, label: string) => {
    const { name, value } = button(messages.get(on)!, label);
    return deliver(who, { is: 'pressed', button: name, value });
  };
  return {
    accord,
    say: async (who, text) => see(await deliver(who, { is: 'said', text })),
    press: async (who, on, label) => see(await press(who, on, label)),
    clickTwice: async (who, on, label) => (await Promise.all([press(who, on, label), press(who, on, label)])).map(see),
    async open(who, on, label) {
      const reply = await press(who, on, label);
      if (reply.kind !== 'form') throw new Error(`A form was expected, not ${JSON.stringify(reply)}.`);
      const dialog = asDialog(reply.form);
      forms.set(dialog, reply.form);
      return dialog;
    },
    async send(who, dialog, typed): Promise<Seen | Refused> {
      const form = forms.get(dialog)!;
      const own = form.fields.flatMap((field) => (field.label in typed ? [[field.name, valueFor(field, typed[field.label]!)]] : []));
      const values = { ...filledIn(form), ...Object.fromEntries(own) };
      const reply = await deliver(who, { is: 'submitted', form: form.name, values, context: form.context });
      return reply.kind === 'rejected' ? { problems: Object.values(reply.problems) } : see(reply);
    },
    async told(who, count = 1) {
      await accord.round();
      const own = sent.filter(({ to }) => to === who).slice(0, count);
      if (own.length < count) throw new Error(`${who} was told ${own.length} messages, not ${count}.`);
      for (const one of own) sent.splice(sent.indexOf(one), 1);
      return own.map(({ message }) => see(message)).sort((a, b) => (a.words < b.words ? -1 : 1));
    },
    stop: () => accord.stop(),
  };
}

function asDialog({ title, intro, fields }: Form): Dialog {
  return {
    title,
    words: wordsOf([intro ?? '', ...fields.flatMap(({ label, hint }) => [label, hint ?? ''])]),
    values: Object.fromEntries(fields.map((field) => [field.label, shownIn(field)])),
  };
}

function shownIn({ value = '', options }: Field): string {
  return options?.find((option) => option.value === value)?.label ?? value;
}

function valueFor({ options }: Field, shown: string): string {
  return options === undefined ? shown : options.find(({ label }) => label === shown)!.value;
}
