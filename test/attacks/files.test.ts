import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportBenefits } from '../../src/bot/terminal/export-benefits.ts';
import { importDocument } from '../../src/bot/terminal/import.ts';
import { openTerminal } from '../bot/terminal/terminal-of-a-test.ts';
import { ASHA, type RunningImport, runImport } from './run-import.ts';
import { inTempFolder } from './temp-folder.ts';

/* Names of files, and addresses that files are fetched from or put at, which somebody else has chosen. */

const SAMPLE = Buffer.from(
  '# Agreement\n\n1. Notice. Either partner may end this agreement by giving six months’ notice in writing.\n\n2. Review. The partners review it each year on 31 March.\n',
);
const NAMES = ['../../../../tmp/owned.yaml', `..\\..\\C:/%2e%2e%2f${'x'.repeat(5000)}.md`];

/** Everything below a folder, by its path. */
const below = (folder: string) => (existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String).sort() : []);

describe('the name of a document that is handed over', () => {
  let running: RunningImport;
  beforeEach(async () => {
    running = await runImport();
  });
  afterEach(() => running.stop());
  const take = (file: string, body: string | Buffer<ArrayBuffer> = SAMPLE, over: Record<string, string> = {}) =>
    fetch(`${running.url}local/set-up/import?${new URLSearchParams({ as: ASHA, file, ...over })}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body,
    });

  it('leads nowhere: a draft is kept under an id of its own, in its own folder', async () => {
    for (const name of NAMES) expect((await take(name)).status, name).toBe(200);
    const kept = below(running.importedFolder);
    expect(kept).toHaveLength(NAMES.length);
    for (const file of kept) expect(file).toMatch(/^[a-z0-9][a-z0-9-]*\.draft\.yaml$/);
    expect(below(running.ownFolder)).toEqual(['agreements', ...kept.map((file) => join('agreements', file))]);
    expect(existsSync('/tmp/owned.yaml')).toBe(false);
  });

  it('is one value of the record, whatever stands in it', async () => {
    const name = 'x\nid: owned\n"}: [<script>alert(1)</script>\u0000.md';
    expect((await take(name)).status).toBe(200);
    const { drafts } = running.setUp.overview();
    expect(drafts.map(({ file }) => file.replace(/\s+/g, ' '))).toEqual([expect.stringContaining('id: owned')]);
    expect(drafts[0]!.id).not.toBe('owned');
  });

  it('nor does what the document calls itself', async () => {
    const titled = (title: string) => `# ${title}${SAMPLE.subarray(SAMPLE.indexOf('\n'))}`;
    for (const title of ['../../owned', '__proto__'])
      expect([200, 409], title).toContain((await take('agreement.md', titled(title))).status);
    for (const file of below(running.importedFolder)) expect(file).toMatch(/^[a-z0-9][a-z0-9-]*\.draft\.yaml$/);
  });

  it('and no id that a call carries leads to another file', async () => {
    await take('agreement.md');
    const before = below(running.ownFolder);
    const json = { method: 'POST', headers: { 'content-type': 'application/json' } };
    for (const id of [
      '../../../etc/passwd',
      '../partnership',
      '..',
      '',
      'darlington',
      '__proto__',
      'x'.repeat(100),
      'derby.draft',
      '%2e%2e',
    ]) {
      expect((await fetch(`${running.url}local/set-up/draft?${new URLSearchParams({ id })}`)).status, id).toBe(409);
      for (const [call, more] of [
        ['confirm', {}],
        ['settle-sure', {}],
        ['settle', { fact: 'x', verdict: { is: 'confirm' } }],
      ] as const)
        expect([400, 409], `${call} ${id}`).toContain(
          (await fetch(`${running.url}local/set-up/${call}`, { ...json, body: JSON.stringify({ as: ASHA, id, ...more }) })).status,
        );
      if (id === '../partnership') expect((await take('agreement.md', SAMPLE, { 'newer-of': id })).status, id).toBe(409);
    }
    expect(below(running.ownFolder)).toEqual(before);
  });

  it('is nobody’s to hand over but an administrator’s or the Director’s', async () => {
    for (const as of ['sam@dccg.example', 'una@elsewhere.example', 'nobody@evil.example', '', 'asha@dbc.example.evil', 'fiona@dbc.example'])
      expect((await take('agreement.md', SAMPLE, { as })).status, as).toBe(409);
    expect(below(running.importedFolder)).toEqual([]);
  });
});

