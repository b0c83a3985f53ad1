import { calendarMount } from '../../src/bot/calendar-feed.ts';
import { makeDispatch } from '../../src/bot/dispatch.ts';
import { makeLocal } from '../../src/bot/local/app.ts';
import { openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import { LIMITS, type Limits, serve } from '../../src/bot/serve.ts';
import { makeSlack } from '../../src/bot/slack/app.ts';
import { makeTeams } from '../../src/bot/teams/app.ts';
import { writeFiles } from '../../src/bot/write-files.ts';
import { openCalendarEditions } from '../../src/data/calendar-editions.ts';
import { makeIssueKeys } from '../../src/data/issue-keys.ts';
import { openVault } from '../../src/data/issue-vault.ts';
import { openStore } from '../../src/data/open-stores.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import { makeStores } from '../../src/data/stores.ts';
import { route } from '../../src/handlers/route.ts';
import { callback, direct } from '../bot/slack/payloads.ts';
import { makeBytes } from '../data/bytes-of-tests.ts';
import { type FakeSlack, SIGNING_SECRET, sendEvent, sendInteraction, startFakeSlack } from '../flows/fake-slack.ts';
import { activitiesOf, type FakeTeams, startFakeTeams } from '../flows/fake-teams.ts';
import { knowledge } from '../handlers/front-door.ts';

/** Somebody who sends what no client would let them: any button, any form, with whatever they carry. Each gives all that came back, as JSON. */
export type Attacker = {
  say(who: string, text: string, profile?: object): Promise<string>;
  press(who: string, button: string, value: Record<string, unknown>): Promise<string>;
  submit(who: string, form: string, values: Record<string, string>, context: Record<string, string>): Promise<string>;
};

export type UnderAttack = Awaited<ReturnType<typeof startUnderAttack>>;

/** What is written of anybody who says anything: where they are, and what no clause answers. */
const ALWAYS = /^(?:teams-(?:services|people|rooms)|unanswered):/;

/** All of Accord on its three platforms over one store, with the real handlers and issues sealed; only the vendors are made up. */
export async function startUnderAttack({
  partnership = knowledge.partnership,
  today = '2015-10-05',
  limits = LIMITS,
  host = '127.0.0.1',
}: {
  partnership?: Partnership;
  today?: string;
  limits?: Limits;
  host?: string;
} = {}) {
  const [fakeSlack, fakeTeams] = [await startFakeSlack(), await startFakeTeams()];
  const logged: string[] = [];
  const log = openLog('info', { write: (line) => void logged.push(line) });
  const store = await openStore('memory:');
  const bytes = makeBytes('attack');
  const vault = await openVault(store, makeIssueKeys([bytes(32)], bytes), bytes);
  const place = { makeSecret: bytes, base: () => 'https://accord.example' };
  const stores = makeStores(store, { ...knowledge, partnership }, vault, place);
  const clock = { now: () => `${today}T10:00:00.000Z`, today: () => today };
  const charts = { asPng: async () => new Uint8Array(), asSvg: async () => '' };
  const dispatch = writeFiles(makeDispatch({ handle: route, stores, store, clock, log, metrics: openMetrics() }), charts, log);
  const slack = makeSlack({ mode: 'http', botToken: 'xoxb-test', signingSecret: SIGNING_SECRET, apiUrl: fakeSlack.apiUrl }, { log });
  const platforms = [slack, makeTeams(undefined, { log, store }), makeLocal({ log, partnership, agreements: knowledge.agreements })];
  const serving = await serve(
    [calendarMount({ stores, editions: openCalendarEditions(store), clock }), ...platforms.flatMap(({ mounts }) => mounts)],
    0,
    host,
    limits,
  );
  for (const platform of platforms) await platform.start(dispatch);
  const accord: Accord = { fakeSlack, fakeTeams, port: serving.port };
  return {
    ...accord,
    logged,
    store,
    stores,
    clock,
    slack: onSlack(accord),
    teams: onTeams(accord),
    /** Every record that somebody could have changed, keys and values. */
    async records() {
      const kept = await store.list('', 100_000);
      return kept.filter(({ key }) => !ALWAYS.test(key)).map(({ key, value }) => `${key} ${value}`);
    },
    async stop() {
      for (const platform of platforms) await platform.stop();
      await serving.close();
      await store.close();
      await fakeSlack.close();
      await fakeTeams.stop();
    },
  };
}

type Accord = { fakeSlack: FakeSlack; fakeTeams: FakeTeams; port: number };

let acts = 0;
const nextId = (kind: string) => `${kind}${++acts}`;

/** On Slack, people are their ids there. */
function onSlack({ fakeSlack, port }: Accord): Attacker {
  const user = (who: string) => ({ id: who, username: who, name: who, team_id: 'T0DBC' });
  const conversation = (who: string) => who.replace(/^U/, 'D');
  const heard = async (response: Response) => {
    const refused = await response.text();
    return refused === '' ? JSON.stringify((await fakeSlack.next()).args) : refused;
  };
  return {
    async say(who, text, profile = {}) {
      const ts = `17000000${nextId('')}.000100`;
      const event = { user: who, channel: conversation(who), text, ts, ...profile };
      return heard(await sendEvent(port, callback(nextId('Ev'), { ...direct().event, ...event })));
    },
    press: async (who, button, value) =>
      heard(
        await sendInteraction(port, {
          type: 'block_actions',
          user: user(who),
          container: { type: 'message', message_ts: '1700000003.000100', channel_id: conversation(who), is_ephemeral: false },
          trigger_id: nextId('trigger.'),
          team: { id: 'T0DBC', domain: 'sample' },
          channel: { id: conversation(who), name: 'directmessage' },
          response_url: fakeSlack.responseUrl('press'),
          actions: [{ action_id: 'x', block_id: 'b', type: 'button', value: JSON.stringify({ name: button, value }) }],
        }),
      ),
    async submit(who, form, values, context) {
      const inputs = Object.entries(values).map(([name, value]) => [name, { input: { type: 'plain_text_input', value } }]);
      const metadata = { context, place: { room: conversation(who), alone: true } };
      return heard(
        await sendInteraction(port, {
          type: 'view_submission',
          user: user(who),
          team: { id: 'T0DBC', domain: 'sample' },
          trigger_id: nextId('trigger.'),
          view: {
            id: nextId('V'),
            hash: '1.a',
            callback_id: form,
            private_metadata: JSON.stringify(metadata),
            state: { values: Object.fromEntries(inputs) },
          },
        }),
      );
    },
  };
}

/** On Teams, where a card’s data come from the sender’s own machine, people are their ids there. */
function onTeams({ fakeTeams, port }: Accord): Attacker {
  const activities = activitiesOf(fakeTeams.serviceUrl);
  const send = async (who: string, activity: { conversation: object }, profile: object = {}) => {
    const before = fakeTeams.calls.length;
    const own = { ...activity, from: { id: who, name: who, ...profile }, conversation: { ...activity.conversation, id: `a:${who}` } };
    const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(own),
    });
    const text = await response.text();
    const body = text.startsWith('{') ? JSON.parse(text) : text;
    return JSON.stringify({ status: response.status, body, calls: fakeTeams.calls.slice(before) });
  };
  return {
    say: (who, text, profile) => send(who, activities.says('personal', nextId('m'), text), profile),
    press: (who, button, value) => send(who, activities.presses('personal', nextId('p'), button, value)),
    submit(who, form, values, context) {
      const field = (name: string) => ({ name, label: name, type: 'text', required: false, longest: 100 });
      const shape = { name: form, title: 'x', fields: Object.keys(values).map(field), submit: 'x', context };
      const filled = Object.fromEntries(Object.entries(values).map(([name, value]) => [`field-${name}`, value]));
      return send(who, activities.submits('personal', nextId('s'), { accord: { form: shape, carried: {} }, ...filled }));
    },
  };
}
