import { randomUUID } from 'node:crypto';
import { command, direct, homeOpened, mention, press, shortcut } from '../bot/slack/payloads.ts';
import { filledIn } from './benefit-card.ts';
import { buttonsIn, submissionOf } from './benefit-face-slack.ts';
import { type SlackCall, sendCommand, sendEvent, sendInteraction } from './fake-slack.ts';
import { activitiesOf, type Call, type Json } from './fake-teams.ts';
import type { World } from './issue-world.ts';

/** Something a party received: from which face, and the wire JSON of it. */
export type Heard = { who: string; face: 'slack' | 'teams' | 'local' | 'email'; body: Json };

const CARD = 'application/vnd.microsoft.card.adaptive';

/** People who use Accord on a world’s platforms, named by the part of their address before the “@”, and everything each of them receives. */
export function peopleOf(world: World) {
  const heard: Heard[] = [];
  let ids = 0;
  const nextId = () => `${++ids}`;
  const { port, fakeSlack, fakeTeams } = world;
  fakeSlack.answers('chat.postMessage', () => ({ body: { ok: true, channel: 'D0ANY', ts: `17000000${10 + ++ids}.000100` } }));
  const teams = activitiesOf(fakeTeams.serviceUrl);

  /* Slack */
  const slackId = (who: string) => `U0${who.toUpperCase()}`;
  const dm = (who: string) => `D0${who.toUpperCase()}`;
  const asSlack = (who: string) => ({ user: { id: slackId(who), username: who, name: who, team_id: 'T0DBC' } });
  const hear = (call: SlackCall): SlackCall => {
    heard.push({ who: partyOf(call), face: 'slack', body: call.args });
    return call;
  };
  const next = async () => hear(await fakeSlack.next());
  const slack = {
    mention: async (who: string, text: string, over: object = {}) => {
      await sendEvent(port, mention({ user: slackId(who), text: `<@U0ACCORD> ${text}`, ...over }, `Ev${nextId()}`));
      return next();
    },
    say: async (who: string, text: string) => {
      const ts = `17000000${10 + ++ids}.000100`;
      await sendEvent(port, direct({ user: slackId(who), channel: dm(who), text, ts, event_ts: ts }, `Ev${nextId()}`));
      return next();
    },
    command: async (who: string, text: string, over: Record<string, string> = {}) => {
      const key = `${slackId(who)}-${nextId()}`;
      await sendCommand(port, command(text, { user_id: slackId(who), response_url: fakeSlack.responseUrl(key), trigger_id: key, ...over }));
      return next();
    },
    home: async (who: string) => {
      const event = homeOpened('home', `Ev${nextId()}`);
      await sendEvent(port, { ...event, event: { ...event.event, user: slackId(who), channel: dm(who) } });
      return next();
    },
    shortcut: async (who: string) => {
      await sendInteraction(port, shortcut('raise-issue', null, { ...asSlack(who), trigger_id: `${slackId(who)}-${nextId()}` }));
      return next();
    },
    /** Presses a button of a message, where it stands: in the channel only for them, or in their own conversation. */
    press: async (who: string, on: SlackCall, label: string, inChannel = false) => {
      const pressed = buttonsIn(on.args.blocks as Json[]).find(({ text }) => text.text === label);
      if (pressed === undefined) throw new Error(`No button “${label}” in ${JSON.stringify(on.args)}`);
      return slack.pressRaw(who, pressed, inChannel);
    },
    pressRaw: async (who: string, pressed: Json, inChannel = false) => {
      const key = `${slackId(who)}-${nextId()}`;
      const channel = inChannel ? 'C0JOINT' : dm(who);
      const where = {
        ...asSlack(who),
        container: { type: 'message', message_ts: '1.1', channel_id: channel, is_ephemeral: inChannel },
        channel: { id: channel },
        message: undefined,
        response_url: fakeSlack.responseUrl(key),
        trigger_id: key,
      };
      await sendInteraction(port, { ...press('', {}, where), actions: [{ ...pressed, block_id: 'b' }] });
      return next();
    },
    /** Sends in a modal. @returns what came of it: the problems shown in it, or the answer */
    submit: async (who: string, opened: SlackCall, typed: Record<string, string>, viewId = `V${nextId()}`) => {
      const sent = submissionOf(slackId(who), { id: viewId, hash: '1.1', view: opened.args.view }, typed);
      const answered = await (await sendInteraction(port, sent)).text();
      return answered === '' ? next() : { name: 'errors', args: JSON.parse(answered) as Record<string, unknown> };
    },
  };

  /* Teams */
  const teamsId = (who: string) => `29:${who}`;
  const chat = (who: string) => `a:made-for-${teamsId(who)}`;
  const ask = async (who: string, activity: { conversation: object & { conversationType?: string } }) => {
    const before = fakeTeams.calls.length;
    const personal = activity.conversation.conversationType === 'personal';
    const own = {
      ...activity,
      from: { id: teamsId(who), name: who },
      conversation: personal ? { ...activity.conversation, id: chat(who) } : activity.conversation,
    };
    const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(own),
    });
    const text = await response.text();
    const body: Json = text.startsWith('{') ? JSON.parse(text) : {};
    heard.push({ who, face: 'teams', body });
    const calls = fakeTeams.calls.slice(before);
    for (const call of calls) heard.push({ who: whoseChat(call), face: 'teams', body: call.body });
    const card =
      calls.findLast((call) => call.body?.attachments)?.body.attachments[0].content ?? (body.type === CARD ? body.value : undefined);
    return { body, calls, card };
  };
  const inTeams = {
    say: (who: string, text: string, room: 'personal' | 'channel' | 'group' = 'personal') =>
      ask(who, teams.says(room, `t${nextId()}`, text)),
    press: (who: string, card: Json, label: string) => inTeams.pressRaw(who, actionOf(card, label)),
    pressRaw: (who: string, action: Json) =>
      ask(
        who,
        action.type === 'Action.Submit'
          ? teams.fetches('personal', `t${nextId()}`, action.data)
          : teams.presses('personal', `t${nextId()}`, action.verb, action.data),
      ),
    menu: (who: string, room: 'personal' | 'channel' | 'group') => ask(who, teams.chooses(room, `t${nextId()}`, 'raise-issue', null)),
    submit: (who: string, opened: Json, typed: Record<string, string>, from: 'dialog' | 'menu' = 'dialog') => {
      const data = filledIn(opened.task.value.card.content, typed);
      return ask(
        who,
        from === 'dialog'
          ? teams.submits('personal', `t${nextId()}`, data)
          : teams.submitsChosen('group', `t${nextId()}`, 'raise-issue', data),
      );
    },
  };

  /* The local page */
  const address = (who: string) =>
    world.partnership.people.find(({ email }) => email.startsWith(`${who}@`))?.email ?? `${who}@nowhere.example`;
  const call = async (verb: string, who: string, what: object): Promise<Json> => {
    const response = await fetch(`http://localhost:${port}/local/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: randomUUID(), as: address(who), ...what }),
    });
    const text = await response.text();
    const body = text.startsWith('{') ? JSON.parse(text) : { text };
    heard.push({ who, face: 'local', body });
    return body;
  };
  const page = {
    say: (who: string, text: string, room = 'alone') => call('say', who, { room, text }),
    open: (who: string) => call('open', who, {}),
    press: (who: string, room: string, entry: Json, label: string) => {
      const action = actionOf(entry.card, label);
      return call('press', who, { room, entry: entry.id, button: action.verb, value: action.data });
    },
    pressRaw: (who: string, what: object) => call('press', who, what),
    submit: (who: string, form: Json, typed: Record<string, string>) =>
      call('submit', who, { form: form.id, data: filledIn(form.card, typed) }),
    /** Every room as this person’s page is sent it. */
    async seen(who: string): Promise<Json> {
      const events = await fetch(`http://localhost:${port}/local/events?as=${encodeURIComponent(address(who))}`);
      let text = '';
      for await (const chunk of events.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        if (text.includes('\n\n')) break;
      }
      const body = text.includes('data: ') ? JSON.parse(text.slice(text.indexOf('data: ') + 6, text.indexOf('\n\n'))) : { text };
      heard.push({ who, face: 'local', body });
      return body;
    },
    newest: async (who: string, room = 'alone') => (await page.seen(who))[room].findLast((one: Json) => one.by === null),
  };

  return {
    heard,
    slack,
    teams: inTeams,
    page,
    /** What was delivered unprompted since: to each of the parties, on whichever face. */
    async round() {
      const [calls, mails] = [fakeTeams.calls.length, world.mail.received.length];
      await world.round();
      const told: Heard[] = [
        ...fakeSlack.calls.splice(0).map((one): Heard => ({ who: partyOf(one), face: 'slack', body: one.args })),
        ...fakeTeams.calls.slice(calls).map((one): Heard => ({ who: whoseChat(one), face: 'teams', body: one.body })),
        ...world.mail.received.slice(mails).map((one): Heard => ({ who: one.to.join(), face: 'email', body: one })),
      ];
      heard.push(...told);
      return told;
    },
  };
}

export type People = ReturnType<typeof peopleOf>;

/** Who receives a call to Slack: a person, or a room. */
function partyOf({ name, args }: SlackCall): string {
  const id = name.startsWith('response:') ? name.slice('response:'.length).split('-')[0]! : '';
  const where =
    name.startsWith('response:') && args.response_type === 'in_channel'
      ? 'C0JOINT'
      : String(args.user_id ?? args.user ?? args.channel ?? (args.trigger_id as string | undefined)?.split('-')[0] ?? id);
  return /^[UD]0/.test(where) ? where.slice(2).toLowerCase() : where;
}

function whoseChat({ conversation, body }: Call): string {
  const chat = conversation ?? `a:made-for-${body.members[0].id}`;
  return /^a:made-for-29:(\w+)$/.exec(chat)?.[1] ?? chat;
}

function actionOf(card: Json, label: string): Json {
  const action = (card.actions ?? []).find(({ title }: Json) => title === label);
  if (action === undefined)
    throw new Error(`No button “${label}” among: ${(card.actions ?? []).map(({ title }: Json) => title).join(' | ')}`);
  return action;
}
