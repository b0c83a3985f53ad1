import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDaysTo } from '../../src/data/days.ts';
import { noticeDuties, noticeTermsOf } from '../../src/data/notice-duties.ts';
import { endOfNotice, lastDayForNotice } from '../../src/data/notice-window.ts';
import { darlington, derby } from './partnership-of-tests.ts';

const six = { months: 6 };

it.each([
  ['2015-08-31', '2016-02-29'],
  ['2014-08-31', '2015-02-28'],
  ['2015-08-30', '2016-02-29'],
  ['2015-08-29', '2016-02-29'],
  ['2015-08-28', '2016-02-28'],
  ['2015-09-30', '2016-03-30'],
  ['2015-10-01', '2016-04-01'],
])('six months’ notice given on %s ends the agreement on %s', (givenOn, endsOn) => {
  expect(endOfNotice(givenOn, six)).toBe(endsOn);
});

it.each([
  ['2016-03-31', '2015-09-30'],
  ['2016-03-30', '2015-09-30'],
  ['2016-03-29', '2015-09-29'],
  ['2016-02-29', '2015-08-31'],
  ['2016-02-28', '2015-08-28'],
  ['2015-02-28', '2014-08-31'],
  ['2015-02-27', '2014-08-27'],
])('to end it by %s, the last day to give six months’ notice is %s', (endBy, lastDay) => {
  expect(lastDayForNotice(endBy, six)).toBe(lastDay);
});

const days = fc.integer({ min: 0, max: 40_000 }).map((count) => addDaysTo('1990-01-01', count));
const months = fc.integer({ min: 1, max: 36 });
const terms = fc.record({ months, endsOnlyOn: fc.constantFrom(undefined, '03-31', '02-29', '12-31', '06-15') });

it('on the last day notice is in time, and a day later it is not', () => {
  fc.assert(
    fc.property(days, terms, (endBy, notice) => {
      const last = lastDayForNotice(endBy, notice);
      expect(endOfNotice(last, notice) <= endBy).toBe(true);
      expect(endOfNotice(addDaysTo(last, 1), notice) > endBy).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it('notice given later never ends the agreement earlier', () => {
  fc.assert(
    fc.property(days, terms, (givenOn, notice) => {
      expect(endOfNotice(addDaysTo(givenOn, 1), notice) >= endOfNotice(givenOn, notice)).toBe(true);
    }),
  );
});

describe('notice that may expire on 31 March alone', () => {
  const notice = { months: 6, endsOnlyOn: '03-31' };
  it('ends the agreement on the next such day the months leave room for', () => {
    expect(endOfNotice('2015-09-30', notice)).toBe('2016-03-31');
    expect(endOfNotice('2015-10-01', notice)).toBe('2017-03-31');
  });
  it('has one last day a year', () => {
    expect(lastDayForNotice('2016-03-31', notice)).toBe('2015-09-30');
    expect(lastDayForNotice('2017-03-30', notice)).toBe('2015-09-30');
  });
});

describe('the duties that follow from term and notice', () => {
  it('of Darlington: the last day to leave by the review', () => {
    expect(noticeDuties(darlington)).toEqual([
      {
        id: 'notice-before-review',
        what: 'Last day to give notice, to end it by the review on 31 March 2016',
        ref: '11(o)',
        kind: 'notice',
        owner: null,
        when: { on: '2015-09-30' },
        allOf: [],
        over: [],
      },
    ]);
    expect(noticeTermsOf(darlington)).toEqual({ months: 6, endsOnlyOn: undefined });
  });

  it('of an agreement that states no notice: none', () => {
    expect(noticeDuties(derby)).toEqual([]);
  });

  const withFacts = (facts: object) => ({ ...darlington, facts: { ...darlington.facts, ...facts } });
  const daysOf = (facts: object) => noticeDuties(withFacts(facts)).map(({ id, when }) => [id, when]);

  it('of one with an end after its review: both', () => {
    expect(daysOf({ endsOn: { value: '2018-03-31', ref: '11(b)' } })).toEqual([
      ['notice-before-review', { on: '2015-09-30' }],
      ['notice-before-end', { on: '2017-09-30' }],
    ]);
    expect(daysOf({ endsOn: { value: '2016-03-31', ref: '11(b)' } })).toHaveLength(1);
  });

  it('never lie before the agreement begins, and give way to a duty of the record', () => {
    expect(daysOf({ startsOn: { value: '2015-10-01', ref: '11(b)' } })).toEqual([]);
    const own = { ...darlington, duties: [{ ...darlington.duties[0]!, id: 'notice-before-review' }] };
    expect(noticeDuties(own)).toEqual([]);
  });
});
