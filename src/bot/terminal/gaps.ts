import { openStore } from '../../data/open-stores.ts';
import { makeStores } from '../../data/stores.ts';
import type { Topic } from '../../data/topics.ts';
import { gapsIn, showGaps } from '../../handlers/show-gaps.ts';
import { agreementCalled } from './open-knowledge.ts';
import { render } from './render.ts';
import { DONE, type Terminal } from './terminal.ts';

/** `accord gaps`: the topics an agreement has no clause on. @returns the exit code */
export async function gaps(id: string, options: { json?: true }, terminal: Terminal): Promise<number> {
  const { knowledge } = terminal.know();
  const agreement = agreementCalled(id, knowledge);
  if (options.json) {
    const { missing, alsoMissing } = gapsIn(agreement, knowledge);
    await terminal.out(`${JSON.stringify({ agreement: id, missing: missing.map(named), alsoMissing: alsoMissing.map(named) })}\n`);
    return DONE;
  }
  const store = await openStore('memory:');
  await terminal.out(render(showGaps(agreement, makeStores(store, knowledge), 'asker'), terminal.bold));
  await store.close();
  return DONE;
}

function named({ id, name }: Topic): { id: string; name: string } {
  return { id, name };
}
