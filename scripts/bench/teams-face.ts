import { type Posting, post, startListener } from './load.ts';
import { type Peer, startAccord, startPeer } from './peer-process.ts';
import { takeTurns } from './turns.ts';

const TURNS = 1_500;
const WARM_UP = 300;

/** Answering a personal message in Teams end to end, against a botbuilder echo: the two take turns, message by message. */
export async function benchTeams(): Promise<string> {
  const teams = await startListener({ id: 'sent' }, /\/activities/);
  const echo = await startPeer('echo-botbuilder.ts', []);
  const accord = await startAccord({ ACCORD_LOCAL: 'off' });
  try {
    const before = { accord: accord.processor(), echo: echo.processor() };
    const times = await takeTurns(TURNS, WARM_UP, {
      echo: (turn) => answered(echo, teams, turn),
      accord: (turn) => answered(accord, teams, turn),
    });
    const used = { accord: accord.processor() - before.accord, echo: echo.processor() - before.echo };
    return [
      `Teams, against a botbuilder echo (medians of ${TURNS} turns)`,
      `  message answered: Accord ${times.accord.toFixed(2)} ms · echo ${times.echo.toFixed(2)} ms · ratio ${(times.accord / times.echo).toFixed(2)} (bound: at most 1.30)`,
      `  processor time of an answer, the first ones included: ratio ${(used.accord / used.echo).toFixed(2)}`,
    ].join('\n');
  } finally {
    echo.stop();
    accord.stop();
    teams.stop();
  }
}

/** From posting a message until the connector has its answer and the post its status. */
async function answered({ port }: Peer, teams: Awaited<ReturnType<typeof startListener>>, turn: number): Promise<void> {
  const answer = teams.next();
  await Promise.all([post(port, message(`b${port}-${turn}`, `${teams.url}/`)), answer]);
}

function message(id: string, serviceUrl: string): Posting {
  return {
    path: '/api/messages',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'message',
      id,
      timestamp: '2026-11-22T09:00:00.000Z',
      serviceUrl,
      channelId: 'msteams',
      from: { id: '29:sam', name: 'Sam Secondee', aadObjectId: '00000000-0000-0000-0000-000000000001' },
      conversation: { conversationType: 'personal', tenantId: 'tenant', id: 'a:sam-and-accord' },
      recipient: { id: '28:accord', name: 'Accord' },
      text: 'how much notice do we have to give?',
      textFormat: 'plain',
      locale: 'en-GB',
    }),
  };
}
