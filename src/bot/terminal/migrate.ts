import { makeCounter } from '../../data/backup-file.ts';
import type { Row } from '../../data/engine.ts';
import { openWhole, type WholeStore } from '../../data/open-stores.ts';
import { STORE_FORMAT } from '../../data/store-format.ts';
import { describeCounted, mustBeThere } from './backup.ts';
import { openConfig } from './open-knowledge.ts';
import { fill, type RestoreOptions } from './restore.ts';
import { BadInput, DONE, type Terminal } from './terminal.ts';
import { whileStopped } from './while-stopped.ts';

export type MigrateOptions = RestoreOptions & { to: string };

/** `accord migrate --to URL`: copies every record of the store into another, in one transaction, and holds the two against each other. */
export async function migrate({ to, replace = false }: MigrateOptions, { env, out }: Terminal): Promise<number> {
  const { storeUrl } = openConfig(env);
  const target = openConfig({ ...env, ACCORD_STORE: to }).storeUrl;
  if (target === storeUrl) throw new BadInput('--to names the store that ACCORD_STORE names already: nothing to do.');
  if (target === 'memory:') throw new BadInput('--to cannot be memory:, which keeps nothing.');
  mustBeThere(storeUrl);
  const from = await openWhole(storeUrl);
  try {
    const into = await openWhole(target);
    try {
      const counted = await whileStopped(storeUrl, () => whileStopped(target, () => copy(from, into, replace)));
      await out(
        `Copied, and the same on both sides: ${describeCounted(counted)}\nNext: set ACCORD_STORE to the new store and start Accord.\n`,
      );
      return DONE;
    } finally {
      await into.close();
    }
  } finally {
    await from.close();
  }
}

function copy(from: WholeStore, into: WholeStore, replace: boolean) {
  return from.whole('read', (source) =>
    into.whole('write', async (target) => {
      const sent = makeCounter();
      await fill(target, counting(source.pages(), sent), replace, () => STORE_FORMAT);
      const arrived = makeCounter();
      for await (const page of target.pages()) arrived.add(page);
      if (arrived.counted().sha256 !== sent.counted().sha256)
        throw new BadInput('What arrived is not what was sent, and nothing was changed. Do not use that store.');
      return sent.counted();
    }),
  );
}

async function* counting(pages: AsyncIterable<readonly Row[]>, counter: ReturnType<typeof makeCounter>): AsyncIterable<readonly Row[]> {
  for await (const page of pages) {
    counter.add(page);
    yield page;
  }
}
