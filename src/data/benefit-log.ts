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
  /** The entry that a request made; undefined when it has made none. */
  madeBy(agreement: string, requestId: string): Promise<Benefit | undefined>;
  get(agreement: string, number: number): Promise<Benefit | undefined>;
  /** The entries last made, newest first, at most `count`, below the number `before`, of those that `keep` wants. */
  newest(agreement: string, count: number, options?: { before?: number; keep?: (benefit: Benefit) => boolean }): Promise<Benefit[]>;
  /**
   * The entries to which something happened that somebody may have to be told of, until `announced` is called: a crash after the event was
   * kept, and before anybody was told, leaves them here. At most `ANNOUNCED_AT_ONCE`.
   */
  unannounced(): Promise<{ agreement: string; number: number }[]>;
  /** Notes that everybody is told of all that happened to an entry so far. */
  announced(benefit: Benefit): Promise<void>;
  /** Every entry of an agreement, oldest first, in pages. Between pages the event loop gets its turn. */
  scan(agreement: string): AsyncGenerator<Benefit[]>;
};

/** What happens to an entry and is nobody’s business but theirs who did it. */
const TOLD_TO_NOBODY: ReadonlySet<BenefitEvent['is']> = new Set(['verified', 'withdrawn', 'undone']);
const UNANNOUNCED = 'unannounced:';
const ANNOUNCED_AT_ONCE = 250;

/** Rows read at once: a millisecond or two of work. */
const PAGE = 250;
/** Rows of an entry, where little happened to most of them: reading what is not wanted costs as much as what is. */
const ROWS_OF_AN_ENTRY = 1.25;
/** Entries looked at in one step backwards. */
const STEP = 100;

/** The log in a store. */
export function openBenefitLog(store: KeyValue): BenefitLog {
  const log: BenefitLog = {
    async add(agreement, event, requestId) {
      const text = write(event);
      const { number, isNew } = await store.appendNew(under(agreement), text, requestId, UNANNOUNCED);
      // A new entry stands as it was written; to one that was there something may have happened since.
      return isNew ? newBenefit(agreement, number, JSON.parse(text) as FirstEvent) : (await log.get(agreement, number))!;
    },
    async addTo(agreement, number, event, requestId) {
      const key = keyOfNumber(under(agreement), number);
      if ((await store.get(key)) === undefined) return undefined;
      const place = await store.append(`${key}:`, write(event), requestId, TOLD_TO_NOBODY.has(event.is) ? undefined : UNANNOUNCED);
      const benefit = (await log.get(agreement, number))!;
      return { benefit, counted: benefit.history[place]!.counted };
    },
    async madeBy(agreement, requestId) {
      const number = await store.numberOf(under(agreement), requestId);
      return number === undefined ? undefined : log.get(agreement, number);
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
    async unannounced() {
      const entries = (await store.list(UNANNOUNCED, ANNOUNCED_AT_ONCE)).map(({ key }) => {
        const [agreement = '', number] = key.slice(`${UNANNOUNCED}benefits:`.length).split(':');
        return { agreement, number: Number(number) };
      });
      return entries.filter(
        (one, at) => at === 0 || one.number !== entries[at - 1]!.number || one.agreement !== entries[at - 1]!.agreement,
      );
    },
    async announced({ agreement, number, history }) {
      const prefix = under(agreement);
      const key = `${UNANNOUNCED}${keyOfNumber(prefix, number)}`;
      const left = new Set((await store.list(key, ANNOUNCED_AT_ONCE)).map((one) => one.key));
      // Only what this entry’s history tells of: something that happened meanwhile has not been announced by whoever read it before.
      for (const known of history.keys()) {
        const own = known === 0 ? key : keyOfNumber(`${key}:`, known);
        if (left.has(own)) await store.delete(own);
      }
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
  const wanted = Math.min(PAGE, 10 + Math.ceil((to - from + 1) * ROWS_OF_AN_ENTRY));
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
