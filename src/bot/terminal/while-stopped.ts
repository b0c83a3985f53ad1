import { openStore } from '../../data/open-stores.ts';
import { makeClaim, SCHEDULER_LEASE } from '../lease.ts';
import { BadInput } from './terminal.ts';

/** Longer than a whole store takes to fill: nothing starts meanwhile. */
const HELD_MS = 30 * 60_000;

/** Does something that nobody may work beside on this store. @throws BadInput while Accord runs on it */
export async function whileStopped<T>(storeUrl: string, work: () => Promise<T>): Promise<T> {
  const store = await openStore(storeUrl);
  try {
    const lease = makeClaim(store, SCHEDULER_LEASE, HELD_MS);
    if (!(await lease.take()))
      throw new BadInput('Accord is running on this store, and nothing was changed: stop it first, and wait a minute.');
    try {
      return await work();
    } finally {
      await lease.release();
    }
  } finally {
    await store.close();
  }
}
