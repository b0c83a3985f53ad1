import type { IncomingMessage, ServerResponse } from 'node:http';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type Activity as SdkActivity, type TurnContext } from 'botbuilder';
import type { KeyValue } from '../../data/key-value.ts';
import type { TeamsConfig } from '../config.ts';
import { factsOf, type Log } from '../log.ts';
import { type Dispatch, type Platform, Unreachable } from '../platform.ts';
import { answerTo } from './answer.ts';
import { type Connector, carryOut, type Here, makeMessenger, type Outgoing } from './carry-out.ts';
import { makeConversations } from './conversations.ts';
import { fetchDocument, giveFile, readConsent } from './files.ts';
import { type Activity, read, readActivity, threadOf } from './read.ts';
import { readJson, refusalBeforeBody, refusalOf } from './receive.ts';
import { limitTime } from './refusal.ts';

const CHANNEL = 'msteams';
// The SDK then takes the audience of the cloud it is configured for, though its type asks for a text.
const DEFAULT_AUDIENCE = undefined as unknown as string;
type Answered = { status: number; body?: unknown };
type Token = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>>;

/** CloudAdapter without its web server’s half, so that a token is checked once, before anything is done, and refused quietly. */
class Adapter extends CloudAdapter {
  turn(token: Token, activity: Activity, logic: (context: TurnContext) => Promise<void>): Promise<Answered | undefined> {
    return this.processActivity(
      { ...token, connectorFactory: limited(token.connectorFactory!, 'short') },
      asSdkActivity(activity),
      logic,
    ) as Promise<Answered | undefined>;
  }
}

/** What of the SDK’s own authentication is used: the way of a token that Teams’ channel service signed. */
type ChannelTokens = {
  /** Where that service publishes the keys it signs with. */
  toBotFromChannelOpenIdMetadataUrl: string;
  toChannelFromBotOAuthScope: string;
  ChannelValidation_authenticateChannelToken(header: string, serviceUrl: unknown, channelId: unknown): Promise<Token['claimsIdentity']>;
};

/**
 * The SDK’s authentication, whose connectors have time limits, and which takes the tokens of Teams’ own service and no others. By itself the
 * SDK also takes those of its emulator, which name no service URL, and keeps the tenant of every such token, forged ones included, for good.
 */
