import { describe, expect, it } from 'vitest';
import type { AgreementRecord, Duty } from '../../src/data/agreement-record.ts';
import { type DutySetting, type DutySettings, dutySettingsOf } from '../../src/data/duty-settings.ts';
import { occurrencesOf, openFormsOf, scheduleOf, writeDue } from '../../src/data/occurrences.ts';
import { partnershipFile } from '../../src/data/partnership.ts';
import { awaitedSettings, dueBetween, settledDuties } from '../../src/data/settled-duties.ts';
import { all, darlington, derby } from './partnership-of-tests.ts';

const nobody = partnershipFile.parse({});
const setting = (agreement: string, duty: string, more: Partial<DutySetting>): DutySetting => ({ agreement, duty, ...more });
const settings = (agreement: AgreementRecord, ...duties: DutySetting[]): DutySettings => ({ ...dutySettingsOf(nobody, agreement), duties });
const dutyOf = (when: Duty['when']): Duty => ({ id: 'it', what: 'It', ref: '1', kind: 'report', owner: null, when, allOf: [], over: [] });
const record = (changes: { startsOn?: string; endsOn?: string; on?: string | null }): AgreementRecord => ({
  ...derby,
  document: { ...derby.document, on: changes.on === undefined ? '2008-01-15' : changes.on },
  facts: {
    ...derby.facts,
    startsOn: changes.startsOn === undefined ? null : { value: changes.startsOn, ref: '1' },
    endsOn: changes.endsOn === undefined ? null : { value: changes.endsOn, ref: '1' },
  },
});
const found = (when: Duty['when'], day: string | undefined, from: string, to: string, agreement = record({})) => {
  const given = settings(agreement, ...(day === undefined ? [] : [setting('derby', 'it', { day })]));
  return occurrencesOf(scheduleOf(dutyOf(when), agreement, given), { agreement: 'derby', duty: 'it' }, from, to).map(
    (one) => `${one.key} ${one.dueOn} ${writeDue(one)}`,
  );
};

describe('an occurrence is never finer than the document says', () => {
  it.each<[string, Duty['when'], string]>([
    ['a day', { on: '2016-03-31' }, '2016-03-31 2016-03-31 31 March 2016'],
    ['a month', { month: '2005-06' }, '2005-06 2005-06-30 June 2005'],
    ['a financial year', { financialYear: '2006/07' }, '2006-2007 2007-03-31 2006/07'],
  ])('%s', (_, when, said) => {
    expect(found(when, undefined, '2000-01-01', '2020-01-01')).toEqual([said]);
    expect(found(when, undefined, '2017-01-01', '2020-01-01')).toEqual([]);
  });

  it('“every month” is due within each month', () => {
    expect(found({ every: 'FREQ=MONTHLY' }, undefined, '2008-01-01', '2008-03-31')).toEqual([
      '2008-01 2008-01-31 January 2008',
      '2008-02 2008-02-29 February 2008',
      '2008-03 2008-03-31 March 2008',
    ]);
  });

  it('“every quarter” is due within each quarter, “each March” within March', () => {
    expect(found({ every: 'FREQ=MONTHLY;INTERVAL=3' }, undefined, '2008-01-01', '2008-06-30')).toEqual([
      '2008-q1 2008-03-31 Q4 2007/08',
      '2008-q2 2008-06-30 Q1 2008/09',
    ]);
    expect(found({ every: 'FREQ=YEARLY;BYMONTH=3' }, undefined, '2008-01-01', '2009-12-31')).toEqual([
      '2008-03 2008-03-31 March 2008',
      '2009-03 2009-03-31 March 2009',
    ]);
  });

  it('what happens by event, apart for each, or without a date has none', () => {
    for (const when of [{ event: 'whenever' }, { undated: 'next' }, { every: 'FREQ=YEARLY', each: 'person' }])
      expect(found(when, undefined, '2000-01-01', '2020-01-01')).toEqual([]);
  });
});

