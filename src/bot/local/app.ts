import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Agreements } from '../../data/agreements.ts';
import type { Partnership } from '../../data/partnership.ts';
import { factsOf, type Log } from '../log.ts';
import type { Platform } from '../platform.ts';
import { castOf, channelsOf } from './cast.ts';
import { type Conversation, makeConversation, type Outcome } from './conversation.ts';
import { refusalOf, refusalOfPost } from './guard.ts';
import { readJson, sayPlainly, sendFile, sendJson } from './http.ts';
import { makeListeners } from './listeners.ts';
import { deleted, opened, pressed, type Read, readCall, said, submitted } from './read.ts';
import { renderMessage } from './render.ts';
import { makeRooms, type RoomName } from './rooms.ts';

const PAGE = join(import.meta.dirname, 'page');
/** Microsoft’s renderer of Adaptive Cards, as the browser loads it. */
const RENDERER = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');

/** A message was to be delivered to a person or channel that is not on the page. */
export class NotOnThisPage extends Error {
  readonly code = 'not-on-local-page';
}

/**
 * The local chat page: for trying, rehearsing and demonstrating, on this machine only. One chooses who one is and talks to Accord in a
 * channel or alone; cards, dialogs and unprompted messages are those of Teams. What is said is kept in memory and gone with the process.
 */
export function makeLocal(parts: { log: Log; partnership: Partnership; agreements: Agreements }): Platform {
  const cast = castOf(parts.partnership);
  const channels = channelsOf(parts.partnership, (id) => parts.agreements.get(id)?.name ?? id);
  const shared = channels.map((channel): RoomName => `channel:${channel.id}`);
  const roomsOf = (email: string): readonly RoomName[] =>
    cast.some((person) => person.email === email) ? ['home', 'alone', ...shared] : [];
  const knows = (email: string, room: RoomName) => roomsOf(email).includes(room);
  const rooms = makeRooms();
  const listeners = makeListeners(rooms, roomsOf);
  let conversation: Conversation | undefined;

  const route = makeRoute({ cast: { cast, channels }, listen: listeners.listen, conversation: () => conversation });
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    route(request, response).catch((error: unknown) => {
      parts.log.error({ platform: 'local', ...factsOf(error) }, 'the chat page failed');
      if (response.headersSent) response.destroy();
      else sayPlainly(response, 500, 'That did not work. Please try again.');
    });
  };

  return {
    name: 'local',
    mounts: [
      { path: '/', listener },
      { path: '/local/', listener },
    ],
    async start(dispatch) {
      conversation = makeConversation(rooms, dispatch, knows);
    },
    async deliver({ to }, message) {
      const room: RoomName = shared.includes(`channel:${to}`) ? `channel:${to}` : 'alone';
      if (room === 'alone' && !knows(to, room)) throw new NotOnThisPage('The local chat page has no such person or channel');
      const about = { id: randomUUID(), at: new Date().toISOString(), seenBy: null, answers: null };
      rooms.put(room, to, renderMessage(message, about), message.buttons);
    },
    async stop() {
      listeners.stop();
    },
  };
}

type Served = {
  cast: object;
  listen(request: IncomingMessage, response: ServerResponse): void;
  conversation(): Conversation | undefined;
};

/* Which call or file a path is. Everything is refused that does not come from this machine and this page. */
function makeRoute({ cast, listen, conversation }: Served) {
  const files = new Map(readdirSync(PAGE).map((name) => [name === 'index.html' ? '/' : `/local/${name}`, join(PAGE, name)]));
  files.set('/local/adaptivecards.js', RENDERER);

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '/').split('?')[0]!;
    const call = CALLS.get(path);
    const refusal = refusalOf(request) ?? (call ? refusalOfPost(request) : null);
    if (refusal) return sayPlainly(response, refusal.status, refusal.sentence);
    if (call) return take(call, conversation(), request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') return sayPlainly(response, 405, 'Use GET here.');
    if (path === '/local/events') return listen(request, response);
    if (path === '/local/cast') return sendJson(response, cast);
    const file = files.get(path);
    return file === undefined ? sayPlainly(response, 404, 'There is nothing here.') : sendFile(response, file);
  };
}

type Call = (talk: Conversation, body: unknown) => Promise<Outcome> | string;

const CALLS: ReadonlyMap<string, Call> = new Map([
  ['/local/say', (talk, body) => whenRead(readCall(said, body), talk.say)],
  ['/local/press', (talk, body) => whenRead(readCall(pressed, body), talk.press)],
  ['/local/submit', (talk, body) => whenRead(readCall(submitted, body), talk.submit)],
  ['/local/delete', (talk, body) => whenRead(readCall(deleted, body), talk.delete)],
  ['/local/open', (talk, body) => whenRead(readCall(opened, body), talk.open)],
] satisfies [string, Call][]);

function whenRead<T>(read: Read<T>, then: (call: T) => Promise<Outcome>): Promise<Outcome> | string {
  return read.ok ? then(read.call) : read.sentence;
}

async function take(call: Call, talk: Conversation | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (talk === undefined) return sayPlainly(response, 503, 'Accord is still starting. Try again in a moment.');
  const body = await readJson(request);
  if (body === undefined) return sayPlainly(response, 400, 'That could not be read.');
  const outcome = await call(talk, body);
  if (typeof outcome === 'string') return sayPlainly(response, 400, outcome);
  if (outcome.is === 'refused') return sayPlainly(response, outcome.status, outcome.sentence);
  return sendJson(response, outcome);
}
