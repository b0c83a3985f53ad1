import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tell } from '../../src/bot/deliver.ts';
import type { Recipient } from '../../src/data/outbox.ts';
import { message } from '../../src/handlers/reply.ts';
import type { Told } from '../../src/handlers/tell-notice.ts';
import { type Desk, JOINT, openDesk } from '../bot/run-delivery.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';
import { activitiesOf, type FakeTeams, startAccord, startFakeTeams, textsOf } from './fake-teams.ts';
import { run } from './run-slack.ts';

let desk: Desk;
const closing: (() => unknown)[] = [];
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const OTHER: Recipient = { is: 'room', platform: 'slack', id: 'C0OTHER' };
const say = (text: string, how?: Told['how']): Tell => {
  return async () => ({ message: message('room', [{ is: 'heading', text }]), subject: 'review 2016-03-31', ...(how ? { how } : {}) });
};
let requests = 0;
const leave = (...to: Recipient[]) => desk.leaveFor(to, `Ev${requests++}`);

describe('Slack', () => {
  let fake: FakeSlack;
  let round: (tell?: Tell) => Promise<void>;
  beforeEach(async () => {
    fake = await startFakeSlack();
    const accord = await run(fake);
    closing.push(fake.close, accord.stop);
    round = (tell = say('A review is due.')) => desk.round([accord.slack], tell);
  });
  const posted = (channel: string) => ({ body: { ok: true, channel, ts: '1700.1' } });

  it('limiting one channel holds up that channel alone, and for as long as it says', async () => {
    let limited = true;
    fake.answers('chat.postMessage', (_, { args }) =>
      limited && args.channel === 'C0JOINT' ? { status: 429, headers: { 'retry-after': '50' } } : {},
    );
    await leave(JOINT);
    await leave(OTHER);
    await round();
    expect(fake.calls.splice(0).map(({ args }) => args.channel)).toEqual(['C0JOINT', 'C0OTHER']);
    limited = false;
    desk.pass(49);
    await leave(OTHER);
    await round();
    expect(fake.calls.splice(0).map(({ args }) => args.channel)).toEqual(['C0OTHER']);
    desk.pass(1);
    await round();
    expect(fake.calls.map(({ args }) => [args.channel, args.text])).toEqual([['C0JOINT', 'A review is due.']]);
    expect(await desk.waiting()).toEqual([]);
  });

  it('failing, or answering that it fails, is tried again later, once', async () => {
    fake.answers('chat.postMessage', (attempt) => [{ status: 500 }, { body: { ok: false, error: 'internal_error' } }][attempt - 1] ?? {});
    await leave(JOINT);
    for (const [seconds, calls] of [
      [30, 1],
      [60, 2],
      [60, 3],
    ] as const) {
      await round();
      expect(fake.calls.map(({ args }) => args.text)).toEqual(Array(calls).fill('A review is due.'));
      desk.pass(seconds);
    }
    expect(await desk.waiting()).toEqual([]);
  });

  it('breaking the connection off may have taken the message, which its repeat says', async () => {
    let broken = true;
    fake.server.prependListener('request', (request) => {
      if (broken) request.socket.destroy();
    });
    await leave(JOINT);
    await round();
    broken = false;
    fake.calls.splice(0);
    desk.pass(30);
    await round();
    expect(fake.calls.map(({ args }) => args.text)).toEqual(['Sent again: you may have had this already.\nA review is due.']);
  });

  it('knowing no such channel has the administrator told, with what to do', async () => {
    fake.answers('chat.postMessage', (_, { args }) =>
      args.channel === 'C0JOINT' ? { body: { ok: false, error: 'channel_not_found' } } : {},
    );
    await leave(JOINT);
    await round();
    const left = await desk.waiting();
    expect(left.map(({ to, about }) => [to, about.is])).toContainEqual([{ is: 'person', email: 'ada@dbc.example' }, 'unreachable']);
    expect(await desk.stores(desk.store).unreachable.list([], 10)).toEqual([
      expect.objectContaining({ to: JOINT, code: 'slack-channel_not_found' }),
    ]);
  });

  it('is told to change what it has posted, and it is no matter when somebody has deleted it', async () => {
    fake.answers('chat.postMessage', () => posted('C0JOINT'));
    await leave(JOINT);
    await round();
    await leave(JOINT);
    await round(say('Done by Dora Director.', 'update'));
    expect(fake.calls.splice(0).map(({ name, args }) => [name, args.channel, args.ts, args.text])).toEqual([
      ['chat.postMessage', 'C0JOINT', undefined, 'A review is due.'],
      ['chat.update', 'C0JOINT', '1700.1', 'Done by Dora Director.'],
    ]);
    fake.answers('chat.update', () => ({ body: { ok: false, error: 'message_not_found' } }));
    await leave(JOINT);
    await round(say('Reopened.', 'update'));
    expect(await desk.waiting()).toEqual([]);
    expect(desk.logged).toEqual([]);
  });

  it('shows a person’s message where it was said to them: in the conversation Slack made for it', async () => {
    fake.answers('chat.postMessage', () => posted('D0DORA'));
    const dora: Recipient = { is: 'person', email: 'dora@dbc.example' };
    await leave(dora);
    await round();
    await leave(dora);
    await round(say('Done.', 'update'));
    expect(fake.calls.map(({ args }) => args.channel)).toEqual(['U0DORA', 'D0DORA']);
  });

  it('shows no word of the content in the notification of what asks for that, posted or changed', async () => {
    fake.answers('chat.postMessage', () => posted('D0DORA'));
    const secret =
      (how: Told['how']): Tell =>
      async (...told) => ({
        ...(await say('My leave is refused.', how)(...told))!,
        previewSafe: 'Accord: something for you to read',
      });
    for (const how of ['post', 'update'] as const) {
      await leave({ is: 'person', email: 'dora@dbc.example' });
      await round(secret(how));
    }
    expect(fake.calls.map(({ args }) => args.text)).toEqual(['Accord: something for you to read', 'Accord: something for you to read']);
    expect(JSON.stringify(fake.calls.map(({ args }) => args.blocks))).toContain('My leave is refused.');
  });
});

