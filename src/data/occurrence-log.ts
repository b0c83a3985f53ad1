import { entries } from './issue-vault.ts';
import { type KeyValue, StoreBroken } from './key-value.ts';
import { type OccurrenceEvent, occurrenceEvent } from './occurrence-events.ts';
import { UNTOLD_DUTIES } from './untold-duties.ts';

/** What happened to the occurrences of each agreement, as it is kept: `occurrences:<agreement>:<duty>/<key>:<number>`, one key each. */
export type OccurrenceLog = {
  /**
   * Adds an event, once for each request: a repeat changes nothing. The order they are kept in decides which of two at once came first.
   * Until everybody is told, `untold-duties.ts` knows of it.
   * @param occurrence its `occurrenceId`
   * @returns every event of that occurrence, in order, and which of them this is (from 1)
   */
  add(
    agreement: string,
    occurrence: string,
    event: OccurrenceEvent,
    requestId: string,
  ): Promise<{ events: OccurrenceEvent[]; number: number }>;
  /** Every event of an occurrence, in order. */
  of(agreement: string, occurrence: string): Promise<OccurrenceEvent[]>;
  /** The same for every occurrence of an agreement to which anything happened, by `occurrenceId`. */
  all(agreement: string): Promise<ReadonlyMap<string, OccurrenceEvent[]>>;
};

/** The first part of every key. */
export const OCCURRENCES = 'occurrences';

/** The log in a store. */
export function openOccurrenceLog(store: KeyValue): OccurrenceLog {
  const log: OccurrenceLog = {
    async add(agreement, occurrence, event, requestId) {
      const value = JSON.stringify(occurrenceEvent.parse(event));
      const number = await store.append(under(agreement, occurrence), value, requestId, UNTOLD_DUTIES);
      return { events: await log.of(agreement, occurrence), number };
    },
    async of(agreement, occurrence) {
      const found: OccurrenceEvent[] = [];
      for await (const { key, value } of entries(store, under(agreement, occurrence))) found.push(readEvent(key, value));
      return found;
    },
    async all(agreement) {
      const found = new Map<string, OccurrenceEvent[]>();
      const prefix = `${OCCURRENCES}:${agreement}:`;
      for await (const { key, value } of entries(store, prefix)) {
        const occurrence = key.slice(prefix.length, key.lastIndexOf(':'));
        found.set(occurrence, [...(found.get(occurrence) ?? []), readEvent(key, value)]);
      }
      return found;
    },
  };
  return log;
}

function under(agreement: string, occurrence: string): string {
  if (!/^[a-z0-9-]+ [a-z0-9-]+\/[a-z0-9-]+$/.test(`${agreement} ${occurrence}`))
    throw new Error('an occurrence is known by small letters, digits and hyphens');
  return `${OCCURRENCES}:${agreement}:${occurrence}:`;
}

function readEvent(key: string, text: string): OccurrenceEvent {
  try {
    return occurrenceEvent.parse(JSON.parse(text));
  } catch (error) {
    throw new StoreBroken(`make sense of the record ${key}`, error);
  }
}
