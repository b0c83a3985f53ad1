import { makeSlack } from '../../src/bot/slack/app.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import { direct } from '../bot/slack/payloads.ts';
import { accountOf, DELIVERIES, type Dialog, type Refused, type Seen, startAccord, type WireFace, wordsOf } from './benefit-face.ts';
import { SIGNING_SECRET, type SlackCall, sendEvent, sendInteraction, startFakeSlack } from './fake-slack.ts';

// biome-ignore lint/suspicious/noExplicitAny: wire JSON, looked into by tests
type Json = any;
/** A message as it stands in a conversation, and a view that is open: as Slack would send them back. */
type Posted = { ts: string; blocks: Json[] };
export type View = { id: string; hash: string; view: Json };

/** Accord on Slack: signed payloads to the real path, whose buttons and inputs are those that Slack was sent. */
export async function startSlackFace(partnership: Partnership): Promise<WireFace> {
  const fake = await startFakeSlack();
  const accord = await startAccord(
    ({ log }) => makeSlack({ mode: 'http', botToken: 'xoxb-test', signingSecret: SIGNING_SECRET, apiUrl: fake.apiUrl }, { log }),
    partnership,
  );
  const posted = new WeakMap<Seen, Posted>();
  const views = new WeakMap<Dialog, View>();
  const unprompted: SlackCall[] = [];
  let ids = 0;
  const nextId = (kind: string) => `${kind}${++ids}`;
  const nextTs = () => `17000000${10 + ++ids}.000100`;
  fake.answers('chat.postMessage', () => ({ body: { ok: true, channel: 'D0ANY', ts: nextTs() } }));
  fake.answers('files.getUploadURLExternal', () => ({ body: { ok: true, upload_url: fake.uploadUrl, file_id: nextId('F') } }));

  const user = (who: string) => accountOf(who, 'slack', partnership);
  const conversation = (who: string) => user(who).replace(/^U/, 'D');
  const asSlackNames = (who: string) => ({ id: user(who), username: who, name: who, team_id: 'T0DBC' });
  /** The next call with something to see: a message or a form, after the pictures in it. */
  const nextShown = async (): Promise<SlackCall> => {
    for (;;) {
      const call = await fake.next();
      if (call.args.blocks !== undefined || call.args.view !== undefined) return call;
    }
  };
  const see = ({ args }: SlackCall, ts = nextTs()): Seen => {
    const blocks = args.blocks as Json[];
    const seen = { words: wordsOf(textsIn(blocks)), buttons: buttonsIn(blocks).map((one) => one.text.text) };
    posted.set(seen, { ts, blocks });
    return seen;
  };
  const times = <T>(send: () => Promise<T>) => Promise.all(Array.from({ length: DELIVERIES }, send));

  const press = async (who: string, on: Seen, label: string) => {
    const { ts, blocks } = posted.get(on)!;
    const pressed = buttonsIn(blocks).find((one) => one.text.text === label);
    if (pressed === undefined) throw new Error(`No button “${label}” among: ${on.buttons.join(' | ')}`);
    const payload = {
      type: 'block_actions',
      user: asSlackNames(who),
      api_app_id: 'A0ACCORD',
      token: 'unused',
      container: { type: 'message', message_ts: ts, channel_id: conversation(who), is_ephemeral: false },
      trigger_id: nextId('trigger.'),
      team: { id: 'T0DBC', domain: 'sample' },
      channel: { id: conversation(who), name: 'directmessage' },
      message: { type: 'message', ts, blocks },
      response_url: fake.responseUrl(nextId('press')),
      actions: [{ ...pressed, block_id: 'b', action_ts: ts }],
    };
    await times(() => sendInteraction(accord.port, payload));
  };
  const answerTo = async (on: Seen) => {
    const call = await nextShown();
    return see(call, call.args.replace_original === true ? posted.get(on)!.ts : nextTs());
  };

  return {
    accord,
    async say(who, text) {
      const ts = nextTs();
      const event = direct({ user: user(who), channel: conversation(who), text, ts, event_ts: ts }, nextId('Ev'));
      await times(() => sendEvent(accord.port, event));
      return see(await nextShown());
    },
    async press(who, on, label) {
      await press(who, on, label);
      return answerTo(on);
    },
    async pressAsAnother(who, on, label) {
      await press(who, on, label);
      return (await answerTo(on)).words;
    },
    async clickTwice(who, on, label) {
      await Promise.all([press(who, on, label), press(who, on, label)]);
      const seen = [await answerTo(on), await answerTo(on)];
      // A third that was on its way when the message changed.
      await press(who, on, label);
      return [...seen, await answerTo(on)];
    },
    async open(who, on, label) {
      await press(who, on, label);
      const { view } = (await nextShown()).args as { view: Json };
      const dialog = asDialog(view);
      views.set(dialog, { id: nextId('V'), hash: nextTs(), view });
      return dialog;
    },
    async send(who, dialog, typed): Promise<Seen | Refused> {
      const payload = submissionOf(user(who), views.get(dialog)!, typed);
      const answers = await times(async () => (await sendInteraction(accord.port, payload)).text());
      const refused = answers.find((text) => text !== '');
      if (refused === undefined) return see(await nextShown());
      const { response_action: action, errors } = JSON.parse(refused);
      if (action !== 'errors') throw new Error(`The form was answered with ${refused}`);
      return { problems: Object.values(errors) };
    },
    async told(who, count = 1) {
      await accord.round();
      unprompted.push(...fake.calls.splice(0));
      const own = unprompted.filter(({ args }) => args.channel === user(who)).slice(0, count);
      if (own.length < count) throw new Error(`${who} was told ${own.length} messages, not ${count}.`);
      for (const one of own) unprompted.splice(unprompted.indexOf(one), 1);
      return own.map((call) => see(call)).sort((a, b) => (a.words < b.words ? -1 : 1));
    },
    async stop() {
      await accord.stop();
      await fake.close();
      // Whatever was delivered again was answered by nothing at all.
      if (fake.calls.length > 0) throw new Error(`Slack was sent more than was looked at: ${JSON.stringify(fake.calls)}`);
    },
  };
}

