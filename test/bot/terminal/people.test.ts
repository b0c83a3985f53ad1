import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import writeExcel from 'write-excel-file/node';
import { SAMPLE_PARTNERSHIP } from '../../../src/bot/config.ts';
import { run } from '../../../src/bot/terminal/app.ts';
import { openConfig } from '../../../src/bot/terminal/open-knowledge.ts';
import { loadPartnership } from '../../../src/data/partnership.ts';
import { knowledge, openTerminal } from './terminal-of-a-test.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accord-people-'));
  file = join(folder, 'partnership.yaml');
  copyFileSync(SAMPLE_PARTNERSHIP, file);
});

async function people(words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const base = openTerminal();
  const read = loadPartnership(file, knowledge().agreements);
  if (!read.ok) throw new Error('the file of the test does not load');
  const know = () => ({
    config: openConfig({ ACCORD_STORE: 'memory:', ACCORD_PARTNERSHIP: file, ...env }),
    knowledge: { ...knowledge(), partnership: read.partnership },
  });
  const code = await run(['people', ...words], { ...base, know });
  return { code, out: base.written(), err: base.complained() };
}

function sheet(...rows: string[]): string {
  const path = join(folder, 'staff.csv');
  writeFileSync(path, rows.join('\r\n'));
  return path;
}

const HEAD = 'Name,E-mail,Employer,Seconded to,Job title,Start date,End date,Agreement';
const NINA = 'Nina New,nina@dccg.example,dccg,dbc,Analyst,2026-12-01,,darlington';
const held = () => {
  const read = loadPartnership(file, knowledge().agreements);
  return read.ok ? read.partnership.people : [];
};

