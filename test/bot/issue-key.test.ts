import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/bot/config.ts';
import { openIssueVault } from '../../src/bot/issue-key.ts';
import { run } from '../../src/bot/terminal/app.ts';
import { writeKeys } from '../../src/data/issue-keys.ts';
import { openIssueLog } from '../../src/data/issue-log.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { makeBytes } from '../data/bytes-of-tests.ts';
import { openTerminal } from './terminal/terminal-of-a-test.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});
const bytes = makeBytes('key file');
let folder: string;
let env: Record<string, string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accord-key-'));
  folders.push(folder);
  env = { ACCORD_STORE: `sqlite:${join(folder, 'accord.db')}` };
});
const keyFile = () => join(folder, 'accord.key');
const WORDS = { what: 'My pay is wrong, quodlibetarian.' };
const ISSUE = {
  organisation: 'dccg',
  email: 'sam@dccg.example',
  account: { platform: 'local', id: 'sam@dccg.example' },
  name: 'Sam Secondee',
  leftOut: [],
  asked: 'email:hugo@dccg.example',
  at: '2015-10-05T10:00:00.000Z',
} as const;

/** Starts with this environment: what it says where it does not, the issues of Sam’s where it does. */
async function start(over: Record<string, string> = {}, raise = false) {
  const read = readConfig({ ...env, ...over });
  if (!read.ok) return read.problems.join(' ');
  const store = await openStore(read.config.storeUrl);
  try {
    const opened = await openIssueVault(read.config, store);
    if (!opened.ok) return opened.problem;
    const log = openIssueLog(store, opened.vault);
    if (raise) await log.raise({ ...ISSUE, leftOut: [] }, WORDS, 'r1');
    const issues = await log.ofPerson(ISSUE);
    return await Promise.all(issues.map(async (issue) => (await log.wordsOf(issue))[0]?.words.what));
  } finally {
    await store.close();
  }
}

describe('the key of the employment issues', () => {
  it('is made once beside the embedded store, for its owner’s eyes alone, and opens them from then on', async () => {
    expect(await start({}, true)).toEqual([WORDS.what]);
    const made = readFileSync(keyFile(), 'utf8');
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    expect(await start()).toEqual([WORDS.what]);
    expect(readFileSync(keyFile(), 'utf8')).toBe(made);
  });

  it('is one when several processes start at the same time', async () => {
    const read = readConfig(env);
    if (!read.ok) throw new Error('the configuration is not read');
    const store = await openStore(read.config.storeUrl);
    const opened = await Promise.all(Array.from({ length: 5 }, () => openIssueVault(read.config, store)));
    expect(new Set(opened.map((one) => one.ok && one.vault.secret)).size).toBe(1);
    await store.close();
  });

  it('that is missing refuses to start, and no other is made in its place', async () => {
    await start({}, true);
    rmSync(keyFile());
    expect(await start()).toBe(`The key of the employment issues is missing. Put ${keyFile()} back, or set ACCORD_KEY to what it held.`);
    expect(existsSync(keyFile())).toBe(false);
  });

  it('that is another one, or none at all, refuses to start', async () => {
    await start({}, true);
    expect(await start({ ACCORD_KEY: writeKeys([bytes(32)]) })).toMatch(
      /^The employment issues in this store were sealed with another key\. Set ACCORD_KEY/,
    );
    writeFileSync(keyFile(), 'not a key\n');
    expect(await start()).toBe(`The key file ${keyFile()} does not hold a key. Put the right one back.`);
    expect(await start({ ACCORD_KEY: 'not a key' })).toMatch(/^ACCORD_KEY must be 32 bytes in base64/);
  });

  it('is required with Postgres, in one sentence', async () => {
    const read = readConfig({ ACCORD_STORE: 'postgres://accord@db.example/accord' });
    const store = await openStore('memory:');
    expect(read.ok && (await openIssueVault(read.config, store))).toEqual({
      ok: false,
      problem:
        'ACCORD_KEY is missing, which seals employment issues. With Postgres set it: 32 bytes in base64, as “openssl rand -base64 32” gives.',
    });
    await store.close();
  });
});

describe('accord rotate-key', () => {
  const accord = async (words: string, over: Record<string, string> = {}) => {
    const terminal = openTerminal({ ...env, ...over });
    const code = await run(words.split(' '), terminal);
    return { code, out: terminal.written(), err: terminal.complained() };
  };

  it('seals everything with a new key, and keeps the old one for older backups', async () => {
    await start({}, true);
    const old = readFileSync(keyFile(), 'utf8').trim();
    const { code, out } = await accord('rotate-key');
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+ records sealed with the newest key\. Backups made before today still need the old one/);
    const [newest, before] = readFileSync(keyFile(), 'utf8').trim().split(',');
    expect(before).toBe(old);
    expect(await start()).toEqual([WORDS.what]);
    writeFileSync(keyFile(), newest!);
    expect(await start()).toEqual([WORDS.what]);
    writeFileSync(keyFile(), old);
    expect(await start()).toMatch(/sealed with another key/);
  });

  it('goes by ACCORD_KEY where that is set, and asks for the new key first', async () => {
    const [old, newer] = [writeKeys([bytes(32)]), writeKeys([bytes(32)])];
    await start({ ACCORD_KEY: old }, true);
    expect(await accord('rotate-key', { ACCORD_KEY: old })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^Put the new key before the old one/),
    });
    expect((await accord('rotate-key', { ACCORD_KEY: `${newer},${old}` })).code).toBe(0);
    expect(await start({ ACCORD_KEY: newer })).toEqual([WORDS.what]);
    expect((await accord('rotate-key', { ACCORD_KEY: `${writeKeys([bytes(32)])},${old}` })).err).toMatch(/sealed with another key/);
  });

  it('waits for Accord to be stopped, and says so when there is nothing to seal', async () => {
    expect((await accord('rotate-key')).err).toMatch(/^There are no employment issues in this store yet/);
    await start({}, true);
    const store = await openStore(env.ACCORD_STORE!);
    await store.claim('lease:scheduler', 'somebody', Date.now() + 60_000, Date.now());
    await store.close();
    expect((await accord('rotate-key')).err).toMatch(/^Accord is running on this store/);
    expect(readFileSync(keyFile(), 'utf8')).not.toContain(',');
  });

  it('doctor says where the key is and whether it opens the issues, and never prints it', async () => {
    await start({}, true);
    const key = readFileSync(keyFile(), 'utf8').trim();
    const { out } = await accord('doctor');
    expect(out).toContain(`Issue key      employment issues open with the key from ${keyFile()}`);
    expect(out).not.toContain(key.slice(0, 20));
    rmSync(keyFile());
    expect((await accord('doctor')).out).toContain('not ok  Issue key      the key of the employment issues is missing');
    expect(existsSync(keyFile())).toBe(false);
  });

  it('export person and erase person: everything of theirs, and then nothing', async () => {
    await start({}, true);
    const file = join(folder, 'sam.json');
    expect((await accord(`export person Sam@dccg.example --out ${file}`)).out).toContain('1 issue of sam@dccg.example');
    expect(readFileSync(file, 'utf8')).toContain('quodlibetarian');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await accord('erase person sam@dccg.example')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^This cannot be undone\./),
    });
    expect((await accord('export person nobody --out x.json')).err).toMatch(/is not an e-mail address/);
    expect((await accord('erase person sam@dccg.example --yes')).out).toMatch(/^1 issue erased and 0 records without the name/);
    expect(await start()).toEqual([]);
  });
});
