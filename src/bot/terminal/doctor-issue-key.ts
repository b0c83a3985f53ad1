import { existsSync } from 'node:fs';
import { SealBroken } from '../../data/issue-keys.ts';
import { needsKey, openVault, whyNotOpened } from '../../data/issue-vault.ts';
import type { KeyValue } from '../../data/key-value.ts';
import type { Config } from '../config.ts';
import { findKeys, keyFileOf, newKey, sealingWith } from '../issue-key.ts';
import type { Finding } from './finding.ts';
import { openKept } from './open-kept.ts';

const WHAT = 'Issue key';

/** Whether employment issues can be opened with the key there is. Makes neither a key nor a store. Prints no key. */
export async function checkIssueKey(config: Config): Promise<Finding> {
  const store = await openKept(config.storeUrl).catch(() => undefined);
  if (store === undefined) return { ok: false, what: WHAT, says: 'the store could not be opened', mend: 'See the line on the store.' };
  try {
    return await examine(config, store);
  } finally {
    await store.close();
  }
}

async function examine(config: Config, store: KeyValue): Promise<Finding> {
  const found = await findKeys(config);
  if (found !== null && 'problem' in found) return { ok: false, what: WHAT, says: found.problem };
  const file = keyFileOf(config);
  const used = await needsKey(store);
  if (found === null) {
    if (used)
      return { ok: false, what: WHAT, says: 'the key of the employment issues is missing', mend: `Put ${file ?? 'ACCORD_KEY'} back.` };
    if (file === null && config.storeUrl !== 'memory:')
      return {
        ok: false,
        what: WHAT,
        says: 'there is none',
        mend: 'Set ACCORD_KEY to 32 bytes in base64, as “openssl rand -base64 32” gives.',
      };
    return {
      ok: true,
      what: WHAT,
      says: file === null ? 'made when Accord starts, and gone when it stops' : 'made when Accord first starts',
    };
  }
  const where = found.from === 'file' && file !== null && existsSync(file) ? file : 'ACCORD_KEY';
  if (!used) return { ok: true, what: WHAT, says: `from ${where}; no employment issue has been kept yet` };
  try {
    await openVault(store, sealingWith(found.keys), newKey);
    return { ok: true, what: WHAT, says: `employment issues open with the key from ${where}` };
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    return { ok: false, what: WHAT, says: whyNotOpened(error) };
  }
}
