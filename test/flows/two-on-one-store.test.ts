import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { asPlainText } from '../../src/bot/plain-text.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { makeStores } from '../../src/data/stores.ts';
import type { Act } from '../../src/handlers/request.ts';
import { route } from '../../src/handlers/route.ts';
import { knowledge } from '../handlers/front-door.ts';

/*
 * What is covered: all that is read from records, asked of two installations that share nothing but one store in a file, and each of which
 * has answered the same before. Left out: changed files, which each process looks for itself.
 */

const clock = { now: () => '2015-10-05T10:00:00.000Z', today: () => '2015-10-05' };

async function installation(url: string) {
  const store = await openStore(url);
  onTestFinished(() => store.close());
  const stores = makeStores(store, { ...knowledge, partnership: structuredClone(knowledge.partnership) });
  let ids = 0;
  const ask = async (id: string, act: Act, channel: string | null = null) => {
    const request = { id: `${act.is} ${id} ${++ids}`, asker: { platform: 'slack' as const, id }, channel, public: channel !== null, act };
    const reply = await route(request, stores, clock);
    return reply.kind === 'message' ? asPlainText(reply) : JSON.stringify(reply);
  };
  return { stores, ask };
}

async function two() {
  const folder = mkdtempSync(join(tmpdir(), 'accord-two-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const url = `sqlite:${join(folder, 'accord.db')}`;
  return [await installation(url), await installation(url)] as const;
}

const pressed = (button: string, value: Record<string, string>) => ({ is: 'pressed', button, value }) as Act;

it.each([
  [
    'a benefit',
    'U0DORA',
    pressed('save-benefit', {
      a: 'darlington',
      as: 'log',
      d: 'd1',
      what: 'Shared quodlibets',
      class: 'cashable',
      when: 'September 2015',
      amount: '1200',
    }),
    pressed('list-benefits', { a: 'darlington' }),
    'Shared quodlibets',
  ],
  [
    'a reminder',
    'U0SAM',
    pressed('save-reminder', {
      a: 'darlington',
      d: 'd2',
      what: 'look at the quodlibets',
      rule: 'FREQ=WEEKLY;BYDAY=MO',
      start: '2015-10-12',
      owner: 'sam@dccg.example',
    }),
    pressed('list-reminders', { a: 'darlington' }),
    'look at the quodlibets',
  ],
])('%s kept on one is there on the other at the next question', async (_, who, keep, look, words) => {
  const [one, other] = await two();
  expect(await one.ask(who, look)).not.toContain(words);
  expect(await other.ask(who, look)).not.toContain(words);
  await one.ask(who, keep);
  expect(await other.ask(who, look)).toContain(words);
  expect(await one.ask(who, look)).toContain(words);
});

it('a channel that was bound on one works under its agreement on the other', async () => {
  const [one, other] = await two();
  const question = { is: 'said', text: 'show the log' } as Act;
  const before = await other.ask('U0UNA', question, 'C0NEW');
  const by = { by: 'asha@dbc.example', at: clock.now() };
  await one.stores.channelBindings.keep({ platform: 'slack', channel: 'C0NEW', agreement: 'darlington', reminders: true, ...by });
  const after = await other.ask('U0UNA', question, 'C0NEW');
  expect(after).not.toBe(before);
  expect(after).toContain('Darlington');
});
