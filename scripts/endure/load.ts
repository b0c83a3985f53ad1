import { setTimeout as wait } from 'node:timers/promises';
import { command, direct, press, shortcut } from '../../test/bot/slack/payloads.ts';
import { submissionOf } from '../../test/flows/benefit-face-slack.ts';
import { type FakeSlack, type SlackCall, sendCommand, sendEvent, sendInteraction } from '../../test/flows/fake-slack.ts';
import type { Place, Processes, Running } from './processes.ts';

/** How long Slack, or a person, waits before the same is sent again. */
const AGAIN_AFTER_MS = 400;
/** “Wait half a minute, then send it again”, as Accord says where it is not certain that something was saved. */
const NOT_CERTAIN_MS = 31_000;
/** How long a person looks at a button that does nothing before pressing it again. */
const PATIENCE_MS = 6_000;

/** What is refused so often is given up. */
const REFUSED_AT_MOST = 5;

export type Kind = 'question' | 'benefit' | 'reminder' | 'issue';
/** Something a person sent: to which processes, whether it was taken, and what they saw. `mark` is in nothing else. */
export type Sent = {
  kind: Kind;
  mark: string;
  at: number;
  tried: { running: Running; at: number }[];
  taken: boolean;
  refused: string[];
  seen: string[];
};

/** What was said at Slack: in which conversation or at which response URL, as one text. */
export type Said = { to: string; text: string; at: number };

// biome-ignore lint/suspicious/noExplicitAny: wire JSON
type Json = any;

/** Listens at the made-up Slack. `views` are the forms that were opened, by what opened them. */
export function listen(fake: FakeSlack) {
  const said: Said[] = [];
  const views = new Map<string, Json>();
  let stamps = 0;
  fake.answers('chat.postMessage', (_, { args }) => {
    stamps += 1;
    return { body: { ok: true, channel: args.channel, ts: `17${String(stamps).padStart(8, '0')}.000100` } };
  });
  const hear = ({ name, args }: SlackCall) => {
    if (name === 'views.open') views.set(String(args.trigger_id), args.view);
    if (name === 'chat.postMessage') said.push({ to: String(args.channel), text: textIn(args.blocks), at: Date.now() });
    if (name.startsWith('response:')) said.push({ to: name.slice('response:'.length), text: textIn(args.blocks), at: Date.now() });
  };
  const listening = async () => {
    for (;;) hear(await fake.next());
  };
  void listening();
  return { said, views };
}

export type Heard = ReturnType<typeof listen>;

