import { type IssueKeys, opaqueName, type SealBroken } from './issue-keys.ts';
import type { KeyValue } from './key-value.ts';

/*
 * What every record of an employment issue goes through: a key that says nothing, and a sealed value. The names are keyed with a secret
 * that is made once, sealed, and kept in the store, so that they stay the same when the key of the seals is changed. It is the check as
 * well that the key is the right one.
 */

/** Everything about issues stands under this. */
export const ISSUE_RECORDS = 'issue:';
const SECRET = `${ISSUE_RECORDS}secret:`;
const SECRET_KEY = `${SECRET}00000001`;
const SECRET_BYTES = 32;
/** What a sealed notice is sealed for: it travels in the outbox, whose keys are made elsewhere. */
const NOTICE = 'private notice';
const PAGE = 250;

export type Vault = {
  keys: IssueKeys;
  /** Keys references and names of records. Never shown. */
  secret: string;
  /** A name that tells nothing: of a person, of a request. */
  name(what: string, of: string): string;
};

/** What a value is sealed for: its key; in a numbered list without the number, which is given only when the value is kept. */
export function recordOf(key: string): string {
  return key.replace(/:\d{8}$/, '');
}

/** Whether a store holds issues, or has been made ready for them: then it needs its key. */
export async function needsKey(store: KeyValue): Promise<boolean> {
  return (await store.get(SECRET_KEY)) !== undefined;
}

/**
 * Opens what issues are kept in; made at first use.
 * @param makeSecret so many random bytes
 * @throws SealBroken when the store was sealed with another key: nothing may start then, or it would look as if there were no issues
 */
export async function openVault(store: KeyValue, keys: IssueKeys, makeSecret: (bytes: number) => Uint8Array): Promise<Vault> {
  if ((await store.get(SECRET_KEY)) === undefined) {
    const made = Buffer.from(makeSecret(SECRET_BYTES)).toString('base64url');
    // Appended under one id, so that of two processes that start at once both go on with the secret of the first.
    await store.append(SECRET, keys.seal(made, recordOf(SECRET_KEY)), 'secret');
  }
  const secret = keys.open((await store.get(SECRET_KEY))!, recordOf(SECRET_KEY));
  return { keys, secret, name: (what, of) => opaqueName(secret, what, of) };
}

/** One plain sentence on why the records of issues do not open. */
export function whyNotOpened(error: SealBroken): string {
  return error.code === 'no-key'
    ? 'The employment issues in this store were sealed with another key. Set ACCORD_KEY to the key it was started with before, or add that key after a comma'
    : 'A record of the employment issues in this store was changed from outside. Restore the store from a backup';
}

/** Seals the facts of a notice; in the outbox nothing of them can be read. */
export function sealNotice(facts: object, { keys }: Pick<Vault, 'keys'>): string {
  return keys.seal(JSON.stringify(facts), NOTICE);
}

/** The facts of a sealed notice. @throws SealBroken */
export function openNotice(sealed: string, { keys }: Pick<Vault, 'keys'>): unknown {
  return JSON.parse(keys.open(sealed, NOTICE));
}

/**
 * Seals every record of issues, and every sealed notice that waits, with the newest key. Can be repeated: what is sealed with it already
 * is left alone. Accord must not be running on the store meanwhile, because it would not know the newest key.
 * @returns how many records were sealed anew
 * @throws SealBroken when one of them opens with none of the keys; those before it are sealed anew by then
 */
export async function sealAnew(store: KeyValue, keys: IssueKeys): Promise<number> {
  let done = 0;
  for await (const { key, value } of entries(store, ISSUE_RECORDS)) {
    if (keys.isNewest(value)) continue;
    await store.set(key, keys.seal(keys.open(value, recordOf(key)), recordOf(key)));
    done += 1;
  }
  for await (const { key, value } of entries(store, 'waiting:')) {
    const notice = JSON.parse(value) as { about: { is: string; sealed: string } };
    if (notice.about.is !== 'private' || keys.isNewest(notice.about.sealed)) continue;
    const sealed = keys.seal(keys.open(notice.about.sealed, NOTICE), NOTICE);
    await store.set(key, JSON.stringify({ ...notice, about: { ...notice.about, sealed } }));
    done += 1;
  }
  return done;
}

/** Every entry under a prefix, in pages. */
export async function* entries(store: KeyValue, prefix: string): AsyncGenerator<{ key: string; value: string }> {
  let after: string | undefined;
  for (;;) {
    const page = await store.list(prefix, PAGE, after);
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)!.key;
  }
}
