import { makeTeams } from '../../src/bot/teams/app.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import { dialogOn, filledIn, problemsIn, textsIn } from './benefit-card.ts';
import { accountOf, DELIVERIES, type Dialog, type Refused, type Seen, startAccord, type WireFace, wordsOf } from './benefit-face.ts';
import { activitiesOf, type Call, type Json, startFakeTeams } from './fake-teams.ts';

/** A card as it stands in a conversation. */
type Posted = { id: string; card: Json };
const CARD = 'application/vnd.microsoft.card.adaptive';

/** Accord on Teams: activities to the real path, whose verbs, data and inputs are those of the cards that Teams was sent. */
export async function startTeamsFace(partnership: Partnership): Promise<WireFace> {
  const fake = await startFakeTeams();
  const accord = await startAccord(({ log, store }) => makeTeams(undefined, { log, store }), partnership);
  const activities = activitiesOf(fake.serviceUrl);
  const posted = new WeakMap<Seen, Posted>();
  const cards = new WeakMap<Dialog, { card: Json; on: string }>();
  const unprompted: Call[] = [];
  let ids = 0;
  const nextId = () => `id-${++ids}`;

  const account = (who: string) => accountOf(who, 'teams', partnership);
  const chat = (who: string) => `a:made-for-${account(who)}`;
  const post = async (activity: object): Promise<Json> => {
    const response = await fetch(`http://127.0.0.1:${accord.port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    if (!response.ok) throw new Error(`Teams was answered ${response.status} ${await response.text()}`);
    const text = await response.text();
    return text === '' ? {} : JSON.parse(text);
  };
  /** Delivers an activity as this person’s own. The answers to the repeats say nothing. */
  const deliver = async (who: string, activity: { conversation: object }): Promise<{ body: Json; calls: Call[] }> => {
    const before = fake.calls.length;
    const own = {
      ...activity,
      from: { id: account(who), name: who },
      conversation: { ...activity.conversation, id: chat(who) },
    };
    const bodies = await Promise.all(Array.from({ length: DELIVERIES }, () => post(own)));
    const told = bodies.filter((body) => body.task !== undefined || (body.value !== undefined && body.value !== ''));
    // A form with mistakes in it changed nothing: sent in again, it is looked at again.
    if (new Set(told.map((body) => JSON.stringify(body))).size > 1) throw new Error('The same activity was answered in different ways.');
    return { body: told[0] ?? {}, calls: fake.calls.slice(before) };
  };
  const see = (card: Json, id: string): Seen => {
    const seen = { words: wordsOf(textsIn(card.body)), buttons: (card.actions ?? []).map(({ title }: Json) => title) };
    posted.set(seen, { card, id });
    return seen;
  };
  const seeCall = (calls: readonly Call[]): Seen => {
    const [call, ...more] = calls.filter(({ body }) => body?.attachments !== undefined);
    if (call === undefined || more.length > 0) throw new Error(`One message was expected, not ${JSON.stringify(calls)}`);
    return see(cardOf(call), call.activity ?? nextId());
  };
  const actionOf = (on: Seen, label: string) => {
    const action = (posted.get(on)!.card.actions ?? []).find(({ title }: Json) => title === label);
    if (action === undefined) throw new Error(`No button “${label}” among: ${on.buttons.join(' | ')}`);
    return action;
  };
  const press = async (who: string, on: Seen, label: string): Promise<Seen> => {
    const { type, verb, data } = actionOf(on, label);
    const { id } = posted.get(on)!;
    // A button that opens a form fetches it; one that is refused gets a message instead.
    const pressed =
      type === 'Action.Submit'
        ? activities.fetches('personal', nextId(), data, id)
        : activities.presses('personal', nextId(), verb, data, id);
    const { body, calls } = await deliver(who, pressed);
    return body.type === CARD ? see(body.value, id) : seeCall(calls);
  };
  const asDialog = (value: Json, on: string): Dialog => {
    const { content } = value.card;
    const dialog = dialogOn(content, value.title);
    cards.set(dialog, { card: content, on });
    return dialog;
  };

  return {
    accord,
    say: async (who, text) => seeCall((await deliver(who, activities.says('personal', nextId(), text))).calls),
    press,
    pressAsAnother: async (who, on, label) => (await press(who, on, label)).words,
    clickTwice: async (who, on, label) => [
      ...(await Promise.all([press(who, on, label), press(who, on, label)])),
      // A third that was on its way when the card changed.
      await press(who, on, label),
    ],
    async open(who, on, label) {
      const { id } = posted.get(on)!;
      const { body } = await deliver(who, activities.fetches('personal', nextId(), actionOf(on, label).data, id));
      return asDialog(body.task.value, id);
    },
    async send(who, dialog, typed): Promise<Seen | Refused> {
      const { card, on } = cards.get(dialog)!;
      const { body, calls } = await deliver(who, activities.submits('personal', nextId(), filledIn(card, typed)));
      if (body.task === undefined) return seeCall(calls);
      const { card: again } = body.task.value;
      // The dialog as it is drawn again, from which the next try is sent in.
      cards.set(dialog, { card: again.content, on });
      return { problems: problemsIn(again.content.body) };
    },
    async told(who, count = 1) {
      const before = fake.calls.length;
      await accord.round();
      unprompted.push(...fake.calls.slice(before).filter(({ body }) => body?.attachments !== undefined));
      const own = unprompted.filter(({ conversation }) => conversation === chat(who)).slice(0, count);
      if (own.length < count) throw new Error(`${who} was told ${own.length} messages, not ${count}.`);
      for (const one of own) unprompted.splice(unprompted.indexOf(one), 1);
      return own.map((call) => see(cardOf(call), nextId())).sort((a, b) => (a.words < b.words ? -1 : 1));
    },
    async stop() {
      await accord.stop();
      await fake.stop();
    },
  };
}

const cardOf = ({ body }: Call): Json => body.attachments[0].content;
