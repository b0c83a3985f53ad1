import type { Button, Part } from '../../handlers/reply.ts';
import { ENTRIES_AT_MOST } from './limits.ts';

/** A conversation as a person’s page names it: `alone` and `home` are their own, a channel is shared. */
export type RoomName = 'alone' | 'home' | `channel:${string}`;

/** One message as the page gets it. `at` is an instant; `by` the writer’s e-mail, null for Accord; `seenBy` the only one who sees it, null for everybody in the room; `answers` whose words it answers. */
export type Entry = {
  id: string;
  at: string;
  by: string | null;
  seenBy: string | null;
  answers: string | null;
  text: string;
  card: object | null;
  /** The names of the files that come with it. */
  files?: readonly string[];
};

/** What a listening page hears: an entry that is new or changed (the same id again), or one that is gone. */
export type Change = { room: RoomName; entry: Entry } | { room: RoomName; gone: string };

type Kept = { entry: Entry; buttons: readonly Button[]; files: readonly File[] };
type File = Part & { is: 'file' };
type Watcher = { email: string; hear(change: Change): void };

/** What was said, for each conversation, in memory only; and the pages that listen. */
export type Rooms = ReturnType<typeof makeRooms>;

/** Opens the rooms, all empty. */
export function makeRooms() {
  const rooms = new Map<string, Map<string, Kept>>();
  const watchers = new Set<Watcher>();

  const tell = (room: RoomName, owner: string, seenBy: string | null, change: Change) => {
    for (const watcher of watchers) {
      const inRoom = isShared(room) || watcher.email === owner;
      if (inRoom && (seenBy === null || seenBy === watcher.email)) watcher.hear(change);
    }
  };
  const entriesOf = (room: RoomName, owner: string) => {
    const key = keyOf(room, owner);
    if (!rooms.has(key)) rooms.set(key, new Map());
    return rooms.get(key)!;
  };

  return {
    /** Puts an entry in a room, in place of one with the same id, and tells the pages of those who may see it. `owner` is whose room it is when it is not shared. */
    put(room: RoomName, owner: string, entry: Entry, buttons: readonly Button[] = [], files: readonly File[] = []): void {
      const entries = entriesOf(room, owner);
      entries.set(entry.id, { entry, buttons, files });
      if (entries.size > ENTRIES_AT_MOST) entries.delete(entries.keys().next().value!);
      tell(room, owner, entry.seenBy, { room, entry });
    },

    /** Takes an entry away. */
    remove(room: RoomName, owner: string, id: string): void {
      const kept = entriesOf(room, owner).get(id);
      if (kept === undefined) return;
      entriesOf(room, owner).delete(id);
      tell(room, owner, kept.entry.seenBy, { room, gone: id });
    },

    /** An entry that this person can see, with its buttons and files; undefined when there is none. */
    find(room: RoomName, email: string, id: string): Kept | undefined {
      const kept = entriesOf(room, email).get(id);
      return kept !== undefined && maySee(kept.entry, email) ? kept : undefined;
    },

    /** What this person can see of a room, oldest first. */
    seenBy(room: RoomName, email: string): Entry[] {
      return [...entriesOf(room, email).values()].map((kept) => kept.entry).filter((entry) => maySee(entry, email));
    },

    /** Hears what changes for a person, until the answer is called. */
    watch(email: string, hear: (change: Change) => void): () => void {
      const watcher = { email, hear };
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },

    watching: () => watchers.size,
  };
}

function maySee(entry: Entry, email: string): boolean {
  return entry.seenBy === null || entry.seenBy === email;
}

function isShared(room: RoomName): boolean {
  return room.startsWith('channel:');
}

function keyOf(room: RoomName, owner: string): string {
  return isShared(room) ? room : `${room}:${owner}`;
}
