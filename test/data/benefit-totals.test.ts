import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from '../../src/data/apportionment.ts';
import type { Approval } from '../../src/data/approvals.ts';
import {
  addUp,
  type Cell,
  passes,
  quarterOfCell,
  type Rulebook,
  splitOf,
  sumBy,
  sumOf,
  yearOfCell,
} from '../../src/data/benefit-totals.ts';
import { BENEFIT_CLASSES, type Benefit, type BenefitFacts, newBenefit } from '../../src/data/benefits.ts';
import { addDaysTo } from '../../src/data/days.ts';
import { financialYearOf } from '../../src/data/period.ts';
import { protocolOn, protocolsOf } from '../../src/data/protocols.ts';
import { darlington, factsWith, partnership } from './partnership-of-tests.ts';

const protocols = protocolsOf(partnership, darlington);
const withApprovals = (...approvals: Approval[]): Rulebook => ({
  protocols,
  approvals: new Map(protocols.map((protocol, at) => [protocol.id, approvals[at]!])),
});
const approved = withApprovals({ is: 'approved' }, { is: 'approved' });
const half = withApprovals({ is: 'approved' }, { is: 'awaiting', organisations: ['dccg'] });

const day = fc.integer({ min: 0, max: 1200 }).map((days) => addDaysTo('2014-06-01', days));
const facts: fc.Arbitrary<BenefitFacts> = fc
  .record({
    class: fc.constantFrom(...BENEFIT_CLASSES),
    pence: fc.integer({ min: 1, max: 100_000_000 }),
    from: day,
    standing: fc.constantFrom('planned' as const, 'actual' as const),
    yearly: fc.boolean(),
  })
  .map(({ class: of, pence, from, standing, yearly }) => {
    const amountPence = of === 'non-financial' ? null : of === 'disbenefit' ? -pence : pence;
    const period = { from, to: addDaysTo(from, 30) };
    return factsWith({
      class: of,
      amountPence,
      period,
      standing,
      ...(yearly && amountPence !== null ? { recurs: 'yearly', fullYearPence: amountPence * 4 } : {}),
    });
  });
const benefit: fc.Arbitrary<Benefit> = fc
  .record({
    facts,
    state: fc.constantFrom('in the log', 'in the log', 'suggested', 'withdrawn', 'undone' as const),
    verified: fc.boolean(),
  })
  .map(({ facts: says, state, verified }) => ({
    ...newBenefit('darlington', 1, { is: 'logged', facts: says, by: 'a', at: 'b' }),
    state: state as Benefit['state'],
    verified: verified ? { by: 'c', organisation: 'dbc', at: 'd' } : null,
  }));
const log = fc.array(benefit, { maxLength: 60 });
const filter = fc.record({ since: day, until: day, class: fc.constantFrom(...BENEFIT_CLASSES) }, { requiredKeys: [] });
const pages = async function* (benefits: Benefit[]) {
  for (let at = 0; at < benefits.length; at += 7) yield benefits.slice(at, at + 7);
};
const sum = (values: number[]) => values.reduce((all, one) => all + one, 0);

describe('the split of an entry', () => {
  it('is by the protocol in force on the first day of its period', () => {
    const parts = (from: string, to: string) => splitOf({ amountPence: 10_000, period: { from, to } }, approved);
    expect(parts('2015-09-30', '2016-03-31')).toMatchObject({ is: 'split', parts: [{ pence: 6000 }, { pence: 4000 }] });
    expect(parts('2015-10-01', '2016-03-31')).toMatchObject({ is: 'split', parts: [{ pence: 3333 }, { pence: 6667 }] });
    expect(parts('2014-08-31', '2016-03-31')).toEqual({ is: 'no protocol' });
  });

  it('is not given until every partner has approved, and says whose approval it awaits', () => {
    expect(splitOf(factsWith({ period: { from: '2015-10-01', to: '2015-10-01' } }), half)).toMatchObject({
      is: 'awaiting',
      organisations: ['dccg'],
    });
    expect(splitOf(factsWith(), half).is).toBe('split');
    expect(splitOf(factsWith({ class: 'non-financial', amountPence: null }), half)).toEqual({ is: 'no amount' });
  });
});

