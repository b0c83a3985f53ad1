import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { makeLease } from '../../../src/bot/lease.ts';
import { run } from '../../../src/bot/terminal/app.ts';
import { openStore } from '../../../src/data/open-stores.ts';
import { openTerminal } from './terminal-of-a-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'accord-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
let store: string;
let file: string;
const empty = () => `sqlite:${join(folder, `${++count}.db`)}`;

beforeEach(async () => {
  store = empty();
  file = join(folder, `${count}.backup`);
  const opened = await openStore(store);
  for (let at = 0; at < 3; at++) await opened.append('benefits:darlington:', `{"entry":${at}}`, `request ${at}`);
  await opened.set('told:1', '{}');
  await opened.close();
});

async function accord(words: string[], url = store) {
  const terminal = openTerminal({ ACCORD_STORE: url });
  return { code: await run(words, terminal), out: terminal.written(), err: terminal.complained() };
}
const entries = async (url: string) => {
  const opened = await openStore(url);
  const all = await opened.list('', 100);
  await opened.close();
  return all;
};

describe('backup', () => {
  it('says what is in it, and writes a file for its owner alone', async () => {
    const { code, out, err } = await accord(['backup', file]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Backed up: 7 entries \(appended 3, benefits 3, told 1\)\. Checksum [0-9a-f]{64}\.\n/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const lines = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ accord: 'backup', version: 1, storeFormat: 1 });
    expect(lines.at(-1)).toMatchObject({ entries: 7, kinds: { appended: 3, benefits: 3, told: 1 } });
    expect(lines).toHaveLength(9);
  });

  it('leaves a file that is there alone, unless it is told to replace it', async () => {
    writeFileSync(file, 'precious');
    expect(await accord(['backup', file])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('is there already') });
    expect(readFileSync(file, 'utf8')).toBe('precious');
    expect((await accord(['backup', file, '--force'])).code).toBe(0);
  });

  it('says so when there is no store, and makes none', async () => {
    const missing = empty();
    expect(await accord(['backup', file], missing)).toEqual({
      code: 2,
      out: '',
      err: `There is no store at ${missing}: check ACCORD_STORE.\n`,
    });
    expect(existsSync(missing.slice('sqlite:'.length))).toBe(false);
    expect((await accord(['backup', file], 'memory:')).err).toMatch(/^ACCORD_STORE is memory:, which keeps nothing/);
    expect(existsSync(file)).toBe(false);
  });
});

describe('restore', () => {
  it('fills an empty store, and says from when and what', async () => {
    await accord(['backup', file]);
    const other = empty();
    const { code, out } = await accord(['restore', file], other);
    expect(code).toBe(0);
    expect(out).toMatch(/^Restored from .+, made at \d{4}-\d\d-\d\dT.+Z: 7 entries \(appended 3, benefits 3, told 1\)\./);
    expect(await entries(other)).toEqual(await entries(store));
  });

  it('refuses a store that is not empty, and replaces it when told to', async () => {
    await accord(['backup', file]);
    const opened = await openStore(store);
    await opened.set('told:2', '{}');
    await opened.close();
    expect(await accord(['restore', file])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^The store to fill is not empty, and nothing was changed/),
    });
    expect(await entries(store)).toHaveLength(8);
    expect((await accord(['restore', file, '--replace'])).code).toBe(0);
    expect(await entries(store)).toHaveLength(7);
  });

  it('refuses while Accord runs on the store, and no longer', async () => {
    await accord(['backup', file]);
    const running = await openStore(store);
    const lease = makeLease(running);
    await lease.start(() => undefined);
    const refused = {
      code: 2,
      out: '',
      err: 'Accord is running on this store, and nothing was changed: stop it first, and wait a minute.\n',
    };
    expect(await accord(['restore', file, '--replace'])).toEqual(refused);
    expect(await accord(['migrate', '--to', empty()])).toEqual(refused);
    await lease.stop();
    await running.close();
    expect((await accord(['restore', file, '--replace'])).code).toBe(0);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    [
      'is not one',
      () => 'id: darlington\n',
      /this is not a backup of Accord\. Use a file that “accord backup” made\. Nothing was changed\.\n$/,
    ],
    ['is cut short', (text) => text.slice(0, 300), /the backup is damaged: it is cut short/],
    [
      'is of a newer version',
      (text) => text.replace('"version":1', '"version":9'),
      /made by a newer version of Accord\. Restore it with that version/,
    ],
  ])('says in one sentence that the file %s', async (_, spoil, why) => {
    await accord(['backup', file]);
    writeFileSync(file, spoil(readFileSync(file, 'utf8')));
    const { code, out, err } = await accord(['restore', file, '--replace']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(why);
    expect(err).toContain(file);
    expect(await entries(store)).toHaveLength(7);
  });

  it('says so when there is no such file', async () => {
    expect(await accord(['restore', join(folder, 'none'), '--replace'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/none cannot be used \(ENOENT\)/),
    });
  });
});

describe('migrate', () => {
  it('copies everything, and says that both sides are the same', async () => {
    const other = empty();
    const { code, out } = await accord(['migrate', '--to', other]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Copied, and the same on both sides: 7 entries/);
    expect(await entries(other)).toEqual(await entries(store));
  });

  it.each([
    ['the same store', () => store, /names already/],
    ['memory', () => 'memory:', /keeps nothing/],
    ['no store at all', () => 'mysql://x', /ACCORD_STORE must be sqlite/],
  ])('refuses %s', async (_, to, why) => {
    const { code, err } = await accord(['migrate', '--to', to()]);
    expect(code).toBe(2);
    expect(err).toMatch(why);
  });
});
