import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDispatch } from '../../src/bot/dispatch.ts';
import { makeLocal } from '../../src/bot/local/app.ts';
import { openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import { type Serving, serve } from '../../src/bot/serve.ts';
import { makeSlack } from '../../src/bot/slack/app.ts';
import { makeTeams } from '../../src/bot/teams/app.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { makeStores } from '../../src/data/stores.ts';
import { route } from '../../src/handlers/route.ts';
import { command, direct, mention } from '../bot/slack/payloads.ts';
import { CLOCK, knowledge, SAM } from '../handlers/front-door.ts';
import { type FakeSlack, SIGNING_SECRET, sendCommand, sendEvent, startFakeSlack } from './fake-slack.ts';
import { activitiesOf, type FakeTeams, type Json, startFakeTeams, textsOf } from './fake-teams.ts';

const QUESTION = 'how much notice do we have to give?';
const SAYS = "Either partner can end the agreement by giving six months' notice.";
const SOURCE = 'Darlington memorandum, 11(o) · Memorandum provisions';
const SUM = 'Notice given today, 22 November 2026, would end it on 22 May 2027. A calculation, not legal advice.';

let fakeSlack: FakeSlack;
let fakeTeams: FakeTeams;
let serving: Serving;
let stop: () => Promise<void>;

/* All of Accord as it is served: the real handlers, the bundled agreements, the sample partnership; only the vendors are made up. */
beforeAll(async () => {
  fakeSlack = await startFakeSlack();
  fakeTeams = await startFakeTeams();
  const log = openLog('fatal', { write: () => undefined });
  const store = await openStore('memory:');
  const dispatch = makeDispatch({ handle: route, stores: makeStores(store, knowledge), store, clock: CLOCK, log, metrics: openMetrics() });
  const platforms = [
    makeSlack({ mode: 'http', botToken: 'xoxb-test', signingSecret: SIGNING_SECRET, apiUrl: fakeSlack.apiUrl }, { log }),
    makeTeams(undefined, { log, store }),
    makeLocal({ log, partnership: knowledge.partnership, agreements: knowledge.agreements }),
  ];
  serving = await serve(
    platforms.flatMap((platform) => platform.mounts),
    0,
    '127.0.0.1',
  );
  for (const platform of platforms) await platform.start(dispatch);
  stop = async () => {
    for (const platform of platforms) await platform.stop();
    await serving.close();
    await store.close();
    await fakeSlack.close();
    await fakeTeams.stop();
  };
});
afterAll(() => stop());

/** Every text in a piece of wire JSON, joined as it is read. */
function read(json: Json): string {
  if (Array.isArray(json)) return json.map(read).join('');
  if (typeof json !== 'object' || json === null) return '';
  return `${typeof json.text === 'string' ? json.text : ''}${Object.values(json).map(read).join('')}`;
}

const sendTeams = async (activity: unknown) => {
  const before = fakeTeams.calls.length;
  await fetch(`http://127.0.0.1:${serving.port}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  });
  return fakeTeams.calls[before]!;
};

describe('the same question', () => {
  it('by a signed mention in a Slack channel: in its thread, in Slack’s blocks', async () => {
    expect((await sendEvent(serving.port, mention({ text: `<@U0ACCORD> ${QUESTION}` }, 'Ev1'))).status).toBe(200);
    const { name, args } = await fakeSlack.next();
    expect({ name, channel: args.channel, thread: args.thread_ts }).toEqual({
      name: 'chat.postMessage',
      channel: 'C0JOINT',
      thread: '1700000000.000100',
    });
    for (const text of [SAYS, SOURCE, SUM]) expect(read(args.blocks)).toContain(text);
    expect(args.text).toContain('11(o)');
  });

  it('by /accord ask: to the asker alone, with a button to share', async () => {
    await sendCommand(serving.port, command(`ask ${QUESTION}`, { response_url: fakeSlack.responseUrl('c1') }));
    const { name, args } = await fakeSlack.next();
    expect(name).toBe('response:c1');
    expect(args.response_type).toBe('ephemeral');
    for (const text of [SAYS, SOURCE, SUM, 'Share with the channel']) expect(read(args.blocks)).toContain(text);
  });

  it('by a direct message in Slack: for the agreement of the person’s own post', async () => {
    await sendEvent(serving.port, direct({ text: QUESTION }, 'Ev2'));
    const { name, args } = await fakeSlack.next();
    expect({ name, channel: args.channel }).toEqual({ name: 'chat.postMessage', channel: 'D0SAM' });
    for (const text of [SAYS, SOURCE, SUM]) expect(read(args.blocks)).toContain(text);
  });

  it.each([
    ['personal', 'a:sam-and-accord'],
    ['channel', '19:joint@thread.tacv2;messageid=1700000000001'],
  ] as const)('in Teams, %s: on an Adaptive Card in that conversation', async (room, conversation) => {
    const call = await sendTeams(activitiesOf(fakeTeams.serviceUrl).says(room, `1700000000001-${room}`, QUESTION));
    expect(call.conversation).toBe(conversation);
    const card = call.body.attachments[0].content;
    expect(card.type).toBe('AdaptiveCard');
    const shown = textsOf(card).join('');
    for (const text of [SAYS, SOURCE, SUM]) expect(shown).toContain(text);
    expect(call.body.summary).toContain(SAYS);
  });

  it.each(['alone', 'channel:darlington-team'])('on the local chat page, %s: on the same card', async (room) => {
    const base = `http://localhost:${serving.port}`;
    const page = await fetch(`${base}/local/events?as=${SAM}`);
    const reader = page.body!.pipeThrough(new TextDecoderStream()).getReader();
    await fetch(`${base}/local/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: crypto.randomUUID(), as: SAM, room, text: QUESTION }),
    });
    let heard = '';
    while (!heard.includes('22 May 2027')) heard += (await reader.read()).value;
    await reader.cancel();
    for (const text of [SAYS, SOURCE, SUM]) expect(heard).toContain(text);
    expect(heard).toContain('AdaptiveCard');
  });
});

describe('something about the asker’s own employment, said aloud', () => {
  it('is answered to the asker alone in Slack and in Teams, and neither room hears of it', async () => {
    const said = 'my leave keeps getting refused and hes not even my boss';
    await sendEvent(serving.port, mention({ text: `<@U0ACCORD> ${said}` }, 'Ev3'));
    const { name, args } = await fakeSlack.next();
    expect({ name, user: args.user }).toEqual({ name: 'chat.postEphemeral', user: 'U0SAM' });
    expect(read(args.blocks)).toContain('This is for your own employer');

    const before = fakeTeams.calls.length;
    await sendTeams(activitiesOf(fakeTeams.serviceUrl).says('channel', '1700000000009', said));
    const inRoom = fakeTeams.calls.slice(before).filter((call) => call.conversation?.startsWith('19:'));
    expect(read(inRoom.map((call) => call.body))).not.toContain('employer');
    const alone = fakeTeams.calls.slice(before).filter((call) => !call.conversation?.startsWith('19:') && call.body?.attachments);
    expect(read(alone.map((call) => call.body))).toContain('This is for your own employer');
  });
});
