import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeDelivery } from '../../src/bot/deliver.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import { openReminding } from '../../src/handlers/leave-reminders.ts';
import { tellNotice } from '../../src/handlers/tell-notice.ts';
import { press } from '../bot/slack/payloads.ts';
import { filledIn } from './benefit-card.ts';
import { buttonsIn, submissionOf } from './benefit-face-slack.ts';
import { type SlackCall, sendInteraction } from './fake-slack.ts';
import { activitiesOf, type Call, textsOf } from './fake-teams.ts';
import { type EveryFace, runEveryFace } from './run-every-face.ts';

let face: EveryFace;
let round: () => Promise<void>;
const ROOM = '19:joint@thread.tacv2';
const TS = '1700000042.000100';

beforeEach(async () => {
  face = await runEveryFace('2015-10-05');
  const { stores, store, platforms, clock, log } = face;
  const delivery = makeDelivery({ tell: tellNotice, stores, store, platforms, clock, log, metrics: openMetrics() });
  const reminding = openReminding(stores);
  round = async () => {
    await reminding.leave(clock);
    await delivery.begin();
    await delivery.ended();
  };
  face.fakeSlack.answers('chat.postMessage', (_, { args }) => ({ body: { ok: true, channel: args.channel, ts: TS } }));
  await face.sendTeams(activitiesOf(face.fakeTeams.serviceUrl).installs('channel', 'i1'));
  await round();
  face.fakeTeams.calls.splice(0);
  face.moveTo('2015-12-31');
  await round();
});
afterEach(() => face.stop());

const inSlack = (name: string) => face.fakeSlack.calls.filter((call) => call.name === name && call.args.channel === 'C0JOINT');
const inTeams = (method: string) =>
  face.fakeTeams.calls.filter(
    (call) => call.method === method && call.conversation?.startsWith(ROOM) && call.body?.attachments !== undefined,
  );
const cardIn = ({ body }: Call) => body.attachments[0].content;
const wordsOf = ({ args }: SlackCall) => String(args.text).split('\n')[0];

/** Opens the form of a button on the message in Slack, and sends it in as it stands but for what is typed. */
async function fillInOnSlack(blocks: unknown, label: string, user: string, typed: Record<string, string> = {}): Promise<SlackCall> {
  const pressed = buttonsIn(blocks as []).find(({ text }) => text.text === label);
  const where = {
    user: { id: user, team_id: 'T0DBC' },
    container: { type: 'message', message_ts: TS, channel_id: 'C0JOINT', is_ephemeral: false },
  };
  const over = { ...where, message: { ts: TS }, response_url: face.fakeSlack.responseUrl(label), trigger_id: `${label} ${user}` };
  face.fakeSlack.calls.splice(0);
  await sendInteraction(face.port, { ...press('', {}, over), actions: [pressed] });
  const { view } = (await face.fakeSlack.next()).args as { view: never };
  const answer = await sendInteraction(face.port, submissionOf(user, { id: `V ${label} ${user}`, hash: '1.1', view }, typed));
  expect(await answer.text()).toBe('');
  return face.fakeSlack.next();
}

/** The same on the card in Teams, by Sam. */
async function fillInOnTeams(card: ReturnType<typeof cardIn>, on: string, label: string, typed: Record<string, string> = {}) {
  const activities = activitiesOf(face.fakeTeams.serviceUrl);
  const { data } = card.actions.find(({ title }: { title: string }) => title === label);
  const opened = await face.sendTeams(activities.fetches('channel', `open ${label}`, data, on));
  const form = opened.body.task.value.card.content;
  return face.sendTeams(activities.submits('channel', `send ${label}`, filledIn(form, typed)));
}

it('done on Slack is seen on Teams, and reopened on Teams is seen on Slack', async () => {
  const [posted] = inSlack('chat.postMessage');
  const [card] = inTeams('POST');
  expect(wordsOf(posted!)).toBe('Review of the arrangements: due Thursday 31 March 2016, in three months.');
  expect(textsOf(cardIn(card!))[0]).toBe(wordsOf(posted!));

  const replaced = await fillInOnSlack(posted!.args.blocks, 'Done', 'U0DORA', { 'Note, for everybody to see': 'Agreed.' });
  const done = 'Review of the arrangements: done by Dora Director on 31 December 2015. “Agreed.”';
  expect([replaced.name, replaced.args.replace_original, replaced.args.text]).toEqual(['response:Done', true, done]);
  await round();
  expect(inSlack('chat.update').map(({ args }) => [args.ts, args.text])).toEqual([[TS, done]]);
  const [changed] = inTeams('PUT');
  expect([textsOf(cardIn(changed!)), changed!.activity]).toEqual([[done], expect.stringMatching(/^sent-/)]);

  await fillInOnTeams(cardIn(changed!), changed!.activity!, 'Reopen', { Why: 'The CCG has not agreed.' });
  face.fakeSlack.calls.splice(0);
  await round();
  const [reopened] = inSlack('chat.update');
  expect(reopened!.args.text).toContain('Reopened by Sam Secondee: “The CCG has not agreed.”');
  expect(buttonsIn(reopened!.args.blocks as []).map(({ text }) => text.text)).toEqual(['Done', 'Snooze', 'Hand over']);
});

it('done on Teams is seen on Slack, and stops every further reminder on both', async () => {
  const [card] = inTeams('POST');
  const sent = await fillInOnTeams(cardIn(card!), 'sent-1', 'Done');
  expect(sent.body).toEqual({});
  const done = 'Review of the arrangements: done by Sam Secondee on 31 December 2015.';
  expect(textsOf(cardIn(inTeams('PUT')[0]!))).toEqual([done]);
  await round();
  expect(inSlack('chat.update').map(({ args }) => args.text)).toEqual([done]);
  const before = [inSlack('chat.postMessage').length, inTeams('POST').length];
  for (const day of ['2016-02-29', '2016-03-24', '2016-03-31', '2016-04-07']) {
    face.moveTo(day);
    await round();
  }
  expect([inSlack('chat.postMessage').length, inTeams('POST').length]).toEqual(before);
  expect(face.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
});
