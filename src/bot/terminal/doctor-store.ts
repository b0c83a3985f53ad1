import { randomUUID } from 'node:crypto';
import type { KeyValue } from '../../data/key-value.ts';
import { openStore } from '../../data/open-stores.ts';
import type { Finding } from './finding.ts';

const PROBE_HELD_MS = 1_000;

/** Whether the store takes an entry, gives it back, and lets exactly one of two claim a key. The probe is removed again. */
export async function checkStore(url: string): Promise<Finding> {
  const what = 'Store';
  const where = describeStore(url);
  try {
    const store = await openStore(url);
    try {
      const fault = await probe(store, `doctor:${randomUUID()}`);
      if (fault === null) return { ok: true, what, says: `${where}: written, read back and claimed` };
      return { ok: false, what, says: `${where}: ${fault}`, mend: 'Do not use this store: what it is given is not safe there.' };
    } finally {
      await store.close();
    }
  } catch (error) {
    return {
      ok: false,
      what,
      says: `${where}: it cannot be used${codeOf(error)}`,
      mend: 'Check ACCORD_STORE, and that the database is running or the folder can be written to.',
    };
  }
}

async function probe(store: KeyValue, key: string): Promise<string | null> {
  const [one, other] = [randomUUID(), randomUUID()];
  const now = Date.now();
  await store.set(key, one);
  const readBack = await store.get(key);
  await store.delete(key);
  if (readBack !== one) return 'an entry that was written was not there when it was read';
  const first = await store.claim(key, one, now + PROBE_HELD_MS, now);
  const second = await store.claim(key, other, now + PROBE_HELD_MS, now);
  await store.release(key, one);
  return first && !second ? null : 'two owners could claim one key';
}

/** Where the store is, without user or password. */
function describeStore(url: string): string {
  if (url === 'memory:') return 'in memory, gone when Accord stops';
  if (!/^postgres(ql)?:/.test(url) || !URL.canParse(url)) return url.replace(/^postgres.*/, 'Postgres');
  const { host, pathname } = new URL(url);
  return `Postgres at ${host}${pathname}`;
}

/** What the engine said, as its code alone: its message may quote the address with the password. */
function codeOf(error: unknown): string {
  const code = (error as { cause?: { code?: unknown } }).cause?.code;
  return typeof code === 'string' ? ` (${code})` : '';
}
