import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/bot/terminal/app.ts';
import { agreementRecord } from '../../../src/data/agreement-record.ts';
import { readYamlText } from '../../../src/data/read-yaml.ts';
import { openTerminal } from './terminal-of-a-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'accord-import-'));
const sample = (ending: string) => join(import.meta.dirname, '../../../docs/samples', `memorandum.${ending}`);
const CLOCK = { ACCORD_CLOCK: '2026-11-22T09:00:00Z' };

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function imported(...words: string[]) {
  const terminal = openTerminal(CLOCK);
  const code = await run(['import', ...words], terminal);
  return { code, out: terminal.written(), err: terminal.complained() };
}

describe.each(['docx', 'pdf', 'odt', 'md', 'txt'])('accord import of the sample .%s', (ending) => {
  it('--json prints the clauses with what was read from them', async () => {
    const { code, out } = await imported(sample(ending), '--json');
    expect(code).toBe(0);
    const printed = JSON.parse(out);
    const notice = ending === 'odt' ? 'VII.1' : '7.1';
    expect(printed.clauses).toContainEqual({
      ref: notice,
      part: 'Ending this memorandum',
      text: expect.stringMatching(
        /^Either partner may end this memorandum by giving the other not less than nine months’ notice in writing/,
      ),
    });
    expect(Object.keys(printed)).toEqual(['clauses', 'facts', 'duties', 'silent', 'guesses']);
    expect(printed.facts).toMatchObject({
      parties: ['Wendlemere Borough Council', 'NHS Tarnvale Integrated Care Board'],
      startsOn: '2024-04-01',
      endsOn: '2027-03-31',
      noticeMonths: 9,
      binding: false,
    });
    expect(printed.duties.length).toBeGreaterThan(1);
    for (const duty of printed.duties) expect(typeof (duty.on ?? duty.rule)).toBe('string');
  });
});

it('prints a record a person can read, which is a draft and holds every clause word for word', async () => {
  const { code, out, err } = await imported(sample('docx'), '--id', 'wendlemere', '--title', 'Wendlemere memorandum');
  expect(code).toBe(0);
  const read = readYamlText('record.yaml', out, agreementRecord);
  expect(read).toMatchObject({ ok: true, value: { id: 'wendlemere', name: 'Wendlemere memorandum', confirmedBy: null } });
  if (!read.ok) return;
  expect(read.value.source).toMatchObject({ file: 'memorandum.docx', importedAt: expect.stringMatching(/^2026-11-22T09:00/) });
  expect(read.value.clauses.find(({ ref }) => ref === '2.3(b)(i)')?.verbatim).toBe('a change in the law; or');
  expect(err).toContain('Found 45 clauses and Wendlemere Borough Council and NHS Tarnvale Integrated Care Board.');
  expect(err).toContain('nothing is answered from it until a person has confirmed it.');
});

it('says what a person should look at: a reference printed twice', async () => {
  const { code, err } = await imported(file('twice.txt', '4.1 Notice is six months.\n4.1 Notice is three months.\n'), '--json');
  expect([code, err]).toEqual([0, expect.stringContaining('The reference 4.1 is printed more than once.')]);
});

describe('what cannot be imported is one sentence on standard error, nothing on standard output, and exit code 2', () => {
  it.each<[string, () => string[], RegExp]>([
    ['no such file', () => [join(folder, 'none.docx')], /^There is no file “.*none\.docx”: check its name and folder\.\n$/],
    ['a folder', () => [folder], /^“.*” is a folder: name the document in it\.\n$/],
    ['an empty file', () => [file('empty.docx', '')], /^.*empty\.docx: This file is empty\..*\n$/],
    ['a damaged file', () => [file('cut.docx', readFileSync(sample('docx')).subarray(0, 3000))], /^.*cut\.docx: This file is damaged.*\n$/],
    ['an id that is none', () => [sample('txt'), '--id', 'Our Agreement'], /^“Our Agreement” cannot be an id: .*\n$/],
  ])('%s', async (_, words, sentence) => {
    const { code, out, err } = await imported(...words());
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
  });
});
