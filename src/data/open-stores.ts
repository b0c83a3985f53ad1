import { createHash } from 'node:crypto';
import Keyv, { jsonSerializer, type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from 'keyv';
import type { Engine, Mark } from './engine.ts';
import { type KeyValue, StoreBroken } from './key-value.ts';

/**
 * Opens the store a URL names: `sqlite:<path>` (embedded), `postgres://…` (several machines) or `memory:` (tests).
 * @throws StoreBroken when it cannot be reached, so that nothing starts on a store that is not there
 */
export async function openStore(url: string): Promise<KeyValue> {
  try {
    return withKeyv(await openEngine(url));
  } catch (error) {
    throw error instanceof StoreBroken ? error : new StoreBroken('be opened', error);
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
  const guard = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw new StoreBroken(what, error);
    }
  };
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
    append: (prefix, value, id) =>
      guard('be written', async () => engine.append(prefix, (await entries.encode({ value })) as string, markOf(prefix, id))),
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
