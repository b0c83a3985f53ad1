import { openChannelBindings, withBindings } from '../../data/channel-bindings.ts';
import { rolesOn } from '../../data/roles-today.ts';
import { setUpSteps } from '../../data/set-up-steps.ts';
import type { Knowledge } from '../../data/stores.ts';
import { makeClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { openKept } from './open-kept.ts';

/** What setting up still lacks, in order: as the Home tab of an administrator shows it. Nothing, where the store cannot be read. */
export async function listStepsLeft(
  { storeUrl, clockStartsAt }: Pick<Config, 'storeUrl' | 'clockStartsAt'>,
  { agreements, drafts, partnership }: Knowledge,
): Promise<string> {
  const store = await openKept(storeUrl).catch(() => undefined);
  if (store === undefined) return '';
  try {
    const today = makeClock(clockStartsAt).today();
    const bound = withBindings(partnership, await openChannelBindings(store).all(), agreements);
    const steps = setUpSteps({ agreements, drafts, partnership: rolesOn(bound, agreements, today) }, today);
    if (steps.length === 0) return '';
    return `\nStill to set up, in this order:\n${steps.map((step, at) => `  ${at + 1}. ${step}\n`).join('')}`;
  } catch {
    return '';
  } finally {
    await store.close();
  }
}
