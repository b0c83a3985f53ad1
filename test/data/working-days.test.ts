import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NATIONS } from '../../src/data/bank-holidays.ts';
import { addDaysTo, daysBetween } from '../../src/data/days.ts';
import { workingDays } from '../../src/data/working-days.ts';

const england = workingDays('england-and-wales');

it('weekends, Christmas, New Year and Easter Monday are not worked on', () => {
  for (const day of ['2015-12-25', '2015-12-26', '2015-12-28', '2016-01-01', '2016-03-25', '2016-03-27', '2016-03-28', '2016-04-02'])
    expect(england.isWorking(day)).toBe(false);
  for (const day of ['2015-12-24', '2015-12-29', '2016-01-04', '2016-03-24', '2016-03-29']) expect(england.isWorking(day)).toBe(true);
});

it('the working day before and after goes over the whole of a long weekend', () => {
  expect(england.onOrBefore('2016-03-28')).toBe('2016-03-24');
  expect(england.onOrAfter('2016-03-25')).toBe('2016-03-29');
  expect(england.onOrBefore('2015-12-28')).toBe('2015-12-24');
  expect(england.onOrBefore('2016-03-29')).toBe('2016-03-29');
});

it('nations differ: Easter Monday is worked on in Scotland, 2 January is not', () => {
  const scotland = workingDays('scotland');
  expect([scotland.isWorking('2015-04-06'), scotland.isWorking('2015-01-02')]).toEqual([true, false]);
  expect([england.isWorking('2015-04-06'), england.isWorking('2015-01-02')]).toEqual([false, true]);
});

it('a day off of one’s own counts', () => {
  expect(england.isWorking('2026-06-15')).toBe(true);
  const own = workingDays('england-and-wales', ['2026-06-15']);
  expect(own.isWorking('2026-06-15')).toBe(false);
  expect(own.onOrBefore('2026-06-15')).toBe('2026-06-12');
});

it('nothing is moved further than a week, and what it is moved to is the nearest', () => {
  const days = fc.integer({ min: 0, max: 20_000 }).map((count) => addDaysTo('2000-01-01', count));
  fc.assert(
    fc.property(days, fc.constantFrom(...NATIONS), (day, nation) => {
      const calendar = workingDays(nation);
      const [before, after] = [calendar.onOrBefore(day), calendar.onOrAfter(day)];
      expect(daysBetween(before, after)).toBeLessThanOrEqual(8);
      for (let one = before; one <= after; one = addDaysTo(one, 1)) expect(calendar.isWorking(one)).toBe(one === before || one === after);
    }),
  );
});
