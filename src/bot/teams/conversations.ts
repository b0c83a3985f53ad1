import { z } from 'zod';
import { type Collection, collection } from '../../data/collection.ts';
import type { KeyValue } from '../../data/key-value.ts';
import { type Activity, isFromMenu, isPersonal, roomOf, wasRemoved, withoutThread } from './read.ts';

const id = z.string().min(1);
const service = z.strictObject({ serviceUrl: id, bot: id, tenant: id.nullable() });
const person = service.extend({ ids: z.array(id).min(1), conversation: id.nullable() });
const room = service.extend({ room: id, conversation: id, team: id.nullable() });

/** How Teams is reached: the service URL, Accord’s own id there and the tenant, as an authenticated activity gave them. */
export type Service = z.infer<typeof service>;
/** A person: their ids (Teams’ own first, then Entra’s), and their personal chat with Accord once there is one. */
export type KnownPerson = z.infer<typeof person>;
/** A channel or group chat that Accord is in. */
export type KnownRoom = z.infer<typeof room>;

/** Where people and rooms are reached unprompted. Kept as ids and addresses, never as an SDK’s object. */
export type Conversations = {
  /** Takes note of where an activity came from. Only ever called with one whose token was checked. */
  seen(activity: Activity): Promise<void>;
  /** By Teams user id or Entra object id. Somebody never heard of is tried through the service last seen; undefined when there is none. */
  personBy(id: string): Promise<KnownPerson | undefined>;
  roomBy(id: string): Promise<KnownRoom | undefined>;
  /** Keeps the personal chat that was made for a person. */
  keepChat(known: KnownPerson, conversation: string): Promise<void>;
};

const LAST_SEEN = 'last-seen';
const ROOMS_IN_A_TEAM_AT_MOST = 10_000;

/** The conversations of Teams in a store. Written only when something has changed. */
export function makeConversations(store: KeyValue): Conversations {
  const services = collection(store, 'teams-services', service);
  const people = collection(store, 'teams-people', person);
  const rooms = collection(store, 'teams-rooms', room);

  /** The record under Teams’ own id is written last: while it says the same, so do the others. */
  const keepPerson = async (known: KnownPerson) => {
    for (const one of known.ids.toReversed()) await putIfChanged(people, known, one);
  };

  const seePerson = async (at: Service, { from, recipient, conversation }: Activity, personal: boolean) => {
    if (from.id === recipient.id) return;
    const before = await people.get(from.id);
    const ids = from.aadObjectId === undefined ? (before?.ids ?? [from.id]) : [from.id, from.aadObjectId];
    const now: KnownPerson = { ...at, ids, conversation: personal ? conversation.id : (before?.conversation ?? null) };
    if (before === undefined || !isSame(before, now)) await keepPerson(now);
  };

  const forget = async (activity: Activity) => {
    if (isPersonal(activity)) {
      const ids = (await people.get(activity.from.id))?.ids ?? [activity.from.id];
      for (const one of new Set([...ids, activity.from.aadObjectId ?? activity.from.id])) await people.remove(one);
      return;
    }
    const own = roomOf(activity);
    const team = activity.channelData?.team?.id;
    for (const known of await rooms.list([], ROOMS_IN_A_TEAM_AT_MOST)) {
      if (known.room === own || (team !== undefined && known.team === team)) await rooms.remove(known.room);
    }
  };

  return {
    async seen(activity) {
      if (wasRemoved(activity)) return forget(activity);
      const at: Service = {
        serviceUrl: activity.serviceUrl,
        bot: activity.recipient.id,
        tenant: activity.conversation.tenantId ?? activity.channelData?.tenant?.id ?? null,
      };
      const own = roomOf(activity);
      await putIfChanged(services, at, LAST_SEEN);
      const menu = isFromMenu(activity);
      await seePerson(at, activity, own === null && !menu);
      if (own === null || menu) return;
      await putIfChanged(rooms, { ...at, room: own, conversation: withoutThread(own), team: activity.channelData?.team?.id ?? null }, own);
    },
    async personBy(wanted) {
      const known = await people.get(wanted);
      if (known !== undefined) return known;
      const at = await services.get(LAST_SEEN);
      return at === undefined ? undefined : { ...at, ids: [wanted], conversation: null };
    },
    roomBy: (wanted) => rooms.get(wanted),
    keepChat: (known, conversation) => keepPerson({ ...known, conversation }),
  };
}

async function putIfChanged<T>(records: Collection<T>, value: T, key: string): Promise<void> {
  const before = await records.get(key);
  if (before === undefined || !isSame(before, value)) await records.put(value, key);
}

function isSame<T>(one: T, other: T): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
