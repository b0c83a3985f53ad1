import { SealBroken } from '../../data/issue-keys.ts';
import { type IssueLog, openIssueLog } from '../../data/issue-log.ts';
import { needsKey, openVault, whyNotOpened } from '../../data/issue-vault.ts';
import type { KeyValue } from '../../data/key-value.ts';
import type { Config } from '../config.ts';
import { type FoundKeys, findKeys, newKey, sealingWith } from '../issue-key.ts';
import { BadInput } from './terminal.ts';

/** The issues in a store; null where there have never been any. @throws BadInput when their key is missing or another one */
export async function openIssues(config: Config, store: KeyValue): Promise<IssueLog | null> {
  if (!(await needsKey(store))) return null;
  const { keys } = await mustFindKeys(config);
  try {
    return openIssueLog(store, await openVault(store, sealingWith(keys), newKey));
  } catch (error) {
    throw error instanceof SealBroken ? new BadInput(`${whyNotOpened(error)}.`) : error;
  }
}

/** The keys of the issues. @throws BadInput when there are none, or they cannot be read */
export async function mustFindKeys(config: Config): Promise<FoundKeys> {
  const found = await findKeys(config);
  if (found === null) throw new BadInput('The key of the employment issues is missing: set ACCORD_KEY, or put the key file back.');
  if ('problem' in found) throw new BadInput(found.problem);
  return found;
}
