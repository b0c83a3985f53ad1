import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectComplaints, contrastOf, findBrowser, hasFocus, startBrowser } from './browser.ts';
import { ASHA, type RunningSetUp, runSetUp } from './run-set-up.ts';

const path = findBrowser();
if (path === undefined) process.stderr.write('The page “Set up” is not tested in a browser: there is no Chromium on this machine.\n');

const SAMPLES = join(import.meta.dirname, '../../docs/samples');
/** The pictures of the guide are made anew where this names a folder. */
const PICTURES = process.env.ACCORD_PICTURES;

describe.skipIf(path === undefined)('setting up, in a browser', () => {
  let browser: Browser;
  let page: Page;
  let running: RunningSetUp;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await startBrowser(path!);
    if (PICTURES !== undefined) mkdirSync(PICTURES, { recursive: true });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    running = await runSetUp();
    page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(20_000);
    complaints.length = 0;
    collectComplaints(page, complaints);
  });
  afterEach(async () => {
    await page.close();
    await running.stop();
  });

  const picture = async (name: string) => {
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  };
  const handOver = async (ending: string) => {
    await page.goto(`${running.url}local/set-up.html`);
    await page.getByLabel('You are').selectOption(ASHA);
    await page.getByLabel(/^The agreement, as/).setInputFiles(join(SAMPLES, `memorandum.${ending}`));
    if (ending === 'docx') await picture('set-up-1-document');
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.locator('#review-title').waitFor();
  };
  const guess = (fact: string) => page.locator(`[data-fact="${fact}"]`);

  it('takes a document from the file to answers, in one person’s name', { timeout: 90_000 }, async () => {
    await page.goto(running.url);
    await page.getByRole('link', { name: 'Set up' }).click();
    await handOver('docx');
    await picture('set-up-2-review');
    await running.reload.ifChanged();
    expect(await running.ask('how much notice in the wendlemere memorandum?')).toContain('nobody has confirmed it yet');

    await page.getByRole('button', { name: /^Confirm the \d+ that the document says outright$/ }).click();
    await guess('name')
      .getByRole('button', { name: /^Correct/ })
      .click();
    await guess('name').getByRole('textbox', { name: 'What people call it' }).fill('Wendlemere memorandum');
    await picture('set-up-3-correct');
    await guess('name').getByRole('button', { name: 'Save' }).click();
    await guess('name').getByText('Corrected', { exact: true }).waitFor();
    await guess('standing.state')
      .getByRole('button', { name: /^Confirm: State/ })
      .click();
    await guess('facts.noticeMonths')
      .getByRole('button', { name: /^Correct: Notice/ })
      .click();
    await guess('facts.noticeMonths').getByRole('textbox', { name: 'Notice, in months' }).fill('none');
    await guess('facts.noticeMonths').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('Write the notice as a number of months from 1 to 120.').waitFor();
    await guess('facts.noticeMonths').getByRole('textbox', { name: 'Notice, in months' }).fill('9');
    await guess('facts.noticeMonths').getByRole('button', { name: 'Save' }).click();
    await guess('facts.noticeMonths').getByText('Corrected', { exact: true }).waitFor();
    await guess('facts.shares.0')
      .getByRole('button', { name: /^Strike out/ })
      .click();
    expect(await page.getByRole('button', { name: /^Confirm this agreement/ }).count()).toBe(0);
    await guess('facts.shares.1')
      .getByRole('button', { name: /^Confirm/ })
      .click();
    await page.getByRole('button', { name: 'Confirm this agreement as Asha Administrator' }).click();
    await page.getByRole('heading', { name: 'Wendlemere memorandum is confirmed' }).waitFor();
    await picture('set-up-4-confirmed');

    expect(existsSync(join(running.importedFolder, 'wendlemere-memorandum-of-understanding.yaml'))).toBe(true);
    const kept = running.stores.agreements.get('wendlemere-memorandum-of-understanding');
    expect(kept).toMatchObject({ confirmedBy: ASHA, confirmedOn: '2026-11-22' });
    expect(kept?.facts).toMatchObject({ noticeMonths: { value: 9 }, shares: [{ value: 45 }] });
    expect(await running.ask('how much notice do we have to give under the wendlemere memorandum?')).toContain('nine months’ notice');
    expect(complaints.filter((line) => !line.includes('409'))).toEqual([]);
  });

  it('can be worked with the keyboard alone, and says what it did', { timeout: 60_000 }, async () => {
    await handOver('txt');
    const first = guess('document.kind');
    await first.getByRole('button', { name: /^Confirm/ }).focus();
    await page.keyboard.press('Enter');
    await page
      .getByText(/^\d+ still to look at\.$/)
      .first()
      .waitFor();
    expect(await hasFocus(guess('document.kind'))).toBe(true);
    expect(await page.locator('#heard').textContent()).toMatch(/still to look at/);
    await guess('facts.startsOn')
      .getByRole('button', { name: /^Show clause/ })
      .focus();
    await page.keyboard.press('Enter');
    expect(await hasFocus(page.locator('.clause.shown'))).toBe(true);
    expect(await page.locator('.clause.shown').innerText()).toContain('1 April 2024');
  });

  it.each(['light', 'dark'] as const)(
    'fits a window 320 pixels wide, and has words one can read, in %s',
    { timeout: 60_000 },
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await handOver('md');
      const { looked, poor } = await contrastOf(page);
      expect(looked).toBeGreaterThan(40);
      expect(poor).toEqual([]);
      await page.setViewportSize({ width: 320, height: 700 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    },
  );
});