/** People who send things, through a load balancer that knows which processes are ready and nothing else. */
export function makePeople(processes: Processes, fake: FakeSlack, heard: Heard) {
  const all: Sent[] = [];
  let turn = 0;
  const next = (): Place => {
    const { places } = processes;
    const ready = places.filter((one) => one.ready);
    turn += 1;
    return (ready.length > 0 ? ready : places)[turn % (ready.length || places.length)]!;
  };
  const begin = (kind: Kind): Sent => {
    const number = all.length;
    const sent = { kind, mark: `M${String(number).padStart(5, '0')}`, at: Date.now(), tried: [], taken: false, refused: [], seen: [] };
    all.push(sent);
    return sent;
  };
  /** Sends until it is taken. @returns the body of the answer */
  const send = async (one: Sent, how: (port: number) => Promise<Response>, times = 200): Promise<string> => {
    for (let time = 0; time < times; time += 1) {
      const { running } = next();
      one.tried.push({ running, at: Date.now() });
      const body = await how(running.port).then(
        async (response) => (response.ok ? response.text() : undefined),
        () => undefined,
      );
      if (body !== undefined) return body;
      await wait(AGAIN_AFTER_MS);
    }
    throw new Error(`${one.kind} ${one.mark} was not taken`);
  };
  const submit = async (one: Sent, user: string, view: Json, typed: Record<string, string>) => {
    const payload = submissionOf(user, { id: `V${one.mark}`, hash: '1.1', view: inConversation(view, conversationOf(one)) }, typed);
    for (;;) {
      const answer = await send(one, (port) => sendInteraction(port, payload));
      if (answer === '') break;
      one.refused.push(answer);
      await wait(answer.includes('not certain') ? NOT_CERTAIN_MS : 2_000);
      if (one.refused.length >= REFUSED_AT_MOST) return;
    }
    one.taken = true;
  };
  const openForm = async (trigger: string, how: (port: number) => Promise<Response>): Promise<Json> => {
    await send(begin('question'), how);
    all.pop();
    for (let looked = 0; looked < 100 && !heard.views.has(trigger); looked += 1) await wait(100);
    const view = heard.views.get(trigger);
    if (view === undefined) throw new Error(`No form was opened: ${JSON.stringify(heard.said)}`);
    return view;
  };
  return {
    all,
    /** Opens both forms once: people fill in what is the same form each time. */
    async openForms() {
      const url = fake.responseUrl('form');
      const asDora = { user_id: 'U0DORA', channel_id: 'D0FORM', channel_name: 'directmessage', response_url: url, trigger_id: 'form.1' };
      const asSam = { user: { id: 'U0SAM', username: 'sam', team_id: 'T0DBC' }, trigger_id: 'form.2' };
      return {
        benefit: await openForm('form.1', (port) => sendCommand(port, command('benefit', asDora))),
        issue: await openForm('form.2', (port) => sendInteraction(port, shortcut('raise-issue', null, asSam))),
      };
    },
    async ask() {
      const one = begin('question');
      const event = direct({ channel: conversationOf(one), text: 'how much notice do we have to give?' }, `Ev${one.mark}`);
      await send(one, (port) => sendEvent(port, event));
      one.taken = true;
    },
    log: (view: Json) => {
      const one = begin('benefit');
      const typed = {
        'What the benefit is': `Saved on ${one.mark}`,
        Class: 'Cashable: money that can be spent elsewhere',
        When: 'September 2015',
        'Amount over that time, in pounds': String(1000 + all.length),
        'Counted already?': 'It is a different benefit: log it as well',
      };
      return submit(one, 'U0DORA', view, typed);
    },
    raise: (view: Json) => {
      const one = begin('issue');
      const typed = {
        'What is it about?': 'Leave',
        'What happened?': `It was refused, ${one.mark}.`,
        'How urgent is it?': 'This week',
        'May they write to you in this chat?': 'Yes',
        'Who may read it?': firstChoice(view, 'Who may read it?'),
      };
      return submit(one, 'U0SAM', view, typed);
    },
    /** Presses “Set the reminder” until something is seen of it. */
    async remind(startOn: string) {
      const one = begin('reminder');
      const rule = 'FREQ=WEEKLY;BYDAY=MO,WE';
      const value = { a: 'darlington', d: one.mark, what: `look at ${one.mark}`, rule, start: startOn, owner: 'sam@dccg.example' };
      for (let presses = 0; presses < 10 && !heard.said.some(({ to }) => to === conversationOf(one)); presses += 1) {
        const where = {
          container: { type: 'message', message_ts: '1.1', channel_id: conversationOf(one), is_ephemeral: false },
          channel: { id: conversationOf(one), name: 'directmessage' },
          response_url: fake.responseUrl(conversationOf(one)),
          trigger_id: `press.${one.mark}.${presses}`,
        };
        await send(one, (port) => sendInteraction(port, press('save-reminder', value, where)));
        one.taken = true;
        for (let waited = 0; waited < PATIENCE_MS && !heard.said.some(({ to }) => to === conversationOf(one)); waited += 100)
          await wait(100);
      }
    },
  };
}

export type People = ReturnType<typeof makePeople>;

/** The conversation in which the answer to something is given: one of its own for each. */
export function conversationOf({ mark }: Sent): string {
  return `D0${mark}`;
}

function inConversation(view: Json, room: string): Json {
  const { responseUrl: _, ...carried } = JSON.parse(view.private_metadata).place;
  return { ...view, private_metadata: JSON.stringify({ ...JSON.parse(view.private_metadata), place: { ...carried, room, alone: true } }) };
}

function firstChoice(view: Json, label: string): string {
  return view.blocks.find((block: Json) => block.label?.text === label).element.options[0].text.text;
}

function textIn(json: Json): string {
  if (Array.isArray(json)) return json.map(textIn).join(' ');
  if (typeof json !== 'object' || json === null) return '';
  return typeof json.text === 'string' ? json.text : Object.values(json).map(textIn).join(' ');
}
