import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Agreements } from '../../data/agreements.ts';
import type { Partnership } from '../../data/partnership.ts';
import { factsOf, type Log } from '../log.ts';
import { type Platform, Unreachable } from '../platform.ts';
import type { SetUp } from '../set-up.ts';
import { castOf, channelsOf } from './cast.ts';
import { type Conversation, makeConversation, type Outcome } from './conversation.ts';
import { refusalOf, refusalOfPost } from './guard.ts';
import { readJson, sayPlainly, sendDownload, sendFile, sendJson } from './http.ts';
import { DOCUMENT_BYTES_AT_MOST } from './limits.ts';
import { makeListeners } from './listeners.ts';
import { deleted, opened, pressed, type Read, readCall, said, submitted } from './read.ts';
import { renderMessage } from './render.ts';
import { makeRooms, type RoomName } from './rooms.ts';
import { makeSetUpRoute, SET_UP_PATH, type SetUpRoute } from './set-up.ts';

const PAGE = join(import.meta.dirname, 'page');
/** Microsoft’s renderer of Adaptive Cards, as the browser loads it. */
const RENDERER = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');

/**
 * The local chat page: for trying, rehearsing and demonstrating, on this machine only. One chooses who one is and talks to Accord in a
 * channel or alone; cards, dialogs and unprompted messages are those of Teams. What is said is kept in memory and gone with the process.
 */
export function makeLocal(parts: Parts): Platform {
  // Looked at anew each time, as what Accord knows may have changed since.
  const cast = () => castOf(parts.partnership);
  const channels = () => channelsOf(parts.partnership, (id) => parts.agreements.get(id)?.name ?? id);
  const shared = () => channels().map((channel): RoomName => `channel:${channel.id}`);
  const roomsOf = (email: string): readonly RoomName[] =>
    parts.partnership.people.some((person) => person.email === email) ? ['home', 'alone', ...shared()] : [];
  const knows = (email: string, room: RoomName) => roomsOf(email).includes(room);
  const roomFor = (to: string): RoomName => {
    if (shared().includes(`channel:${to}`)) return `channel:${to}`;
    if (!knows(to, 'alone')) throw new Unreachable('not-on-local-page');
    return 'alone';
  };
  const rooms = makeRooms();
  const listeners = makeListeners(rooms, roomsOf);
  let conversation: Conversation | undefined;

  const fileAt = (query: URLSearchParams) => {
    const [as, room, entry] = ['as', 'room', 'entry'].map((name) => query.get(name) ?? '') as [string, RoomName, string];
    return knows(as, room) ? rooms.find(room, as, entry)?.files[Number(query.get('file') ?? 0)] : undefined;
  };
  const route = makeRoute({
    cast: () => ({ cast: cast(), channels: channels(), setUp: parts.setUp !== undefined }),
    listen: listeners.listen,
    conversation: () => conversation,
    fileAt,
    setUp: parts.setUp === undefined ? undefined : makeSetUpRoute(parts.setUp),
  });
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
      { path: '/local/', listener, bytesAtMost: DOCUMENT_BYTES_AT_MOST },
    ],
    async start(dispatch) {
      conversation = makeConversation(rooms, dispatch, knows);
    },
    async deliver({ to }, message) {
      const about = { id: randomUUID(), at: new Date().toISOString(), seenBy: null, answers: null };
      rooms.put(roomFor(to), to, renderMessage(message, about), message.buttons);
      return about.id;
    },
    async update({ to }, posted, message) {
      const room = roomFor(to);
      const before = rooms.find(room, to, posted)?.entry;
      if (before !== undefined) rooms.put(room, to, renderMessage(message, before), message.buttons);
    },
    async stop() {
      listeners.stop();
    },
  };
}

type Parts = {
  log: Log;
  /** Read each time they are needed. */
  readonly partnership: Partnership;
  readonly agreements: Agreements;
  /** Without it the page “Set up” is not there. */
  setUp?: SetUp;
};

type Served = {
  cast(): object;
  listen(request: IncomingMessage, response: ServerResponse): void;
  conversation(): Conversation | undefined;
  /** The file of an entry that a person can see: `as`, `room`, `entry`, and `file`, its place among several. */
  fileAt(query: URLSearchParams): Parameters<typeof sendDownload>[1] | undefined;
  setUp: SetUpRoute | undefined;
};

/* Which call or file a path is. Everything is refused that does not come from this machine and this page. */
function makeRoute({ cast, listen, conversation, fileAt, setUp }: Served) {
  const files = new Map(readdirSync(PAGE).map((name) => [name === 'index.html' ? '/' : `/local/${name}`, join(PAGE, name)]));
  files.set('/local/adaptivecards.js', RENDERER);

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '/', query] = (request.url ?? '/').split('?');
    const call = CALLS.get(path);
    const refusal = refusalOf(request) ?? (call ? refusalOfPost(request) : null);
    if (refusal) return sayPlainly(response, refusal.status, refusal.sentence);
    if (call) return take(call, conversation(), request, response);
    if (setUp !== undefined && path.startsWith(SET_UP_PATH)) return setUp(path, new URLSearchParams(query), request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') return sayPlainly(response, 405, 'Use GET here.');
    if (path === '/local/events') return listen(request, response);
    if (path === '/local/cast') return sendJson(response, cast());
    if (path === '/local/file') {
      const kept = fileAt(new URLSearchParams(query));
      return kept === undefined
        ? sayPlainly(response, 404, 'That file is no longer here. Ask for it again.')
        : sendDownload(response, kept);
    }
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
