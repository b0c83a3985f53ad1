import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/bot/terminal/app.ts';
import { openStore } from '../../../src/data/open-stores.ts';
import { makeStores } from '../../../src/data/stores.ts';
import { writeUnanswered } from '../../../src/data/unanswered.ts';
import { knowledge, openTerminal } from './terminal-of-a-test.ts';

async function accord(words: string[], env?: NodeJS.ProcessEnv) {
  const terminal = openTerminal(env);
  const code = await run(words, terminal);
  return { code, out: terminal.written(), err: terminal.complained() };
}

describe('ask', () => {
  it('answers somebody of the partnership file as that person, and shows what decided', async () => {
    const { code, out } = await accord(['ask', 'my leave keeps getting refused', '--as', 'Sam@dccg.example', '--why']);
    expect(code).toBe(0);
    expect(out).toMatch(/^This is for your own employer, Darlington Clinical Commissioning Group/);
    expect(out).toMatch(/Message {4}employment \(\d+% likely; next /);
    expect(out).toMatch(/Agreement {2}Darlington memorandum/);
  });

  it('shows the topics, the phrasing, the kind and the fact behind an answer', async () => {
    const { out } = await accord(['ask', 'how', 'much', 'notice', 'do', 'we', 'have', 'to', 'give', '--agreement', 'darlington', '--why']);
    expect(out).toContain('Notice given today');
    expect(out).toMatch(/Wants {6}duration/);
    expect(out).toMatch(/Topics {5}.*notice/);
    expect(out).toMatch(/Phrasing {3}“.+” \(closeness \d\.\d\d of 1\)/);
    expect(out).toMatch(/Fact {7}.*noticeMonths: 6/);
    expect(out).toMatch(/Found {6}darlington 11\(o\)/);
  });

  it('gives one JSON object of the batch’s shape', async () => {
    const { code, out } = await accord(['ask', 'how much notice do we have to give', '--as', 'sam@dccg.example', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ id: null, intent: 'terms', answered: true, kind: 'duration' });
    expect(JSON.parse(out).answers[0]).toMatchObject({ agreement: 'darlington', ref: '11(o)' });
  });
});

describe('gaps', () => {
  it('lists the topics an agreement has no clause on', async () => {
    const { code, out } = await accord(['gaps', 'purbeck', '--json']);
    const gaps = JSON.parse(out);
    expect(code).toBe(0);
    expect(gaps.agreement).toBe('purbeck');
    expect(gaps.missing.map((topic: { id: string }) => topic.id)).toContain('notice-and-exit');
  });
});

describe('unanswered', () => {
  it('lists what nobody could answer and what did not help, newest first, from the configured store', async () => {
    const url = `sqlite:${join(mkdtempSync(join(tmpdir(), 'accord-unanswered-')), 'accord.db')}`;
    const store = await openStore(url);
    const stores = makeStores(store, knowledge());
    const asked = (question: string, agreement: string, at: string) =>
      writeUnanswered(stores.unanswered, { question, agreement, nearest: '11(o)', at });
    await asked('who gets\nthe \u001b[31mletter', 'darlington', '2015-09-01T09:00:00.000Z');
    await asked('is there parking', 'darlington', '2015-09-03T09:00:00.000Z');
    await asked('is there parking', 'derby', '2015-09-02T09:00:00.000Z');
    const rating = { question: 'who pays', agreement: 'darlington', refs: ['11(n)'], at: '2015-09-04T09:00:00.000Z' };
    await stores.ratings.put({ ...rating, helpful: false, wanted: 'the split' }, 'darlington', 'a');
    await stores.ratings.put({ ...rating, helpful: true }, 'darlington', 'b');
    await store.close();

    const { code, out } = await accord(['unanswered', '--agreement', 'darlington'], { ACCORD_STORE: url });
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      '2 questions nobody could answer, newest first:',
      '- “is there parking” (Darlington memorandum, 3 September 2015; nearest: 11(o))',
      '- “who gets the [31mletter” (Darlington memorandum, 1 September 2015; nearest: 11(o))',
      '1 answer marked as not helpful:',
      '- “who pays” was answered with 11(n) (Darlington memorandum, 4 September 2015). Wanted: the split',
      '',
    ]);
    const json = JSON.parse((await accord(['unanswered', '--json'], { ACCORD_STORE: url })).out);
    expect(json.unanswered.map((one: { at: string }) => one.at.slice(8, 10))).toEqual(['03', '02', '01']);
    expect(json.notHelpful).toHaveLength(1);
  });

  it('makes no store where there is none, and says when it cannot be opened', async () => {
    const nowhere = join(tmpdir(), `accord-${process.pid}`, 'none.db');
    expect((await accord(['unanswered'], { ACCORD_STORE: `sqlite:${nowhere}` })).out).toContain('No question has gone unanswered.');
    const { code, err } = await accord(['unanswered'], { ACCORD_STORE: 'postgres://accord:pg-secret@127.0.0.1:1/accord' });
    expect(code).toBe(1);
    expect(err).toMatch(/^The store could not be opened or read: check ACCORD_STORE, [^\n]+\n$/);
    expect(err).not.toContain('secret');
  });
});

describe('bad input', () => {
  it.each([
    [['sing'], 'Unknown command'],
    [['ask', '--loud', 'notice'], "Unknown option '--loud'"],
    [['ask'], 'There is no question'],
    [['ask', ' '], 'There is no question'],
    [['ask', 'notice', '--agreement', 'atlantis'], 'There is no agreement “atlantis”: use one of darlington'],
    [['ask', 'notice', '--as', 'nobody@example.org'], 'Nobody in the partnership file has the e-mail address “nobody@example.org”'],
    [['ask', 'notice', '--batch'], '--batch stands alone'],
    [['ask', 'notice', '--json', '--why'], '--json and --why cannot be used together'],
    [['gaps'], "Missing required argument 'agreement'"],
    [['gaps', '__proto__'], 'There is no agreement “__proto__”'],
    [['doctor', 'now'], 'Too many arguments'],
  ])('%j gets one sentence and exit code 2', async (words, sentence) => {
    const { code, out, err } = await accord(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('names the variable that is wrong', async () => {
    expect(await accord(['ask', 'notice'], { PORT: 'abc' })).toEqual({ code: 2, out: '', err: 'PORT must be a number, such as 3978.\n' });
  });
});

describe('help', () => {
  it.each([
    [[]],
    [['--help']],
    [['ask', '--help']],
    [['check', '--help']],
    [['doctor', '--help']],
    [['gaps', '-h']],
    [['unanswered', '-h']],
    [['export', '-h']],
    [['report', '-h']],
  ])('%j is plain English with an example', async (words: string[]) => {
    const { code, out, err } = await accord(words);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: accord/);
    if (words[0] !== undefined && words[0] !== '--help') expect(out).toContain(`For example:\n  npm run -s accord -- ${words[0]}`);
  });
});
