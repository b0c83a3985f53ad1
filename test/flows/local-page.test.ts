import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DORA, HOSTILE, type Local, runLocal, SAM } from '../bot/local/run-local.ts';
import { collectComplaints, contrastOf, findBrowser, hasFocus, startBrowser } from './browser.ts';

const path = findBrowser();
if (path === undefined) process.stderr.write('The chat page is not tested in a browser: there is no Chromium on this machine.\n');

const TEAM = 'channel:darlington-team';

describe.skipIf(path === undefined)('the chat page in a browser', () => {
  let browser: Browser;
  let tab: Page;
  let local: Local;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await startBrowser(path!);
    tab = await newTab();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    local = await runLocal();
    await local.start();
  });
  afterEach(async () => {
    await tab.goto('about:blank');
    await local.stop();
  });

  async function newTab(): Promise<Page> {
    const page = await browser.newPage({ locale: 'en-GB' });
    page.setDefaultTimeout(5000);
    collectComplaints(page, complaints);
    return page;
  }

  /** The page, as one person in one room. */
  async function visit(as = SAM, room = 'alone', page = tab): Promise<Page> {
    complaints.length = 0;
    await page.goto(local.url);
    await page.getByLabel('You are').selectOption(as);
    await page.locator(`nav [data-room="${room}"]`).click();
    return page;
  }
  const ask = async (page: Page, text: string) => {
    await page.getByLabel('Ask Accord').fill(text);
    await page.keyboard.press('Enter');
  };
  const expectContrast = async (page: Page) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { looked, poor } = await contrastOf(page);
      expect(looked).toBeGreaterThan(20);
      expect(poor, colorScheme).toEqual([]);
    }
  };
  const rows = (page: Page) => page.locator('#messages > li');
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  it('answers a question with a card, and shows it again after a reload', async () => {
    const page = await visit();
    await button(page, 'How much notice do we have to give?').click();
    await page.locator('.card', { hasText: 'Either partner can end it by giving six months’ notice.' }).waitFor();
    expect(await page.locator('#heard').textContent()).toContain('Accord: Either partner');
    await page.reload();
    await page.locator('.card', { hasText: 'Darlington memorandum, 11(o)' }).waitFor();
    expect(await rows(page).count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it('shows a channel to all in it, and what is for one person to that person alone', async () => {
    const [sam, dora] = [await visit(SAM, TEAM), await visit(DORA, TEAM, await newTab())];
    await ask(sam, 'my leave is refused');
    await ask(sam, 'how much notice?');
    await dora.locator('.card', { hasText: 'said how much notice?' }).waitFor();
    expect(await dora.content()).not.toContain('said my leave');
    expect(await sam.locator('li.mine').innerText()).toContain('Only you can see this');
    expect(await dora.locator('li.mine').count()).toBe(0);
    await dora.close();
  });

  it('shows what each can see when one becomes somebody else', async () => {
    const page = await visit(SAM, TEAM);
    await ask(page, '/accord how much notice?');
    await page.locator('li.mine .card').waitFor();
    await page.getByLabel('You are').selectOption(DORA);
    await page.getByRole('heading', { name: 'What would you like to know?' }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('notice?\n');
    expect(await page.locator('#who-post').textContent()).toBe('Director of Commissioning. Employed by Darlington Borough Council.');
    await page.getByLabel('You are').selectOption(SAM);
    await page.locator('li.mine .card').waitFor();
  });

  it('counts what is said elsewhere, and shows what Accord says unprompted', async () => {
    const page = await visit(SAM, 'alone');
    await local.say(DORA, TEAM, 'hello');
    await button(page, 'Darlington team 2 new').click();
    await page.locator('.card', { hasText: 'said hello' }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Darlington team');
  });

  it('opens Home, and answers its buttons in the conversation alone', async () => {
    const page = await visit(SAM, 'home');
    await page.getByText('Home of sam@dccg.example').waitFor();
    await button(page, 'Ask').click();
    await page.locator('.card', { hasText: 'More for sam@dccg.example in private.' }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Accord and you');
  });

  it('swaps a card in place when its button says so, and keeps the focus there', async () => {
    const page = await visit();
    await ask(page, 'hello');
    await button(page, 'Helpful').click();
    await page.locator('.card', { hasText: 'Noted as helpful.' }).waitFor();
    expect(await rows(page).count()).toBe(2);
    expect(await hasFocus(page.getByRole('article', { name: 'Accord' }))).toBe(true);
  });

  it('lets a person delete what they said', async () => {
    const page = await visit(SAM, TEAM);
    await ask(page, 'said too loudly');
    await page.locator('.card').waitFor();
    await button(page, 'Delete: said too loudly').click();
    await page.getByText('said too loudly', { exact: true }).waitFor({ state: 'detached' });
    expect(await rows(page).count()).toBe(1);
  });

  it('is worked by keyboard alone: asking, a dialog with a problem at its field, Escape, sending it in', async () => {
    const page = await visit();
    await page.getByLabel('Ask Accord').focus();
    await page.keyboard.type('hello');
    await page.keyboard.press('Enter');
    const open = button(page, 'Say what is missing');
    await open.waitFor();
    for (let steps = 0; steps < 30 && !(await hasFocus(open)); steps += 1) await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    const note = page.getByRole('textbox', { name: 'What is missing' });
    await note.waitFor();
    expect(await hasFocus(note)).toBe(true);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'hidden' });
    expect(await hasFocus(open)).toBe(true);
    await page.keyboard.press('Enter');
    await note.waitFor();
    await page.keyboard.type('short');
    for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
    await page.getByText('Write a little more.').waitFor();
    expect([await hasFocus(note), await note.getAttribute('aria-invalid')]).toEqual([true, 'true']);
    const described = (await note.getAttribute('aria-describedby'))!.split(' ').map((id) => page.locator(`#${id}`).textContent());
    expect(await Promise.all(described)).toEqual(['Write a little more.', 'A few words.']);
    expect(await page.locator('#dialog-problem').textContent()).toBe('One thing needs another look.');
    await page.keyboard.type(' but now long enough');
    for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
    await page.locator('.card', { hasText: 'Passed on: short but now long enough (q1)' }).waitFor();
    expect(await page.locator('dialog').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('shows hostile text as text, from Accord and from people', async () => {
    const page = await visit(SAM, TEAM);
    await ask(page, 'hostile');
    await page.locator('.card').waitFor();
    await ask(page, '<img src=x onerror=alert(1)> **b**');
    await page.getByText('<img src=x onerror=alert(1)> **b**', { exact: true }).waitFor();
    const shown = (await page.locator('.card').first().innerText()).replaceAll('\u2060', '');
    expect(shown.trim()).toBe(HOSTILE.replace('\u202E', ''));
    expect(await page.locator('#messages :is(a, b, em, strong:not(.head strong), code, [src="x"])').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('says that Accord is gone, keeps what was written, and sends it once when Accord is back', async () => {
    const page = await visit();
    await page.route('**/local/say', (route) => route.abort());
    await ask(page, 'how much notice?');
    await page.getByText('That did not reach Accord. What you wrote is still here.').waitFor();
    expect(await page.getByLabel('Ask Accord').inputValue()).toBe('how much notice?');
    await page.unroute('**/local/say');
    await button(page, 'Try again').click();
    await page.locator('.card').waitFor();
    expect(await rows(page).count()).toBe(2);
    await local.local.stop();
    await page.getByText('Accord is not answering.').waitFor();
    await button(page, 'Try again now').click();
    await page.getByText('Accord is not answering.').waitFor({ state: 'hidden' });
    expect(await rows(page).count()).toBe(2);
  });

  it('has contrast enough everywhere, in light and dark', async () => {
    const page = await visit(SAM, TEAM);
    await expectContrast(page);
    await ask(page, 'my leave is refused');
    await page.locator('li.mine .card').waitFor();
    await page.route('**/local/press', (route) => route.abort());
    await button(page, 'See more').click();
    await page.getByText('That did not reach Accord.').waitFor();
    await expectContrast(page);
    await page.unroute('**/local/press');
    await button(page, 'Say what is missing').click();
    await button(page, 'Pass it on').click();
    await page.getByText('This is needed.').waitFor();
    await expectContrast(page);
  });

  it('fits every width from 320 on without scrolling sideways, with all in reach', async () => {
    const page = await visit(SAM, TEAM);
    await ask(page, 'w'.repeat(400));
    await page.locator('.card').waitFor();
    for (const width of [320, 640, 768, 1280]) {
      await page.setViewportSize({ width, height: 640 });
      expect(await page.evaluate('document.documentElement.scrollWidth'), `${width}`).toBeLessThanOrEqual(width);
      const narrow = width <= 832;
      const [select, list] = [page.getByLabel('Conversation', { exact: true }), page.getByRole('navigation')];
      expect([await select.isVisible(), await list.isVisible()], `${width}`).toEqual([narrow, !narrow]);
      await page.getByLabel('Ask Accord').click();
    }
  });
});