class Authentication extends ConfigurationBotFrameworkAuthentication {
  readonly #retries: 'short' | 'none';
  readonly #isSigned: boolean;
  constructor(config: TeamsConfig | undefined, retries: 'short' | 'none', keysAt: string | undefined) {
    super(settingsOf(config));
    this.#retries = retries;
    this.#isSigned = config !== undefined;
    if (keysAt !== undefined) this.#channel.toBotFromChannelOpenIdMetadataUrl = keysAt;
  }
  get #channel(): ChannelTokens {
    return (this as unknown as { inner: ChannelTokens }).inner;
  }
  override async authenticateRequest(...[activity, header]: Parameters<ConfigurationBotFrameworkAuthentication['authenticateRequest']>) {
    if (!this.#isSigned) return super.authenticateRequest(activity, header);
    const { serviceUrl, channelId } = activity;
    const claimsIdentity = await this.#channel.ChannelValidation_authenticateChannelToken(header, serviceUrl, channelId);
    return {
      audience: this.#channel.toChannelFromBotOAuthScope,
      claimsIdentity,
      connectorFactory: super.createConnectorFactory(claimsIdentity),
    };
  }
  override createConnectorFactory(...claims: Parameters<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>) {
    return limited(super.createConnectorFactory(...claims), this.#retries);
  }
}

type ConnectorFactory = NonNullable<Token['connectorFactory']>;

function limited(factory: ConnectorFactory, retries: 'short' | 'none'): ConnectorFactory {
  return { create: async (...where) => limitTime(await factory.create(...where), retries) };
}

/** `keysAt`: the OpenID configuration that names the keys of Teams’ service, where it is not Microsoft’s own. */
type TeamsParts = { log: Log; store: KeyValue; keysAt?: string };

/**
 * Microsoft Teams, at `/api/messages`. Without a configuration nothing is signed, so only this machine is answered, and only at
 * addresses of this machine; with one, every activity must carry a token of Teams’ for this app.
 */
export function makeTeams(config: TeamsConfig | undefined, { log, store, keysAt }: TeamsParts): Platform {
  const authentication = new Authentication(config, 'short', keysAt);
  const adapter = new Adapter(authentication);
  const conversations = makeConversations(store);
  const messengerOf = (by: CloudAdapter) => makeMessenger(makeConnector(by, config?.appId ?? ''), conversations);
  // What is delivered has patience of its own: one call is one attempt, and a limit is told to whoever delivers instead of waited for.
  const messenger = messengerOf(new CloudAdapter(new Authentication(config, 'none', keysAt)));
  const { toPerson } = messengerOf(adapter);
  const underway = new Set<Promise<void>>();
  let dispatch: Dispatch | undefined;

  /** @returns what an invoke is answered with, null when the activity is not for us */
  const answerRequest = async (context: TurnContext, activity: Activity, ask: Dispatch) => {
    const reading = read(activity);
    if (reading === null) return null;
    const toAsker = (what: object) => toPerson(activity.from.id, what as never);
    return carryOut(answerTo(reading, await ask(reading.request)), hereOf(context), toAsker, log);
  };

  const answer = async (context: TurnContext, activity: Activity, ask: Dispatch) => {
    await conversations
      .seen(activity)
      .catch((error: unknown) => log.error({ platform: 'teams', ...factsOf(error) }, 'a conversation could not be noted'));
    const consent = readConsent(activity);
    const body = consent === null ? await answerRequest(context, activity, ask) : {};
    if (consent !== null) await giveFile(consent, ask, hereOf(context), { trusted: config !== undefined, log });
    if (activity.type === 'invoke')
      await context.sendActivity({ type: 'invokeResponse', value: { status: body === null ? 400 : 200, body: body ?? undefined } });
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
    deliver: ({ to }, message, preview) => messenger.deliver(to, message, preview),
    update: ({ to }, posted, message, preview) => messenger.update(to, posted, message, preview),
    fetchDocument: (at, atMost) => fetchDocument(at, atMost, config !== undefined),
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
      let said: string | undefined;
      await adapter.continueConversationAsync(appId, reference as never, async (context) => {
        said = await sayAnew(context, activity);
      });
      return said;
    },
    async change({ serviceUrl, bot }, conversation, on, activity) {
      const reference = { channelId: CHANNEL, serviceUrl, bot: { id: bot }, conversation: { id: conversation } };
      await adapter.continueConversationAsync(appId, reference as never, (context) => hereOf(context).update(on, activity));
    },
    async openChat({ serviceUrl, bot, ids, tenant }, activity, opened) {
      let said: string | undefined;
      const inTenant = tenant === null ? {} : { tenantId: tenant, channelData: { tenant: { id: tenant } } };
      const wanted = { isGroup: false, bot: { id: bot }, members: [{ id: ids[0] }], ...inTenant };
      await adapter.createConversationAsync(appId, CHANNEL, serviceUrl, DEFAULT_AUDIENCE, wanted as never, async (context) => {
        const chat = context.activity.conversation.id;
        if (!chat) throw new Unreachable('teams-no-chat');
        await opened(chat);
        said = await sayAnew(context, activity);
      });
      return said;
    },
  };
}

/** Says something of its own: what the SDK puts a proactive turn under is no message that could be replied to. */
function sayAnew(context: TurnContext, activity: Outgoing): Promise<string | undefined> {
  delete (context.activity as Partial<SdkActivity>).id;
  return hereOf(context).say(activity);
}

function hereOf(context: TurnContext): Here {
  return {
    // A copy, because the SDK writes addresses into what it sends.
    say: async (activity) => (await context.sendActivity({ ...activity } as Partial<SdkActivity>))?.id,
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
