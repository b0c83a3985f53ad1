import { setImmediate } from 'node:timers/promises';
import { type Benefit, type BenefitEvent, benefitEvent, type FirstEvent, type LaterEvent, newBenefit, withEvent } from './benefits.ts';
import { keyOfNumber } from './engine.ts';
import { type KeyValue, StoreBroken } from './key-value.ts';

/** The log of each agreement, as it is kept: `benefits:<agreement>:<number>` and, under it, one key for each later event. */
export type BenefitLog = {
  /**
   * Adds an entry under the agreement’s next number. The same request id makes one entry: a repeat gives the entry as it stands.
   * The entry and its number are one transaction.
   */
  add(agreement: string, event: FirstEvent, requestId: string): Promise<Benefit>;
  /**
   * Adds an event to an entry, once for each request id. `counted` is false when another came first and left nothing to do.
   * Undefined when there is no such entry.
   */
  addTo(
    agreement: string,
    number: number,
    event: LaterEvent,
    requestId: string,
  ): Promise<{ benefit: Benefit; counted: boolean } | undefined>;
  get(agreement: string, number: number): Promise<Benefit | undefined>;
  /** The entries last made, newest first, at most `count`, below the number `before`, of those that `keep` wants. */
  newest(agreement: string, count: number, options?: { before?: number; keep?: (benefit: Benefit) => boolean }): Promise<Benefit[]>;
  /** Every entry of an agreement, oldest first, in pages. Between pages the event loop gets its turn. */
  scan(agreement: string): AsyncGenerator<Benefit[]>;
};

/** Rows read at once: a millisecond or two of work. */
const PAGE = 250;
/** Entries looked at in one step backwards. */
const STEP = 100;

/** The log in a store. */
export function openBenefitLog(store: KeyValue): BenefitLog {
  const log: BenefitLog = {
    async add(agreement, event, requestId) {
      const number = await store.append(under(agreement), write(event), requestId);
      return (await log.get(agreement, number))!;
    },
    async addTo(agreement, number, event, requestId) {
      const key = keyOfNumber(under(agreement), number);
      if ((await store.get(key)) === undefined) return undefined;
      const place = await store.append(`${key}:`, write(event), requestId);
      const benefit = (await log.get(agreement, number))!;
      return { benefit, counted: benefit.history[place]!.counted };
    },
    async get(agreement, number) {
      for await (const page of read(store, agreement, number, number)) for (const benefit of page) return benefit;
      return undefined;
    },
    async newest(agreement, count, { before = Number.POSITIVE_INFINITY, keep = () => true } = {}) {
      const last = await lastNumber(store, agreement);
      const found: Benefit[] = [];
      // Without a filter the first step finds all there is to find.
      let step = Math.min(count, STEP);
      for (let to = Math.min(last, before - 1); to > 0 && found.length < count; to -= step, step = STEP) {
        const entries: Benefit[] = [];
        for await (const page of read(store, agreement, Math.max(1, to - step + 1), to)) entries.push(...page.filter(keep));
        found.push(...entries.reverse());
        await setImmediate();
      }
      return found.slice(0, count);
    },
    scan: (agreement) => read(store, agreement, 1, Number.POSITIVE_INFINITY),
  };
  return log;
}

function under(agreement: string): string {
  if (!/^[a-z0-9-]+$/.test(agreement)) throw new Error('an agreement’s id holds only small letters, digits and hyphens');
  return `benefits:${agreement}:`;
}

async function lastNumber(store: KeyValue, agreement: string): Promise<number> {
  const prefix = under(agreement);
  const key = await store.lastKey(prefix);
  return key === undefined ? 0 : numberIn(key, prefix);
}

/** The number a key begins with below its prefix, whether it is the entry’s or one of its events’. */
function numberIn(key: string, prefix: string): number {
  return Number(key.slice(prefix.length).split(':', 1)[0]);
}

/** Entries from one number to another, in pages. */
async function* read(store: KeyValue, agreement: string, from: number, to: number): AsyncGenerator<Benefit[]> {
  const prefix = under(agreement);
  // “;” follows “:”, so this is after every event of the entry before the first wanted.
  let place: string | undefined = from > 1 ? `${keyOfNumber(prefix, from - 1)};` : undefined;
  const wanted = Math.min(PAGE, 10 + (to - from + 1) * 2);
  let open: Benefit | undefined;
  for (;;) {
    const rows = await store.list(prefix, wanted, place);
    const done: Benefit[] = [];
    for (const { key, value } of rows) {
      const number = numberIn(key, prefix);
      if (number !== open?.number) {
        if (open) done.push(open);
        open = undefined;
        if (number > to) break;
        open = newBenefit(agreement, number, readEvent(key, value) as FirstEvent);
      } else open = withEvent(open, readEvent(key, value) as LaterEvent);
    }
    const atEnd = rows.length < wanted || open === undefined;
    if (atEnd && open) done.push(open);
    if (done.length > 0) yield done;
    if (atEnd) return;
    place = rows.at(-1)!.key;
    await setImmediate();
  }
}

function write(event: BenefitEvent): string {
  return JSON.stringify(benefitEvent.parse(event));
}

function readEvent(key: string, text: string): BenefitEvent {
  try {
    return benefitEvent.parse(JSON.parse(text));
  } catch (error) {
    throw new StoreBroken(`make sense of the record ${key}`, error);
  }
}