/** Every text that is shown, in order; buttons apart. */
function textsIn(json: Json): string[] {
  if (Array.isArray(json)) return json.flatMap(textsIn);
  if (typeof json !== 'object' || json === null || json.type === 'actions') return [];
  if (json.type === 'image') return [json.alt_text];
  return typeof json.text === 'string' ? [json.text] : Object.values(json).flatMap(textsIn);
}

/** The buttons of a message, as Slack was sent them. */
export function buttonsIn(blocks: readonly Json[]): Json[] {
  return blocks.filter(({ type }) => type === 'actions').flatMap(({ elements }) => elements);
}

/** A view as Slack sends it in, with what was typed over its inputs, by their labels. */
export function submissionOf(user: string, { id, hash, view }: View, typed: Readonly<Record<string, string>>): object {
  const values = Object.fromEntries(inputsIn(view).map((one) => [one.block_id, { [one.element.action_id]: filledIn(one, typed) }]));
  return {
    type: 'view_submission',
    team: { id: 'T0DBC', domain: 'sample' },
    user: { id: user, username: user, name: user, team_id: 'T0DBC' },
    api_app_id: 'A0ACCORD',
    token: 'unused',
    trigger_id: `submitted.${id}`,
    view: { ...view, id, hash, team_id: 'T0DBC', state: { values } },
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  };
}

function inputsIn(view: Json): Json[] {
  return view.blocks.filter(({ type }: Json) => type === 'input');
}

function asDialog(view: Json): Dialog {
  const texts = view.blocks.flatMap((block: Json) =>
    block.type === 'input' ? [block.label.text, block.hint?.text ?? ''] : textsIn(block),
  );
  const values = inputsIn(view).map(({ label, element }) => [
    label.text,
    element.initial_value ?? element.initial_date ?? element.initial_option?.text.text ?? '',
  ]);
  return { title: view.title.text, words: wordsOf(texts), values: Object.fromEntries(values) };
}

/** An input as Slack sends it in: what was typed, or what stood in it. */
function filledIn({ label, element }: Json, typed: Readonly<Record<string, string>>): Json {
  const own = typed[label.text];
  if (element.type === 'static_select') {
    const chosen = own === undefined ? element.initial_option : element.options.find(({ text }: Json) => text.text === own);
    return { type: element.type, selected_option: chosen ?? null };
  }
  if (element.type === 'datepicker') return { type: element.type, selected_date: own ?? element.initial_date ?? null };
  return { type: element.type, value: own ?? element.initial_value ?? null };
}
