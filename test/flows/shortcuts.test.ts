import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shortcut, submission } from '../bot/slack/payloads.ts';
import { sendInteraction } from './fake-slack.ts';
import { activitiesOf, type Json, textsOf } from './fake-teams.ts';
import { type EveryFace, runEveryFace } from './run-every-face.ts';

const DORA_IN_TEAMS = { id: '29:dora', name: 'Dora Director', aadObjectId: 'b0000000-0000-4000-8000-00000000d03a' };
const SAID = 'We saved £12,400 on the joint equipment store last quarter';

let accord: EveryFace;
beforeAll(async () => {
  accord = await runEveryFace();
});
afterAll(() => accord.stop());

const entries = () => accord.stores.benefits.newest('darlington', 10);

describe('“Log a benefit” in Slack', () => {
  const dora = { user: { id: 'U0DORA', username: 'dora', team_id: 'T0DBC' } };
  type View = { callback_id: string; private_metadata: string; blocks: { block_id?: string; element?: Json }[] };
  const initial = ({ blocks }: View, name: string) => {
    const element = blocks.find((block) => block.block_id === name)!.element;
    return element.initial_value ?? element.initial_option?.value;
  };

  it('chosen on a message opens the form with what the message says, and is confirmed to whoever chose it alone', async () => {
    await sendInteraction(
      accord.port,
      shortcut('log-benefit-from-message', SAID, { ...dora, response_url: accord.fakeSlack.responseUrl('s1'), trigger_id: 's1' }),
    );
    const { name, args } = await accord.fakeSlack.next();
    const view = args.view as View;
    expect([name, view.callback_id]).toEqual(['views.open', 'log-benefit']);
    expect(['what', 'class', 'when', 'amount'].map((field) => initial(view, field))).toEqual([
      'Joint equipment store',
      'cashable',
      'July to September 2015',
      '£12,400',
    ]);
    expect(await entries()).toEqual([]);

    const typed = Object.fromEntries(['what', 'class', 'when', 'amount'].map((field) => [field, { value: initial(view, field) }]));
    const sent = { ...submission('log-benefit', view.private_metadata, typed), ...dora };
    expect(await (await sendInteraction(accord.port, sent)).text()).toBe('');
    const confirmed = await accord.fakeSlack.next();
    expect(confirmed).toMatchObject({ name: 'response:s1', args: { response_type: 'ephemeral' } });
    expect(confirmed.args.text).toContain('B-0001 is in the log: £12,400');
    expect(await entries()).toHaveLength(1);
  });

  it('chosen anywhere opens it empty', async () => {
    await sendInteraction(accord.port, shortcut('log-benefit', null, { ...dora, trigger_id: 's2' }));
    const view = (await accord.fakeSlack.next()).args.view as View;
    expect(initial(view, 'what')).toBeUndefined();
  });

  it('chosen by somebody who may not: the reason, and no form', async () => {
    const una = { user: { id: 'U0NOBODY', username: 'una', team_id: 'T0DBC' } };
    await sendInteraction(accord.port, shortcut('log-benefit', null, { ...una, trigger_id: 's3' }));
    const { name, args } = await accord.fakeSlack.next();
    expect([name, args.channel]).toEqual(['chat.postMessage', 'U0NOBODY']);
    expect(args.text).toMatch(/knows of no agreement/);
  });
});

describe('“Log a benefit” in the menu of Teams', () => {
  const ask = async (activity: object): Promise<Json> => (await accord.sendTeams({ ...activity, from: DORA_IN_TEAMS })).body;

  it('on a message of a room opens the form with what it says; the entry is confirmed in their own chat and nowhere else', async () => {
    const sent = activitiesOf(accord.fakeTeams.serviceUrl);
    const html = `<div><p>${SAID.replace('equipment store', 'loan&nbsp;van').replace('£', '&#163;')}</p></div>`;
    const opened = await ask(sent.chooses('group', 'x1', 'log-benefit', html));
    expect(opened.task.value.title).toBe('Log a benefit');
    const card = opened.task.value.card.content;
    const values = Object.fromEntries(card.body.filter((one: Json) => one.id).map((one: Json) => [one.id, one.value ?? '']));
    expect(values).toMatchObject({ 'field-what': 'Joint loan van', 'field-amount': '£12,400' });

    const before = accord.fakeTeams.calls.length;
    expect(
      await ask(sent.submitsChosen('group', 'x2', 'log-benefit', { ...card.actions[0].data, ...values, 'field-again': 'yes' })),
    ).toEqual({});
    const calls = accord.fakeTeams.calls.slice(before);
    expect(calls.filter(({ conversation }) => conversation?.startsWith('19:'))).toEqual([]);
    expect(textsOf(calls.map(({ body }) => body)).join(' ')).toContain('B-0002 is in the log: £12,400');
    expect((await entries())[0]!.facts.what).toBe('Joint loan van');
  });

  it('opened in a chat between two people does not make that chat theirs with Accord', async () => {
    const sent = activitiesOf(accord.fakeTeams.serviceUrl);
    const theirs = { conversation: { conversationType: 'personal', id: '19:dora_hugo@unq.gbl.spaces' }, channelData: {} };
    const opened = await ask({ ...sent.chooses('personal', 'x3', 'log-benefit', '<p>The van cost us £300 in May 2015</p>'), ...theirs });
    const card = opened.task.value.card.content;
    const values = Object.fromEntries(card.body.filter((one: Json) => one.id).map((one: Json) => [one.id, one.value ?? '']));
    const before = accord.fakeTeams.calls.length;
    await ask({ ...sent.submitsChosen('personal', 'x4', 'log-benefit', { ...card.actions[0].data, ...values }), ...theirs });
    const calls = accord.fakeTeams.calls.slice(before);
    expect(textsOf(calls.map(({ body }) => body)).join(' ')).toContain('B-0003 is in the log: -£300');
    expect(calls.map(({ conversation }) => conversation)).not.toContain('19:dora_hugo@unq.gbl.spaces');
  });

  it('is refused where the entry of the menu is not one of ours', async () => {
    const sent = activitiesOf(accord.fakeTeams.serviceUrl);
    const response = await accord.sendTeams(sent.chooses('personal', 'x6', 'constructor', null));
    expect(response.status).toBe(400);
  });
});
