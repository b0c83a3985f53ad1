import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgreementRecord } from '../../src/data/agreement-record.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import { occurrenceId } from '../../src/data/reminder-plan.ts';
import { financeLeadsOf } from '../../src/data/return-rules.ts';
import { partnersAsked } from '../../src/data/returns.ts';
import { dueBetween } from '../../src/data/settled-duties.ts';
import { dutiesNow } from '../../src/handlers/occurrence-now.ts';
import { knowledge } from '../handlers/front-door.ts';
import { buttonsOf, formsOf } from './buttons-and-forms.ts';
import { type Attacker, startUnderAttack, type UnderAttack } from './under-attack.ts';

/*
 * Duties, reminders, joint returns and calendars as nobody was shown them. Dora has marked a duty of Darlington as done, with a note; Sam
 * has set a reminder; of Derby’s return one partner has given its figures, which the others see once they have given theirs.
 */

const NOTE = 'Quodlibetarian note';
const darlington = knowledge.agreements.get('darlington')!;
const [derby, returned] = [...knowledge.agreements.values()].flatMap((agreement) =>
  agreement.duties.flatMap((duty) => (partnersAsked(duty, agreement).length > 0 ? [[agreement, duty] as const] : [])),
)[0]!;
const [one, other] = partnersAsked(returned, derby);
const [giver, reader] = [one!, other!].map(({ id }) => financeLeadsOf(id, knowledge.partnership)[0]!.name.split(' ')[0]!.toLowerCase());
const partnership: Partnership = {
  ...knowledge.partnership,
  duties: [...knowledge.partnership.duties, { agreement: derby.id, duty: returned.id, day: '10' }],
};
const FIGURES = { budget: '7,654,321', spent: '7,654,321', forecast: '7,654,321' };

let accord: UnderAttack;
let done: { duty: string; key: string };
let due: { duty: string; key: string };
beforeEach(async () => {
  accord = await startUnderAttack({ partnership, today: '2015-10-05' });
  [done, due] = await occurrences(darlington);
  const event = { is: 'done' as const, onDay: '2015-10-01', note: NOTE, by: 'dora@dbc.example', at: accord.clock.now() };
  await accord.stores.occurrences.add('darlington', occurrenceId(done as never), event, 'r1');
  const reminder = {
    what: NOTE,
    rhythm: { rule: 'FREQ=MONTHLY;BYMONTHDAY=5', startOn: '2015-10-05' },
    owner: 'sam@dccg.example',
    createdBy: 'sam@dccg.example',
  };
  await accord.stores.ownReminders.add('darlington', reminder, { requestId: 'r2', at: accord.clock.now() });
});
afterEach(() => accord.stop());

/** Two dates of duties: one that is over, and one to come. */
async function occurrences(agreement: AgreementRecord): Promise<[typeof done, typeof due]> {
  const known = await dutiesNow(agreement, accord.stores);
  const all = known.duties.flatMap((settled) => dueBetween(settled, known.settings, '2015-01-01', '2017-12-31'));
  return [all[0]!, all[1] ?? all[0]!];
}

async function unchanged(work: () => Promise<void>): Promise<void> {
  const before = await accord.records();
  await work();
  expect(await accord.records()).toEqual(before);
  expect(accord.logged.filter((line: string) => line.includes('a request failed'))).toEqual([]);
}

const FACES = [
  ['Slack', (): Attacker => accord.slack, (name: string) => `U0${name.toUpperCase()}`],
  ['Teams', (): Attacker => accord.teams, (name: string) => `29:${name}`],
] as const;
const FILLED = {
  on: '2015-10-05',
  note: 'Forged',
  reason: 'Forged',
  when: 'tomorrow',
  to: 'sam@dccg.example',
  what: 'Forged',
  day: '10',
  owner: 'sam@dccg.example',
  budget: '1',
  spent: '1',
  forecast: '1',
};
const REFUSED = /Only (?:people who work under|an administrator)/;

