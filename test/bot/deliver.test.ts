import { beforeEach, describe, expect, it } from 'vitest';
import { makeDelivery, type Tell } from '../../src/bot/deliver.ts';
import { openLog } from '../../src/bot/log.ts';
import type { Address, Platform } from '../../src/bot/platform.ts';
import type { KeyValue } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { type NoticeAbout, openOutbox } from '../../src/data/outbox.ts';
import { type Partnership, partnershipFile } from '../../src/data/partnership.ts';
import type { Stores } from '../../src/data/stores.ts';
import { message } from '../../src/handlers/reply.ts';

const partnership: Partnership = partnershipFile.parse({
  people: [
    { email: 'dora@dbc.example', name: 'Dora Director', slack: 'U0DORA', teams: '29:dora' },
    { email: 'sam@dccg.example', name: 'Sam Secondee', teams: '29:sam' },
    { email: 'hana@dbc.example', name: 'Hana Homefield' },
  ],
});
const about: NoticeAbout = { is: 'suggestion-awaits', number: 42 };
const START = Date.parse('2015-09-01T09:00:00.000Z');

let store: KeyValue;
let said: Address[];
let logged: string[];
let now: number;
beforeEach(async () => {
  store = await openStore('memory:');
  said = [];
  logged = [];
  now = START;
});

const clock = { now: () => new Date(now).toISOString(), today: () => clock.now().slice(0, 10) };
const outbox = () => openOutbox(store);
const leave = (...to: string[]) => outbox().leave(about, to, { requestId: 'Ev1', agreement: 'darlington', at: clock.now() });
const sayNumber: Tell = async ({ to }) => message('asker', [{ is: 'paragraph', text: `For ${to}: B-0042 awaits you.` }]);

/** A platform of the test’s own, which notes what it is given. */
function platform(name: Platform['name'], take: (address: Address) => Promise<void> = async () => undefined): Platform {
  return {
    name,
    mounts: [],
    start: async () => undefined,
    stop: async () => undefined,
    async deliver(address) {
      await take(address);
      said.push(address);
    },
  };
}

function delivery(platforms: Platform[], tell: Tell = sayNumber, kept = store): (stopping?: AbortSignal) => Promise<void> {
  const stores = { partnership, notices: openOutbox(kept) } as unknown as Stores;
  const log = openLog('trace', { write: (line) => void logged.push(line) });
  return makeDelivery({ tell, stores, store: kept, platforms, clock, log });
}

const refuses = (code: string) => async () => {
  throw Object.assign(new Error('Dora Director is on leave'), { code });
};

describe('a notice is said', () => {
  it('once, where its person has an account, on the platform that is running', async () => {
    await leave('dora@dbc.example', 'sam@dccg.example');
    const deliver = delivery([platform('teams'), platform('slack')]);
    await deliver();
    await deliver();
    expect(said.sort((a, b) => a.platform.localeCompare(b.platform))).toEqual([
      { platform: 'slack', to: 'U0DORA' },
      { platform: 'teams', to: '29:sam' },
    ]);
  });

  it('on the local page by e-mail address', async () => {
    await leave('hana@dbc.example');
    await delivery([platform('local')])();
    expect(said).toEqual([{ platform: 'local', to: 'hana@dbc.example' }]);
  });

  it('on another platform when the first does not take it', async () => {
    await leave('dora@dbc.example');
    await delivery([platform('slack', refuses('slack-user_not_found')), platform('teams')])();
    expect(said).toEqual([{ platform: 'teams', to: '29:dora' }]);
    expect(await outbox().due(clock.now())).toEqual([]);
  });

  it('by one of two processes that deliver at once', async () => {
    await leave('dora@dbc.example', 'sam@dccg.example', 'hana@dbc.example');
    const all = () => delivery([platform('slack'), platform('teams'), platform('local')])();
    await Promise.all([all(), all(), all()]);
    expect(said).toHaveLength(3);
  });

  it('once, though another process said it between its being found and its being claimed', async () => {
    await leave('dora@dbc.example');
    const claim: KeyValue['claim'] = async (...claimed) => {
      await delivery([platform('slack')])();
      return store.claim(...claimed);
    };
    await delivery([platform('slack')], sayNumber, { ...store, claim })();
    expect(said).toHaveLength(1);
  });

  it('not at all when there is nothing left to tell', async () => {
    await leave('dora@dbc.example');
    await delivery([platform('slack')], async () => null)();
    await delivery([platform('slack')])();
    expect(said).toEqual([]);
  });

  it('once more after a crash between saying and marking, and never lost', async () => {
    await leave('dora@dbc.example');
    const dying = { ...store, set: () => Promise.reject(new Error('killed')), release: () => Promise.reject(new Error('killed')) };
    await expect(delivery([platform('slack')], sayNumber, dying)()).rejects.toThrow('killed');
    expect(said).toHaveLength(1);
    const claimed = await outbox().due(clock.now());
    expect(claimed).toHaveLength(1);
    // What held it has died: its claim runs out.
    await store.dropSpentClaims(Date.now() + 10 * 60_000);
    await delivery([platform('slack')])();
    expect(said).toHaveLength(2);
    expect(await outbox().due(clock.now())).toEqual([]);
  });
});

