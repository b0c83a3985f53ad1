import { collection } from '../../data/collection.ts';
import { dayAt, writeDay } from '../../data/days.ts';
import { openStore } from '../../data/open-stores.ts';
import type { Partnership } from '../../data/partnership.ts';
import { unreachable } from '../../data/unreachable.ts';
import { mendOf, NOT_CONNECTED, nameOf } from '../../handlers/tell-unreachable.ts';
import type { Finding } from './finding.ts';
import { LISTED_AT_MOST } from './limits.ts';

const WHAT = 'Delivery';

/** Whom Accord could not reach when it last tried. Nothing is said where the store cannot be read, which is a finding of its own. */
export async function checkDelivery(storeUrl: string, partnership: Partnership): Promise<Finding[]> {
  const store = await openStore(storeUrl).catch(() => undefined);
  if (store === undefined) return [];
  try {
    const found = await collection(store, 'unreachable', unreachable).list([], LISTED_AT_MOST);
    if (found.length === 0) return [{ ok: true, what: WHAT, says: 'everybody Accord had something to tell was reached' }];
    return found.map(({ to, since, code }) => ({
      ok: false,
      what: WHAT,
      says: `${nameOf(to, partnership)} has not been reached since ${writeDay(dayAt(since))} (${code})`,
      mend: code === NOT_CONNECTED ? 'Connect that platform, or take the line out of the partnership file.' : mendOf(to),
    }));
  } catch {
    return [];
  } finally {
    await store.close();
  }
}
