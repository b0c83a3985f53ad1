import { openStore } from '../../src/data/open-stores.ts';
import { makeStores } from '../../src/data/stores.ts';
import type { Request } from '../../src/handlers/request.ts';
import { route } from '../../src/handlers/route.ts';
import { knowledge } from './front-door.ts';

/*
 * A process of its own that keeps what it is sent, and is killed at a write of the notices that follow from it.
 *   announce-process.ts <url> <at> <request as JSON>   killed before the write number <at>, counted from 0, after the entry is kept
 */
const [url, at, request] = process.argv.slice(2) as [string, string, string];
const store = await openStore(url);
let writes = 0;
const dying = () => {
  if (writes++ === Number(at)) process.kill(process.pid, 'SIGKILL');
};
const stores = makeStores(
  {
    ...store,
    set: async (key, value) => {
      dying();
      await store.set(key, value);
    },
    delete: async (key) => {
      dying();
      await store.delete(key);
    },
  },
  knowledge,
);
const clock = { now: () => '2015-10-05T10:00:00.000Z', today: () => '2015-10-05' };
await route(JSON.parse(request) as Request, stores, clock);