describe('a notice that cannot be delivered', () => {
  it('is tried again after a pause that grows, and holds up nobody else', async () => {
    await leave('dora@dbc.example', 'sam@dccg.example');
    let tries = 0;
    const deliver = delivery([
      platform('slack', async () => {
        tries += 1;
        if (tries < 4) throw new Error('not reached');
      }),
      platform('teams', async ({ to }) => {
        if (to === '29:dora') throw new Error('not reached');
      }),
    ]);
    await deliver();
    expect(said).toEqual([{ platform: 'teams', to: '29:sam' }]);
    for (const [seconds, triedBy] of [
      [29, 1],
      [1, 2],
      [59, 2],
      [1, 3],
      [299, 3],
      [1, 4],
    ] as const) {
      now += seconds * 1000;
      await deliver();
      expect(tries).toBe(triedBy);
    }
    expect(said.at(-1)).toEqual({ platform: 'slack', to: 'U0DORA' });
  });

  it('is logged by its id and a code, without whom or what it is about', async () => {
    await leave('dora@dbc.example');
    await delivery([platform('slack', refuses('slack-account_inactive'))])();
    const { id } = (await outbox().due(new Date(now + 60_000).toISOString()))[0]!;
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0]!)).toMatchObject({ notice: id, about: 'suggestion-awaits', attempts: 1, code: 'slack-account_inactive' });
    expect(logged.join()).not.toMatch(/dora|Dora|U0DORA|leave/);
  });

  it('says so when nobody can be reached that way: no account, or nobody of that address', async () => {
    await leave('hana@dbc.example', 'gone@dbc.example');
    await delivery([platform('slack'), platform('teams')])();
    expect(logged.map((line) => JSON.parse(line).code)).toEqual(['no-account', 'no-account']);
  });

  it('is given up after a week, and that is an error in the log', async () => {
    await leave('dora@dbc.example');
    const deliver = delivery([platform('slack', refuses('slack-account_inactive'))]);
    for (let day = 0; day <= 8; day += 1, now += 24 * 60 * 60_000) await deliver();
    const errors = logged.map((line) => JSON.parse(line)).filter(({ level }) => level === 50);
    expect(errors).toEqual([expect.objectContaining({ code: 'slack-account_inactive', attempts: 9 })]);
    expect(await outbox().due(clock.now())).toEqual([]);
  });

  it('because it could not be put into words does not keep the next from being said', async () => {
    await leave('dora@dbc.example', 'sam@dccg.example');
    const tell: Tell = async (notice, stores, at) => {
      if (notice.to === 'dora@dbc.example') throw new Error('broken');
      return sayNumber(notice, stores, at);
    };
    await delivery([platform('slack'), platform('teams')], tell)();
    expect(said).toEqual([{ platform: 'teams', to: '29:sam' }]);
  });
});

it('stops between two notices when it is told to', async () => {
  await leave('dora@dbc.example', 'sam@dccg.example', 'hana@dbc.example');
  const stopping = new AbortController();
  await delivery((['slack', 'teams', 'local'] as const).map((name) => platform(name, async () => stopping.abort())))(stopping.signal);
  expect(said).toHaveLength(1);
  expect(await outbox().due(clock.now())).toHaveLength(2);
});