describe('a setting the document leaves open', () => {
  const monthly = { every: 'FREQ=MONTHLY', open: 'day of the month' };

  it('leaves the duty without a date until it is given', () => {
    expect(found(monthly, undefined, '2008-01-01', '2009-01-01')).toEqual([]);
    expect(scheduleOf(dutyOf(monthly), record({}), settings(derby))).toEqual({ is: 'needs setting', setting: 'day of the month' });
    expect(awaitedSettings(derby, settings(derby)).map(({ duty, setting: open, forms }) => [duty.id, open, forms])).toEqual([
      ['joint-monthly-budget-report', 'day of the month', ['day of the month', 'day']],
    ]);
  });

  it('given, decides the day, and an occurrence keeps its name when it is changed', () => {
    expect(found(monthly, '10', '2008-01-01', '2008-03-31')).toEqual([
      '2008-02 2008-02-10 10 February 2008',
      '2008-03 2008-03-10 10 March 2008',
    ]);
    expect(found(monthly, '31', '2008-02-01', '2008-03-31')).toEqual([
      '2008-02 2008-02-29 29 February 2008',
      '2008-03 2008-03-31 31 March 2008',
    ]);
    expect(found(monthly, 'last', '2008-02-01', '2008-02-29')).toEqual(['2008-02 2008-02-29 29 February 2008']);
    expect(found(monthly, '2008-06-05', '2008-01-01', '2008-07-31')).toEqual([
      '2008-06 2008-06-05 5 June 2008',
      '2008-07 2008-07-05 5 July 2008',
    ]);
  });

  it.each<[string, Duty['when'], string, string[]]>([
    ['of the week', { every: 'FREQ=WEEKLY', open: 'day' }, 'monday', ['2008-01-21', '2008-01-28']],
    ['of the year', { every: 'FREQ=YEARLY', open: 'day' }, '01-31', ['2008-01-31']],
    ['of every second month', { every: 'FREQ=MONTHLY;INTERVAL=2', open: 'day' }, '2007-11-20', ['2008-01-20']],
  ])('%s', (_, when, day, days) => {
    expect(found(when, day, '2008-01-01', '2008-01-31').map((one) => one.split(' ')[1])).toEqual(days);
  });

  it('of so many months after a day nobody knows yet', () => {
    const when = { monthsAfter: 18, open: 'day the post begins' };
    expect(found(when, undefined, '2000-01-01', '2030-01-01')).toEqual([]);
    expect(found(when, '2016-08-31', '2000-01-01', '2030-01-01')).toEqual(['2018-02-28 2018-02-28 28 February 2018']);
  });

  it('is asked for as well where a rule is counted from a day the record does not hold', () => {
    const second = dutyOf({ every: 'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1' });
    expect(scheduleOf(second, record({ on: null }), settings(derby))).toMatchObject({ is: 'needs setting' });
    expect(openFormsOf(second, record({ on: null }))).toEqual(['day']);
    expect(scheduleOf(second, record({}), settings(derby))).toMatchObject({ is: 'rhythm' });
    expect(scheduleOf(dutyOf({ every: 'FREQ=MONTHLY;INTERVAL=6' }), record({}), settings(derby))).toEqual({
      is: 'needs setting',
      setting: 'day',
    });
  });
});

it('a rhythm begins with the agreement, or with its document, and ends with it', () => {
  const monthly = { every: 'FREQ=MONTHLY;BYMONTHDAY=1' };
  const whole = record({ startsOn: '2008-03-01', endsOn: '2008-05-31' });
  expect(found(monthly, undefined, '2008-01-01', '2008-12-31', whole).map((one) => one.slice(0, 10))).toEqual([
    '2008-03-01',
    '2008-04-01',
    '2008-05-01',
  ]);
  expect(found(monthly, undefined, '2008-01-01', '2008-02-28').map((one) => one.slice(0, 10))).toEqual(['2008-02-01']);
});

describe('a settled duty', () => {
  const settled = (duties: DutySetting[]) =>
    settledDuties(darlington, settings(darlington, ...duties)).find(({ duty }) => duty.id === 'review-of-arrangements')!;

  it('has the usual leads of its kind, and the owner the document names', () => {
    expect(settled([]).leads).toHaveLength(4);
    expect(settled([])).toMatchObject({ owner: null, senior: null });
    const log = settledDuties(darlington, settings(darlington)).find(({ duty }) => duty.id === 'benefits-log')!;
    expect(log.owner).toEqual({ is: 'named', name: 'Director of Commissioning' });
  });

  it('takes owner, senior and leads from the settings, the later ones first', () => {
    const id = 'review-of-arrangements';
    const week = { count: 1, unit: 'week' } as const;
    const one = settled([
      setting('darlington', id, { owner: 'dora@dbc.example', senior: 'chief@dbc.example' }),
      setting('darlington', id, { owner: 'dev@dbc.example', leads: [week] }),
    ]);
    expect(one).toMatchObject({
      owner: { is: 'person', email: 'dev@dbc.example' },
      senior: 'chief@dbc.example',
      leads: [week],
      firstLeadWithin: 7,
    });
  });

  it('that waits for an event is due when somebody raises it', () => {
    const given = { ...settings(darlington), raised: [{ duty: 'answer-information-requests', key: 'r1', dueOn: '2015-06-01' }] };
    const one = settledDuties(darlington, given).find(({ duty }) => duty.id === 'answer-information-requests')!;
    expect(dueBetween(one, given, '2015-01-01', '2015-12-31')).toMatchObject([{ key: 'r1', dueOn: '2015-06-01', precision: 'day' }]);
    expect(dueBetween(one, given, '2015-07-01', '2015-12-31')).toEqual([]);
  });

  it.each(all.map((agreement) => [agreement.id, agreement] as const))('of %s has a key of its own for each occurrence', (_, agreement) => {
    for (const one of settledDuties(agreement, settings(agreement))) {
      const keys = dueBetween(one, settings(agreement), '2000-01-01', '2030-12-31').map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});
