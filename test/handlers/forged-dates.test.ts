import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/data/open-stores.ts';
import { makeStores } from '../../src/data/stores.ts';
import type { ButtonName, FormName } from '../../src/handlers/reply.ts';
import type { ButtonValue, Request } from '../../src/handlers/request.ts';
import { route } from '../../src/handlers/route.ts';
import { makeBytes } from '../data/bytes-of-tests.ts';
import { knowledge } from './front-door.ts';

/*
 * Buttons and forms of reminders, returns and calendars, made up by somebody who was never shown them.
 */

const BUTTONS: ButtonName[] = ['reminder-form', 'save-reminder', 'list-reminders', 'cancel-reminder', 'return-form', 'show-returns'];
const CALENDAR: ButtonName[] = ['show-calendar', 'renew-calendar', 'revoke-calendar'];
const FORMS: FormName[] = ['own-reminder', 'submit-return'];
const OUTSIDERS = ['una@elsewhere.example', 'nobody@nowhere.example', 'pat@pdc.example'];

const FILLED = {
  what: 'Quodlibetarian',
  when: 'every month on the 5th',
  rule: 'FREQ=MONTHLY;BYMONTHDAY=5',
  start: '2015-10-05',
  owner: 'sam@dccg.example',
  budget: '1',
  spent: '1',
  forecast: '1',
  period: '2015-10',
  partner: 'derby-pct',
};

const store = await openStore('memory:');
const stores = makeStores(store, knowledge, undefined, { makeSecret: makeBytes('forged'), base: () => 'https://accord.example' });
const clock = { now: () => '2015-10-05T10:00:00.000Z', today: () => '2015-10-05' };
let requests = 0;
const send = (as: string, act: Request['act']) =>
  route({ id: `r${++requests}`, asker: { platform: 'local', id: as }, channel: null, public: false, act }, stores, clock);
const press = (as: string, button: ButtonName, value: ButtonValue) => send(as, { is: 'pressed', button, value });
const dump = async () => (await store.list('', 10_000)).map(({ key, value }) => `${key} ${value}`).join('\n');

let before: string;
beforeAll(async () => {
  const made = {
    what: 'Quodlibetarian',
    rhythm: { rule: 'FREQ=MONTHLY;BYMONTHDAY=5', startOn: '2015-10-05' },
    owner: 'sam@dccg.example',
    createdBy: 'sam@dccg.example',
  };
  await stores.ownReminders.add('darlington', made, { requestId: 'm', at: clock.now() });
  const amounts = { budgetPence: 123_456_700, spentPence: 1, forecastPence: 1, by: 'paul@derby-pct.example', at: clock.now() };
  for (const partner of ['derby-council', 'derby-pct'])
    await stores.returns.add('derby', { duty: 'joint-monthly-budget-report', key: '2015-10' }, { partner, ...amounts }, partner);
  before = await dump();
});

describe.each(OUTSIDERS)('%s', (who) => {
  it.each(['darlington', 'derby', 'nowhere', '__proto__'])(
    'learns nothing and changes nothing by a made-up press or form about %s',
    async (a) => {
      for (const n of ['1', '0', '-1', '99', 'x'])
        for (const value of [
          { a, n, ...FILLED },
          { a, n, d: 'joint-monthly-budget-report', o: '2015-10', ...FILLED },
        ]) {
          for (const button of BUTTONS) {
            const heard = JSON.stringify(await press(who, button, value));
            expect(heard, button).not.toMatch(/Quodlibetarian|1,234,567|"kind":"form"/);
          }
          for (const form of FORMS) {
            const reply = await send(who, { is: 'submitted', form, values: FILLED, context: value });
            expect(reply.kind, form).toBe('rejected');
          }
        }
      expect(await dump()).toBe(before);
    },
  );
});

it('nobody who works under no agreement gets a calendar, and no press gets somebody else’s', async () => {
  for (const button of CALENDAR) {
    for (const who of OUTSIDERS.slice(0, 2))
      expect(JSON.stringify(await press(who, button, { email: 'sam@dccg.example' }))).not.toContain('.ics');
  }
  expect(await dump()).toBe(before);
  await press('pat@pdc.example', 'show-calendar', { email: 'sam@dccg.example' });
  expect(await stores.calendars!.of('sam@dccg.example')).toBeUndefined();
});

it('a press whose rule, start or owner was made up saves nothing', async () => {
  const now = await dump();
  for (const wrong of [
    { rule: 'FREQ=HOURLY' },
    { rule: 'FREQ=DAILY;UNTIL=20140101' },
    { start: '2015-02-30' },
    { owner: 'una@elsewhere.example' },
    { what: 'x'.repeat(4000) },
    { what: ' ' },
  ])
    await press('sam@dccg.example', 'save-reminder', { a: 'darlington', ...FILLED, ...wrong });
  expect(await dump()).toBe(now);
});
