import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readYaml, readYamlText } from '../../src/data/read-yaml.ts';

const shop = z.strictObject({
  name: z.string().min(1, 'is empty | Write it out'),
  open: z.boolean().default(true),
  kind: z.enum(['bakery', 'dairy']).default('bakery'),
  cakes: z.array(z.strictObject({ name: z.string(), slices: z.number().int().max(12) })).default([]),
  prices: z.record(z.string(), z.number()).default({}),
  door: z
    .union([z.strictObject({ left: z.string() }), z.strictObject({ right: z.string() })], { error: 'Give one of left, right' })
    .optional(),
});

const folder = mkdtempSync(join(tmpdir(), 'accord-yaml-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const problemsOf = (...lines: string[]) => {
  const read = readYamlText('shop.yaml', lines.join('\n'), shop);
  return read.ok ? [] : read.problems.map(({ file, line, problem, mend }) => `${file}:${line}: ${problem}. ${mend}`);
};

it('reads what fits, with its defaults', () => {
  expect(readYamlText('shop.yaml', 'name: Crumb\ncakes:\n  - { name: sponge, slices: 8 }\n', shop)).toMatchObject({
    ok: true,
    value: { name: 'Crumb', open: true, cakes: [{ name: 'sponge', slices: 8 }] },
  });
});

it('tells the line of anything in the file, and of the nearest thing around what is not there', () => {
  const read = readYamlText(
    'shop.yaml',
    '# a shop\nname: Crumb\ncakes:\n\n  - name: sponge\n    slices: 8\n  - name: scone\n    slices: 1',
    shop,
  );
  if (!read.ok) throw new Error('unreadable');
  const lines = [
    ['name'],
    ['cakes'],
    ['cakes', 0],
    ['cakes', 0, 'slices'],
    ['cakes', 1, 'name'],
    ['cakes', 1, 'iced'],
    ['door', 'left'],
    [],
  ];
  expect(lines.map(read.lineOf)).toEqual([2, 3, 5, 6, 7, 7, 2, 2]);
});

describe('a mistake is told with its file, its line, what is wrong and how to mend it', () => {
  it.each<[string, string[], string]>([
    ['something missing', ['open: true'], 'shop.yaml:1: “name” is missing. Add it (text).'],
    ['something missing further down', ['name: C', 'cakes:', '  - name: x'], 'shop.yaml:3: “cakes.slices” is missing. Add it (a number).'],
    [
      'a name that is misspelt',
      ['name: C', 'cake:', '  - x'],
      'shop.yaml:2: “cake” is not a setting that belongs here. Check its spelling, or take the line out.',
    ],
    ['text for true or false', ['name: C', 'open: nearly'], 'shop.yaml:2: “open” should be true or false. Correct the value.'],
    ['a number for text', ['name: 5'], 'shop.yaml:1: “name” should be text. Correct the value.'],
    ['one thing for a list', ['name: C', 'cakes: sponge'], 'shop.yaml:2: “cakes” should be a list. Correct the value.'],
    [
      'a value that is not known',
      ['name: C', 'kind: butcher'],
      'shop.yaml:2: “kind” has a value that is not known. Use one of: bakery, dairy.',
    ],
    ['a rule of its own', ['name: ""'], 'shop.yaml:1: “name”: is empty. Write it out.'],
    [
      'a number that is too large',
      ['name: C', 'cakes:', '  - name: x', '    slices: 13'],
      'shop.yaml:4: “cakes.slices”: Too big: expected number to be <=12. Correct the value.',
    ],
    [
      'none of several forms',
      ['name: C', 'door:', '  top: a'],
      'shop.yaml:2: “door” is not in any of the forms it may take. Give one of left, right.',
    ],
    ['an empty value', ['name:', 'open: true'], 'shop.yaml:1: “name” should be text. Correct the value.'],
    ['a key that stands twice', ['name: C', 'name: D'], 'shop.yaml:2: the same setting stands twice in one block. Keep one of the two.'],
    ['a tab', ['name: C', 'cakes:', '\t- name: x'], 'shop.yaml:3: a tab stands where spaces should. Indent with spaces.'],
    [
      'a second document',
      ['name: C', '---', 'name: D'],
      'shop.yaml:2: the file holds more than one document. Take out the line “---” and what follows, or keep it in a file of its own.',
    ],
    [
      'text that begins with a star',
      ['open: true', 'name: *bold*'],
      'shop.yaml:2: “*bold*” refers to something that is not in the file. Put quotes around text that begins with a star.',
    ],
    [
      'a colon in text',
      ['name: C: the shop'],
      'shop.yaml:1: this is not readable as YAML: Nested mappings are not allowed in compact mappings. Check the indentation, and put quotes around text that contains a colon.',
    ],
    [
      'a character that was saved in another encoding',
      ['name: C', 'kind: caf\ufffd'],
      'shop.yaml:2: this is not text in UTF-8. Save the file as plain text in UTF-8.',
    ],
    ['nothing in the file', [''], 'shop.yaml:1: “name” is missing. Add it (text).'],
    ['only a comment', ['# nothing yet'], 'shop.yaml:1: “name” is missing. Add it (text).'],
    ['a list for the whole file', ['- name: C'], 'shop.yaml:1: the file should be a block of settings. Correct the value.'],
  ])('%s', (_, lines, told) => {
    expect(problemsOf(...lines)).toEqual([told]);
  });

  it('all of them at once', () => {
    const problems = problemsOf(
      'open: nearly',
      'cakes:',
      '  - name: 1',
      '    slices: many',
      '    iced: yes',
      'kind: butcher',
      'colour: red',
    );
    expect(problems.map((problem) => problem.split(':')[1])).toEqual(
      ['1', '1', '6', '3', '4', '5', '7'].toSorted(
        (a, b) => problems.findIndex((p) => p.startsWith(`shop.yaml:${a}:`)) - problems.findIndex((p) => p.startsWith(`shop.yaml:${b}:`)),
      ),
    );
    expect(problems).toHaveLength(7);
  });

  it('Windows line ends and a byte order mark change no line', () => {
    expect(problemsOf('\ufeffname: C\r', 'open: nearly\r', '')).toEqual([
      'shop.yaml:2: “open” should be true or false. Correct the value.',
    ]);
  });
});

describe('a file that is not what it should be never throws', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${[...'bcdefghij'].map((name, i) => `${name}: &${name} [${`*${'abcdefghi'[i]}, `.repeat(10)}]`).join('\n')}`;
  it.each<[string, string]>([
    ['an alias bomb', bomb],
    ['an alias to itself', 'name: &a [*a]'],
    ['brackets nested 10,000 deep', `name: ${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['brackets never closed', '[{'.repeat(10_000)],
    ['lists nested 10,000 deep', `${'- '.repeat(10_000)}x`],
    ['keys nested 2,000 deep', Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}name:`).join('\n')],
    ['a quotation never closed', `name: "${'x\n'.repeat(10_000)}`],
    ['thousands of mistakes', '- ] [ }\n'.repeat(5_000)],
    ['binary', Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 256)).toString('utf8')],
    ['binary that is no more than zeros', '\0'.repeat(1_000)],
    ['UTF-16', Buffer.from('name: C', 'utf16le').toString('utf8')],
    ['a list as a key', '? [a, b]\n: c'],
    ['a merge key', 'name: C\n<<: { open: maybe }'],
    ['punctuation', '%@`!&*|>?:-{}[],#"\''],
  ])('%s', (_, text) => {
    const read = readYamlText('shop.yaml', text, shop);
    expect(read).toMatchObject({ ok: false });
    if (read.ok) return;
    expect(read.problems.length).toBeGreaterThan(0);
    expect(read.problems.length).toBeLessThanOrEqual(20);
    for (const { file, line, problem, mend } of read.problems) {
      expect(file).toBe('shop.yaml');
      expect(line).toBeGreaterThanOrEqual(1);
      expect(problem).not.toMatch(/call stack|undefined|\[object/);
      expect(mend).not.toBe('');
    }
  });

  it.each([
    '__proto__: { open: false }\nname: C',
    'name: C\nconstructor: { prototype: { open: false } }',
    'name: C\ncakes:\n  - { name: x, slices: 1, __proto__: { iced: true } }',
  ])('names of the language are names like any other: %s', (text) => {
    expect(readYamlText('shop.yaml', text, shop)).toMatchObject({
      ok: false,
      problems: [{ problem: expect.stringContaining('is not a setting that belongs here') }],
    });
    expect(({} as { open?: boolean }).open).toBeUndefined();
  });

  it('a record of prices does not take a name of the language for a price', () => {
    const read = readYamlText('shop.yaml', 'name: C\nprices: { __proto__: { polluted: 1 }, scone: 2 }', shop);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    if (read.ok) expect(Object.getPrototypeOf(read.value.prices)).toBe(Object.prototype);
  });

  it('an alias bomb is told for what it is, not unfolded', () => {
    expect(readYamlText('shop.yaml', bomb, shop)).toMatchObject({
      ok: false,
      problems: [{ problem: 'the file refers to itself too often' }],
    });
  });

  it('runs nothing that a tag asks for', () => {
    expect(readYamlText('shop.yaml', 'name: !!js/function "function () { throw 1 }"', shop)).toMatchObject({
      ok: true,
      value: { name: 'function () { throw 1 }' },
    });
  });
});

