import type { IncomingMessage, ServerResponse } from 'node:http';
import { openEvents, sayPlainly } from './http.ts';
import { KEEP_ALIVE_MS, WATCHERS_AT_MOST } from './limits.ts';
import type { RoomName, Rooms } from './rooms.ts';

/** The pages that listen: each for one person, by Server-Sent Events. */
export type Listeners = ReturnType<typeof makeListeners>;

/** `roomsOf` gives the rooms a person has, none when there is no such person. */
export function makeListeners(rooms: Rooms, roomsOf: (email: string) => readonly RoomName[]) {
  const open = new Set<ServerResponse>();
  return {
    /** Answers with a stream: first `all`, every conversation this person can see, then each `change` as it happens. */
    listen(request: IncomingMessage, response: ServerResponse): void {
      const email = new URL(request.url ?? '/', 'http://localhost').searchParams.get('as') ?? '';
      const own = roomsOf(email);
      if (own.length === 0) {
        sayPlainly(response, 404, 'The partnership file has no such person. Reload the page.');
        return;
      }
      if (open.size >= WATCHERS_AT_MOST) {
        sayPlainly(response, 503, 'Too many pages are open. Close some and reload.');
        return;
      }
      const send = openEvents(response);
      send('all', Object.fromEntries(own.map((room) => [room, rooms.seenBy(room, email)])));
      const stop = rooms.watch(email, (change) => send('change', change));
      const alive = setInterval(() => send('alive', {}), KEEP_ALIVE_MS);
      open.add(response);
      response.on('close', () => {
        stop();
        clearInterval(alive);
        open.delete(response);
      });
    },

    /** Ends every stream, so that the server can close. */
    stop(): void {
      for (const response of open) response.end();
    },
  };
}
