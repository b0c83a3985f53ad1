import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { reachContacts } from '../../../src/bot/terminal/doctor-reach.ts';
import { openStore } from '../../../src/data/open-stores.ts';
import { partnershipFile } from '../../../src/data/partnership.ts';
import { tellNotice } from '../../../src/handlers/tell-notice.ts';
import { openDesk } from '../run-delivery.ts';

const partnership = partnershipFile.parse({
  organisations: [
    { id: 'dbc', name: 'the Council', employmentContacts: [{ slack: 'U0HRDBC', name: 'Hana' }] },
    { id: 'dccg', name: 'the CCG', employmentContacts: [{ email: 'hr@dccg.example', name: 'CCG employment team' }] },
  ],
});

it('a test message reaches each contact by the Accord that is running, or it says whom it did not reach', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'accord-reach-'));
  const storeUrl = `sqlite:${join(folder, 'accord.db')}`;
  const config = { storeUrl, tickSeconds: 1, clockStartsAt: '2015-08-01T09:00:00Z' };
  const desk = await openDesk();
  const running = await openStore(storeUrl);
  const stores = desk.stores(running);
  const doctor = reachContacts(partnership, config, 1500);
  while ((await stores.notices.due(desk.clock.now())).length < 2) await new Promise(setImmediate);
  const tell: typeof tellNotice = (notice, given, clock) => tellNotice(notice, { ...given, partnership }, clock);
  await desk.round([desk.platform('slack')], tell, running);
  expect(await doctor).toEqual([
    { ok: true, what: 'Contacts', says: 'a test message reached Hana of the Council' },
    expect.objectContaining({ ok: false, says: 'a test message to CCG employment team of the CCG did not arrive in time' }),
  ]);
  expect(desk.said).toEqual([
    expect.objectContaining({ platform: 'slack', to: 'U0HRDBC', text: expect.stringContaining('This is a test: there is nothing to do.') }),
  ]);
  await running.close();
  rmSync(folder, { recursive: true });
});
