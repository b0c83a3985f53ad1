import { SealBroken } from '../../data/issue-keys.ts';
import { needsKey, sealAnew, whyNotOpened } from '../../data/issue-vault.ts';
import { openStore } from '../../data/open-stores.ts';
import { keyFileOf, newKey, replaceKeyFile, sealingWith } from '../issue-key.ts';
import { makeClaim, SCHEDULER_LEASE } from '../lease.ts';
import { mustFindKeys } from './open-issues.ts';
import { openConfig } from './open-knowledge.ts';
import { BadInput, count, DONE, type Terminal } from './terminal.ts';

/** Long enough to seal every issue anew: nothing starts meanwhile. */
const HELD_MS = 10 * 60_000;

/**
 * `accord rotate-key`: seals every employment issue with the newest key. With a key file a new key is made; with `ACCORD_KEY` the operator
 * puts the new one first. Accord must be stopped. @returns the exit code
 */
export async function rotateKey({ env, out }: Pick<Terminal, 'env' | 'out'>): Promise<number> {
  const config = openConfig(env);
  const store = await openStore(config.storeUrl);
  try {
    if (!(await needsKey(store))) throw new BadInput('There are no employment issues in this store yet: there is nothing to seal anew.');
    const found = await mustFindKeys(config);
    if (found.from === 'ACCORD_KEY' && found.keys.length < 2)
      throw new BadInput(
        'Put the new key before the old one in ACCORD_KEY, with a comma between them (“openssl rand -base64 32” makes one), then do this again.',
      );
    const lease = makeClaim(store, SCHEDULER_LEASE, HELD_MS);
    if (!(await lease.take())) throw new BadInput('Accord is running on this store: stop it first, and wait a minute.');
    try {
      const keys = found.from === 'file' ? [newKey(), ...found.keys] : found.keys;
      // First the file, so that whatever is sealed anew can be opened after a crash.
      if (found.from === 'file') await replaceKeyFile(config, keys);
      const sealed = await sealAnew(store, sealingWith(keys));
      const where = found.from === 'file' ? keyFileOf(config)! : 'ACCORD_KEY';
      await out(
        `${count(sealed, 'record')} sealed with the newest key. Backups made before today still need the old one: keep it with them, and then take it out of ${where}.\n`,
      );
      return DONE;
    } finally {
      await lease.release();
    }
  } catch (error) {
    throw error instanceof SealBroken ? new BadInput(`${whyNotOpened(error)}.`) : error;
  } finally {
    await store.close();
  }
}
