import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/data/open-stores.ts';
import { recipientKey } from '../../src/data/outbox.ts';
import { protocolsOf } from '../../src/data/protocols.ts';
import { makeStores } from '../../src/data/stores.ts';
import { announceTheRest } from '../../src/handlers/announce-benefit.ts';
import type { Request } from '../../src/handlers/request.ts';
import { startPostgres, type TestPostgres } from '../contracts/postgres-server.ts';
import { darlington } from '../data/partnership-of-tests.ts';
import { asMessage, knowledge } from './front-door.ts';
import { DORA, FIONA, FRED, openLogDoor, SAM } from './log-door.ts';

const CLOCK = { now: () => '2015-10-05T11:00:00.000Z', today: () => '2015-10-05' };

const pressed = (id: string, as: string, button: string, value: Record<string, string>): Request => ({
  id,
  asker: { platform: 'local', id: as },
  channel: null,
  public: false,
  act: { is: 'pressed', button: button as 'save-benefit', value },
});
const entry = (way: string, what: string, of: string) => ({
  a: 'darlington',
  as: way,
  d: `draft of ${what}`,
  what,
  class: of,
  when: 'May 2015',
  amount: '1,000',
});

/** Runs one request in a process that is killed at a write after the entry is kept. */
async function killedAt(url: string, at: number, request: Request): Promise<string | null> {
  const script = join(import.meta.dirname, 'announce-process.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, url, String(at), JSON.stringify(request)]);
  const [, signal] = await once(child, 'exit');
  return signal as string | null;
}

function describeCrashes(open: () => string): void {
  it('a crash between an entry and its notices loses none of them, and tells nobody twice', { timeout: 60_000 }, async () => {
    const store = await openStore(open());
    const stores = makeStores(store, knowledge);
    const [protocol] = protocolsOf(knowledge.partnership, darlington);
    for (const [organisation, by] of [
      ['dbc', FIONA],
      ['dccg', FRED],
    ] as const)
      await stores.approvals.add(protocol!, { is: 'approved', organisation, by, at: CLOCK.now() }, `approved by ${by}`);
    // Before the first notice of a suggestion; before the third of the four notices of a cost; with all left, before that is noted.
    expect(
      await Promise.all([
        killedAt(open(), 0, pressed('r1', SAM, 'save-benefit', entry('suggest', 'A van', 'cashable'))),
        killedAt(open(), 2, pressed('r2', DORA, 'save-benefit', entry('log', 'Removals', 'disbenefit'))),
        killedAt(open(), 4, pressed('r3', DORA, 'save-benefit', entry('log', 'Storage costs', 'disbenefit'))),
      ]),
    ).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);

    const kept = await stores.benefits.newest('darlington', 10);
    expect(kept).toHaveLength(3);
    const left = async () =>
      (await stores.notices.due('2999-01-01T00:00:00.000Z'))
        .flatMap(({ to, about }) =>
          'number' in about ? [`${kept.find((one) => one.number === about.number)!.facts.what}: ${recipientKey(to)}`] : [],
        )
        .sort();
    expect((await left()).length).toBe(0 + 2 + 4);
    const all = ['A van', 'Removals', 'Storage costs'].flatMap((what) =>
      (what === 'A van' ? [DORA] : [DORA, DORA, FIONA, FRED]).map((who) => `${what}: ${who}`),
    );
    await announceTheRest(stores, CLOCK);
    expect(await left()).toEqual(all);

    // Told, and noted as told: another round, and the same press delivered again, leave nothing more.
    for (const notice of await stores.notices.due('2999-01-01T00:00:00.000Z')) await stores.notices.settle(notice, 'sent', CLOCK.now());
    await announceTheRest(stores, CLOCK);
    expect(await left()).toEqual([]);
    expect(await stores.benefits.unannounced()).toEqual([]);
    await store.close();
  });
}

describe('in SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'accord-announce-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  describeCrashes(() => `sqlite:${join(folder, 'store.db')}`);
});

const postgres = await startPostgres();
describe.skipIf('unavailable' in postgres)('in Postgres', () => {
  afterAll(() => (postgres as TestPostgres).close());
  describeCrashes(() => (postgres as TestPostgres).url);
});

describe('everything that is told', () => {
  it('is announced at once when nothing crashes, and what concerns nobody else is not announced', async () => {
    const door = await openLogDoor();
    await door.log('we saved £12,400 on the joint equipment store last quarter');
    const shown = await door.say(FIONA, 'show me B-0001');
    asMessage(await door.press(FIONA, shown.buttons.find(({ name }) => name === 'verify-benefit')!));
    expect(await door.stores.benefits.unannounced()).toEqual([]);
  });

  it('is told again for each decision on a suggestion', async () => {
    const door = await openLogDoor();
    const value = { a: 'darlington', n: '1' };
    await door.pressed(SAM, await door.say(SAM, 'we saved £12,400 on the joint equipment store last quarter'), 'Suggest it as it stands');
    await door.press(DORA, { name: 'accept-benefit', value });
    await door.press(DORA, { name: 'undo-benefit', value });
    await door.press(DORA, { name: 'accept-benefit', value });
    const decided = (await door.notices()).filter(({ about }) => about.is === 'suggestion-decided');
    expect(decided.map(({ to }) => recipientKey(to))).toEqual([SAM, SAM]);
  });
});
