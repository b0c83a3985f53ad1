import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../src/bot/terminal/app.ts';
import { openBenefitLog } from '../../../src/data/benefit-log.ts';
import type { BenefitFacts } from '../../../src/data/benefits.ts';
import { openStore } from '../../../src/data/open-stores.ts';
import { factsWith } from '../../data/partnership-of-tests.ts';
import { contrastOf, findBrowser, startBrowser } from '../../flows/browser.ts';
import { openTerminal } from './terminal-of-a-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'accord-files-'));
const env = { ACCORD_STORE: `sqlite:${join(folder, 'kept.db')}`, ACCORD_CLOCK: '2015-11-22T09:00:00Z' };
const browserPath = findBrowser();
const file = (name: string) => join(folder, name);

async function accord(words: string, out: string, more: string[] = [], with_ = env) {
  const terminal = openTerminal(with_);
  const code = await run([...words.split(' '), '--out', out, ...more], terminal);
  return { code, out: terminal.written(), err: terminal.complained() };
}

beforeAll(async () => {
  const store = await openStore(env.ACCORD_STORE);
  const log = openBenefitLog(store);
  const entries: Partial<BenefitFacts>[] = [
    { amountPence: 1_240_050 },
    { what: '=HYPERLINK("https://x.example","£5")', owner: ' \t+44', service: '＝1', class: 'disbenefit', amountPence: -7 },
    { what: 'Two lines\nand a "quote", <b>', measure: '-1 day' },
    { amountPence: 999_999_999_999 },
  ];
  for (const [index, changes] of entries.entries())
    await log.add(
      'darlington',
      { is: 'logged', facts: factsWith(changes), by: 'dora@dbc.example', at: '2015-10-05T09:00:00Z' },
      `r${index}`,
    );
  await store.close();
});

