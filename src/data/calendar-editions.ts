import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type CalendarEntry, nextEdition, type PublishedEntry } from './calendar-entries.ts';
import type { Day } from './days.ts';
import { entries } from './issue-vault.ts';
import { type KeyValue, StoreBroken } from './key-value.ts';

/*
 * The entries of each agreement’s calendar as they were published, so that a change counts up and what is gone is called off: one key for
 * each change, `calendar-entries:<agreement>:<uid>:<number>`. The number of changes is the sequence of the entry.
 */

const published = z.strictObject({
  uid: z.string(),
  from: z.string(),
  to: z.string(),
  title: z.string(),
  text: z.string(),
  cancelled: z.boolean(),
  changedAt: z.string(),
});

export type CalendarEditions = {
  /**
   * Publishes the entries of an agreement. What has not changed since it was last published stays as it was; what an earlier edition had and
   * this one has not is called off.
   * @param covers the days the entries were gathered for
   */
  publish(agreement: string, entries: readonly CalendarEntry[], covers: { from: Day; to: Day }, at: string): Promise<PublishedEntry[]>;
};

/** The editions in a store. */
export function openCalendarEditions(store: KeyValue): CalendarEditions {
  const before = async (agreement: string) => {
    const last = new Map<string, PublishedEntry>();
    const prefix = under(agreement);
    for await (const { key, value } of entries(store, prefix)) {
      const entry = readEntry(key, value);
      last.set(entry.uid, { ...entry, sequence: (last.get(entry.uid)?.sequence ?? -1) + 1 });
    }
    return [...last.values()];
  };
  return {
    async publish(agreement, now, covers, at) {
      const known = await before(agreement);
      const sequences = new Map(known.map(({ uid, sequence }) => [uid, sequence]));
      const edition = nextEdition(known, now, covers, at);
      for (const { sequence, ...entry } of edition) {
        if (sequences.get(entry.uid) === sequence) continue;
        // The same change to the same state, found by two who look at once, is one.
        await store.append(`${under(agreement)}${partOf(entry.uid)}:`, JSON.stringify(published.parse(entry)), changeId(sequence, entry));
      }
      return edition;
    },
  };
}

function under(agreement: string): string {
  if (!/^[a-z0-9-]+$/.test(agreement)) throw new Error('an agreement’s id holds only small letters, digits and hyphens');
  return `calendar-entries:${agreement}:`;
}

/** A uid as part of a key. */
function partOf(uid: string): string {
  if (!/^[\w.@-]+$/.test(uid)) throw new Error('an entry is known by letters, digits, full stops and hyphens');
  return uid;
}

function changeId(sequence: number, { from, to, title, text, cancelled }: Omit<PublishedEntry, 'sequence'>): string {
  return createHash('sha256')
    .update(JSON.stringify([sequence, from, to, title, text, cancelled]))
    .digest('base64url');
}

function readEntry(key: string, text: string): z.infer<typeof published> {
  try {
    return published.parse(JSON.parse(text));
  } catch (error) {
    throw new StoreBroken(`make sense of the record ${key}`, error);
  }
}
