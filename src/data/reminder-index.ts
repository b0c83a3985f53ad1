import { setImmediate } from 'node:timers/promises';

/**
 * When anything is next to be said of each agreement, so that a tick with nothing due looks at one instant however many duties there are.
 * It holds nothing that is not in the store: after a start, or a change to an agreement, whoever keeps it works the agreement out again.
 */
export type ReminderIndex = {
  /** The agreements to look at now: those with a reminder due by then, and those that changed. The earliest first. */
  due(now: string): string[];
  /** The same one by one. Between two the event loop has its turn: two thousand agreements take seconds. */
  eachDue(now: string): AsyncGenerator<string>;
  /** What was worked out for an agreement: the next instant, or null when nothing is to come. */
  put(agreement: string, nextAt: string | null): void;
  /** Something about an agreement changed (its settings, a duty done): it is due to be looked at. */
  changed(agreement: string): void;
};

/** Before every instant. */
const AT_ONCE = '';

/** An index in which every one of these agreements is still to be looked at. */
export function openReminderIndex(agreements: Iterable<string>): ReminderIndex {
  const nextAt = new Map<string, string>();
  for (const agreement of agreements) nextAt.set(agreement, AT_ONCE);
  let earliest: string | undefined;
  const index: ReminderIndex = {
    due(now) {
      earliest ??= [...nextAt.values()].reduce((one, other) => (one < other ? one : other), '~');
      if (now < earliest) return [];
      return [...nextAt]
        .filter(([, at]) => at <= now)
        .sort(([, one], [, other]) => (one < other ? -1 : one > other ? 1 : 0))
        .map(([agreement]) => agreement);
    },
    async *eachDue(now) {
      for (const agreement of index.due(now)) {
        yield agreement;
        await setImmediate();
      }
    },
    put(agreement, at) {
      if (at === null) nextAt.delete(agreement);
      else nextAt.set(agreement, at);
      earliest = undefined;
    },
    changed(agreement) {
      nextAt.set(agreement, AT_ONCE);
      earliest = AT_ONCE;
    },
  };
  return index;
}
