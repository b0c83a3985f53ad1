import type { IncomingMessage, ServerResponse } from 'node:http';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type Activity as SdkActivity, type TurnContext } from 'botbuilder';
import type { KeyValue } from '../../data/key-value.ts';
import type { TeamsConfig } from '../config.ts';
import { factsOf, type Log } from '../log.ts';
import type { Dispatch, Platform } from '../platform.ts';
import { answerTo } from './answer.ts';
import { type Connector, carryOut, type Here, makeMessenger, Unreachable } from './carry-out.ts';
import { makeConversations } from './conversations.ts';
import { type Activity, read, readActivity, threadOf } from './read.ts';
import { readJson, refusalBeforeBody, refusalOf } from './receive.ts';

const CHANNEL = 'msteams';
// The SDK then takes the audience of the cloud it is configured for, though its type asks for a text.
const DEFAULT_AUDIENCE = undefined as unknown as string;
type Answered = { status: number; body?: unknown };
type Token = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>>;

/** CloudAdapter without its web server’s half, so that a token is checked once, before anything is done, and refused quietly. */
class Adapter extends CloudAdapter {
  turn(token: Token, activity: Activity, logic: (context: TurnContext) => Promise<void>): Promise<Answered | undefined> {
    return this.processActivity(token, asSdkActivity(activity), logic) as Promise<Answered | undefined>;
  }
}

/**
 * Microsoft Teams, at `/api/messages`. Without a configuration nothing is signed, so only this machine is answered, and only at
 * addresses of this machine; with one, every activity must carry a token of Teams’ for this app.
 */
export function makeTeams(config: TeamsConfig | undefined, { log, store }: { log: Log; store: KeyValue }): Platform {
  const authentication = new ConfigurationBotFrameworkAuthentication(settingsOf(config));
  const adapter = new Adapter(authentication);
  const conversations = makeConversations(store);
  const messenger = makeMessenger(makeConnector(adapter, config?.appId ?? ''), conversations);
  const underway = new Set<Promise<void>>();
  let dispatch: Dispatch | undefined;

  const answer = async (context: TurnContext, activity: Activity, ask: Dispatch) => {
    await conversations
      .seen(activity)
      .catch((error: unknown) => log.error({ platform: 'teams', ...factsOf(error) }, 'a conversation could not be noted'));
    const reading = read(activity);
    const toAsker = (what: object) => messenger.toPerson(activity.from.id, what as never);
    const body =
      reading === null ? undefined : await carryOut(answerTo(reading, await ask(reading.request)), hereOf(context), toAsker, log);
    if (activity.type === 'invoke')
      await context.sendActivity({ type: 'invokeResponse', value: { status: reading === null ? 400 : 200, body } });
  };

  const receive = async (request: IncomingMessage): Promise<Answered> => {
    const ask = dispatch;
    if (ask === undefined) return { status: 503, body: 'Accord is not listening yet.' };
    const early = refusalBeforeBody(request, config);
    if (early) return early;
    const sent = await readJson(request);
    if (!sent.ok) return sent.refusal;
    const token = await authentication.authenticateRequest(sent.body as never, request.headers.authorization ?? '').catch(() => undefined);
    if (token === undefined) {
      log.warn({ platform: 'teams', status: 401 }, 'an activity was refused: its token does not hold');
      return { status: 401, body: 'The token of this activity does not hold.' };
    }
    const activity = readActivity(sent.body);
    if (activity === null) return { status: 400, body: 'That is not an activity of Teams’.' };
    return (
      refusalOf(activity, config) ?? (await adapter.turn(token, activity, (context) => answer(context, activity, ask))) ?? { status: 200 }
    );
  };

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const turn = receive(request)
      .catch((error: unknown): Answered => {
        log.error({ platform: 'teams', ...factsOf(error) }, 'an activity could not be taken');
        return { status: 500, body: 'That did not work.' };
      })
      .then((answered) => respond(response, answered))
      .finally(() => underway.delete(turn));
    underway.add(turn);
  };

  return {
    name: 'teams',
    mounts: [{ path: '/api/messages', listener }],
    async start(given) {
      dispatch = given;
    },
    deliver: ({ to }, message) => messenger.deliver(to, message),
    async stop() {
      await Promise.all(underway);
      dispatch = undefined;
    },
  };
}

/** The SDK’s way to say something unprompted. */
function makeConnector(adapter: CloudAdapter, appId: string): Connector {
  return {
    async post({ serviceUrl, bot }, conversation, activity) {
      const reference = { channelId: CHANNEL, serviceUrl, bot: { id: bot }, conversation: { id: conversation } };
      await adapter.continueConversationAsync(appId, reference as never, (context) => hereOf(context).say(activity));
    },
    async openChat({ serviceUrl, bot, ids, tenant }, activity, opened) {
      const inTenant = tenant === null ? {} : { tenantId: tenant, channelData: { tenant: { id: tenant } } };
      const wanted = { isGroup: false, bot: { id: bot }, members: [{ id: ids[0] }], ...inTenant };
      await adapter.createConversationAsync(appId, CHANNEL, serviceUrl, DEFAULT_AUDIENCE, wanted as never, async (context) => {
        const chat = context.activity.conversation.id;
        if (!chat) throw new Unreachable('Teams opened no chat');
        await opened(chat);
        // What opened the chat is no message that could be replied to.
        delete (context.activity as Partial<SdkActivity>).id;
        await hereOf(context).say(activity);
      });
    },
  };
}

function hereOf(context: TurnContext): Here {
  return {
    // A copy, because the SDK writes addresses into what it sends.
    say: async (activity) => void (await context.sendActivity({ ...activity } as Partial<SdkActivity>)),
    update: async (on, activity) => void (await context.updateActivity({ ...activity, id: on } as Partial<SdkActivity>)),
    remove: (on) => context.deleteActivity(on),
  };
}

/** Only what was read and checked reaches the SDK; an answer goes to the thread it was asked in. */
function asSdkActivity(activity: Activity): SdkActivity {
  const { type, id, channelId, serviceUrl, from, recipient, conversation } = activity;
  return {
    type,
    id,
    channelId,
    serviceUrl,
    from,
    recipient,
    conversation: { ...conversation, id: threadOf(activity) },
  } as unknown as SdkActivity;
}

function settingsOf(config: TeamsConfig | undefined): Record<string, string> {
  if (config === undefined) return {};
  const { appType, appId, password, tenantId } = config;
  return {
    MicrosoftAppType: appType,
    MicrosoftAppId: appId,
    // A managed identity has no password, and the SDK does not start when it is given one.
    ...(password === undefined || appType === 'UserAssignedMSI' ? {} : { MicrosoftAppPassword: password }),
    ...(tenantId === undefined ? {} : { MicrosoftAppTenantId: tenantId }),
  };
}

function respond(response: ServerResponse, { status, body }: Answered): void {
  if (response.headersSent || response.destroyed) return;
  if (body === undefined) {
    response.writeHead(status).end();
    return;
  }
  const plain = typeof body === 'string';
  const headers = { 'content-type': plain ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8' };
  // The rest of a body that is too large is not waited for.
  response
    .writeHead(status, { ...headers, ...(status === 413 ? { connection: 'close' } : {}) })
    .end(plain ? `${body}\n` : JSON.stringify(body));
}