describe('export benefits', () => {
  it('writes CSV that a spreadsheet reads as it is: its mark, exact pounds, texts that compute nothing', async () => {
    const { code, out } = await accord('export benefits --agreement darlington', file('log.csv'));
    expect([code, out]).toEqual([0, `${file('log.csv')}: 4 entries of the log of the Darlington memorandum.\n`]);
    const text = readFileSync(file('log.csv'), 'utf8');
    expect(text).toMatch(/^\ufeffNumber,State,What,Class,Amount \(£\),From,To,/);
    expect(text).toContain('B-0001,in the log,Joint equipment store,cashable,12400.50,2015-07-01,2015-09-30,2015/16,actual,once,');
    expect(text).toContain(`"'=HYPERLINK(""https://x.example"",""£5"")",disbenefit,-0.07,`);
    expect(text).toContain(",' \t+44,");
    expect(text).toContain(",'＝1,");
    expect(text).toContain(",'-1 day,");
    expect(text).toContain('"Two lines\nand a ""quote"", <b>"');
    expect(text).toContain(',9999999999.99,');
    expect(text.split('\r\n')).toHaveLength(6);
  });

  it('writes a workbook with amounts as numbers in pounds, days as days and no formula', async () => {
    expect((await accord('export benefits --agreement darlington', file('log.xlsx'), ['--format', 'xlsx'])).code).toBe(0);
    const parts = unzipSync(readFileSync(file('log.xlsx')));
    const part = (name: RegExp) => strFromU8(parts[Object.keys(parts).find((one) => name.test(one))!]!);
    const sheet = part(/worksheets\/sheet1\.xml$/);
    for (const number of ['12400.5', '-0.07', '9999999999.99']) expect(sheet).toContain(`<v>${number}</v>`);
    expect(sheet).not.toMatch(/<f[ >]/);
    expect(sheet + part(/sharedStrings\.xml$/)).toContain('<t>=HYPERLINK("https://x.example","£5")</t>');
    expect(part(/styles\.xml$/)).toContain('£#,##0.00');
    expect(part(/styles\.xml$/)).toContain('dd/mm/yyyy');
  });

  it('writes for its owner’s eyes, and leaves nothing half-written beside it', async () => {
    await accord('export benefits --agreement darlington', file('own.csv'));
    expect(statSync(file('own.csv')).mode & 0o077).toBe(0);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('does not replace a file unless told to', async () => {
    writeFileSync(file('mine.csv'), 'mine');
    const refused = await accord('export benefits --agreement darlington', file('mine.csv'));
    expect(refused).toMatchObject({
      code: 2,
      err: `“${file('mine.csv')}” is there already: choose another name, or add --force to replace it.\n`,
    });
    expect(readFileSync(file('mine.csv'), 'utf8')).toBe('mine');
    expect((await accord('export benefits --agreement darlington', file('mine.csv'), ['--force'])).code).toBe(0);
    expect(readFileSync(file('mine.csv'), 'utf8')).toContain('B-0001');
  });

  it('of a log nobody has begun is a header alone, and makes no store', async () => {
    const none = { ...env, ACCORD_STORE: `sqlite:${file('none.db')}` };
    expect((await accord('export benefits --agreement darlington', file('none.csv'), [], none)).out).toContain(': 0 entries ');
    expect(existsSync(file('none.db'))).toBe(false);
  });

  it.each([
    ['export benefits --agreement mars', 'a.csv', /^There is no agreement “mars”/],
    ['export benefits --agreement darlington', 'a.pdf', /must end in \.csv or \.xlsx/],
    ['export benefits --agreement darlington --format csv', 'a.xlsx', /ends in \.xlsx and --format says csv/],
    ['export benefits --agreement darlington', 'no/such/a.csv', /^There is no folder /],
    ['export issues --agreement darlington', 'a.csv', /Allowed choices are benefits/],
    ['export benefits', 'a.csv', /--agreement/],
    ['report benefits --agreement darlington --from soon', 'a.html', /^--from “soon” is not a day/],
    ['report benefits --agreement darlington --from 2016-01-02 --to 2016-01-01', 'a.html', /is before --from/],
    ['report benefits --agreement darlington', 'a.csv', /must end in \.html or \.md/],
  ])('%s --out %s is refused in one sentence, and nothing is written', async (words, name, sentence) => {
    const { code, err } = await accord(words, file(name));
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
    expect(err.trimEnd()).not.toContain('\n');
    expect(existsSync(file(name))).toBe(false);
  });
});

describe('report benefits', () => {
  it('writes a page with the figures, the chart and whose approval is awaited', async () => {
    expect((await accord('report benefits --agreement darlington --from 2015-04-01 --to 2016-03-31', file('r.html'))).code).toBe(0);
    const html = readFileSync(file('r.html'), 'utf8');
    expect(html).toContain('<svg role="img" aria-label="Line chart. ');
    expect(html).toContain('2015/16. Made on 22 November 2015.');
    expect(html).toContain('apportionment awaits approval by Darlington Borough Council and Darlington Clinical Commissioning Group.');
  });

  it('writes the same as Markdown, the chart inside it', async () => {
    expect((await accord('report benefits --agreement darlington', file('r.md'))).code).toBe(0);
    expect(readFileSync(file('r.md'), 'utf8')).toMatch(
      /^# Accrued benefits: Darlington memorandum\n[\s\S]*!\[Line chart[^\]]*\]\(data:image\/png;base64,/,
    );
  });

  it.skipIf(browserPath === undefined).each(['light', 'dark'] as const)(
    'can be read in a browser, %s, on a telephone and printed',
    async (colorScheme) => {
      await accord('report benefits --agreement darlington', file(`${colorScheme}.html`));
      const browser = await startBrowser(browserPath!);
      try {
        const page = await browser.newPage({ colorScheme, viewport: { width: 390, height: 800 } });
        await page.goto(`file://${file(`${colorScheme}.html`)}`);
        expect((await contrastOf(page)).poor).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
        await page.emulateMedia({ media: 'print' });
        await page.setViewportSize({ width: 680, height: 1000 });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(680);
        expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
      } finally {
        await browser.close();
      }
    },
  );
});
