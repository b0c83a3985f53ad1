import { z } from 'zod';
import { keyOfNumber } from './engine.ts';
import { type KeyValue, StoreBroken } from './key-value.ts';
import { type OwnReminder, ownReminder } from './own-reminders.ts';
import { UNTOLD_DUTIES } from './untold-duties.ts';

/*
 * The reminders people asked for themselves, as they are kept: `own-reminders:<agreement>:<number>` and, under it, that it was cancelled.
 * Whoever plans reminders hears of both by `untold-duties.ts`.
 */

/** An own reminder with its number among those of its agreement, and when it was made; cancelled by whoever was first, by e-mail address. */
export type KeptReminder = { agreement: string; number: number; madeAt: string; reminder: OwnReminder; cancelledBy: string | null };

const event = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('made'), at: z.string(), ...ownReminder.omit({ cancelledAt: true }).shape }),
  z.strictObject({ is: z.literal('cancelled'), by: z.string(), at: z.string() }),
]);
type Event = z.infer<typeof event>;

export type OwnReminderLog = {
  /** Keeps a reminder under the agreement’s next number, once for each request id. */
  add(agreement: string, reminder: Omit<OwnReminder, 'cancelledAt'>, made: { requestId: string; at: string }): Promise<KeptReminder>;
  get(agreement: string, number: number): Promise<KeptReminder | undefined>;
  /** All of an agreement, oldest first, cancelled ones among them. */
  of(agreement: string): Promise<KeptReminder[]>;
  /**
   * Cancels a reminder that is there. `counted` is false when somebody else was first; the same request counts however often it comes.
   * Undefined when there is no such reminder.
   */
  cancel(
    agreement: string,
    number: number,
    by: { email: string; at: string; requestId: string },
  ): Promise<{ kept: KeptReminder; counted: boolean } | undefined>;
};

/** Rows read at once. */
const PAGE = 250;

/** The own reminders in a store. */
export function openOwnReminders(store: KeyValue): OwnReminderLog {
  const log: OwnReminderLog = {
    async add(agreement, reminder, { requestId, at }) {
      const number = await store.append(under(agreement), write({ is: 'made', at, ...reminder }), requestId, UNTOLD_DUTIES);
      return (await log.get(agreement, number))!;
    },
    async get(agreement, number) {
      const key = keyOfNumber(under(agreement), number);
      const made = await store.get(key);
      return made === undefined ? undefined : fold(agreement, [{ key, value: made }, ...(await store.list(`${key}:`, PAGE))])[0];
    },
    async of(agreement) {
      const rows: { key: string; value: string }[] = [];
      let page: typeof rows;
      do {
        page = await store.list(under(agreement), PAGE, rows.at(-1)?.key);
        rows.push(...page);
      } while (page.length === PAGE);
      return fold(agreement, rows);
    },
    async cancel(agreement, number, { email, at, requestId }) {
      const key = keyOfNumber(under(agreement), number);
      if ((await store.get(key)) === undefined) return undefined;
      const place = await store.append(`${key}:`, write({ is: 'cancelled', by: email, at }), requestId, UNTOLD_DUTIES);
      return { kept: (await log.get(agreement, number))!, counted: place === 1 };
    },
  };
  return log;
}

function under(agreement: string): string {
  if (!/^[a-z0-9-]+$/.test(agreement)) throw new Error('an agreement’s id holds only small letters, digits and hyphens');
  return `own-reminders:${agreement}:`;
}

function write(one: Event): string {
  return JSON.stringify(event.parse(one));
}

/** Reminders from their rows, in key order: each is followed by what happened to it, of which the first counts. */
function fold(agreement: string, rows: readonly { key: string; value: string }[]): KeptReminder[] {
  const kept: KeptReminder[] = [];
  for (const { key, value } of rows) {
    const read = readEvent(key, value);
    const last = kept.at(-1);
    if (read.is === 'made') {
      const { is: _is, at: madeAt, ...reminder } = read;
      const number = Number(key.slice(under(agreement).length));
      kept.push({ agreement, number, madeAt, reminder: { ...reminder, cancelledAt: null }, cancelledBy: null });
    } else if (last !== undefined && last.cancelledBy === null) {
      last.reminder = { ...last.reminder, cancelledAt: read.at };
      last.cancelledBy = read.by;
    }
  }
  return kept;
}

function readEvent(key: string, value: string): Event {
  try {
    return event.parse(JSON.parse(value));
  } catch (error) {
    throw new StoreBroken(`make sense of the record ${key}`, error);
  }
}
