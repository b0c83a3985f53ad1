import { readBackup } from '../../data/backup-file.ts';
import type { Row, Whole } from '../../data/engine.ts';
import { openWhole } from '../../data/open-stores.ts';
import { STORE_FORMAT } from '../../data/store-format.ts';
import { describeCounted, explainFile } from './backup.ts';
import { openConfig } from './open-knowledge.ts';
import { BadInput, DONE, type Terminal } from './terminal.ts';
import { whileStopped } from './while-stopped.ts';

export type RestoreOptions = { replace?: boolean };

/** `accord restore FILE`: fills the store from a backup, in one transaction: the whole of it, or nothing. */
export async function restore(file: string, { replace = false }: RestoreOptions, { env, out }: Terminal): Promise<number> {
  const { storeUrl } = openConfig(env);
  if (storeUrl === 'memory:') throw new BadInput('ACCORD_STORE is memory:, which keeps nothing. Set it to the store to fill.');
  const store = await openWhole(storeUrl);
  try {
    const read = readBackup(file, STORE_FORMAT);
    const filled = () => store.whole('write', (whole) => fill(whole, read.pages, replace, () => read.head().storeFormat));
    await whileStopped(storeUrl, filled).catch(explainFile(file));
    await out(`Restored from ${file}, made at ${read.head().madeAt}: ${describeCounted(read.counted())}\n`);
    return DONE;
  } finally {
    await store.close();
  }
}

/**
 * Fills a store with these entries. What it held goes, with the claims on it: they speak of work that nobody does there.
 * @throws BadInput when it holds anything and that was not to be replaced
 */
export async function fill(whole: Whole, pages: AsyncIterable<readonly Row[]>, replace: boolean, format: () => number): Promise<void> {
  if (!replace && !(await isEmpty(whole)))
    throw new BadInput('The store to fill is not empty, and nothing was changed: back it up, then add --replace to put this in its place.');
  await whole.clear('entries and claims');
  for await (const page of pages) await whole.add(page);
  await whole.setFormat(format());
}

async function isEmpty(whole: Whole): Promise<boolean> {
  for await (const _ of whole.pages()) return false;
  return true;
}
