import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { makeDelivery } from '../../src/bot/deliver.ts';
import { makeLease } from '../../src/bot/lease.ts';
import { openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import { asPlainText } from '../../src/bot/plain-text.ts';
import { Busy, type Platform } from '../../src/bot/platform.ts';
import { dayAt } from '../../src/data/days.ts';
import type { KeyValue } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { type Knowledge, makeStores } from '../../src/data/stores.ts';
import { openReminding } from '../../src/handlers/leave-reminders.ts';
import { tellNotice } from '../../src/handlers/tell-notice.ts';

/*
 * A process of its own that reminds, to be killed: reminder-kill-process.ts <store> <platforms’ address> <file of knowledge> <its name>
 * Each line it is sent is what time it is: it does a round of the scheduler then, and says whether it was the one that schedules. A number
 * behind the time has it die of itself right after so many changes to the store. It opens nothing before its first line, so that it can be
 * started beforehand. What reads sentences has no part in it.
 */
const [storeUrl, platformsUrl, file, name] = process.argv.slice(2) as [string, string, string, string];
const { agreements, partnership } = JSON.parse(readFileSync(file, 'utf8'));
let now = '';
let changesLeft = Number.POSITIVE_INFINITY;
const clock = { now: () => now, today: () => dayAt(now) };

function changed<T>(result: T): T {
  changesLeft -= 1;
  if (changesLeft === 0) process.kill(process.pid, 'SIGKILL');
  return result;
}

/** Claims bear the name of the process, so that those of a dead one can be told from others; and changes are counted. */
function watched(store: KeyValue): KeyValue {
  return {
    ...store,
    set: async (...entry) => changed(await store.set(...entry)),
    delete: async (key) => changed(await store.delete(key)),
    append: async (...entry) => changed(await store.append(...entry)),
    claim: (key, owner, until, at) => store.claim(key, `${name} ${owner}`, until, at),
    release: (key, owner) => store.release(key, `${name} ${owner}`),
  };
}

function platform(as: 'slack' | 'teams'): Platform {
  const send = async (to: string, text: string) => {
    const body = JSON.stringify({ platform: as, to, text });
    const response = await fetch(platformsUrl, { method: 'POST', body }).catch((cause: unknown) => {
      throw new Busy('not-answered', { cause, mayHaveArrived: true });
    });
    return response.text();
  };
  return {
    name: as,
    mounts: [],
    start: async () => undefined,
    stop: async () => undefined,
    deliver: ({ to }, message) => send(to, asPlainText(message)),
    update: async ({ to }, _, message) => void (await send(to, asPlainText(message))),
  };
}

async function open() {
  const store = watched(await openStore(storeUrl));
  const stores = makeStores(store, { agreements: new Map(agreements), partnership } as unknown as Knowledge);
  const delivery = makeDelivery({
    // Each message ends with what it is kept under, by which the test knows it.
    tell: async (notice, ...how) => {
      const told = await tellNotice(notice, ...how);
      const mark = { is: 'paragraph' as const, text: `kept as ${notice.agreement} ${'number' in notice.about ? notice.about.number : ''}` };
      return told && { ...told, message: { ...told.message, parts: [...told.message.parts, mark] } };
    },
    stores,
    store,
    platforms: [platform('slack'), platform('teams')],
    clock,
    log: openLog('fatal'),
    metrics: openMetrics(),
  });
  const lease = makeLease(store, { tryEveryMs: 20 });
  const reminding = openReminding(stores);
  await lease.start((held) => held && reminding.forget());
  return async () => {
    const leads = lease.held();
    if (leads) await reminding.leave(clock);
    await delivery.begin();
    await delivery.ended();
    return leads;
  };
}

// Whoever is killed leaves nothing behind of what was compiled, and the next would start as slowly.
flushCompileCache();
let round: Promise<() => Promise<boolean>> | undefined;
for await (const line of createInterface(process.stdin)) {
  const [instant = '', changes] = line.split(' ');
  now = instant;
  if (changes !== undefined) changesLeft = Number(changes);
  round ??= open();
  process.stdout.write((await (await round)()) ? 'led\n' : 'followed\n');
}
