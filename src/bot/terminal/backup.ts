import { existsSync } from 'node:fs';
import { BadBackup, type Counted, writeBackup } from '../../data/backup-file.ts';
import { openWhole } from '../../data/open-stores.ts';
import { STORE_FORMAT } from '../../data/store-format.ts';
import { openConfig } from './open-knowledge.ts';
import { BadInput, DONE, type Terminal } from './terminal.ts';
import { mayWrite } from './write-file.ts';

/** `accord backup FILE`: every record of the store in one file, as they stood at one instant, while others go on writing. */
export async function backup(file: string, { force = false }: { force?: boolean }, { env, out }: Terminal): Promise<number> {
  const { storeUrl } = openConfig(env);
  mayWrite(file, force);
  mustBeThere(storeUrl);
  const store = await openWhole(storeUrl);
  try {
    const head = { storeFormat: STORE_FORMAT, madeAt: new Date().toISOString() };
    const counted = await store.whole('read', (whole) => writeBackup(file, head, whole.pages())).catch(explainFile(file));
    await out(
      `Backed up: ${describeCounted(counted)}\nKeep ${file} as safe as the store itself, and apart from the key that reads issues.\n`,
    );
    return DONE;
  } finally {
    await store.close();
  }
}

/** A store that is looked for is not made. @throws BadInput when there is none */
export function mustBeThere(storeUrl: string): void {
  if (storeUrl === 'memory:')
    throw new BadInput('ACCORD_STORE is memory:, which keeps nothing that could be copied. Set it to the store you mean.');
  if (storeUrl.startsWith('sqlite:') && !existsSync(storeUrl.slice('sqlite:'.length)))
    throw new BadInput(`There is no store at ${storeUrl}: check ACCORD_STORE.`);
}

/** “1,204 entries (benefits 812, told 392). Checksum 3f2a….” */
export function describeCounted({ entries, kinds, sha256 }: Counted): string {
  const each = Object.entries(kinds).map(([kind, number]) => `${kind} ${number.toLocaleString('en-GB')}`);
  const several = entries === 1 ? '1 entry' : `${entries.toLocaleString('en-GB')} entries`;
  return `${several}${each.length > 0 ? ` (${each.join(', ')})` : ''}. Checksum ${sha256}.`;
}

/** What is wrong with a file, said as one sentence that names it. Anything else goes on as it is. */
export function explainFile(file: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof BadBackup) throw new BadInput(`${file}: ${error.message}. ${error.mend} Nothing was changed.`);
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined || !/^(open|read|write|rename|fsync|close)$/.test(syscall)) throw error;
    throw new BadInput(`${file} cannot be used (${code}): check that it is there, and that there is room. Nothing was changed.`);
  };
}
