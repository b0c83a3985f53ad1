import { z } from 'zod';
import { isDay } from './days.ts';
import { entries } from './issue-vault.ts';
import { type KeyValue, StoreBroken } from './key-value.ts';
import { recipient } from './outbox.ts';
import { UNTOLD_DUTIES } from './untold-duties.ts';

/** One occurrence in a message, and the days whose reminders of it the message gives: more than one after an outage. */
const item = z.strictObject({
  duty: z.string(),
  key: z.string(),
  days: z.array(z.string().refine(isDay)),
  /** How many weeks it was overdue then. */
  overdue: z.int().min(0),
});

const reminding = z.strictObject({
  /** Reminders fell due; or somebody was handed an occurrence, or raised one, which others are to know. */
  because: z.enum(['due', 'handed over', 'raised']),
  at: z.string(),
  items: z.array(item),
  to: z.array(recipient),
});

/** One message that speaks of occurrences, left for each of these recipients. */
export type Reminding = z.infer<typeof reminding>;
export type RemindedItem = Reminding['items'][number];

/** The same with its number among those of its agreement. */
export type NumberedReminding = Reminding & { number: number };

/** What was said of the duties of each agreement, as it is kept: `reminders:<agreement>:<number>`. */
export type ReminderLog = {
  /** Keeps a message, once for each id; until its notices are left, `untold-duties.ts` knows of it. @returns its number */
  add(agreement: string, message: Reminding, id: string): Promise<number>;
  /**
   * Every message of an agreement, in order. A reminder that an earlier message gives is not in a later one, so that each is given once even
   * where two processes found it due at the same time.
   */
  of(agreement: string): Promise<NumberedReminding[]>;
};

/** The first part of every key. */
export const REMINDERS = 'reminders';

/** The log in a store. */
export function openReminderLog(store: KeyValue): ReminderLog {
  return {
    add: (agreement, message, id) =>
      store.append(`${REMINDERS}:${agreement}:`, JSON.stringify(reminding.parse(message)), id, UNTOLD_DUTIES),
    async of(agreement) {
      const found: NumberedReminding[] = [];
      const given = new Set<string>();
      for await (const { key, value } of entries(store, `${REMINDERS}:${agreement}:`)) {
        const message = readReminding(key, value);
        found.push({ ...message, items: firstGiven(message, given), number: found.length + 1 });
      }
      return found;
    },
  };
}

/** Whether a message gives a reminder. */
export function gives({ items }: Reminding, { duty, key }: Pick<RemindedItem, 'duty' | 'key'>): boolean {
  return items.some((one) => one.duty === duty && one.key === key);
}

function firstGiven({ because, items }: Reminding, given: Set<string>): RemindedItem[] {
  if (because !== 'due') return items;
  return items.flatMap((one) => {
    const days = one.days.filter((day) => {
      const id = `${one.duty}/${one.key}/${day}`;
      const first = !given.has(id);
      given.add(id);
      return first;
    });
    return days.length === 0 ? [] : [{ ...one, days }];
  });
}

function readReminding(key: string, text: string): Reminding {
  try {
    return reminding.parse(JSON.parse(text));
  } catch (error) {
    throw new StoreBroken(`make sense of the record ${key}`, error);
  }
}
