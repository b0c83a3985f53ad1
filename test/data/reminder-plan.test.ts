import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgreementRecord, Duty } from '../../src/data/agreement-record.ts';
import { NATIONS } from '../../src/data/bank-holidays.ts';
import { addDaysTo, addMonthsTo, dayAt } from '../../src/data/days.ts';
import { type DutySettings, dutySettingsOf } from '../../src/data/duty-settings.ts';
import { partnershipFile } from '../../src/data/partnership.ts';
import { openReminderIndex } from '../../src/data/reminder-index.ts';
import { nextReminderAt, type OccurrenceState, plannedReminders, reminderId, seniorIsTold } from '../../src/data/reminder-plan.ts';
import { workingDays } from '../../src/data/working-days.ts';
import { darlington } from './partnership-of-tests.ts';

const REVIEW = 'review-of-arrangements/2016-03-31';
const plain: DutySettings = { ...dutySettingsOf(partnershipFile.parse({}), darlington), since: '2014-09-01' };
const open = new Map<string, OccurrenceState>();
const dutyOf = (changes: Partial<Duty>): Duty => ({
  id: 'it',
  what: 'It',
  ref: '11(b)',
  kind: 'review',
  owner: null,
  when: { undated: '' },
  allOf: [],
  over: [],
  ...changes,
});
const only = (...duties: Duty[]): AgreementRecord => ({ ...darlington, duties, facts: { ...darlington.facts, noticeMonths: null } });
const review = only(darlington.duties.find(({ id }) => id === 'review-of-arrangements')!);
const days = (agreement: AgreementRecord, from: string, to: string, state?: OccurrenceState, settings = plain) =>
  plannedReminders(agreement, settings, state === undefined ? open : new Map([[REVIEW, state]]), from, to).map(
    ({ dayOn, because }) => `${dayOn} ${because}`,
  );

describe('leads', () => {
  it('that move onto one day give one reminder, of the lead nearest to the deadline', () => {
    const easter = only(dutyOf({ when: { on: '2016-03-28' } }));
    const settings = {
      ...plain,
      duties: [{ agreement: 'darlington', duty: 'it', leads: [1, 2, 3, 0].map((count) => ({ count, unit: 'day' as const })) }],
    };
    expect(plannedReminders(easter, settings, open, '2016-03-01', '2016-03-31')).toMatchObject([
      { dayOn: '2016-03-24', lead: { count: 0, unit: 'day' }, overdueCount: 0 },
    ]);
  });

  it('moved to the Friday before are planned on that Friday, though the week they belong to ends after it', () => {
    const monthly = only(dutyOf({ kind: 'return', when: { every: 'FREQ=MONTHLY;BYMONTHDAY=10' } }));
    expect(days(monthly, '2015-10-02', '2015-10-02')).toEqual(['2015-10-02 lead']);
  });

  it('of notice are four, and nobody is reminded of it once its last day has passed', () => {
    expect(days({ ...darlington, duties: [] }, '2014-09-01', '2016-12-31')).toEqual([
      '2015-03-30 lead',
      '2015-06-30 lead',
      '2015-08-28 lead',
      '2015-09-16 lead',
    ]);
  });
});

