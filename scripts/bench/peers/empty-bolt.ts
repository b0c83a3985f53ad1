import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

/*
 * The least a Slack bot on Bolt can be: a command that is acknowledged, a mention that is answered with one line. The baseline of
 * `slack-face.ts`. Started with the Web API’s address, the signing secret and the port.
 */

const [slackApiUrl, signingSecret, port] = process.argv.slice(2) as [string, string, string];
const receiver = new HTTPReceiver({ signingSecret, endpoints: '/slack/events' });
const app = new App({
  receiver,
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl },
  authorize: async () => ({ botToken: 'xoxb-bench', botUserId: 'U0BOLT' }),
});
app.command('/accord', async ({ ack }) => ack());
app.event('app_mention', async ({ say }) => {
  await say('One line.');
});
await app.start(Number(port));
process.stdout.write('ready\n');