describe('accord people import', () => {
  it('says what would change and writes nothing in a dry run; then writes it, with every comment kept', async () => {
    const before = readFileSync(file, 'utf8');
    const peopleBefore = held().length;
    const words = [sheet(HEAD, NINA, 'Sam Secondee,sam@dccg.example,dccg,dbc,Commissioner,2014-09-01,31 March 2027,Darlington memorandum')];
    const dry = await people(['import', ...words, '--dry-run']);
    expect(dry.code).toBe(0);
    expect(dry.out).toContain('Added (1)\n  Nina New (nina@dccg.example), Analyst from 1 December 2026');
    expect(dry.out).toContain(
      'Ended (1)\n  Sam Secondee: Commissioner ends on 31 March 2027. Roles and reading rights under darlington end with it',
    );
    expect(dry.out).toMatch(/\d+ people of the file not in the spreadsheet: they stay as they are\./);
    expect(readFileSync(file, 'utf8')).toBe(before);

    expect((await people(['import', ...words])).code).toBe(0);
    expect(held().find(({ email }) => email === 'nina@dccg.example')).toMatchObject({
      name: 'Nina New',
      secondments: [{ home: ['dccg'], host: 'dbc', terms: 'seconded' }],
    });
    expect(held().find(({ email }) => email === 'sam@dccg.example')?.secondments[0]?.to).toBe('2027-03-31');
    expect(held()).toHaveLength(peopleBefore + 1);
    const comments = (text: string) => text.split('\n').filter((line) => line.trim().startsWith('#'));
    expect(comments(readFileSync(file, 'utf8'))).toEqual(comments(before));
    expect((await people(['import', ...words])).out).toContain('Nothing is to be changed.');
  });

  it.each<[string, string, Uint8Array | string]>([
    ['semicolons and a byte order mark', 'csv', `\ufeff${HEAD.replaceAll(',', ';')}\n${NINA.replaceAll(',', ';')}`],
    ['tabs', 'csv', `${HEAD.replaceAll(',', '\t')}\n${NINA.replaceAll(',', '\t')}`],
    [
      'UTF-16, as Excel saves “Unicode text”',
      'csv',
      Buffer.from(`\ufeff${HEAD.replaceAll(',', '\t')}\n${NINA.replaceAll(',', '\t')}`, 'utf16le'),
    ],
    [
      'quoted cells with separators and lines in them',
      'csv',
      `${HEAD}\n"Nina New",nina@dccg.example,dccg,dbc,"Analyst, ""joint""\nteam",2026-12-01,,darlington`,
    ],
  ])('reads %s', async (_, ending, content) => {
    const path = join(folder, `staff.${ending}`);
    writeFileSync(path, content);
    expect((await people(['import', path, '--dry-run'])).out).toContain('Nina New (nina@dccg.example), Analyst');
  });

  it('reads an Excel workbook, with its days', async () => {
    const path = join(folder, 'staff.xlsx');
    const text = (value: string) => ({ value, type: String });
    const day = { value: new Date('2026-12-01T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' };
    const cells = NINA.split(',').map((cell, at) => (at === 5 ? day : cell === '' ? null : text(cell)));
    await writeExcel([HEAD.split(',').map(text), cells] as never).toFile(path);
    expect((await people(['import', path, '--dry-run'])).out).toContain('Analyst from 1 December 2026');
  });

  it.each(['2026-12-13', '13 December 2026', '13 Dec 2026', '13/12/2026', '13.12.26', '13-Dec-26', 'December 13, 2026'])(
    'reads the day %s',
    async (day) => {
      const row = NINA.replace('2026-12-01', `"${day}"`);
      expect((await people(['import', sheet(HEAD, row), '--dry-run'])).out).toContain('from 13 December 2026');
    },
  );

  it('asks about a day that may be two, until it is told that the day comes first', async () => {
    const path = sheet(HEAD, NINA.replace('2026-12-01', '03/12/2026'));
    const refused = await people(['import', path]);
    expect([refused.code, refused.err]).toEqual([
      2,
      `${path}:2: “from” cannot be read. “03/12/2026” may be 3 December 2026 or 12 March 2026: write 2026-12-03 or 2026-03-12, or say --day-first for the whole file.\n1 mistake: nothing was changed.\n`,
    ]);
    expect((await people(['import', path, '--day-first', '--dry-run'])).out).toContain('from 3 December 2026');
  });

  it.each<[string, string[], RegExp]>([
    ['a formula', [NINA.replace('Nina New', '=A1')], /:2: a cell holds a formula\. Put its value there instead/],
    ['no e-mail address', [NINA.replace('nina@dccg.example', 'nina')], /:2: “nina” is not an e-mail address/],
    [
      'an organisation nobody knows',
      [NINA.replace(',dccg,', ',acme,')],
      /:2: “acme” under home is no organisation of the partnership file\. Use one of: dbc, dccg/,
    ],
    ['an agreement nobody knows', [NINA.replace('darlington', 'kent')], /:2: there is no agreement “kent”\. Use one of: darlington/],
    ['an end before the start', [NINA.replace('2026-12-01,', '2026-12-01,2026-11-01')], /:2: it ends before it begins/],
    ['a row twice', [NINA, NINA], /:3: another row has the same person, agreement and first day/],
    [
      'one address for two people',
      [NINA, NINA.replace('Nina New', 'Nora New')],
      /:3: nina@dccg\.example is Nina New already, and Nora New here/,
    ],
    [
      'posts that overlap',
      [NINA, NINA.replace('2026-12-01', '2027-01-01')],
      /:3: Nina New already works under darlington as Analyst from 1 December 2026, which overlaps\. End that first: give it the last day 2026-12-31/,
    ],
    [
      'a post that overlaps one of the file',
      ['Sam Secondee,sam@dccg.example,dccg,dbc,Head,2026-12-01,,darlington'],
      /:2: Sam Secondee already works under darlington as Commissioner/,
    ],
  ])('refuses %s with its line and mend, and writes nothing', async (_, rows, sentence) => {
    const before = readFileSync(file, 'utf8');
    const { code, err } = await people(['import', sheet(HEAD, ...rows)]);
    expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('names every wrong row at once', async () => {
    const { err } = await people(['import', sheet(HEAD, NINA.replace('nina@', ''), NINA.replace('2026-12-01', 'soon'))]);
    expect(err).toMatch(/:2: [\s\S]*:3: “from” cannot be read[\s\S]*2 mistakes: nothing was changed\./);
  });
});

describe('accord people match', () => {
  let slack: Server;
  const asked: string[] = [];
  afterEach(() => slack?.close());

  it('joins Slack accounts by work e-mail, and lists who could not be matched', async () => {
    slack = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const email = new URLSearchParams(body).get('email')!;
      asked.push(`${request.url} ${email}`);
      const known = email === 'nina@dccg.example';
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(known ? { ok: true, user: { id: 'U0NINA' } } : { ok: false, error: 'users_not_found' }));
    }).listen(0);
    await people(['import', sheet(HEAD, NINA, 'Olga Other,olga@dccg.example,dccg,,Clerk,2026-12-01,,darlington')]);
    const env = {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 's',
      SLACK_API_URL: `http://localhost:${(slack.address() as AddressInfo).port}/api/`,
    };
    const { code, out } = await people(['match'], env);
    expect(code).toBe(0);
    expect(out).toContain('Nina New is U0NINA on Slack.\nSlack has nobody with the address olga@dccg.example (Olga Other).');
    expect(asked).toEqual(['/api/users.lookupByEmail nina@dccg.example', '/api/users.lookupByEmail olga@dccg.example']);
    expect(held().find(({ email }) => email === 'nina@dccg.example')?.slack).toBe('U0NINA');
  });
});
