import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDaysTo, addMonthsTo, type Day } from '../../src/data/days.ts';
import { dutySettingsOf } from '../../src/data/duty-settings.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { type KeptReminder, openOwnReminders } from '../../src/data/own-reminder-log.ts';
import { nextSaid } from '../../src/data/own-reminder-rules.ts';
import { readRhythm } from '../../src/data/read-rhythm.ts';
import { plannedReminders } from '../../src/data/reminder-plan.ts';
import type { Rhythm } from '../../src/data/rhythm.ts';
import { workingDays } from '../../src/data/working-days.ts';
import { darlington, partnership } from './partnership-of-tests.ts';

const england = workingDays('england-and-wales');
const today = fc.integer({ min: 0, max: 4000 }).map((days) => addDaysTo('2015-01-01', days));
const said = fc.oneof(
  fc.constantFrom('every day', 'every weekday', 'every week', 'every Saturday', 'every fortnight', 'every quarter', 'every year'),
  fc.integer({ min: 1, max: 31 }).map((day) => `every month on the ${day}`),
  fc.integer({ min: 2, max: 9 }).map((count) => `every ${count} weeks`),
  fc.integer({ min: 1, max: 900 }).map((days) => `in ${days} days`),
);

const kept = (rhythm: Rhythm, madeAt: string): KeptReminder => ({
  agreement: 'darlington',
  number: 1,
  madeAt,
  reminder: { what: 'it', rhythm, owner: 'sam@dccg.example', createdBy: 'sam@dccg.example', cancelledAt: null },
  cancelledBy: null,
});

/** What would be said of a reminder, from one day to another. */
function plan(own: KeptReminder, from: Day, to: Day) {
  const settings = { ...dutySettingsOf(partnership, darlington), own: [own] };
  return plannedReminders(darlington, settings, new Map(), from, to).filter(({ duty }) => duty === 'own-1');
}

describe('a reminder of one’s own', () => {
  it('is said on the days that were shown before it was saved, on working days, once a day, and never as overdue', () => {
    fc.assert(
      fc.property(today, said, (day, words) => {
        const read = readRhythm(words, day);
        if (!read.ok) return;
        const shown = nextSaid(read.rhythm, darlington, partnership, day, 3);
        if (shown.length === 0) return;
        const reminders = plan(kept(read.rhythm, `${day}T12:00:00.000Z`), day, shown.at(-1)!.dayOn);
        expect(reminders.map(({ occurrence, dayOn }) => ({ on: occurrence, dayOn }))).toEqual(shown);
        for (const { dayOn, because } of reminders) expect([england.isWorking(dayOn), because]).toEqual([true, 'lead']);
      }),
      { numRuns: 150 },
    );
  });

  it('is said on the working day before, even when that is in the month before the stretch ends', () => {
    const monthly = kept({ rule: 'FREQ=MONTHLY;BYMONTHDAY=28', startOn: '2016-01-01' }, '2015-12-31T12:00:00.000Z');
    expect(plan(monthly, '2016-02-01', '2016-03-24').map(({ occurrence, dayOn }) => ({ on: occurrence, dayOn }))).toEqual([
      { on: '2016-02-28', dayOn: '2016-02-26' },
      { on: '2016-03-28', dayOn: '2016-03-24' },
    ]);
    const daily = kept({ rule: 'FREQ=DAILY', startOn: '2016-01-01' }, '2015-12-31T12:00:00.000Z');
    expect(plan(daily, '2016-03-24', '2016-03-29').map(({ dayOn }) => dayOn)).toEqual(['2016-03-24', '2016-03-29']);
    const cancelled = { ...monthly, reminder: { ...monthly.reminder, cancelledAt: '2016-01-02T09:00:00.000Z' } };
    expect(plan(cancelled, '2016-01-01', '2016-12-31')).toEqual([]);
  });

  it('planned in two stretches is what it is planned in one', () => {
    fc.assert(
      fc.property(today, said, fc.integer({ min: 0, max: 90 }), (day, words, cut) => {
        const read = readRhythm(words, day);
        if (!read.ok) return;
        const own = kept(read.rhythm, `${day}T12:00:00.000Z`);
        const [middle, end] = [addDaysTo(day, cut), addMonthsTo(day, 4)];
        expect([...plan(own, day, middle), ...plan(own, addDaysTo(middle, 1), end)]).toEqual(plan(own, day, end));
      }),
      { numRuns: 60 },
    );
  });

  it('that is cancelled by several people at once is cancelled by one of them', async () => {
    const store = await openStore('memory:');
    const log = openOwnReminders(store);
    const { reminder } = kept({ rule: 'FREQ=DAILY', startOn: '2016-01-01' }, '');
    const { cancelledAt: _, ...made } = reminder;
    await log.add('darlington', made, { requestId: 'm', at: '2015-12-01T09:00:00.000Z' });
    const all = await Promise.all(
      Array.from({ length: 9 }, (__, at) =>
        log.cancel('darlington', 1, { email: `p${at}@dbc.example`, at: '2015-12-02T09:00:00.000Z', requestId: `c${at}` }),
      ),
    );
    const counted = all.flatMap((one, at) => (one!.counted ? [`p${at}@dbc.example`] : []));
    expect(counted).toEqual([(await log.get('darlington', 1))!.cancelledBy]);
    expect(await log.cancel('darlington', 2, { email: '', at: '', requestId: 'x' })).toBeUndefined();
  });
});