describe('a file on disk', () => {
  it('that is not there, or is a folder, is told', () => {
    expect(readYaml(join(folder, 'none.yaml'), shop)).toMatchObject({
      ok: false,
      problems: [{ line: 1, problem: 'there is no such file' }],
    });
    expect(readYaml(folder, shop)).toMatchObject({ ok: false, problems: [{ problem: 'the file cannot be read (EISDIR)' }] });
  });

  // The superuser may read everything.
  it.runIf(process.getuid && process.getuid() !== 0)('that may not be read is told', () => {
    const file = join(folder, 'locked.yaml');
    writeFileSync(file, 'name: C');
    chmodSync(file, 0);
    expect(readYaml(file, shop)).toMatchObject({ ok: false, problems: [{ problem: 'the file cannot be read (EACCES)' }] });
  });

  it('of 10 MB is refused at once', () => {
    const file = join(folder, 'large.yaml');
    writeFileSync(file, '- ] [ }\n'.repeat(1_310_720));
    expect(readYaml(file, shop)).toEqual({
      ok: false,
      problems: [{ file, line: 1, problem: 'the file is larger than 8 MB', mend: 'Split it into several files.' }],
    });
  });

  it('is read as it stands, byte order mark or not', () => {
    const file = join(folder, 'shop.yaml');
    writeFileSync(file, '\ufeffname: Crumb £5\n');
    expect(readYaml(file, shop)).toMatchObject({ ok: true, value: { name: 'Crumb £5' } });
    writeFileSync(file, Buffer.from('name: Crumb £5\n', 'latin1'));
    expect(readYaml(file, shop)).toMatchObject({ ok: false, problems: [{ line: 1, problem: 'this is not text in UTF-8' }] });
  });
});
