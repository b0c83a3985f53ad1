import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

const CONTRAST = readFileSync(join(import.meta.dirname, 'contrast.js'), 'utf8');
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of this machine, by its path; undefined where there is none. */
export function findBrowser(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(canRun);
}

/** Starts it without a window, with an empty profile of its own, and with nothing that calls out. */
export function startBrowser(path: string): Promise<Browser> {
  const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath: path, args: ['--headless', '--no-sandbox', '--disable-gpu', ...quiet] });
}

/** Collects what the browser has against a page: errors and warnings on its console, and what was thrown. */
export function collectComplaints(page: Page, complaints: string[]): void {
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
}

/** Text on the page whose contrast with what is behind it falls short of WCAG AA, with its ratio; and how many texts were looked at. */
export function contrastOf(page: Page): Promise<{ looked: number; poor: string[] }> {
  return page.evaluate(CONTRAST);
}

/** Whether something on the page has the focus. */
export async function hasFocus(locator: Locator): Promise<boolean> {
  return (await locator.and(locator.page().locator(':focus')).count()) === 1;
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