describe('an archive that is no document', () => {
  const docx = (files: Record<string, string | Uint8Array>) =>
    zipSync(
      Object.fromEntries(Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content])),
    );
  const body = (text: string) =>
    `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`;

  it.each<[string, () => Uint8Array, RegExp]>([
    [
      'that unpacks to far more than it is',
      () => docx({ 'word/document.xml': new Uint8Array(40 * 1024 * 1024) }),
      /far more than a document holds/,
    ],
    [
      'with entities of its own',
      () => docx({ 'word/document.xml': `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${body('&f;')}` }),
      /definitions of its own/,
    ],
    [
      'with entities that grow',
      () => docx({ 'word/document.xml': `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${body('&b;')}` }),
      /definitions of its own/,
    ],
    [
      'nested beyond reason',
      () =>
        docx({
          'word/document.xml': Array.from({ length: 60_000 }, (_, level) => `<w:p n="${Math.imul(level, 2_654_435_761)}">`).join(''),
        }),
      /damaged|No clause|could not be read|has no words/,
    ],
  ])('%s is refused in one sentence', (_, make, sentence) =>
    inTempFolder(async (folder) => {
      writeFileSync(join(folder, 'agreement.docx'), make());
      const began = performance.now();
      await expect(importDocument(join(folder, 'agreement.docx'), {}, openTerminal())).rejects.toThrow(sentence);
      expect(performance.now() - began).toBeLessThan(10_000);
      expect(below(folder)).toEqual(['agreement.docx']);
    }),
  );

  it('whose files are named to lead elsewhere writes nothing anywhere', () =>
    inTempFolder(async (folder) => {
      const clause = '1. Notice. Either partner may end this agreement by giving six months’ notice in writing.';
      const names = ['../../owned', '/tmp/owned', '..\\owned', 'word/../../owned', 'C:/owned'];
      const evil = docx({ ...Object.fromEntries(names.map((name) => [name, 'owned'])), 'word/document.xml': body(clause) });
      mkdirSync(join(folder, 'in'));
      writeFileSync(join(folder, 'in', 'agreement.docx'), evil);
      await importDocument(join(folder, 'in', 'agreement.docx'), {}, openTerminal()).catch(() => undefined);
      expect(below(folder)).toEqual(['in', join('in', 'agreement.docx')]);
      expect(existsSync('/tmp/owned')).toBe(false);
    }));
});

describe('files of the command line', () => {
  it('an import takes the name alone into the record, and an id that is a name alone', () =>
    inTempFolder(async (folder) => {
      const file = join(folder, 'x"}, id: owned, {".md');
      writeFileSync(file, SAMPLE);
      const terminal = openTerminal();
      await importDocument(file, {}, terminal);
      expect(terminal.written()).toContain('sha256');
      expect(terminal.written()).not.toContain(folder);
      for (const id of ['../owned', '/etc/owned', 'a/b', 'a.b', '', '-x', 'A', 'a b', 'a\n'])
        await expect(importDocument(file, { id }, openTerminal()), id).rejects.toThrow('cannot be an id');
    }));

  it('an export replaces nothing unless told to, follows no link to another file, and is for its owner alone', () =>
    inTempFolder(async (folder) => {
      const store = `sqlite:${join(folder, 'accord.db')}`;
      const run = (out: string, more: object = {}) =>
        exportBenefits({ agreement: 'darlington', format: 'csv', out, ...more } as never, openTerminal({ ACCORD_STORE: store }));
      writeFileSync(join(folder, 'precious.csv'), 'precious');
      symlinkSync(join(folder, 'precious.csv'), join(folder, 'link.csv'));
      await expect(run(join(folder, 'precious.csv'))).rejects.toThrow('is there already');
      await expect(run(join(folder, 'link.csv'))).rejects.toThrow('is there already');
      await run(join(folder, 'link.csv'), { force: true }).catch(() => undefined);
      expect(readFileSync(join(folder, 'precious.csv'), 'utf8')).toBe('precious');
    }));
});
