import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { makeClock } from '../../src/bot/clock.ts';
import type { TeamsConfig } from '../../src/bot/config.ts';
import { makeDispatch } from '../../src/bot/dispatch.ts';
import { openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import { serve } from '../../src/bot/serve.ts';
import { makeTeams } from '../../src/bot/teams/app.ts';
import { openStore } from '../../src/data/open-stores.ts';
import type { Stores } from '../../src/data/stores.ts';
import type { Message, Reply } from '../../src/handlers/reply.ts';
import type { Request } from '../../src/handlers/request.ts';

/** A call that Accord made to the connector. */
export type Call = { method: string; conversation: string | null; activity: string | null; body: Json };
// biome-ignore lint/suspicious/noExplicitAny: wire JSON, looked into by tests
export type Json = any;

/** Teams’ connector service, as far as Accord calls it. */
export type FakeTeams = {
  serviceUrl: string;
  calls: Call[];
  /** Conversations that take nothing more: 403, as after an uninstall. */
  closed: Set<string>;
  /** Whether personal chats can be opened. */
  opensChats: boolean;
  /** What a call is answered with instead, while this says so. */
  refuses: (call: Call) => { status: number; headers?: Record<string, string> } | undefined;
  stop(): Promise<void>;
};

/** Starts a connector that keeps what it is sent. */
export async function startFakeTeams(): Promise<FakeTeams> {
  const calls: Call[] = [];
  const closed = new Set<string>();
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const [, , conversation = null, , activity = null] = new URL(request.url!, 'http://fake').pathname
      .split('/')
      .slice(1)
      .map(decodeURIComponent);
    const answer = (status: number, json: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    const refusal = fake.refuses({ method: request.method!, conversation, activity, body });
    if (refusal !== undefined) return response.writeHead(refusal.status, refusal.headers).end();
    if (conversation === null && !fake.opensChats) return answer(403, { error: { code: 'BotNotInConversationRoster' } });
    if (conversation !== null && closed.has(conversation)) return answer(403, { error: { code: 'BotDisabled' } });
    calls.push({ method: request.method!, conversation, activity, body });
    return conversation === null ? answer(201, { id: `a:made-for-${body.members[0].id}` }) : answer(200, { id: `sent-${calls.length}` });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeTeams = {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    calls,
    closed,
    opensChats: true,
    refuses: () => undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

async function bodyOf(request: IncomingMessage): Promise<Json> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? null : JSON.parse(text);
}

/** Accord with the Teams platform alone, serving on a port of its own. */
export type Running = Awaited<ReturnType<typeof startAccord>>;

/** Starts Accord with one handler of the test’s own. */
export async function startAccord(
  handle: (request: Request) => Reply | Promise<Reply>,
  options: { store?: string; config?: TeamsConfig; keysAt?: string } = {},
) {
  const store = await openStore(options.store ?? 'memory:');
  const logged: string[] = [];
  const log = openLog('info', { write: (line) => void logged.push(line) });
  const requests: Request[] = [];
  const handler = async (request: Request) => {
    requests.push(request);
    return handle(request);
  };
  const dispatch = makeDispatch({ handle: handler, stores: {} as Stores, store, clock: makeClock(), log, metrics: openMetrics() });
  const teams = makeTeams(options.config, { log, store, ...(options.keysAt === undefined ? {} : { keysAt: options.keysAt }) });
  await teams.start(dispatch);
  const serving = await serve(teams.mounts, 0, '127.0.0.1');
  const url = `http://127.0.0.1:${serving.port}/api/messages`;
  return {
    requests,
    logged,
    teams,
    port: serving.port,
    deliver: (to: string, message: Message) => teams.deliver({ platform: 'teams', to }, message),
    async send(activity: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: Json }> {
      const body = typeof activity === 'string' ? activity : JSON.stringify(activity);
      const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
      const text = await response.text();
      return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
    },
    async stop() {
      await serving.close();
      await teams.stop();
      await store.close();
    },
  };
}

/** Sends bytes as they are and answers with the first line that comes back. */
export function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.once('data', (data) => {
      resolve(String(data).split('\r\n')[0]!);
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

const BOT = { id: '28:accord', name: 'Accord' };
const TENANT = 'a0000000-0000-4000-8000-000000000001';

/** Activities as Teams sends them, all of Sam Secondee. */
export function activitiesOf(serviceUrl: string) {
  const from = { id: '29:sam', name: 'Sam Secondee', aadObjectId: 'b0000000-0000-4000-8000-000000000002' };
  const shared = { channelId: 'msteams', serviceUrl, from, recipient: BOT, timestamp: '2026-11-22T09:00:00.000Z', locale: 'en-GB' };
  const personal = {
    conversation: { conversationType: 'personal', tenantId: TENANT, id: 'a:sam-and-accord' },
    channelData: { tenant: { id: TENANT } },
  };
  const group = {
    conversation: { conversationType: 'groupChat', isGroup: true, tenantId: TENANT, id: '19:group@thread.v2' },
    channelData: { tenant: { id: TENANT } },
  };
  const channel = {
    conversation: { conversationType: 'channel', isGroup: true, tenantId: TENANT, id: '19:joint@thread.tacv2;messageid=1700000000001' },
    channelData: { channel: { id: '19:joint@thread.tacv2' }, team: { id: '19:team@thread.tacv2' }, tenant: { id: TENANT } },
  };
  const rooms = { personal, group, channel };
  type Room = keyof typeof rooms;
  const mention = { entities: [{ type: 'mention', mentioned: { id: BOT.id, name: 'Accord' }, text: '<at>Accord</at>' }] };
  return {
    from,
    says: (room: Room, id: string, text: string) => ({
      ...shared,
      ...rooms[room],
      type: 'message',
      id,
      text: room === 'personal' ? text : `<at>Accord</at> ${text}`,
      textFormat: 'plain',
      ...(room === 'personal' ? {} : mention),
    }),
    presses: (room: Room, id: string, verb: string, data: unknown, on = 'card-1') => ({
      ...shared,
      ...rooms[room],
      type: 'invoke',
      name: 'adaptiveCard/action',
      id,
      replyToId: on,
      value: { action: { type: 'Action.Execute', title: 'x', verb, data }, trigger: 'manual' },
    }),
    fetches: (room: Room, id: string, data: unknown, on = 'card-1') => ({
      ...shared,
      ...rooms[room],
      type: 'invoke',
      name: 'task/fetch',
      id,
      replyToId: on,
      value: { data, context: { theme: 'default' } },
    }),
    submits: (room: Room, id: string, data: unknown) => ({
      ...shared,
      ...rooms[room],
      type: 'invoke',
      name: 'task/submit',
      id,
      value: { data, context: { theme: 'default' } },
    }),
    /** An entry of a message’s own menu; `html` is that message, null for the menu of the compose box. */
    chooses: (room: Room, id: string, commandId: string, html: string | null) => ({
      ...shared,
      ...rooms[room],
      type: 'invoke',
      name: 'composeExtension/fetchTask',
      id,
      value: {
        commandId,
        commandContext: html === null ? 'compose' : 'message',
        ...(html === null ? {} : { messagePayload: { id: '1700000000000', body: { contentType: 'html', content: html } } }),
        context: { theme: 'default' },
      },
    }),
    submitsChosen: (room: Room, id: string, commandId: string, data: unknown) => ({
      ...shared,
      ...rooms[room],
      type: 'invoke',
      name: 'composeExtension/submitAction',
      id,
      value: { commandId, commandContext: 'message', data, context: { theme: 'default' } },
    }),
    installs: (room: Room, id: string) => ({ ...shared, ...rooms[room], type: 'installationUpdate', action: 'add', id }),
    joins: (room: Room, id: string) => ({ ...shared, ...rooms[room], type: 'conversationUpdate', id, membersAdded: [{ id: BOT.id }] }),
    uninstalls: (room: Room, id: string) => ({ ...shared, ...rooms[room], type: 'installationUpdate', action: 'remove', id }),
    reacts: (room: Room, id: string) => ({ ...shared, ...rooms[room], type: 'messageReaction', id, reactionsAdded: [{ type: 'like' }] }),
    edits: (room: Room, id: string) => ({
      ...shared,
      ...rooms[room],
      type: 'messageUpdate',
      id,
      text: 'edited',
      channelData: { ...rooms[room].channelData, eventType: 'editMessage' },
    }),
  };
}

/** Every text on a card, in order. */
export function textsOf(card: Json): string[] {
  if (Array.isArray(card)) return card.flatMap(textsOf);
  if (typeof card !== 'object' || card === null) return [];
  return card.type === 'TextRun' ? [card.text] : Object.values(card).flatMap(textsOf);
}
