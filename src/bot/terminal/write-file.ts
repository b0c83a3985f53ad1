import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { BadInput } from './terminal.ts';

/** Only whoever ran the command can read what it wrote: the log is for the partners alone. */
const OWNER_ONLY = 0o600;

/** What the name of a file ends in, such as `csv`; one of those offered. @throws BadInput naming them */
export function endingOf<T extends string>(path: string, offered: readonly T[]): T {
  const ending = extname(path).slice(1).toLowerCase();
  const found = offered.find((one) => one === ending);
  if (found === undefined)
    throw new BadInput(`“${path}” must end in ${offered.map((one) => `.${one}`).join(' or ')}: choose another name.`);
  return found;
}

/** Refuses early, before any work is done, to write where something is or nothing can be. @throws BadInput */
export function mayWrite(path: string, force: boolean): void {
  if (!existsSync(dirname(path))) throw new BadInput(`There is no folder “${dirname(path)}”: make it, or choose another for ${path}.`);
  if (existsSync(path) && !force) throw new BadInput(`“${path}” is there already: choose another name, or add --force to replace it.`);
}

/** Writes a file whole or not at all. @throws BadInput when it cannot be written there */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const aside = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(aside, content, { mode: OWNER_ONLY, flush: true });
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new BadInput(`“${path}” could not be written (${code}): choose a file in a folder you may write to.`);
  }
}
