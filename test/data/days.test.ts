import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { addDaysTo, addMonthsTo, dayInLondon, isDay, writeDay, writeMonth, writeWeekday } from '../../src/data/days.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});
/** Zones at both ends of the day, and two in which a midnight does not exist when the clocks change: minutes to UTC in June 2016. */
const OFFSETS: Record<string, number> = {
  UTC: 0,
  'Europe/London': -60,
  'Pacific/Kiritimati': -840,
  'Pacific/Pago_Pago': 660,
  'America/Sao_Paulo': 180,
  'Africa/Cairo': -120,
};

it('a day is one that exists, written in full', () => {
  for (const day of ['2016-02-29', '2000-02-29', '2015-12-31', '0001-01-01', '9999-12-31']) expect(isDay(day), day).toBe(true);
  for (const text of [
    '2015-02-29',
    '1900-02-29',
    '2015-04-31',
    '2015-13-01',
    '2015-00-10',
    '2015-01-00',
    '15-01-01',
    '2015-1-1',
    '2015-01-01T00:00',
    ' 2015-01-01',
    '2015-01-01\n',
    '',
    '٢٠١٥-٠١-٠١',
  ])
    expect(isDay(text), JSON.stringify(text)).toBe(false);
});

describe.each(Object.keys(OFFSETS))('on a machine in %s', (name) => {
  it('the day is the one in London', () => {
    process.env.TZ = name;
    expect(new Date(2016, 5, 1).getTimezoneOffset()).toBe(OFFSETS[name]);
    expect(dayInLondon(new Date('2016-03-30T23:30:00Z'))).toBe('2016-03-31');
    expect(dayInLondon(new Date('2016-03-26T23:59:59Z'))).toBe('2016-03-26');
    expect(dayInLondon(new Date('2016-01-31T23:59:59Z'))).toBe('2016-01-31');
    expect(dayInLondon(new Date('2016-12-31T23:59:59Z'))).toBe('2016-12-31');
    expect(dayInLondon(new Date('2016-10-30T00:30:00Z'))).toBe('2016-10-30');
  });

  it('months later is the corresponding day, or the last of a shorter month', () => {
    process.env.TZ = name;
    expect(addMonthsTo('2015-08-31', 6)).toBe('2016-02-29');
    expect(addMonthsTo('2014-08-31', 6)).toBe('2015-02-28');
    expect(addMonthsTo('2015-02-28', 6)).toBe('2015-08-28');
    expect(addMonthsTo('2015-11-30', 3)).toBe('2016-02-29');
    expect(addMonthsTo('2015-09-01', 6)).toBe('2016-03-01');
    expect(addMonthsTo('2016-03-31', -1)).toBe('2016-02-29');
    expect(addMonthsTo('2016-02-29', 12)).toBe('2017-02-28');
    expect(addMonthsTo('2016-02-29', 0)).toBe('2016-02-29');
  });

  it('days later counts every day once, over clock changes too', () => {
    process.env.TZ = name;
    expect(addDaysTo('2016-03-26', 2)).toBe('2016-03-28');
    expect(addDaysTo('2016-02-28', 1)).toBe('2016-02-29');
    expect(addDaysTo('2016-01-01', -1)).toBe('2015-12-31');
    let day = '2018-01-01';
    for (let count = 0; count < 365; count++) day = addDaysTo(day, 1);
    expect(day).toBe('2019-01-01');
  });
});

it('months later never leaves the month it names, and never goes past the day it began on', () => {
  const days = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(days, fc.integer({ min: -120, max: 120 }), (day, months) => {
      const later = addMonthsTo(day, months);
      expect(isDay(later)).toBe(true);
      const monthsOf = (one: string) => Number(one.slice(0, 4)) * 12 + Number(one.slice(5, 7));
      expect(monthsOf(later) - monthsOf(day)).toBe(months);
      expect(later.slice(8) <= day.slice(8)).toBe(true);
      if (later.slice(8) < day.slice(8)) expect(addDaysTo(later, 1).slice(8)).toBe('01');
    }),
  );
});

it('a day is written as people in the United Kingdom write it', () => {
  expect(writeDay('2016-03-31')).toBe('31 March 2016');
  expect(writeDay('2016-01-01')).toBe('1 January 2016');
  expect(writeWeekday('2016-03-31')).toBe('Thursday 31 March 2016');
  expect(writeWeekday('2016-02-29')).toBe('Monday 29 February 2016');
  expect(writeMonth('2005-06')).toBe('June 2005');
  expect(writeMonth('2005-12')).toBe('December 2005');
});
