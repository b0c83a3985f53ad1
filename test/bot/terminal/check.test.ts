import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_PARTNERSHIP } from '../../../src/bot/config.ts';
import { checkFiles } from '../../../src/bot/terminal/check-files.ts';
import { BUNDLED_AGREEMENTS } from '../../../src/data/agreements.ts';
import { openTerminal } from './terminal-of-a-test.ts';

const PURBECK = readFileSync(join(BUNDLED_AGREEMENTS, 'purbeck.yaml'), 'utf8');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accord-check-'));
});

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

async function check(...files: string[]) {
  const terminal = openTerminal();
  const code = await checkFiles(files, terminal);
  return { code, lines: terminal.written().trimEnd().split('\n') };
}

describe('check', () => {
  it('finds no mistake in the files that are configured', async () => {
    expect(await check()).toEqual({ code: 0, lines: ['5 agreements and 1 partnership file: no mistakes.'] });
  });

  it('gives every mistake in an agreement with file, line and mend', async () => {
    const broken = PURBECK.replace(/^id: .*$/m, 'id: Purbeck!').replace(/^name: .*$/m, 'nmae: Purbeck');
    const path = file('broken.yaml', broken);
    const { code, lines } = await check(path);
    expect(code).toBe(1);
    expect(lines).toContain(`${path}:1: “id”: may hold only small letters, digits and hyphens. Write it like isle-of-wight.`);
    expect(lines.some((line) => line.startsWith(`${path}:2: “nmae” is not a setting that belongs here.`))).toBe(true);
    expect(lines.at(-1)).toBe(`1 agreement: ${lines.length - 1} mistakes.`);
  });

  it('holds a partnership file against the agreements given with it and those that are configured', async () => {
    const agreement = file('new.yaml', PURBECK.replace(/^id: .*$/m, 'id: swanage'));
    const people = (id: string) => `    secondments: [{ agreement: ${id}, home: [pdc], post: Officer, from: 2014-09-01 }]\n`;
    const head =
      'organisations: [{ id: pdc, name: Purbeck District Council, employmentContacts: [{ email: hr@pdc.example }] }]\npeople:\n  - email: pat@pdc.example\n    name: Pat\n';
    expect((await check(agreement, file('good.yaml', head + people('swanage')))).code).toBe(0);
    expect((await check(file('also-good.yaml', head + people('darlington')))).code).toBe(0);
    const { code, lines } = await check(file('bad.yaml', head + people('atlantis')));
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/bad\.yaml:5: there is no agreement “atlantis”\. Use one of: /);
  });

  it('demands somebody to take the issues of every employer: nobody is locked out', async () => {
    const without = `organisations:\n  - id: pdc\n    name: Purbeck District Council\npeople:\n  - email: pat@pdc.example\n    name: Pat\n    secondments: [{ agreement: darlington, home: [pdc], post: Officer, from: 2014-09-01 }]\n`;
    const { code, lines } = await check(file('locked-out.yaml', without));
    expect(code).toBe(1);
    expect(lines[0]).toMatch(
      /locked-out\.yaml:2: Purbeck District Council employs people and names no employment contact\. Add at least one/,
    );
  });

  it('says that names under approvedBy approve nothing, which is no mistake', async () => {
    const named = file('named.yaml', readFileSync(SAMPLE_PARTNERSHIP, 'utf8').replace('approvedBy: []', 'approvedBy: [fiona@dbc.example]'));
    const { code, lines } = await check(named);
    expect(code).toBe(0);
    expect(lines).toEqual([
      expect.stringMatching(
        /named\.yaml:\d+: names in “approvedBy” approve nothing\. Leave it empty: each finance lead approves in chat, by saying “approve the protocol”\.$/,
      ),
      '1 partnership file: no mistakes.',
    ]);
  });

  it('does not blame a partnership file for an agreement whose own mistakes it lists', async () => {
    const broken = file('broken.yaml', PURBECK.replace(/^id: .*$/m, 'id: swanage').replace(/^name: .*$/m, 'nmae: Swanage'));
    const partnership = file('people.yaml', 'channels: [{ slack: C0JOINT, agreement: swanage }]\n');
    const { lines } = await check(broken, partnership);
    expect(lines.filter((line) => line.includes('people.yaml:'))).toEqual([]);
    expect(lines.at(-1)).toBe('1 agreement and 1 partnership file: 2 mistakes.');
  });

  it('says of a file that is neither what the two look like, and of one that is not there or not YAML what is the matter', async () => {
    const { code, lines } = await check(
      file('list.yaml', '- a\n'),
      file('recipe.yaml', 'flour: 200 g\n'),
      file('tab.yaml', 'a: [\n'),
      join(folder, 'none.yaml'),
    );
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/list\.yaml:1: /);
    expect(lines[1]).toMatch(/recipe\.yaml:1: this is neither an agreement nor a partnership file\. An agreement has “clauses:”/);
    expect(lines[2]).toMatch(/tab\.yaml:\d+: this is not readable as YAML/);
    expect(lines[3]).toMatch(/none\.yaml:1: there is no such file\. Check the path/);
    expect(lines.at(-1)).toMatch(/^Nothing that could be checked: \d mistakes\.$/);
  });

  it('takes a folder for the records in it, and refuses the same id twice and an empty folder', async () => {
    file('one.yaml', PURBECK);
    file('two.yaml', PURBECK);
    const { code, lines } = await check(folder);
    expect(code).toBe(1);
    expect(lines).toEqual([
      `${join(folder, 'two.yaml')}:1: another file already has the id “purbeck”. Give each agreement an id of its own.`,
      '2 agreements: 1 mistake.',
    ]);
    mkdirSync(join(folder, 'empty'));
    expect((await check(join(folder, 'empty'))).lines[0]).toMatch(/empty:1: the folder holds no \.yaml file/);
    expect((await check(SAMPLE_PARTNERSHIP)).lines).toEqual(['1 partnership file: no mistakes.']);
  });
});