describe.each(FACES)('on %s', (_, face, id) => {
  it.each(['carol', 'una', 'nobody'])(
    '%s presses any button and sends any form of another agreement’s duties, reminders and returns in vain',
    async (who) => {
      await unchanged(async () => {
        const value = { a: 'darlington', d: due.duty, o: due.key, n: '1', ...FILLED, rule: 'FREQ=MONTHLY', start: '2015-10-05' };
        for (const touched of ['duty', 'reminder', 'return', 'set-up'] as const) {
          for (const button of buttonsOf(touched)) {
            const heard = await face().press(id(who), button, value);
            expect(heard, button).toMatch(REFUSED);
            expect(heard, button).not.toContain('Quodlibetarian');
          }
          for (const form of formsOf(touched)) {
            const heard = await face().submit(
              id(who),
              form,
              { ...FILLED, agreement: 'darlington', reminders: 'yes' },
              { a: 'darlington', d: due.duty, o: due.key, n: '1', c: 'C0JOINT' },
            );
            expect(heard, form).toMatch(REFUSED);
          }
        }
      });
    },
  );

  it('what became of a duty is not told to whoever does not work under its agreement', async () => {
    const value = { a: 'darlington', d: done.duty, o: done.key };
    expect(await face().press(id('sam'), 'show-duty', value)).toContain(NOTE);
    for (const who of ['carol', 'una', 'nobody']) {
      for (const button of [...buttonsOf('dates'), 'show-duty'])
        expect(await face().press(id(who), button, value), button).not.toContain(NOTE);
      for (const text of [
        'what’s coming up under the Darlington memorandum?',
        'what is done under the Darlington memorandum?',
        'show me the Darlington reminders',
      ])
        expect(await face().say(id(who), text), text).not.toContain('Quodlibetarian');
    }
  });

  it('what only an administrator or the Director settles is not settled by others who work there', async () => {
    await unchanged(async () => {
      const context = { a: 'darlington', d: due.duty, c: 'C0ELSEWHERE' };
      expect(await face().submit(id('sam'), 'settle-duty', { day: '10' }, context)).toMatch(/Only an administrator/);
      expect(await face().submit(id('sam'), 'bind-channel', { agreement: 'darlington', reminders: 'yes' }, context)).toMatch(
        /Only an administrator/,
      );
      expect(await face().press(id('fred'), 'cancel-reminder', { a: 'darlington', n: '1' })).toMatch(/Only its owner/);
    });
  });

  it('ids that nothing was ever given open nothing, and break nothing', async () => {
    const ids = ['', '0', '-1', '../x', '__proto__', 'constructor', 'x', '9999-99-99', 'x'.repeat(300), '\u0000'];
    await unchanged(async () => {
      for (const wrong of ids)
        for (const button of [
          'show-duty',
          'done-duty',
          'show-programme',
          'settle-duty',
          'cancel-reminder',
          'show-returns',
          'return-form',
        ]) {
          const heard = [
            await face().press(id('dora'), button, { a: 'darlington', d: wrong, o: wrong, n: wrong }),
            await face().press(id('dora'), button, { a: wrong, d: due.duty, o: due.key, n: '1' }),
          ].join('');
          expect(heard, `${button} ${wrong}`).not.toMatch(/That did not work|Quodlibetarian/);
        }
    });
  });

  it('a rhythm that no form would let through is not taken, and takes no time', async () => {
    const began = performance.now();
    await unchanged(async () => {
      for (const rule of [
        'FREQ=SECONDLY',
        'FREQ=DAILY;BYHOUR=1,2,3',
        'FREQ=DAILY;INTERVAL=0',
        'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31',
        'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4,6,9,11',
        'FREQ=YEARLY;BYSETPOS=366;BYDAY=MO',
        'FREQ=DAILY;UNTIL=20150101',
        `FREQ=DAILY;BYDAY=${'MO,'.repeat(3000)}MO`.slice(0, 1500),
        'FREQ=DAILY\nFREQ=DAILY',
        '',
      ])
        expect(
          await face().press(id('sam'), 'save-reminder', {
            a: 'darlington',
            what: 'x',
            rule,
            start: '2015-10-05',
            owner: 'sam@dccg.example',
          }),
          rule,
        ).toContain('cannot be saved any more');
      for (const over of [
        { start: 'yesterday' },
        { owner: 'una@elsewhere.example' },
        { owner: '' },
        { what: '' },
        { what: 'x'.repeat(301) },
      ])
        expect(
          await face().press(id('sam'), 'save-reminder', {
            a: 'darlington',
            what: 'x',
            rule: 'FREQ=MONTHLY',
            start: '2015-10-05',
            owner: 'sam@dccg.example',
            ...over,
          }),
        ).toContain('cannot be saved any more');
    });
    expect(performance.now() - began).toBeLessThan(8_000);
  });
});

describe.each(FACES)('a joint return on %s', (_, face, id) => {
  const context = async () => {
    const known = await dutiesNow(derby, accord.stores);
    const settled = known.duties.find(({ duty }) => duty.id === returned.id)!;
    const [next] = dueBetween(settled, known.settings, '2015-09-01', '2015-12-31');
    return next === undefined ? undefined : { a: derby.id, d: returned.id, o: next.key };
  };

  it('is given for one’s own partner alone, and seen by the others once they have given theirs', async () => {
    const carried = await context();
    if (carried === undefined) throw new Error('The return has no date in these months.');
    await accord.slack.submit(`U0${giver!.toUpperCase()}`, 'submit-return', FIGURES, carried);
    const kept = await accord.records();
    expect(kept.filter((line: string) => line.includes('765432100'))).not.toEqual([]);
    expect(await face().press(id(reader!), 'show-returns', carried)).not.toContain('7,654,321');
    for (const who of ['jo', 'dora', 'una', 'nobody']) {
      expect(await face().press(id(who), 'show-returns', carried), who).not.toContain('7,654,321');
      const forged = await face().submit(id(who), 'submit-return', { ...FIGURES, budget: '1', partner: one!.id }, carried);
      expect(forged, who).toMatch(/Only (?:the finance lead|people who work under)/);
    }
    expect(await accord.records()).toEqual(kept);
    // Whatever the form names, the figures are of the partner that the reader leads.
    await face().submit(id(reader!), 'submit-return', { ...FIGURES, budget: '1', partner: one!.id }, carried);
    const after = (await accord.records()).filter((line: string) => line.includes('"budgetPence":100,'));
    expect(after.map((line: string) => /"partner":"([^"]+)"/.exec(line)?.[1])).toEqual([other!.id]);
  });
});
