import type { Locator, Page, Route } from 'playwright-core';
import { makeLocal } from '../../src/bot/local/app.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import { knowledge } from '../handlers/front-door.ts';
import { type Dialog, type Face, type Refused, type Seen, startAccord, wordsOf } from './benefit-face.ts';
import { postOverAndOver } from './benefit-face-page-calls.ts';
import { collectComplaints, startBrowser } from './browser.ts';

/** The page of one person, and the messages on it that were looked at already, as they stood. */
type Tab = { page: Page; looked: Map<string, string> };
/** What the page shows of one message. */
type Shown = { id: string; texts: string[]; buttons: string[] };
type ShownForm = { title: string; texts: string[]; values: Record<string, string> };

/** Accord on the local page: each person in a window of their own, in which everything is done by typing and clicking. */
export async function startPageFace(browserPath: string, partnership: Partnership): Promise<Face> {
  const accord = await startAccord(({ log }) => makeLocal({ log, partnership, agreements: knowledge.agreements }), partnership);
  const browser = await startBrowser(browserPath);
  const tabs = new Map<string, Tab>();
  const messages = new WeakMap<Seen, string>();
  const complaints: string[] = [];

  const open = async (who: string): Promise<Tab> => {
    const page = await browser.newPage({ locale: 'en-GB' });
    page.setDefaultTimeout(20_000);
    collectComplaints(page, complaints);
    await page.route(/\/local\/(say|press|submit)$/, deliverAgain);
    await page.goto(`http://localhost:${accord.port}/`);
    await page.getByLabel('You are').selectOption(who);
    await page.locator('nav [data-room="alone"]').click();
    const tab = { page, looked: new Map() };
    tabs.set(who, tab);
    return tab;
  };
  const tabOf = async (who: string) => tabs.get(who) ?? (await open(who));
  /** Where somebody does something else, a dialog that is open is left. */
  const outsideDialog = async (who: string): Promise<Tab> => {
    const tab = await tabOf(who);
    if (await tab.page.locator('dialog').isVisible()) await tab.page.keyboard.press('Escape');
    return tab;
  };
  const cardOf = ({ page }: Tab, on: Seen) => page.locator(`#messages > li[data-entry="${messages.get(on)!}"]`);
  const buttonOf = async (who: string, on: Seen, label: string): Promise<{ tab: Tab; button: Locator }> => {
    const tab = await outsideDialog(who);
    return { tab, button: cardOf(tab, on).getByRole('button', { name: label, exact: true }) };
  };
  /** The next message that was not looked at yet, or changed since. */
  const next = async ({ page, looked }: Tab): Promise<Seen> => {
    const { id, texts, buttons } = (await page.evaluate(`(${findNew})(${JSON.stringify([...looked])})`)) as Shown;
    looked.set(id, texts.join('\n'));
    const seen = { words: wordsOf(texts), buttons };
    messages.set(seen, id);
    return seen;
  };
  const fill = async ({ page }: Tab, typed: Readonly<Record<string, string>>) => {
    for (const [label, value] of Object.entries(typed)) {
      const input = page.locator('dialog').getByLabel(new RegExp(`^${label}( \\(needed\\))?$`));
      if ((await input.and(page.locator('select')).count()) > 0) await input.selectOption({ label: value });
      else await input.fill(value);
    }
  };

  return {
    accord,
    async say(who, text) {
      const tab = await outsideDialog(who);
      await tab.page.getByLabel('Ask Accord').fill(text);
      await tab.page.keyboard.press('Enter');
      return next(tab);
    },
    async press(who, on, label) {
      const { tab, button } = await buttonOf(who, on, label);
      await button.click();
      return next(tab);
    },
    async clickTwice(who, on, label) {
      const { tab, button } = await buttonOf(who, on, label);
      await button.dblclick();
      return [await next(tab)];
    },
    async open(who, on, label) {
      const { tab, button } = await buttonOf(who, on, label);
      await button.click();
      await tab.page.locator('dialog').waitFor();
      const { title, texts, values } = (await tab.page.evaluate(readForm)) as ShownForm;
      return { title, words: wordsOf(texts), values };
    },
    async send(who, _dialog: Dialog, typed): Promise<Seen | Refused> {
      const tab = await tabOf(who);
      await fill(tab, typed);
      const answered = tab.page.waitForResponse(/\/local\/submit$/);
      await tab.page.locator('#dialog-card').getByRole('button').click();
      if ((await (await answered).json()).is !== 'rejected') return next(tab);
      const problems = tab.page.locator('dialog .problem:not([hidden])');
      await problems.first().waitFor();
      return { problems: (await problems.allTextContents()).filter((text) => text !== '') };
    },
    async told(who, count = 1) {
      await accord.round();
      const tab = await tabOf(who);
      const seen: Seen[] = [];
      while (seen.length < count) seen.push(await next(tab));
      return seen.sort((a, b) => (a.words < b.words ? -1 : 1));
    },
    async stop() {
      for (const { page } of tabs.values()) await page.unrouteAll({ behavior: 'wait' });
      await browser.close();
      await accord.stop();
      if (complaints.length > 0) throw new Error(`The browser complained: ${complaints.join('\n')}`);
    },
  };
}

/** What the page sends arrives as often as on a platform that delivers again; the page hears the first answer. */
async function deliverAgain(route: Route): Promise<void> {
  const [first] = await postOverAndOver(route.request().url(), route.request().postData() ?? '');
  await route.fulfill({ status: first!.status, contentType: 'application/json', body: first!.body });
}

/* The functions below run in the browser, as text, because the tests’ types know no page. */

const READ_TEXTS = `const textsIn = (element) => {
  const texts = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ALL, (node) =>
    node.nodeType === 1 && node.matches('button, input, select, textarea, .problem, [role="button"]') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === 3 && node.textContent.trim() !== '') texts.push(node.textContent);
    if (node.nodeName === 'IMG') texts.push(node.alt);
  }
  return texts;
};`;

const findNew = `(looked) => new Promise((resolve) => {
  ${READ_TEXTS}
  const known = new Map(looked);
  const look = () => {
    for (const row of document.querySelectorAll('#messages > li.accord')) {
      const card = row.querySelector('.card');
      const texts = card ? textsIn(card) : [];
      if (texts.length === 0 || known.get(row.dataset.entry) === texts.join('\\n')) continue;
      resolve({ id: row.dataset.entry, texts, buttons: [...card.querySelectorAll('button')].map((button) => button.textContent) });
    }
  };
  new MutationObserver(look).observe(document.getElementById('messages'), { childList: true, subtree: true });
  look();
})`;

const readForm = `(() => {
  ${READ_TEXTS}
  const card = document.querySelector('#dialog-card');
  // The page says so of a field that is needed; Slack and Teams mark it in their own ways.
  const withoutMark = (text) => text.replace(/ ?\\(needed\\)$/, '');
  const values = {};
  for (const control of card.querySelectorAll('input, select, textarea')) {
    values[withoutMark(control.labels[0].textContent)] = control.tagName === 'SELECT' ? (control.value === '' ? '' : control.selectedOptions[0].textContent) : control.value;
  }
  return { title: document.querySelector('#dialog-title').textContent, texts: textsIn(card).map(withoutMark), values };
})()`;
