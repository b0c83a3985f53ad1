import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDaysTo, isDay } from '../../src/data/days.ts';
import { daysOfYear, financialYearOf, overlaps, quarterOf, writePeriod, writeQuarter } from '../../src/data/period.ts';
import { readPeriod } from '../../src/data/read-period.ts';

const TODAY = '2015-11-22';
const day = fc.integer({ min: 0, max: 53_000 }).map((days) => addDaysTo('1950-01-01', days));
const period = fc.tuple(day, fc.integer({ min: 0, max: 1000 })).map(([from, days]) => ({ from, to: addDaysTo(from, days) }));

describe('financial years and quarters', () => {
  it('begin on 1 April', () => {
    expect(financialYearOf('2016-03-31')).toBe('2015/16');
    expect(financialYearOf('2016-04-01')).toBe('2016/17');
    expect(financialYearOf('1999-12-31')).toBe('1999/00');
    expect(daysOfYear('2015/16')).toEqual({ from: '2015-04-01', to: '2016-03-31' });
    expect(quarterOf('2016-02-29')).toEqual({ from: '2016-01-01', to: '2016-03-31' });
    expect(['2015-04-01', '2015-09-30', '2015-10-01', '2016-03-31'].map(writeQuarter)).toEqual([
      'Q1 2015/16',
      'Q2 2015/16',
      'Q3 2015/16',
      'Q4 2015/16',
    ]);
  });

  it('hold each day once', () => {
    fc.assert(
      fc.property(day, (one) => {
        const year = daysOfYear(financialYearOf(one));
        const quarter = quarterOf(one);
        expect(year.from <= quarter.from && quarter.from <= one && one <= quarter.to && quarter.to <= year.to).toBe(true);
        expect(readPeriod(writeQuarter(one), TODAY)).toEqual({ ok: true, value: quarter });
      }),
    );
  });

  it('overlap when they share a day', () => {
    expect(overlaps({ from: '2015-01-01', to: '2015-01-31' }, { from: '2015-01-31', to: '2015-02-28' })).toBe(true);
    expect(overlaps({ from: '2015-01-01', to: '2015-01-31' }, { from: '2015-02-01', to: '2015-02-28' })).toBe(false);
  });
});

describe('reading a period', () => {
  it('reads back what it wrote', () => {
    fc.assert(fc.property(period, (one) => void expect(readPeriod(writePeriod(one), TODAY)).toEqual({ ok: true, value: one })));
  });

  it.each([
    ['this quarter', '2015-10-01', '2015-12-31'],
    ['last quarter', '2015-07-01', '2015-09-30'],
    ['Q2', '2015-07-01', '2015-09-30'],
    ['Q4', '2015-01-01', '2015-03-31'],
    ['Q2 2014/15', '2014-07-01', '2014-09-30'],
    ['2015/16', '2015-04-01', '2016-03-31'],
    ['2015-16', '2015-04-01', '2016-03-31'],
    ['this year', '2015-04-01', '2016-03-31'],
    ['last financial year', '2014-04-01', '2015-03-31'],
    ['July to September 2015', '2015-07-01', '2015-09-30'],
    ['November to January 2016', '2015-11-01', '2016-01-31'],
    ['1-30 September 2015', '2015-09-01', '2015-09-30'],
    ['2015-07-01 to 2015-09-30', '2015-07-01', '2015-09-30'],
    ['01/07/2015 - 30/09/2015', '2015-07-01', '2015-09-30'],
    ['July', '2015-07-01', '2015-07-31'],
    ['December', '2014-12-01', '2014-12-31'],
    ['last month', '2015-10-01', '2015-10-31'],
    ['31 March 2016', '2016-03-31', '2016-03-31'],
    ['today', TODAY, TODAY],
    ['since April', '2015-04-01', TODAY],
  ])('%s', (text, from, to) => expect(readPeriod(text, TODAY)).toEqual({ ok: true, value: { from, to } }));

  it.each([
    ['30 September 2015 to 1 July 2015', /ends \(1 July 2015\) before it begins/],
    ['2015-12-01 - 2015-09-30', /before it begins/],
    ['31 February 2016', /not a day that exists/],
    ['Q2 2015', /Q2 2015\/16 .* or April to June 2015/],
    ['2015', /2015\/16 .* or January to December 2015/],
    ['2015/17', /such as September 2015/],
    ['when we moved', /such as September 2015/],
    ['', /such as September 2015/],
  ])('%s is refused in a plain sentence', (text, sentence) => {
    expect(readPeriod(text, TODAY)).toMatchObject({ ok: false, problem: expect.stringMatching(sentence) });
  });

  it('takes any text, and gives days that exist in their order', () => {
    const words = fc.array(
      fc.constantFrom('to', '-', 'July', '31', '2015', '15', '/', 'Q2', 'this', 'year', 'since', 'may', ' ', '2015/16'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          words.map((some) => some.join(' ')),
          words.map((some) => some.join('')),
          fc.string(),
        ),
        (text) => {
          const read = readPeriod(text, TODAY);
          if (read.ok) expect([isDay(read.value.from), isDay(read.value.to), read.value.from <= read.value.to]).toEqual([true, true, true]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
