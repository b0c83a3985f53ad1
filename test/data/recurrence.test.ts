import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDaysTo } from '../../src/data/days.ts';
import { daysOfRhythm, nextDaysOfRhythm } from '../../src/data/recurrence.ts';
import { onDayOf, onDayOfMonth, readRule, writeRule } from '../../src/data/rhythm.ts';
import { writeRhythm, writeRuleInWords } from '../../src/data/write-rhythm.ts';

const from = (startOn: string, rule: string, days: [string, string]) => daysOfRhythm({ rule, startOn }, ...days);

describe('the days of a rhythm', () => {
  it.each<[string, string, string, string]>([
    ['FREQ=MONTHLY;BYMONTHDAY=5', '2026-01-20', '2026-01-01 2026-04-30', '2026-02-05 2026-03-05 2026-04-05'],
    ['FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1', '2026-04-01', '2026-01-01 2027-12-31', '2026-04-01 2026-10-01 2027-04-01 2027-10-01'],
    ['FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1', '2026-01-01', '2026-01-01 2026-04-30', '2026-01-30 2026-02-28 2026-03-30 2026-04-30'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2026-01-01', '2026-01-01 2026-03-31', '2026-01-30 2026-02-27 2026-03-27'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', '2025-12-29', '2026-01-01 2026-02-01', '2026-01-12 2026-01-26'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1', '2023-01-01', '2023-01-01 2024-12-31', '2023-02-28 2024-02-29'],
    ['FREQ=DAILY;COUNT=1', '2026-05-03', '2026-01-01 2027-12-31', '2026-05-03'],
    ['FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20260301', '2026-01-01', '2026-01-01 2026-12-31', '2026-01-01 2026-02-01 2026-03-01'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2026-01-01', '2026-02-01 2026-02-28', ''],
    ['FREQ=YEARLY', '2024-03-31', '2025-01-01 2026-12-31', '2025-03-31 2026-03-31'],
  ])('%s from %s', (rule, startOn, between, days) => {
    expect(from(startOn, rule, between.split(' ') as [string, string])).toEqual(days === '' ? [] : days.split(' '));
  });

  it('are the same however the stretch is cut', () => {
    const rules = [
      'FREQ=MONTHLY;BYMONTHDAY=10',
      'FREQ=WEEKLY;INTERVAL=3;BYDAY=TU',
      'FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=-1',
      'FREQ=DAILY;INTERVAL=10',
    ];
    const offsets = fc.integer({ min: 0, max: 2000 });
    fc.assert(
      fc.property(fc.constantFrom(...rules), offsets, offsets, offsets, (rule, start, cut, end) => {
        const day = (count: number) => addDaysTo('2015-01-01', count);
        const whole = from(day(start), rule, ['2015-01-01', day(cut + end)]);
        const halves = [...from(day(start), rule, ['2015-01-01', day(cut)]), ...from(day(start), rule, [day(cut + 1), day(cut + end)])];
        expect(end === 0 ? halves.slice(0, whole.length) : halves).toEqual(whole);
      }),
    );
  });

  it('ahead are found years away, and none where no day ever fits', () => {
    expect(nextDaysOfRhythm({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', startOn: '2025-01-01' }, '2025-01-01', 2)).toEqual([
      '2028-02-29',
      '2032-02-29',
    ]);
    expect(nextDaysOfRhythm({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', startOn: '2025-01-01' }, '2025-01-01', 2)).toEqual([]);
  });

  it('of every day of the month are one a month, the last where it is short', () => {
    for (let date = 1; date <= 31; date++) {
      const days = from('2015-01-01', writeRule({ FREQ: 'MONTHLY', ...onDayOfMonth(date) }), ['2015-01-01', '2016-12-31']);
      expect(days.map((day) => day.slice(0, 7))).toEqual([...new Set(days.map((day) => day.slice(0, 7)))]);
      expect(days).toHaveLength(24);
      for (const day of days) expect(Number(day.slice(8)) === date || addDaysTo(day, 1).endsWith('-01')).toBe(true);
    }
    expect(onDayOf('WEEKLY', '2016-03-31')).toEqual({ BYDAY: 'TH' });
  });
});

describe('a rule', () => {
  it.each([
    ['FREQ=HOURLY', 'its FREQ is “HOURLY”'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'its BYMONTHDAY is “32”'],
    ['FREQ=MONTHLY;BYHOUR=1', 'BYHOUR cannot be used in a rule'],
    ['FREQ=MONTHLY;INTERVAL=0', 'its INTERVAL is “0”'],
    ['FREQ=MONTHLY;COUNT=2;UNTIL=20260101', 'the rule has both COUNT and UNTIL'],
    ['FREQ=MONTHLY;UNTIL=20260231', 'its UNTIL is “20260231”'],
    ['FREQ=MONTHLY;FREQ=DAILY', 'FREQ stands twice in the rule'],
    ['BYMONTHDAY=1', 'the rule has no FREQ'],
    ['every month', '“EVERY MONTH” is no part of a rule'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'a week has no BYMONTHDAY'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'its BYDAY is “1MO”'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'its BYSETPOS chooses among nothing'],
    ['FREQ=MONTHLY;constructor=1', 'CONSTRUCTOR cannot be used in a rule'],
  ])('%s is refused: %s', (rule, problem) => {
    expect(readRule(rule)).toMatchObject({ ok: false, problem });
  });

  it('whatever it holds, is read or refused, and its days can then be found', () => {
    const part = fc.constantFrom(
      'FREQ=MONTHLY',
      'FREQ=WEEKLY',
      'FREQ=YEARLY',
      'INTERVAL=7',
      'COUNT=3',
      'UNTIL=20200229',
      'BYDAY=2TU',
      'BYDAY=MO,FR',
    );
    const more = fc.constantFrom('BYMONTHDAY=-31', 'BYMONTHDAY=31', 'BYMONTH=2', 'BYSETPOS=2', 'WKST=SU', 'X=1', '=', '');
    fc.assert(
      fc.property(fc.array(fc.oneof(part, more), { maxLength: 5 }), (parts) => {
        const rule = parts.join(';');
        if (readRule(rule).ok)
          for (const day of daysOfRhythm({ rule, startOn: '2019-06-30' }, '2019-01-01', '2021-12-31'))
            expect(day >= '2019-06-30').toBe(true);
      }),
    );
  });

  it.each([
    ['FREQ=MONTHLY', 'every month'],
    ['FREQ=MONTHLY;INTERVAL=3', 'every 3 months'],
    ['FREQ=MONTHLY;BYMONTHDAY=22', 'every month on the 22nd'],
    ['FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1', 'every month on the 30th'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'every month on the last day'],
    ['FREQ=MONTHLY;BYDAY=1MO', 'every month on the first Monday'],
    ['FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=1', 'every quarter, on its first day'],
    ['FREQ=WEEKLY;BYDAY=MO,TH', 'every Monday and Thursday'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 'every 2 weeks on Monday'],
    ['FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1;UNTIL=20300401', 'every year on 1 April until 1 April 2030'],
    ['FREQ=YEARLY;BYMONTH=3', 'every year in March'],
    ['FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2', 'by the rule FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2'],
  ])('%s reads %s', (rule, words) => {
    expect(writeRuleInWords(rule)).toBe(words);
  });

  it('that is counted says from when', () => {
    expect(writeRhythm({ rule: 'FREQ=DAILY;COUNT=1', startOn: '2026-05-03' })).toBe('once, on 3 May 2026');
    expect(writeRhythm({ rule: 'FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1', startOn: '2026-04-01' })).toBe(
      'every 6 months on the 1st, from 1 April 2026',
    );
    expect(writeRhythm({ rule: 'FREQ=MONTHLY;BYMONTHDAY=1', startOn: '2026-04-01' })).toBe('every month on the 1st');
  });
});