describe('Teams', () => {
  const ROOM: Recipient = { is: 'room', platform: 'teams', id: '19:joint@thread.tacv2' };
  const SAM: Recipient = { is: 'person', email: 'sam@dccg.example' };
  let teams: FakeTeams;
  let round: (tell?: Tell) => Promise<void>;
  beforeEach(async () => {
    teams = await startFakeTeams();
    const accord = await startAccord(() => ({ kind: 'silence' }));
    closing.push(teams.stop, accord.stop);
    const sent = activitiesOf(teams.serviceUrl);
    await accord.send(sent.installs('personal', 'i1'));
    await accord.send(sent.installs('channel', 'i2'));
    round = (tell = say('A review is due.')) => desk.round([accord.teams], tell);
  });
  const said = () =>
    teams.calls.map(({ method, conversation, activity, body }) => [method, conversation, activity, textsOf(body.attachments)[0]]);

  it('limiting one channel holds up that channel alone, and for as long as it says', async () => {
    let asked = 0;
    teams.refuses = ({ conversation }) => {
      if (conversation !== ROOM.id) return undefined;
      asked += 1;
      return asked === 1 ? { status: 429, headers: { 'retry-after': '50' } } : undefined;
    };
    await leave(ROOM);
    await leave(SAM);
    await round();
    expect(asked).toBe(1);
    expect(said()).toEqual([['POST', 'a:sam-and-accord', null, 'A review is due.']]);
    desk.pass(49);
    await round();
    expect(asked).toBe(1);
    desk.pass(1);
    await round();
    expect(said().at(-1)).toEqual(['POST', '19:joint@thread.tacv2', null, 'A review is due.']);
    expect(await desk.waiting()).toEqual([]);
  });

  it('failing is tried again later, by one call each time', async () => {
    let asked = 0;
    teams.refuses = () => (++asked <= 2 ? { status: 500 } : undefined);
    await leave(SAM);
    for (const [seconds, calls] of [
      [30, 1],
      [60, 2],
      [60, 3],
    ] as const) {
      await round();
      expect(asked).toBe(calls);
      desk.pass(seconds);
    }
    expect(said()).toEqual([['POST', 'a:sam-and-accord', null, 'A review is due.']]);
  });

  it('having shut Accord out of a channel has the administrator told', async () => {
    teams.closed.add('19:joint@thread.tacv2');
    await leave(ROOM);
    await round();
    expect((await desk.waiting()).map(({ about }) => about.is).sort()).toEqual(['suggestion-awaits', 'unreachable']);
    expect(await desk.stores(desk.store).unreachable.list([], 10)).toEqual([expect.objectContaining({ to: ROOM, code: 'teams-403' })]);
  });

  it('never heard of, as a channel, is not taken for a person', async () => {
    await leave({ is: 'room', platform: 'teams', id: '19:unknown@thread.tacv2' });
    await round();
    expect(teams.calls).toEqual([]);
    expect(await desk.stores(desk.store).unreachable.list([], 10)).toEqual([expect.objectContaining({ code: 'teams-unreachable' })]);
  });

  it('is told to change what it has posted, and it is no matter when somebody has deleted it', async () => {
    await leave(ROOM, SAM);
    await round();
    await leave(ROOM, SAM);
    await round(say('Done by Dora Director.', 'update'));
    expect(said().slice(2)).toEqual(
      expect.arrayContaining([
        ['PUT', '19:joint@thread.tacv2', expect.stringMatching(/^sent-/), 'Done by Dora Director.'],
        ['PUT', 'a:sam-and-accord', expect.stringMatching(/^sent-/), 'Done by Dora Director.'],
      ]),
    );
    teams.refuses = ({ method }) => (method === 'PUT' ? { status: 404 } : undefined);
    await leave(ROOM);
    await round(say('Reopened.', 'update'));
    expect(await desk.waiting()).toEqual([]);
    expect(desk.logged).toEqual([]);
  });
});
