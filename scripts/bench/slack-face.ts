import { createHmac } from 'node:crypto';
import { median, type Posting, post, ratePerSecond, startListener } from './load.ts';
import { type Peer, startAccord, startPeer } from './peer-process.ts';
import { takeTurns } from './turns.ts';

const SECRET = 'a-signing-secret-of-the-benchmark';
const COMMANDS = 750;
const ROUNDS = 8;
const AT_ONCE = 10;
const TURNS = 1_000;
const WARM_UP = 300;

/** Acknowledging a slash command, and answering a mention end to end, against an empty Bolt app: the two take turns. */
export async function benchSlack(): Promise<string> {
  const slack = await startListener({ ok: true, ts: '1700000000.000200', channel: 'C0JOINT' }, /chat\.postMessage|\/response\//);
  const bolt = await startPeer('empty-bolt.ts', [`${slack.url}/api/`, SECRET]);
  const accord = await startSlackAccord(`${slack.url}/api/`);
  try {
    const rates = await acknowledgements({ bolt, accord }, slack);
    const times = await takeTurns(TURNS, WARM_UP, {
      bolt: (turn) => answered(bolt, slack.next, turn),
      accord: (turn) => answered(accord, slack.next, turn),
    });
    return [
      'Slack, against an empty Bolt app (medians of turns)',
      `  slash command acknowledged: Accord ${rates.accord.toFixed(0)} a second · Bolt ${rates.bolt.toFixed(0)} · ratio ${(rates.accord / rates.bolt).toFixed(2)} (bound: at least 0.80)`,
      `  the same commands answered as well, which the empty app does not do: Accord ${rates.whole.toFixed(0)} a second`,
      `  mention answered: Accord ${times.accord.toFixed(2)} ms · Bolt's one line ${times.bolt.toFixed(2)} ms · ratio ${(times.accord / times.bolt).toFixed(2)} (bound: at most 1.40)`,
      `  the empty answer of the chat SDK: not measured, the package is not installed`,
    ].join('\n');
  } finally {
    bolt.stop();
    accord.stop();
    slack.stop();
  }
}

/** Accord with Slack on, whose Web API is at this address. */
export function startSlackAccord(api: string, how?: Parameters<typeof startAccord>[1]): Promise<Peer> {
  return startAccord({ SLACK_BOT_TOKEN: 'xoxb-bench', SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: api }, how);
}

type Listener = Awaited<ReturnType<typeof startListener>>;

/** Commands acknowledged in a second, in a rush; `whole` until the last of Accord’s answers has come, which is waited for before the next turn. */
async function acknowledgements({ bolt, accord }: { bolt: Peer; accord: Peer }, slack: Listener) {
  const rates = { bolt: [] as number[], accord: [] as number[], whole: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const boltRate = await ratePerSecond(bolt.port, commands(round, `${slack.url}/none/`), AT_ONCE);
    const all = slack.heard(COMMANDS);
    const began = performance.now();
    const accordRate = await ratePerSecond(accord.port, commands(round, `${slack.url}/response/`), AT_ONCE);
    await all;
    const whole = COMMANDS / ((performance.now() - began) / 1000);
    // The first round only warms both up.
    if (round === 0) continue;
    rates.bolt.push(boltRate);
    rates.accord.push(accordRate);
    rates.whole.push(whole);
  }
  return { bolt: median(rates.bolt), accord: median(rates.accord), whole: median(rates.whole) };
}

/** From posting a mention to the call with its answer. */
export async function answered({ port }: Peer, heard: () => Promise<void>, turn: number, text?: string): Promise<void> {
  const answer = heard();
  await Promise.all([post(port, mention(`Ev0BENCH${port}N${turn}`, text)), answer]);
}

function commands(round: number, responseUrl: string): Posting[] {
  return Array.from({ length: COMMANDS }, (_, index) =>
    signed(
      new URLSearchParams({
        token: 'unused',
        team_id: 'T0DBC',
        channel_id: 'C0JOINT',
        channel_name: 'joint-team',
        user_id: 'U0SAM',
        user_name: 'sam',
        command: '/accord',
        text: 'help',
        api_app_id: 'A0ACCORD',
        response_url: `${responseUrl}${round}-${index}`,
        trigger_id: `t${round}.${index}`,
      }).toString(),
      'application/x-www-form-urlencoded',
    ),
  );
}

export function mention(eventId: string, text = 'how much notice do we have to give?'): Posting {
  const event = {
    type: 'app_mention',
    user: 'U0SAM',
    text: `<@U0ACCORD> ${text}`,
    ts: '1700000000.000100',
    channel: 'C0JOINT',
    team: 'T0DBC',
    event_ts: '1700000000.000100',
  };
  return signed(
    JSON.stringify({
      token: 'unused',
      team_id: 'T0DBC',
      api_app_id: 'A0ACCORD',
      type: 'event_callback',
      event_id: eventId,
      event_time: 1700000000,
      event,
    }),
    'application/json',
  );
}

function signed(body: string, contentType: string): Posting {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return {
    path: '/slack/events',
    body,
    headers: { 'content-type': contentType, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature },
  };
}