describe('what is overdue', () => {
  it('is spoken of every week until it is done, and the senior is told from the second time', () => {
    const planned = plannedReminders(review, plain, open, '2016-03-31', '2016-04-22');
    expect(planned.map((one) => [one.dayOn, one.overdueCount, seniorIsTold(one)])).toEqual([
      ['2016-03-31', 0, false],
      ['2016-04-07', 1, false],
      ['2016-04-14', 2, true],
      ['2016-04-21', 3, true],
    ]);
  });

  it('of a rhythm gives way to the next occurrence on the day that is due', () => {
    const monthly = only(dutyOf({ kind: 'return', when: { every: 'FREQ=MONTHLY;BYMONTHDAY=10' } }));
    expect(
      plannedReminders(monthly, plain, open, '2015-06-01', '2015-07-31').map((one) => `${one.dayOn} ${one.occurrence} ${one.because}`),
    ).toEqual([
      '2015-06-03 2015-06-10 lead',
      '2015-06-05 2015-05-10 overdue',
      '2015-06-10 2015-06-10 lead',
      '2015-06-17 2015-06-10 overdue',
      '2015-06-24 2015-06-10 overdue',
      '2015-07-01 2015-06-10 overdue',
      '2015-07-03 2015-07-10 lead',
      '2015-07-08 2015-06-10 overdue',
      '2015-07-10 2015-07-10 lead',
      '2015-07-17 2015-07-10 overdue',
      '2015-07-24 2015-07-10 overdue',
      '2015-07-31 2015-07-10 overdue',
    ]);
  });

  it('before reminding began is not spoken of', () => {
    expect(days(review, '2016-04-01', '2016-12-31', undefined, { ...plain, since: '2016-04-01' })).toEqual([]);
    expect(days(review, '2015-01-01', '2016-03-31', undefined, { ...plain, since: '2016-03-01' })).toEqual([
      '2016-03-24 lead',
      '2016-03-31 lead',
    ]);
  });
});

describe('an occurrence that is', () => {
  it('done is not spoken of from that instant on', () => {
    expect(days(review, '2016-01-01', '2016-12-31', { doneAt: '2016-03-24T10:00:00.000Z' })).toEqual([
      '2016-02-29 lead',
      '2016-03-24 lead',
    ]);
    expect(days(review, '2016-01-01', '2016-12-31', { doneAt: '2016-03-24T08:59:00.000Z' })).toEqual(['2016-02-29 lead']);
  });

  it('snoozed is quiet until then, is spoken of on that day, and goes on as before', () => {
    const snoozed = { at: '2016-02-29T10:00:00.000Z', until: '2016-03-29' };
    expect(days(review, '2016-01-01', '2016-04-08', { snoozed })).toEqual([
      '2016-02-29 lead',
      '2016-03-29 snoozed',
      '2016-03-31 lead',
      '2016-04-07 overdue',
    ]);
  });

  it('snoozed until a day off is spoken of on the working day before, or after where that would be at once or the deadline is past', () => {
    const until = (at: string, day: string) => days(review, dayAt(at), '2016-04-30', { snoozed: { at, until: day } })[0];
    expect(until('2016-03-21T10:00:00.000Z', '2016-03-26')).toBe('2016-03-24 lead');
    expect(until('2016-03-24T10:00:00.000Z', '2016-03-25')).toBe('2016-03-24 lead');
    const later = days(review, '2016-03-25', '2016-04-30', { snoozed: { at: '2016-03-24T10:00:00.000Z', until: '2016-03-25' } });
    expect(later[0]).toBe('2016-03-29 snoozed');
    const overdue = days(review, '2016-04-15', '2016-05-10', { snoozed: { at: '2016-04-14T10:00:00.000Z', until: '2016-05-01' } });
    expect(overdue).toEqual(['2016-05-03 snoozed', '2016-05-05 overdue']);
  });

  it('snoozed after it was due says how many weeks it is overdue', () => {
    const states = new Map([[REVIEW, { snoozed: { at: '2016-04-08T10:00:00.000Z', until: '2016-04-18' } }]]);
    expect(plannedReminders(review, plain, states, '2016-04-09', '2016-04-20')).toMatchObject([
      { because: 'snoozed', overdueCount: 2, lead: null },
    ]);
  });

  it('raised by hand is reminded of like any other', () => {
    const event = only(dutyOf({ kind: 'event', when: { event: 'whenever' } }));
    expect(
      days(event, '2015-05-01', '2015-06-10', undefined, { ...plain, raised: [{ duty: 'it', key: 'r1', dueOn: '2015-06-01' }] }),
    ).toEqual(['2015-05-22 lead', '2015-06-01 lead', '2015-06-08 overdue']);
  });
});

