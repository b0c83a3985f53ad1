import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDaysTo, addMonthsTo } from '../../src/data/days.ts';
import { dutySettingsOf } from '../../src/data/duty-settings.ts';
import { writeMoney } from '../../src/data/money.ts';
import { chartOfReturns } from '../../src/data/return-chart.ts';
import { lastReturns, likelyPeriod, type PartnerReturn, partnersAsked, returnPeriods, varianceOf } from '../../src/data/returns.ts';
import { settledDuties } from '../../src/data/settled-duties.ts';
import { all, darlington, derby, partnership } from './partnership-of-tests.ts';

const pence = fc.integer({ min: -1e9, max: 1e12 });
const given = (partner: string) =>
  fc
    .record({ budgetPence: fc.integer({ min: 0, max: 1e12 }), spentPence: pence, forecastPence: pence })
    .map((amounts): PartnerReturn => ({ partner, ...amounts, by: `${partner}@x.example`, at: '2015-11-02T10:00:00.000Z' }));

describe('a joint return', () => {
  it('is a return of which every one that is asked is a partner: of the bundled agreements, Derby’s alone', () => {
    const found = all.flatMap((agreement) =>
      agreement.duties.filter((duty) => partnersAsked(duty, agreement).length > 0).map(({ id }) => [agreement.id, id]),
    );
    expect(found).toEqual([['derby', 'joint-monthly-budget-report']]);
    const [duty] = derby.duties;
    expect(partnersAsked(duty!, derby).map(({ id }) => id)).toEqual(['derby-council', 'derby-pct']);
    expect(partnersAsked({ ...duty!, allOf: ['dmht', 'PCT', 'Council'] }, derby).map(({ id }) => id)).toEqual([
      'dmht',
      'derby-pct',
      'derby-council',
    ]);
    for (const allOf of [[], ['Council'], ['Council', 'the council'], ['Council', 'NHS England']])
      expect(partnersAsked({ ...duty!, allOf }, derby)).toEqual([]);
    expect(partnersAsked({ ...duty!, kind: 'report' }, derby)).toEqual([]);
    expect(partnersAsked(duty!, darlington)).toEqual([]);
  });

  it('can be given for the occurrences of the last year and the next, by the same key whether or not the day is settled', () => {
    const periods = (day: string | null, today: string) => {
      const base = dutySettingsOf(partnership, derby);
      const settings = day === null ? base : { ...base, duties: [{ agreement: 'derby', duty: 'joint-monthly-budget-report', day }] };
      const settled = settledDuties(derby, settings).find(({ duty }) => duty.kind === 'return')!;
      return returnPeriods(settled, derby, settings, today);
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 800, max: 6000 }).map((days) => addDaysTo('2008-01-15', days)),
        fc.integer({ min: 1, max: 31 }).map(String),
        (today, day) => {
          for (const one of [periods(day, today), periods(null, today)]) {
            expect(one.filter(({ dueOn }) => dueOn >= today)).toHaveLength(1);
            expect(one[0]!.dueOn >= today && one.at(-1)!.dueOn >= addMonthsTo(today, -13)).toBe(true);
            expect(new Set(one.map(({ key }) => key)).size).toBe(one.length);
            for (const { key, dueOn } of one) expect(dueOn.startsWith(key)).toBe(true);
            // Whatever was given, what is offered is one that is missing, unless the two nearest are both there.
            const [next, previous] = one;
            expect(likelyPeriod(one, new Set([next!.key]), today)).toBe(previous);
            expect(likelyPeriod(one, new Set([previous!.key]), today)).toBe(next);
            expect(likelyPeriod(one, new Set(one.map(({ key }) => key)), today)).toBe(next);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says of each partner its own figures, and of no two of them any sum', () => {
    fc.assert(
      fc.property(given('a'), given('b'), given('c'), (...rows) => {
        const { alt, spec } = chartOfReturns(
          rows.map((one) => ({ name: one.partner, given: one })),
          'Joint return',
        );
        const own = rows.flatMap((one) => [one.budgetPence, one.spentPence, one.forecastPence]);
        expect([...alt.matchAll(/-?£\d{1,3}(?:,\d{3})*(?:\.\d\d)?/g)].map(([money]) => money)).toEqual(own.map(writeMoney));
        expect(spec.series.flatMap(({ pence: drawn }) => drawn).toSorted()).toEqual(own.toSorted());
        for (const one of rows) expect(one.budgetPence + varianceOf(one)).toBe(one.forecastPence);
      }),
    );
  });

  it('of several of one partner is the last', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(given('a'), given('b')), { minLength: 1 }), (rows) => {
        for (const [partner, last] of lastReturns(rows)) expect(last).toBe(rows.findLast((one) => one.partner === partner));
        expect(lastReturns(rows).size).toBe(new Set(rows.map(({ partner }) => partner)).size);
      }),
    );
  });
});
