import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'bot', 'terminal', 'main.ts');

type Ran = { code: number | null; out: string; err: string };

/** The real command, as `npm run accord` starts it. */
function accord(words: string[], input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...words], {
      env: { PATH: process.env.PATH, ACCORD_CLOCK: '2015-09-01T09:00:00Z' },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

let answer: Ran;
let batch: Ran;
let unknown: Ran;

beforeAll(async () => {
  [answer, batch, unknown] = await Promise.all([
    accord(['ask', 'how do we get out of this deal?', '--agreement', 'darlington']),
    accord(
      ['ask', '--batch'],
      '{"id":"a","text":"how much notice do we have to give?","agreement":"darlington"}\nnonsense\n{"id":"b","text":"is £1 enough","agreement":null}',
    ),
    accord(['sing']),
  ]);
});

describe('the accord command', () => {
  it('answers with the clause, where it stands, and the sum', () => {
    expect(answer).toMatchObject({ code: 0, err: '' });
    expect(answer.out).toMatch(/^Either partner can end the agreement by giving six months' notice\.\nDarlington memorandum, 11\(o\)/);
    expect(answer.out).toContain('Notice given today, 1 September 2015, would end it on 1 March 2016.');
    expect(answer.out).not.toContain('\u001b');
  });

  it('answers a batch line by line, with the line that cannot be used in its place, and ends with 2', () => {
    const lines = batch.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(batch).toMatchObject({ code: 2, err: '' });
    expect(lines.map((line) => line.id)).toEqual(['a', null, 'b']);
    expect(lines[0].answers[0]).toMatchObject({ agreement: 'darlington', ref: '11(o)' });
    expect(lines[1].error).toMatch(/^line 2 is not JSON: /);
  });

  it('says in one sentence what is wrong with its words, and ends with 2', () => {
    expect(unknown).toEqual({ code: 2, out: '', err: "Unknown command 'sing': see “npm run -s accord -- --help”.\n" });
  });
});
