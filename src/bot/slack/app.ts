import { App, HTTPReceiver, LogLevel, SocketModeReceiver, verifySlackRequest, webApi } from '@slack/bolt';
import type { SlackConfig } from '../config.ts';
import type { Log } from '../log.ts';
import type { Platform } from '../platform.ts';
import { type Conversation, converse } from './converse.ts';
import { makeFetchDocument } from './fetch-document.ts';
import { makeSendFiles } from './files.ts';
import { makeGate } from './gate.ts';
import { keepOpen } from './keep-open.ts';
import { patientFetch, timedFetch } from './patient-fetch.ts';
import { makeBring } from './pictures.ts';
import { quietLog, slackCode } from './quiet-log.ts';
import { makeSend } from './send.ts';
import { COMMANDS, EVENTS, PATH, SHORTCUTS } from './surface.ts';
import { makeUnprompted } from './unprompted.ts';

/** A call that failed on the way is tried twice more, within about two seconds. Slack’s own default goes on for half an hour. */
const RETRIES = { retries: 2, minTimeout: 300, factor: 3 };

/** Slack, over HTTP (mounted on our own server) or over a socket that Accord opens. Starting does not need Slack to be there. */
export function makeSlack(config: SlackConfig, { log }: { log: Log }): Platform {
  const logger = { ...quietLog(log), getLevel: () => LogLevel.WARN, setLevel: () => undefined, setName: () => undefined };
  const clientOptions = {
    ...(config.apiUrl === undefined ? {} : { slackApiUrl: config.apiUrl }),
    logger,
    fetch: patientFetch,
    retryConfig: RETRIES,
    rejectRateLimitedCalls: true,
  };
  const client = new webApi.WebClient(config.botToken, clientOptions);
  // What is delivered has patience of its own: one call is one attempt, and a limit is told to whoever delivers instead of waited for.
  const unpromptedClient = new webApi.WebClient(config.botToken, { ...clientOptions, fetch: timedFetch, retryConfig: { retries: 0 } });
  const send = makeSend(client, log);
  const bring = makeBring(client, send, log);
  const receiver =
    config.mode === 'http'
      ? new HTTPReceiver({
          signingSecret: config.signingSecret,
          signatureVerification: false,
          endpoints: PATH,
          logger,
          processEventErrorHandler: refuseMalformed,
        })
      : new SocketModeReceiver({
          appToken: config.appToken,
          logger,
          autoReconnectEnabled: false,
          installerOptions: { clientOptions: { ...clientOptions } },
        });
  // An authorize function of our own keeps Bolt from asking Slack who we are; what Accord said itself is left out by `read`.
  const app = new App({
    receiver,
    logger,
    clientOptions,
    ignoreSelf: false,
    convoStore: false,
    authorize: async () => ({ botToken: config.botToken }),
  });
  app.error(async (error) => log.error({ code: slackCode(error) }, 'slack: a request failed'));

  let conversation: Conversation | undefined;
  listen(app, () => conversation);
  const socket = receiver instanceof SocketModeReceiver ? keepOpen(receiver, log) : undefined;
  const open = () => conversation !== undefined && !conversation.full();
  return {
    name: 'slack',
    mounts:
      config.mode === 'http' && receiver instanceof HTTPReceiver
        ? [makeGate(PATH, open, signedWith(config.signingSecret, logger), receiver.requestListener)]
        : [],
    async start(dispatch) {
      conversation = converse(dispatch, { send, bring, sendFiles: makeSendFiles(client, send, log) }, log);
      socket?.open();
    },
    fetchDocument: makeFetchDocument(config),
    ...makeUnprompted(makeBring(unpromptedClient, makeSend(unpromptedClient, log), log)),
    async stop() {
      await socket?.close();
      const begun = conversation;
      conversation = undefined;
      await begun?.finish();
    },
  };
}

/** Everything the manifest asks Slack to send, acknowledged at once; a form when its answer is known, because that is the answer. */
function listen(app: App, conversation: () => Conversation | undefined): void {
  for (const event of Object.keys(EVENTS))
    app.event(event.replace(/^message\..*/, 'message'), async ({ body }) => conversation()?.happened(body));
  for (const command of Object.keys(COMMANDS))
    app.command(command, async ({ body, ack }) => {
      await ack();
      conversation()?.happened(body);
    });
  for (const shortcut of Object.keys(SHORTCUTS))
    app.shortcut(shortcut, async ({ body, ack }) => {
      await ack();
      conversation()?.happened(body);
    });
  app.action({ type: 'block_actions' }, async ({ body, ack }) => {
    await ack();
    conversation()?.happened(body);
  });
  app.view({ type: 'view_submission' }, async ({ body, ack }) =>
    conversation()?.submitted(body, async (problems) => (problems === undefined ? ack() : ack(problems))),
  );
}

/** How far Slack’s clock may be ahead of ours, in seconds: as far as it may be behind (docs.slack.dev, “Verifying requests from Slack”). */
const AHEAD_AT_MOST_S = 300;

/** Looked at before Bolt, which would read the body first: nothing unsigned is read at all. Bolt is told not to look again. */
function signedWith(signingSecret: string, logger: { warn(...said: unknown[]): void }) {
  return (body: string, headers: NodeJS.Dict<string | string[]>): boolean => {
    const header = (name: string) => String(headers[name] ?? '');
    const timestamp = header('x-slack-request-timestamp');
    try {
      // Bolt looks for what is late alone; with a time to come, a request could be sent again for as long.
      if (!/^\d{1,12}$/.test(timestamp) || Number(timestamp) - Date.now() / 1000 > AHEAD_AT_MOST_S)
        throw new Error('x-slack-request-timestamp is not of this time');
      verifySlackRequest({
        signingSecret,
        body,
        headers: {
          'x-slack-signature': header('x-slack-signature'),
          'x-slack-request-timestamp': Number(timestamp),
        },
      });
      return true;
    } catch (error) {
      logger.warn((error as Error).message);
      return false;
    }
  };
}

/** A payload that Bolt could not make sense of is the sender’s mistake, not ours. */
const refuseMalformed: NonNullable<ConstructorParameters<typeof HTTPReceiver>[0]['processEventErrorHandler']> = async ({ response }) => {
  if (!response.headersSent) response.writeHead(400).end();
  return true;
};
