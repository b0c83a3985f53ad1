import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { makeLocal } from '../../src/bot/local/app.ts';
import type { Entry } from '../../src/bot/local/rooms.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import { knowledge } from '../handlers/front-door.ts';
import { dialogOn, filledIn, textsIn } from './benefit-card.ts';
import { DELIVERIES, type Dialog, type Refused, type Seen, startAccord, type WireFace, wordsOf } from './benefit-face.ts';

// biome-ignore lint/suspicious/noExplicitAny: wire JSON, looked into by tests
type Json = any;
type Outcome =
  | { is: 'done' }
  | { is: 'form'; form: Json }
  | { is: 'rejected'; problems: Record<string, string> }
  | { is: 'refused'; sentence: string };

/** Accord on the local page, by the calls that the page makes: quicker than clicking, and what another program on the machine could try. */
export async function startPageCallsFace(partnership: Partnership): Promise<WireFace> {
  const accord = await startAccord(({ log }) => makeLocal({ log, partnership, agreements: knowledge.agreements }), partnership);
  const base = `http://localhost:${accord.port}/local/`;
  const entries = new WeakMap<Seen, string>();
  const forms = new WeakMap<Dialog, Json>();
  const looked = new Map<string, string>();

  const call = async (verb: string, who: string, what: object): Promise<Outcome> => {
    const [first] = await postOverAndOver(base + verb, JSON.stringify({ id: randomUUID(), as: who, ...what }));
    return first!.status === 200 ? JSON.parse(first!.body) : { is: 'refused', sentence: first!.body.trim() };
  };
  /** The messages of Accord that this person has alone with it, as their page is sent them. */
  const messagesOf = async (who: string): Promise<Entry[]> => {
    const events = await fetch(`${base}events?as=${encodeURIComponent(who)}`);
    let heard = '';
    for await (const chunk of events.body!.pipeThrough(new TextDecoderStream())) {
      heard += chunk;
      if (heard.includes('\n\n')) break;
    }
    const all = JSON.parse(heard.slice(heard.indexOf('data: ') + 'data: '.length, heard.indexOf('\n\n')));
    return all.alone.filter(({ by }: Entry) => by === null);
  };
  /** The message that was not looked at yet, or changed since. */
  const next = async (who: string): Promise<Seen> => {
    const found = (await messagesOf(who)).find((entry) => looked.get(`${who} ${entry.id}`) !== entry.text);
    if (found === undefined) throw new Error(`There is nothing new for ${who}.`);
    looked.set(`${who} ${found.id}`, found.text);
    const card = found.card as Json;
    const seen = { words: wordsOf(textsIn(card.body)), buttons: (card.actions ?? []).map(({ title }: Json) => title) };
    entries.set(seen, found.id);
    return seen;
  };
  const press = async (who: string, on: Seen, label: string, owner = who): Promise<Outcome> => {
    const entry = entries.get(on)!;
    const card = (await messagesOf(owner)).find(({ id }) => id === entry)?.card as Json;
    const { verb, data } = card.actions.find(({ title }: Json) => title === label);
    return call('press', who, { room: 'alone', entry, button: verb, value: data });
  };

  return {
    accord,
    ownWords: {
      stranger: 'The partnership file has no such person or channel. Reload the page.',
      notYours: 'That button is no longer there: the message has changed.',
    },
    async say(who, words) {
      const outcome = await call('say', who, { room: 'alone', text: words });
      return outcome.is === 'refused' ? { words: outcome.sentence, buttons: [] } : next(who);
    },
    async press(who, on, label) {
      const outcome = await press(who, on, label);
      if (outcome.is !== 'done') throw new Error(`A message was expected, not ${JSON.stringify(outcome)}`);
      return next(who);
    },
    async pressAsAnother(who, on, label, owner) {
      const outcome = await press(who, on, label, owner);
      return outcome.is === 'refused' ? outcome.sentence : JSON.stringify(outcome);
    },
    clickTwice: async (who, on, label) => {
      await Promise.all([press(who, on, label), press(who, on, label)]);
      return [await next(who)];
    },
    async open(who, on, label) {
      const outcome = await press(who, on, label);
      if (outcome.is !== 'form') throw new Error(`A form was expected, not ${JSON.stringify(outcome)}`);
      const dialog = dialogOn(outcome.form.card, outcome.form.title);
      forms.set(dialog, outcome.form);
      return dialog;
    },
    async send(who, dialog, typed): Promise<Seen | Refused> {
      const { id: form, card } = forms.get(dialog)!;
      const outcome = await call('submit', who, { form, data: filledIn(card, typed) });
      return outcome.is === 'rejected' ? { problems: Object.values(outcome.problems) } : next(who);
    },
    async told(who, count = 1) {
      await accord.round();
      const seen: Seen[] = [];
      while (seen.length < count) seen.push(await next(who));
      return seen.sort((a, b) => (a.words < b.words ? -1 : 1));
    },
    stop: () => accord.stop(),
  };
}

/** Posts a call of the page as often as a platform would deliver it, each over a connection of its own: the answers, in order. */
export async function postOverAndOver(url: string, body: string): Promise<{ status: number; body: string }[]> {
  const answers: { status: number; body: string }[] = [];
  while (answers.length < DELIVERIES) answers.push(await post(url, body));
  return answers;
}

function post(url: string, body: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent: false, headers: { 'content-type': 'application/json' } }, (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode!, body: answer }), reject);
    })
      .on('error', reject)
      .end(body);
  });
}
