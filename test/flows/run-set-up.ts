import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAgreementFiles } from '../../src/bot/agreement-files.ts';
import { makeClock } from '../../src/bot/clock.ts';
import { SAMPLE_PARTNERSHIP } from '../../src/bot/config.ts';
import { makeDispatch } from '../../src/bot/dispatch.ts';
import { makeLocal } from '../../src/bot/local/app.ts';
import { openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import { makeReload } from '../../src/bot/reload.ts';
import { serve } from '../../src/bot/serve.ts';
import { makeSetUp } from '../../src/bot/set-up.ts';
import { BUNDLED_AGREEMENTS } from '../../src/data/agreements.ts';
import { loadKnowledge } from '../../src/data/load-knowledge.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { makeStores } from '../../src/data/stores.ts';
import type { Message } from '../../src/handlers/reply.ts';
import { route } from '../../src/handlers/route.ts';

export const ASHA = 'asha@dbc.example';

const FEW_PEOPLE = `
organisations: [{ id: dbc, name: Darlington Borough Council, employmentContacts: [{ email: hr@dbc.example }] }]
people:
  - { email: dora@dbc.example, name: Dora Director, roles: [director-of-commissioning] }
  - { email: asha@dbc.example, name: Asha Administrator, roles: [administrator] }
  - { email: sam@dccg.example, name: Sam Secondee }
`;

/** One agreement and three people, none of whom has a post yet: as in a first hour, and quick to learn from. */
function smallFiles(folder: string) {
  const agreementsFolder = join(folder, 'bundled');
  mkdirSync(agreementsFolder);
  copyFileSync(join(BUNDLED_AGREEMENTS, 'darlington.yaml'), join(agreementsFolder, 'darlington.yaml'));
  const partnershipFile = join(folder, 'partnership.yaml');
  writeFileSync(partnershipFile, FEW_PEOPLE);
  return { agreementsFolder, partnershipFile };
}

/**
 * Accord with the page “Set up”, as `main.ts` puts it together, on a folder and a port of its own, with what comes with Accord or with a
 * `small` part of it. The day is 22 November 2026.
 */
export async function runSetUp({ small = false } = {}) {
  const ownFolder = mkdtempSync(join(tmpdir(), 'accord-set-up-'));
  const lines: string[] = [];
  const log = openLog('info', { write: (line) => void lines.push(line) });
  const files = small ? smallFiles(ownFolder) : { agreementsFolder: BUNDLED_AGREEMENTS, partnershipFile: SAMPLE_PARTNERSHIP };
  const config = { ownFolder, importedFolder: join(ownFolder, 'agreements'), ...files };
  const loaded = loadKnowledge(config.agreementsFolder, config.partnershipFile, undefined, config.importedFolder);
  if (!loaded.ok) throw new Error('the sample does not load');
  const store = await openStore('memory:');
  const stores = makeStores(store, loaded.knowledge);
  const clock = makeClock('2026-11-22T09:00:00Z');
  const reload = makeReload(config, stores, log);
  const agreementFiles = openAgreementFiles(config.importedFolder);
  const setUp = makeSetUp({ files: agreementFiles, known: () => stores, clock, benefits: stores.benefits, takeUp: reload.ifChanged });
  const local = makeLocal({
    log,
    get partnership() {
      return stores.partnership;
    },
    get agreements() {
      return stores.agreements;
    },
    setUp,
  });
  const dispatch = makeDispatch({ handle: route, stores, store, clock, log, metrics: openMetrics() });
  await local.start(dispatch);
  const serving = await serve(local.mounts, 0, '127.0.0.1');
  let asked = 0;
  return {
    setUp,
    stores,
    lines,
    reload,
    importedFolder: config.importedFolder,
    url: `http://localhost:${serving.port}/`,
    /** What Accord answers somebody who asks alone. */
    async ask(text: string, as = ASHA): Promise<string> {
      const act = { is: 'said', text } as const;
      const reply = await dispatch({ id: `ask-${asked++}`, asker: { platform: 'local', id: as }, channel: null, public: false, act });
      return JSON.stringify((reply as Message).parts);
    },
    async stop() {
      await local.stop();
      await serving.close();
      await store.close();
      rmSync(ownFolder, { recursive: true, force: true });
    },
  };
}

export type RunningSetUp = Awaited<ReturnType<typeof runSetUp>>;
