import { type Delivery, makeDelivery, type Tell } from '../../src/bot/deliver.ts';
import { openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import { asPlainText } from '../../src/bot/plain-text.ts';
import type { Address, Platform } from '../../src/bot/platform.ts';
import type { KeyValue } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { type NoticeAbout, openOutbox, type Recipient, recipientKey, toPeople } from '../../src/data/outbox.ts';
import { type Partnership, partnershipFile } from '../../src/data/partnership.ts';
import { type Knowledge, makeStores } from '../../src/data/stores.ts';
import { message } from '../../src/handlers/reply.ts';

export const partnership: Partnership = partnershipFile.parse({
  people: [
    { email: 'dora@dbc.example', name: 'Dora Director', slack: 'U0DORA', teams: '29:dora' },
    { email: 'sam@dccg.example', name: 'Sam Secondee', teams: '29:sam' },
    { email: 'hana@dbc.example', name: 'Hana Homefield' },
    { email: 'ada@dbc.example', name: 'Ada Administrator', slack: 'U0ADA', roles: ['administrator'] },
  ],
  channels: [{ slack: 'C0JOINT', name: 'joint-team', agreement: 'darlington', reminders: true }],
});
export const START = Date.parse('2015-09-01T09:00:00.000Z');
export const JOINT: Recipient = { is: 'room', platform: 'slack', id: 'C0JOINT' };

/** What a platform of the test’s own was given. */
export type Said = Address & { text: string; preview: string | undefined };
/** What it does with it: nothing, which takes it, or a failure. */
export type Take = (said: Said) => Promise<void> | void;

/** A desk of deliveries on one store, with a clock that is moved by hand. */
export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** Opens the desk. */
export async function openDesk() {
  const store = await openStore('memory:');
  let at = START;
  const clock = { now: () => new Date(at).toISOString(), today: () => clock.now().slice(0, 10) };
  const desk = {
    store,
    clock,
    said: [] as Said[],
    changed: [] as (Said & { posted: string })[],
    logged: [] as string[],
    metrics: openMetrics(),
    outbox: openOutbox(store),
    // Delivery reads nothing else of what Accord knows.
    stores: (kept: KeyValue) => makeStores(kept, { partnership, agreements: new Map() } as unknown as Knowledge),
    pass(seconds: number) {
      at += seconds * 1000;
    },
    leaveFor: (to: readonly Recipient[], requestId = 'Ev1', what: NoticeAbout = { is: 'suggestion-awaits', number: 42 }) =>
      desk.outbox.leave(what, to, { requestId, agreement: 'darlington', at: clock.now() }),
    leave: (...emails: string[]) => desk.leaveFor(toPeople(emails)),
    /** A platform of the test’s own, which notes what it takes. */
    platform(name: Platform['name'], take: Take = () => undefined): Platform {
      return {
        name,
        mounts: [],
        start: async () => undefined,
        stop: async () => undefined,
        async deliver(address, words, preview) {
          const said = { ...address, text: asPlainText(words), preview };
          await take(said);
          return `${name}-${desk.said.push(said)}`;
        },
        async update(address, stands, words, preview) {
          const said = { ...address, text: asPlainText(words), preview };
          await take(said);
          desk.changed.push({ ...said, posted: stands });
        },
      };
    },
    delivery(platforms: Platform[], tell: Tell = sayNumber, kept: KeyValue = store): Delivery {
      const log = openLog('trace', { write: (line) => void desk.logged.push(line) });
      return makeDelivery({ tell, stores: desk.stores(kept), store: kept, platforms, clock, log, metrics: desk.metrics });
    },
    /** One round of a delivery of its own, and all it leads to. */
    async round(...what: [platforms: Platform[], tell?: Tell, kept?: KeyValue]) {
      const delivery = desk.delivery(...what);
      await delivery.begin();
      await delivery.ended();
      await delivery.stop();
    },
    due: () => desk.outbox.due(clock.now()),
    waiting: () => desk.outbox.due('2999-01-01T00:00:00.000Z'),
    /** What a process held when it died can be taken by another. */
    claimsRunOut: () => store.dropSpentClaims(Date.now() + 24 * 60 * 60_000),
  };
  return desk;
}

/** Says whom a notice is for and the number it is about. */
export const sayNumber: Tell = async ({ to, about }) => ({
  message: message('asker', [
    { is: 'paragraph', text: `For ${recipientKey(to)}: B-${'number' in about ? about.number : '?'} awaits you.` },
  ]),
});

/** A store whose process can be killed: from then on nothing it is asked to do is done, and nothing answers. */
export function mortal(store: KeyValue): { store: KeyValue; kill(): void } {
  let dead = false;
  const kill = () => {
    dead = true;
  };
  const kept = new Proxy(store, {
    get(target, name: keyof KeyValue) {
      const method = target[name] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => (dead ? new Promise(() => undefined) : method(...args));
    },
  });
  return { store: kept, kill };
}
