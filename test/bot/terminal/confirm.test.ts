import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { run } from '../../../src/bot/terminal/app.ts';
import { readAgreement } from '../../../src/data/agreements.ts';
import { openTerminal } from './terminal-of-a-test.ts';

const sample = (ending: string) => join(import.meta.dirname, '../../../docs/samples', `memorandum.${ending}`);
const AS = ['--as', 'asha@dbc.example'];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accord-confirm-'));
});

async function accord(...words: string[]) {
  const terminal = openTerminal({ ACCORD_CLOCK: '2026-11-22T09:00:00Z', ACCORD_STORE: `sqlite:${join(folder, 'accord.db')}` });
  const code = await run(words, terminal);
  return { code, out: terminal.written(), err: terminal.complained() };
}

const kept = (name: string) => readAgreement(join(folder, 'agreements', name));

it('keeps a document as a draft, lists what was read, and settles it step by step until it is confirmed', async () => {
  expect((await accord('import', sample('docx'), '--id', 'wendlemere', '--save')).out).toContain('accord -- confirm wendlemere');
  const listed = await accord('confirm', 'wendlemere');
  expect(listed.out).toContain('facts.noticeMonths\n      Notice, in months: 9');
  expect(listed.out).toContain('UNSURE: look at this');
  expect(listed.out).toMatch(/21 facts still to be looked at/);

  const some = await accord(
    'confirm',
    'wendlemere',
    ...AS,
    '--accept-sure',
    '--strike',
    'facts.shares.0',
    '--set',
    'facts.reviewOn=31 January 2027',
    '--at',
    '2.3(a)',
  );
  expect(some.out).toContain('3 facts still to be looked at');
  const done = await accord(
    'confirm',
    'wendlemere',
    ...AS,
    '--accept',
    'standing.state',
    'facts.shares.1',
    '--set',
    'name=Wendlemere memorandum',
  );
  expect(done.out).toMatch(/^Wendlemere memorandum is confirmed\. Answers are given from it now/);
  expect(done.out).toContain('wendlemere-borough-council (Wendlemere Borough Council)');
  expect(kept('wendlemere.yaml')).toMatchObject({
    ok: true,
    value: { confirmedBy: 'asha@dbc.example', confirmedOn: '2026-11-22', facts: { reviewOn: { value: '2027-01-31', ref: '2.3(a)' } } },
  });
  expect(readdirSync(join(folder, 'agreements'))).toEqual(['wendlemere.yaml']);
});

it.each<[string, string[], RegExp]>([
  [
    'somebody who is no administrator',
    ['--as', 'sam@dccg.example', '--accept-sure'],
    /^Only an administrator or the Director can do that\. Dora Director or Asha Administrator can\.\n$/,
  ],
  ['nobody', ['--accept-sure'], /^Say in whose name with --as/],
  ['a fact that was not read', [...AS, '--accept', 'facts.colour'], /^facts\.colour: Nothing was read under “facts\.colour”\.\n$/],
  ['no value', [...AS, '--set', 'facts.noticeMonths'], /^“facts\.noticeMonths” has no “=”/],
])('refuses %s, and changes nothing', async (_, words, sentence) => {
  await accord('import', sample('txt'), '--id', 'wendlemere', '--save');
  const before = kept('wendlemere.draft.yaml');
  const { code, err } = await accord('confirm', 'wendlemere', ...words);
  expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
  expect(JSON.stringify(kept('wendlemere.draft.yaml'))).toBe(JSON.stringify(before));
});

it('says that there is no such draft', async () => {
  expect(await accord('confirm', 'nothing')).toMatchObject({
    code: 2,
    err: 'There is no draft “nothing”. It may have been confirmed already.\n',
  });
});
