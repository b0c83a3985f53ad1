import { existsSync } from 'node:fs';
import { openStore } from '../../data/open-stores.ts';

/** Opens the store to read what has been kept. Looking makes no store where there is none yet: an empty one stands in for it. */
export function openKept(storeUrl: string): ReturnType<typeof openStore> {
  const missing = storeUrl.startsWith('sqlite:') && !existsSync(storeUrl.slice('sqlite:'.length));
  return openStore(missing ? 'memory:' : storeUrl);
}
