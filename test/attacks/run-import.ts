import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAgreementFiles } from '../../src/bot/agreement-files.ts';
import { makeLocal } from '../../src/bot/local/app.ts';
import { openLog } from '../../src/bot/log.ts';
import { serve } from '../../src/bot/serve.ts';
import { makeSetUp } from '../../src/bot/set-up.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { makeStores } from '../../src/data/stores.ts';
import { knowledge } from '../handlers/front-door.ts';

export const ASHA = 'asha@dbc.example';

export type RunningImport = Awaited<ReturnType<typeof runImport>>;

/** The page “Set up” on a folder of its own. What is imported is kept, and not taken up: that takes seconds, and is no part of an attack. */
export async function runImport() {
  const ownFolder = mkdtempSync(join(tmpdir(), 'accord-attack-'));
  const importedFolder = join(ownFolder, 'agreements');
  const store = await openStore('memory:');
  const stores = makeStores(store, knowledge);
  const clock = { now: () => '2026-11-22T09:00:00.000Z', today: () => '2026-11-22' };
  const setUp = makeSetUp({
    files: openAgreementFiles(importedFolder),
    known: () => stores,
    clock,
    benefits: stores.benefits,
    takeUp: async () => undefined,
  });
  const { partnership, agreements } = knowledge;
  const local = makeLocal({ log: openLog('silent'), partnership, agreements, setUp });
  const serving = await serve(local.mounts, 0, '127.0.0.1');
  return {
    setUp,
    ownFolder,
    importedFolder,
    port: serving.port,
    url: `http://localhost:${serving.port}/`,
    async stop() {
      await local.stop();
      await serving.close();
      await store.close();
      rmSync(ownFolder, { recursive: true, force: true });
    },
  };
}
