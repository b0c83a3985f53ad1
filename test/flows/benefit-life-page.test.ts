import { expect, it, onTestFinished } from 'vitest';
import { knowledge } from '../handlers/front-door.ts';
import { startHandlersFace } from './benefit-face-handlers.ts';
import { startPageFace } from './benefit-face-page.ts';
import { liveThrough } from './benefit-life.ts';
import { findBrowser } from './browser.ts';

const path = findBrowser();
if (path === undefined) process.stderr.write('The log is not tested on the page: there is no Chromium on this machine.\n');

it.skipIf(path === undefined)(
  'lives its whole life on the local page, by typing and clicking: the words and the records are the handlers’ own, whatever arrives three times',
  { timeout: 60_000 },
  async () => {
    const [page, handlers] = [await startPageFace(path!, knowledge.partnership), await startHandlersFace(knowledge.partnership)];
    onTestFinished(() => page.stop());
    onTestFinished(() => handlers.stop());
    expect(await liveThrough(page)).toEqual(await liveThrough(handlers));
  },
);
