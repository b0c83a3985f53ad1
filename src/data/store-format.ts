import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readBackup, writeBackup } from './backup-file.ts';
import type { Engine, Row } from './engine.ts';
import { StoreBroken } from './key-value.ts';

/** A change of what is kept, from one format to the next. `change` gives what an entry becomes: itself, another, several, or none. */
export type Migration = { to: number; change(row: Row): readonly Row[] };

/** The changes so far, in order. A format is added when what older versions of Accord keep can no longer be read as it stands. */
export const MIGRATIONS: readonly Migration[] = [];

/** The format this version of Accord keeps its store in. */
export const STORE_FORMAT = formatAfter(MIGRATIONS);

/** The store was written by a newer Accord, or by an older one and may not be changed here. */
export class StoreOfAnotherVersion extends StoreBroken {
  readonly newer: boolean;
  constructor(newer: boolean) {
    super(newer ? 'be opened: a newer version of Accord wrote it' : 'be opened: an older version of Accord wrote it', undefined);
    this.name = 'StoreOfAnotherVersion';
    this.newer = newer;
  }
}

/** What may be done about an older store: write a backup into this folder and bring it up to date. */
export type Upgrade = { backupsTo: string; madeAt: string; migrations?: readonly Migration[] };

/** The format after these changes; the first store had format 1. */
function formatAfter(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.to ?? 1;
}

/**
 * Sees that a store is in the format of this version. A store that says nothing is a new one, or one of the first format.
 * @param upgrade how an older store is brought up to date: a backup, and every entry changed, in one transaction; without it, it is refused
 * @throws StoreOfAnotherVersion when the store is newer, or older and there is no `upgrade`
 */
export async function agreeOnFormat(engine: Engine, upgrade?: Upgrade): Promise<void> {
  const migrations = upgrade?.migrations ?? MIGRATIONS;
  const current = formatAfter(migrations);
  const noted = await engine.format();
  const format = noted ?? ((await engine.range('', 1)).length === 0 ? current : 1);
  if (format > current) throw new StoreOfAnotherVersion(true);
  if (format < current) {
    if (upgrade === undefined) throw new StoreOfAnotherVersion(false);
    await bringUpToDate(engine, current, migrations, upgrade);
  } else if (noted === undefined) await engine.noteFormat(current);
}

function bringUpToDate(engine: Engine, current: number, migrations: readonly Migration[], { backupsTo, madeAt }: Upgrade): Promise<void> {
  return engine.whole('write', async (whole) => {
    // Another process may have done it while this one waited for its turn.
    const storeFormat = (await whole.format()) ?? 1;
    if (storeFormat >= current) return;
    const file = join(backupsTo, `accord-before-format-${current}-${madeAt.replaceAll(/\D/g, '').slice(0, 14)}.backup`);
    await mkdir(backupsTo, { recursive: true });
    await writeBackup(file, { storeFormat, madeAt }, whole.pages());
    const ahead = migrations.filter(({ to }) => to > storeFormat);
    await whole.clear('entries');
    // Read from the backup: a page at a time, and what is taken from it is certainly in it.
    for await (const page of readBackup(file, storeFormat).pages) {
      await whole.add(ahead.reduce<readonly Row[]>((rows, { change }) => rows.flatMap(change), page));
    }
    await whole.setFormat(current);
  });
}