const someDay = fc.integer({ min: 0, max: 9000 }).map((count) => addDaysTo('2005-01-01', count));
const someWhen = fc.oneof(
  someDay.map((on) => ({ on })),
  someDay.map((day) => ({ month: day.slice(0, 7) })),
  fc.integer({ min: 1, max: 31 }).map((date) => ({ every: `FREQ=MONTHLY;BYMONTHDAY=${date}` })),
  fc
    .constantFrom('FREQ=MONTHLY', 'FREQ=MONTHLY;INTERVAL=3', 'FREQ=WEEKLY;BYDAY=SU', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25')
    .map((every) => ({ every })),
);
const someAgreement = fc
  .array(
    fc.record({ when: someWhen, kind: fc.constantFrom<Duty['kind']>('review', 'report', 'return', 'milestone', 'programme', 'notice') }),
    { minLength: 1, maxLength: 4 },
  )
  .map((duties) => only(...duties.map((one, index) => dutyOf({ ...one, id: `d${index}` }))));

describe('whatever is due', () => {
  it('reminders come at 9 in the United Kingdom, on working days, each once, in order', () => {
    fc.assert(
      fc.property(someAgreement, someDay, fc.constantFrom(...NATIONS), (agreement, from, nation) => {
        const planned = plannedReminders(agreement, { ...plain, nation, since: null }, open, from, addDaysTo(from, 120));
        const calendar = workingDays(nation);
        for (const { at, dayOn } of planned) {
          expect(calendar.isWorking(dayOn)).toBe(true);
          expect(
            new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' }).format(new Date(at)),
          ).toBe(`${dayOn.slice(8)}/${dayOn.slice(5, 7)}/${dayOn.slice(0, 4)}, 09:00`);
        }
        expect(new Set(planned.map(reminderId)).size).toBe(planned.length);
        expect(planned.map(({ at }) => at)).toEqual(planned.map(({ at }) => at).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('a stretch cut in two says the same as the whole', () => {
    fc.assert(
      fc.property(someAgreement, someDay, fc.integer({ min: 0, max: 90 }), (agreement, from, cut) => {
        const plan = (first: string, last: string) =>
          plannedReminders(agreement, { ...plain, since: null }, open, first, last).map(reminderId);
        const [middle, to] = [addDaysTo(from, cut), addDaysTo(from, 100)];
        expect([...plan(from, middle), ...plan(addDaysTo(middle, 1), to)]).toEqual(plan(from, to));
      }),
      { numRuns: 60 },
    );
  });

  it('the next instant is the first that is planned after now', () => {
    fc.assert(
      fc.property(someAgreement, someDay, (agreement, day) => {
        const settings = { ...plain, since: null };
        const now = `${day}T12:00:00.000Z`;
        const planned = plannedReminders(agreement, settings, open, day, addMonthsTo(day, 18)).find(({ at }) => at > now);
        const next = nextReminderAt(agreement, settings, open, now);
        if (planned !== undefined) expect(next).toBe(planned.at);
        else expect(next === null || next > `${addMonthsTo(day, 18)}`).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the index of next reminders', () => {
  it('gives every agreement at first, then only those that are due or changed, the earliest first', () => {
    const index = openReminderIndex(['a', 'b', 'c']);
    expect(index.due('2016-01-01T00:00:00.000Z').sort()).toEqual(['a', 'b', 'c']);
    index.put('a', '2016-03-31T08:00:00.000Z');
    index.put('b', '2016-02-29T09:00:00.000Z');
    index.put('c', null);
    expect(index.due('2016-02-29T08:59:59.999Z')).toEqual([]);
    expect(index.due('2016-02-29T09:00:00.000Z')).toEqual(['b']);
    expect(index.due('2016-04-01T00:00:00.000Z')).toEqual(['b', 'a']);
    index.changed('c');
    expect(index.due('2016-01-01T00:00:00.000Z')).toEqual(['c']);
    index.put('c', null);
    expect(index.due('2016-01-01T00:00:00.000Z')).toEqual([]);
  });
});