describe('totals', () => {
  it('of any filter are the sum over the entries, whole and by class, year, quarter and standing', async () => {
    await fc.assert(
      fc.asyncProperty(log, filter, fc.constantFrom(approved, half), async (benefits, wanted, rulebook) => {
        const { cells } = await addUp(pages(benefits), rulebook, wanted);
        const counted = benefits.filter(
          ({ state, facts: says }) =>
            state === 'in the log' &&
            (wanted.since === undefined || says.period.from >= wanted.since) &&
            (wanted.until === undefined || says.period.from <= wanted.until) &&
            (wanted.class === undefined || says.class === wanted.class),
        );
        const check = (keyOf: (cell: Cell) => string, keyOfEntry: (says: BenefitFacts) => string) => {
          for (const [key, sums] of sumBy(cells, keyOf)) {
            const own = counted.filter(({ facts: says }) => keyOfEntry(says) === key);
            expect(sums).toEqual({
              entries: own.length,
              pence: sum(own.map(({ facts: says }) => says.amountPence ?? 0)),
              fullYearPence: sum(own.map(({ facts: says }) => says.fullYearPence ?? 0)),
              verifiedPence: sum(own.map(({ facts: says, verified }) => (verified ? (says.amountPence ?? 0) : 0))),
            });
          }
          expect(sum([...sumBy(cells, keyOf).values()].map(({ entries }) => entries))).toBe(counted.length);
        };
        check(
          () => 'all',
          () => 'all',
        );
        check(
          (cell) => cell.class,
          (says) => says.class,
        );
        check(
          (cell) => cell.standing,
          (says) => says.standing,
        );
        check(yearOfCell, (says) => financialYearOf(says.period.from));
        expect(sumOf(cells).pence).toBe(sumOf(cells, 'planned').pence + sumOf(cells, 'actual').pence);
      }),
    );
  });

  it('by partner are the sum of the entries’ parts, and with what is not split come to the whole', async () => {
    await fc.assert(
      fc.asyncProperty(log, filter, fc.constantFrom(approved, half), async (benefits, wanted, rulebook) => {
        const { cells, partners, unsplit } = await addUp(pages(benefits), rulebook, wanted);
        const counted = benefits.filter((one) => passes(one, wanted));
        for (const [partner, own] of partners) {
          const parts = counted.flatMap(({ facts: { amountPence, period } }) => {
            const protocol = protocolOn(rulebook.protocols, period.from);
            const isApproved = protocol !== undefined && rulebook.approvals.get(protocol.id)!.is === 'approved';
            return amountPence === null || !isApproved
              ? []
              : apportion(amountPence, protocol.shares).filter((part) => part.partner === partner);
          });
          expect(sumOf(own).pence).toBe(sum(parts.map(({ pence }) => pence)));
        }
        expect(sum([...partners.values()].map((own) => sumOf(own).pence)) + unsplit.pence).toBe(sumOf(cells).pence);
      }),
    );
  });

  it('name the partners in their order, the years in theirs, and whose approval is awaited', async () => {
    const of = (from: string) =>
      newBenefit('darlington', 1, { is: 'logged', facts: factsWith({ period: { from, to: from } }), by: 'a', at: 'b' });
    const { cells, partners, unsplit } = await addUp(pages([of('2016-04-01'), of('2015-03-31'), of('2015-04-01')]), half);
    expect([...partners.keys()]).toEqual(['dbc', 'dccg']);
    expect([...sumBy(cells, yearOfCell).keys()]).toEqual(['2014/15', '2015/16', '2016/17']);
    expect([...sumBy(cells, quarterOfCell).keys()]).toEqual(['2015-01-01', '2015-04-01', '2016-04-01']);
    expect(unsplit).toEqual({ entries: 1, pence: 1_240_000, awaiting: ['dccg'] });
  });
});
