import { z } from 'zod';
import type { AgreementRecord } from './agreement-record.ts';
import { type Day, dayAt, isDay } from './days.ts';
import { type DutySetting, type DutySettings, dutySettingsOf, openDay, type Raised } from './duty-settings.ts';
import { type KeyValue, StoreBroken } from './key-value.ts';
import { openOwnReminders } from './own-reminder-log.ts';
import type { Partnership } from './partnership.ts';
import { UNTOLD_DUTIES } from './untold-duties.ts';

/*
 * What is settled and raised in chat, beside the partnership file, one key each:
 *   duties-settled:<agreement>:<number>   a day that a document leaves open
 *   duties-raised:<agreement>:<number>    an occurrence of a duty that waits for an event
 *   duties-since:<agreement>:<number>     the day reminding began: the first counts
 *   duties-seen:up-to                     the day up to which reminders were looked for
 */

const day = z.string().refine(isDay);
const made = { by: z.string(), at: z.string() };
const settledDay = z.strictObject({ duty: z.string(), day: openDay, ...made });
const raisedDuty = z.strictObject({ duty: z.string(), what: z.string(), dueOn: day, ...made });
const beginning = z.strictObject({ since: day });

/** A day somebody gave for a duty. */
export type SettledDay = z.infer<typeof settledDay>;
/** An occurrence somebody raised: what it is about, in their words, and by when. */
export type RaisedDuty = z.infer<typeof raisedDuty>;

/** The kinds of its records, as their keys begin. */
export const RAISED = 'duties-raised';
const SETTLED = 'duties-settled';
const SINCE = 'duties-since';
const SEEN = 'duties-seen:up-to';

/** Records of one agreement read at once: far more than people make by hand. */
const AT_MOST = 5000;

export type DutyBook = {
  /** All that decides the reminders of an agreement: the partnership file, and over it what was settled in chat. */
  settingsOf(agreement: AgreementRecord): Promise<DutySettings>;
  /** Keeps a day for a duty, once for each request. A later one takes its place. */
  settle(agreement: string, settled: SettledDay, requestId: string): Promise<void>;
  /** Raises an occurrence, once for each request. @returns it, with its number among those of its agreement */
  raise(agreement: string, raised: RaisedDuty, requestId: string): Promise<Raised & { number: number }>;
  /** Notes that reminding begins for an agreement, unless it has. @returns the day it began */
  begin(agreement: string, today: Day): Promise<Day>;
  /** The day up to which reminders were looked for; undefined before the first time. */
  seenUpTo(): Promise<Day | undefined>;
  /** Notes that everything before a day was looked at. */
  sawUpTo(day: Day): Promise<void>;
};

/** What a store holds, over what the partnership file says. */
export function openDutyBook(store: KeyValue, partnership: () => Partnership): DutyBook {
  const list = async <T>(kind: string, agreement: string, schema: z.ZodType<T>) =>
    (await store.list(`${kind}:${agreement}:`, AT_MOST)).map(({ key, value }) => read(key, value, schema));
  const add = (kind: string, agreement: string, value: unknown, id: string, beside?: string) =>
    store.append(`${kind}:${agreement}:`, JSON.stringify(value), id, beside);
  const ownReminders = openOwnReminders(store);
  return {
    async settingsOf(agreement) {
      const [settled, raised, begun, own] = await Promise.all([
        list(SETTLED, agreement.id, settledDay),
        list(RAISED, agreement.id, raisedDuty),
        list(SINCE, agreement.id, beginning),
        ownReminders.of(agreement.id),
      ]);
      const file = dutySettingsOf(partnership(), agreement);
      return {
        ...file,
        duties: [...file.duties, ...settled.map(({ duty, day }): DutySetting => ({ agreement: agreement.id, duty, day }))],
        raised: raised.map(asOccurrence),
        own,
        since: begun[0]?.since ?? null,
        settledOn: firstDays(settled),
      };
    },
    settle: async (agreement, settled, requestId) =>
      void (await add(SETTLED, agreement, settledDay.parse(settled), requestId, UNTOLD_DUTIES)),
    async raise(agreement, raised, requestId) {
      const number = await add(RAISED, agreement, raisedDuty.parse(raised), requestId, UNTOLD_DUTIES);
      return { ...asOccurrence(raised, number - 1), number };
    },
    async begin(agreement, today) {
      await add(SINCE, agreement, { since: today }, 'since');
      return (await list(SINCE, agreement, beginning))[0]!.since;
    },
    async seenUpTo() {
      const text = await store.get(SEEN);
      return text === undefined ? undefined : read(SEEN, text, day);
    },
    sawUpTo: (upTo) => store.set(SEEN, JSON.stringify(upTo)),
  };
}

/** An occurrence that was raised is known by its place among those of its agreement. */
function asOccurrence({ duty, dueOn, what }: RaisedDuty, index: number): Raised {
  return { duty, key: raisedKey(index + 1), dueOn, what };
}

/** The key of the occurrence that was raised so many-th (from 1). */
export function raisedKey(number: number): string {
  return `raised-${number}`;
}

/** When each duty first had a day: from then on it can be late. */
function firstDays(settled: readonly SettledDay[]): Record<string, Day> {
  return Object.fromEntries(settled.toReversed().map(({ duty, at }) => [duty, dayAt(at)]));
}

function read<T>(key: string, text: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new StoreBroken(`make sense of the record ${key}`, error);
  }
}
