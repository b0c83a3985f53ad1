import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type IssueKeys, makeIssueKeys, readKeys, SealBroken, writeKeys } from '../data/issue-keys.ts';
import { needsKey, openVault, type Vault, whyNotOpened } from '../data/issue-vault.ts';
import type { KeyValue } from '../data/key-value.ts';
import { type Config, issueKeyFile } from './config.ts';

/*
 * Where the key of the employment issues comes from: `ACCORD_KEY`, or a file beside the embedded store, made at the first start. A store
 * whose issues cannot be opened is not started on: it would look as if there were none.
 */

/** Only whoever runs Accord can read the key. */
const OWNER_ONLY = 0o600;
const KEY_BYTES = 32;

/** The keys, and where they were found. `memory` keys are gone when Accord stops, as the store is. */
export type FoundKeys = { keys: readonly Uint8Array[]; from: 'ACCORD_KEY' | 'file' | 'memory' };

type Problem = { ok: false; problem: string };

/** Opens what issues are kept in, and makes the key file where there is none yet. @returns the vault, or one plain sentence why not */
export async function openIssueVault(config: Config, store: KeyValue): Promise<{ ok: true; vault: Vault } | Problem> {
  const found = (await findKeys(config)) ?? (await makeKeys(config, store));
  if ('problem' in found) return found;
  try {
    return { ok: true, vault: await openVault(store, sealingWith(found.keys), randomBytes) };
  } catch (error) {
    if (error instanceof SealBroken) return { ok: false, problem: `${whyNotOpened(error)}.` };
    throw error;
  }
}

/** The keys there are, or what is wrong with them; null when there are none. */
export async function findKeys(config: Pick<Config, 'issueKeys' | 'storeUrl' | 'ownFolder'>): Promise<FoundKeys | Problem | null> {
  if (config.issueKeys !== undefined) return { keys: config.issueKeys, from: 'ACCORD_KEY' };
  const file = keyFileOf(config);
  const text = file === null ? null : await readFile(file, 'utf8').catch(missing);
  if (text === null) return null;
  const read = readKeys(text.trim());
  return read.ok
    ? { keys: read.keys, from: 'file' }
    : { ok: false, problem: `The key file ${file} does not hold a key. Put the right one back.` };
}

/** What seals and opens with these keys. */
export function sealingWith(keys: readonly Uint8Array[]): IssueKeys {
  return makeIssueKeys(keys, randomBytes);
}

/** A new key. */
export function newKey(): Uint8Array {
  return randomBytes(KEY_BYTES);
}

/** Puts keys in the place of those in the key file, in one step. */
export async function replaceKeyFile(config: Pick<Config, 'storeUrl' | 'ownFolder'>, keys: readonly Uint8Array[]): Promise<void> {
  const file = keyFileOf(config)!;
  const aside = `${file}.${randomUUID()}.part`;
  await writeFile(aside, `${writeKeys(keys)}\n`, { mode: OWNER_ONLY, flush: true });
  await rename(aside, file);
}

/** The key file of the embedded store; null for any other store. */
export function keyFileOf({ storeUrl, ownFolder }: Pick<Config, 'storeUrl' | 'ownFolder'>): string | null {
  return storeUrl.startsWith('sqlite:') ? issueKeyFile({ ownFolder }) : null;
}

async function makeKeys(config: Config, store: KeyValue): Promise<FoundKeys | Problem> {
  if (config.storeUrl === 'memory:') return { keys: [newKey()], from: 'memory' };
  const file = keyFileOf(config);
  if (file === null)
    return {
      ok: false,
      problem:
        'ACCORD_KEY is missing, which seals employment issues. With Postgres set it: 32 bytes in base64, as “openssl rand -base64 32” gives.',
    };
  if (await needsKey(store))
    return { ok: false, problem: `The key of the employment issues is missing. Put ${file} back, or set ACCORD_KEY to what it held.` };
  await mkdir(dirname(file), { recursive: true });
  const aside = `${file}.${randomUUID()}.part`;
  await writeFile(aside, `${writeKeys([newKey()])}\n`, { mode: OWNER_ONLY, flush: true });
  // Linked, not renamed: of two processes that start at once, both go on with the key of the first.
  await link(aside, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(aside, { force: true });
  return (await findKeys(config))!;
}

function missing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
