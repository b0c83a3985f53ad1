import { createHash } from 'node:crypto';
import Keyv, { jsonSerializer, type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from 'keyv';
import type { Engine, Mark, Whole } from './engine.ts';
import { type KeyValue, StoreBroken } from './key-value.ts';
import { agreeOnFormat, type Upgrade } from './store-format.ts';

/**
 * Opens the store a URL names: `sqlite:<path>` (embedded), `postgres://…` (several machines) or `memory:` (tests).
 * @param upgrade how to bring a store that an older version of Accord wrote up to date; without it, such a store is refused
 * @throws StoreBroken when it cannot be reached, so that nothing starts on a store that is not there; StoreOfAnotherVersion
 */
export async function openStore(url: string, upgrade?: Upgrade): Promise<KeyValue> {
  return withKeyv(await openChecked(url, (engine) => agreeOnFormat(engine, upgrade)));
}

/** A store as a whole, for backups. What `work` throws comes back as it is; what the store says, as StoreBroken. */
export type WholeStore = { whole: Engine['whole']; close(): Promise<void> };

/** Opens a store to copy all of it, or to fill it. @throws StoreBroken when it cannot be reached; StoreOfAnotherVersion */
export async function openWhole(url: string): Promise<WholeStore> {
  const engine = await openChecked(url, agreeOnFormat);
  return {
    async whole(purpose, work) {
      let own: { error: unknown } | undefined;
      try {
        return await engine.whole(purpose, async (whole) => {
          try {
            return await work(guarded(whole));
          } catch (error) {
            own = { error };
            throw error;
          }
        });
      } catch (error) {
        throw own === undefined ? new StoreBroken(purpose === 'read' ? 'be read' : 'be written', error) : own.error;
      }
    },
    close: () => engine.close(),
  };
}

async function openChecked(url: string, check: (engine: Engine) => Promise<void>): Promise<Engine> {
  try {
    const engine = await openEngine(url);
    try {
      await check(engine);
      return engine;
    } catch (error) {
      await engine.close();
      throw error;
    }
  } catch (error) {
    throw error instanceof StoreBroken ? error : new StoreBroken('be opened', error);
  }
}

/** A whole store that says of every failure of its own that it is broken. */
function guarded(whole: Whole): Whole {
  return {
    async *pages() {
      try {
        yield* whole.pages();
      } catch (error) {
        throw new StoreBroken('be read', error);
      }
    },
    clear: (what) => guard('be written', () => whole.clear(what)),
    add: (rows) => guard('be written', () => whole.add(rows)),
    format: () => guard('be read', () => whole.format()),
    setFormat: (format) => guard('be written', () => whole.setFormat(format)),
  };
}

async function guard<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StoreBroken(what, error);
  }
}

async function openEngine(url: string): Promise<Engine> {
  if (url === 'memory:') return (await import('./sqlite-engine.ts')).openSqlite(':memory:');
  if (url.startsWith('sqlite:')) return (await import('./sqlite-engine.ts')).openSqlite(url.slice('sqlite:'.length));
  if (/^postgres(ql)?:\/\//.test(url)) return (await import('./postgres-engine.ts')).openPostgres(url);
  throw new StoreBroken('be opened: its address must begin with sqlite:, postgres:// or memory:', undefined);
}

/** Keyv in front of an engine for single entries; listing and claiming, which Keyv does not have, straight to the engine. */
export function withKeyv(engine: Engine): KeyValue {
  // No 'error' listener on this Keyv: with one, a failed read would answer "nothing there" instead of throwing.
  const entries = new Keyv<string>({ store: asAdapter(engine) });
  const appendNew: KeyValue['appendNew'] = (prefix, value, id, beside) =>
    guard('be written', async () => {
      const encode = async (text: string) => (await entries.encode({ value: text })) as string;
      const reminder = beside === undefined ? undefined : { prefix: beside, value: await encode('') };
      return engine.append(prefix, await encode(value), markOf(prefix, id), reminder);
    });
  return {
    get: (key) => guard('be read', () => entries.get(key)),
    set: (key, value) =>
      guard('be written', async () => {
        if (!(await entries.set(key, value))) throw new Error('the entry was not taken');
      }),
    delete: (key) => guard('be written', async () => void (await entries.delete(key))),
    list: (prefix, limit, after) =>
      guard('be read', async () => {
        const rows = await engine.range(prefix, limit, after);
        return rows.map(({ key, value }) => ({ key, value: decode(value) }));
      }),
    lastKey: (prefix) => guard('be read', () => engine.lastKey(prefix)),
    append: async (...entry) => (await appendNew(...entry)).number,
    appendNew,
    numberOf: (prefix, id) =>
      guard('be read', async () => {
        const mark = markOf(prefix, id);
        const text = await engine.read(mark.key);
        return text === undefined ? undefined : mark.read(text);
      }),
    claim: (key, owner, until, now) => guard('be written', () => engine.claim(key, owner, until, now)),
    release: (key, owner) => guard('be written', () => engine.release(key, owner)),
    dropSpentClaims: (now) => guard('be written', () => engine.dropSpentClaims(now)),
    close: () => guard('be closed', () => engine.close()),
  };
}

/** What Keyv’s `decode` gives, without its promise for each entry: a summary lists a hundred thousand. */
function decode(text: string): string {
  const { value } = JSON.parse(asWritten(text)) as { value: string };
  // Keyv puts marks that begin with a colon before what JSON cannot hold, and before text that would look like one.
  return value.startsWith(':') ? (jsonSerializer.parse(text) as { value: string }).value : value;
}

/** An id may be any text, long or strange: its digest is neither, and holds nothing of whoever it came from. */
function markOf(prefix: string, id: string): Mark {
  const key = `appended:${prefix}${createHash('sha256').update(id).digest('base64url').slice(0, 22)}`;
  return { key, write: (number) => JSON.stringify({ value: String(number) }), read: (text) => Number(decode(text)) };
}

/** Text that is not what Keyv writes reads as "no value" to Keyv: it must throw, not go missing. */
function asWritten(text: string): string {
  if (!text.startsWith('{"value":"')) throw new Error('an entry is not in the form Accord writes');
  return text;
}

/** An engine in the form Keyv takes. Entries do not expire here: what a person was told is kept, is kept. */
function asAdapter(engine: Engine): KeyvStorageAdapter {
  const adapter = {
    async get(key: string) {
      const text = await engine.read(key);
      return text === undefined ? undefined : asWritten(text);
    },
    async set(key: string, value: unknown) {
      await engine.write(key, value as string);
      return true;
    },
    setMany: (entries: KeyvStorageEntry<unknown>[]) => Promise.all(entries.map(({ key, value }) => adapter.set(key, value))),
    delete: (key: string) => engine.remove(key),
    async clear() {
      throw new Error('Accord never clears a store.');
    },
    has: async (key: string) => (await engine.read(key)) !== undefined,
  };
  // Keyv's type also asks for an event emitter; it only listens when there is one, and errors here are thrown, not emitted.
  return Object.assign(adapter, { capabilities: keyvStorageCapability(adapter) }) as unknown as KeyvStorageAdapter;
}
