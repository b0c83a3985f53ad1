import { describe, expect, it } from 'vitest';
import { detriments, findDoubleCounts } from '../../src/data/benefit-checks.ts';
import { type Benefit, type BenefitFacts, newBenefit } from '../../src/data/benefits.ts';
import { problemsIn, signedFor } from '../../src/data/check-benefit.ts';
import { darlington, factsWith } from './partnership-of-tests.ts';

const TODAY = '2015-11-22';
const stemsOf = (text: string) => new Set(text.toLowerCase().split(' '));
const entry = (changes: Partial<BenefitFacts>, number = 1): Benefit =>
  newBenefit('darlington', number, { is: 'logged', facts: factsWith(changes), by: 'a', at: 'b' });
const twice = async (changes: Partial<BenefitFacts>, known: Benefit[], except?: number) =>
  (
    await findDoubleCounts(
      factsWith(changes),
      (async function* () {
        yield known;
      })(),
      stemsOf,
      except,
    )
  ).map(({ benefit, because }) => `${benefit.number} ${because}`);

describe('no detriment', () => {
  it('names each partner an entry leaves worse off, by itself and in the running total', () => {
    const parts = [
      { partner: 'dbc', pence: -6000 },
      { partner: 'dccg', pence: -4000 },
    ];
    expect(detriments(parts, new Map([['dbc', 10_000]]))).toEqual([
      { partner: 'dbc', by: 'entry', pence: -6000 },
      { partner: 'dccg', by: 'entry', pence: -4000 },
      { partner: 'dccg', by: 'running total', pence: -4000 },
    ]);
    expect(detriments([{ partner: 'dbc', pence: 1 }], new Map([['dbc', -5]]))).toEqual([
      { partner: 'dbc', by: 'running total', pence: -4 },
    ]);
    expect(detriments([{ partner: 'dbc', pence: 0 }], new Map())).toEqual([]);
  });
});

describe('a double count', () => {
  it('is the same amount and similar words in periods that overlap', async () => {
    const known = [entry({ what: 'Savings on joint equipment store' })];
    expect(await twice({ period: { from: '2015-09-30', to: '2015-12-31' } }, known)).toEqual(['1 same amount and period']);
    expect(await twice({ period: { from: '2015-10-01', to: '2015-12-31' } }, known)).toEqual([]);
    expect(await twice({ amountPence: 1_240_001 }, known)).toEqual([]);
    expect(await twice({ what: 'Agency nurses' }, known)).toEqual([]);
  });

  it('is the same yearly benefit counted in two financial years', async () => {
    const known = [entry({ recurs: 'yearly', fullYearPence: 4_000_000, amountPence: 1_000_000 })];
    const next = { period: { from: '2016-07-01', to: '2016-09-30' } };
    expect(await twice({ ...next, recurs: 'yearly', fullYearPence: 4_000_000 }, known)).toEqual(['1 same yearly benefit in another year']);
    expect(await twice({ ...next, amountPence: 4_000_000 }, known)).toEqual(['1 same yearly benefit in another year']);
    expect(await twice({ ...next, amountPence: 3_000_000 }, known)).toEqual([]);
  });

  it('is not a plan that came true, the entry itself, or one that is no longer in the log', async () => {
    expect(await twice({}, [entry({ standing: 'planned' })])).toEqual([]);
    expect(await twice({}, [entry({})], 1)).toEqual([]);
    expect(await twice({}, [{ ...entry({}), state: 'withdrawn' }])).toEqual([]);
    expect(await twice({}, [{ ...entry({}), state: 'suggested' }])).toEqual(['1 same amount and period']);
  });
});

describe('what is wrong with a draft', () => {
  it('is nothing for an ordinary one', () => expect(problemsIn(factsWith(), darlington, TODAY)).toEqual({}));

  it.each<[Partial<BenefitFacts>, string, RegExp]>([
    [{ what: ' ' }, 'what', /in a few words/],
    [{ what: 'x'.repeat(2001) }, 'what', /2,000 characters/],
    [{ amountPence: null }, 'amountPence', /choose non-financial/],
    [{ amountPence: -1 }, 'amountPence', /choose disbenefit/],
    [{ amountPence: 0 }, 'amountPence', /other than nothing/],
    [{ amountPence: 2e12 }, 'amountPence', /up to £10,000,000,000/],
    [{ class: 'non-financial' }, 'amountPence', /has no amount/],
    [{ period: { from: '2015-12-01', to: '2015-12-31' } }, 'period', /^December 2015 has not begun/],
    [{ period: { from: '2015-09-02', to: '2015-09-01' } }, 'period', /before it begins/],
    [{ period: { from: '2015-02-29', to: '2015-03-01' } }, 'period', /dates that exist/],
    [{ recurs: 'yearly' }, 'fullYearPence', /in a full year/],
    [{ fullYearPence: 5 }, 'fullYearPence', /Only a yearly benefit/],
    [{ recurs: 'yearly', fullYearPence: -5 }, 'fullYearPence', /same sign/],
    [{ clause: '99(z)' }, 'clause', /no clause 99\(z\)/],
    [{ evidence: 'https://someone:secret@example.org/' }, 'evidence', /https:\/\//],
    [{ evidence: 'https://localhost/' }, 'evidence', /https:\/\//],
  ])('%j', (changes, field, sentence) => {
    expect(problemsIn(factsWith(changes), darlington, TODAY)).toEqual({ [field]: expect.stringMatching(sentence) });
  });

  it('is nothing for a plan, a cost without an amount, a period that has begun, and a clause that is there', () => {
    const december = { from: '2015-12-01', to: '2015-12-31' };
    for (const changes of [
      { standing: 'planned', period: december },
      { class: 'disbenefit', amountPence: null },
      { class: 'disbenefit', amountPence: -30_000, recurs: 'yearly', fullYearPence: -120_000 },
      { period: { from: '2015-10-01', to: '2015-12-31' } },
      { clause: '11(n)', evidence: 'https://intranet.example.org/minutes?id=4' },
    ] satisfies Partial<BenefitFacts>[])
      expect(problemsIn(factsWith(changes), darlington, TODAY)).toEqual({});
  });

  it('gives a cost its sign', () => {
    expect([
      signedFor('disbenefit', 300),
      signedFor('disbenefit', -300),
      signedFor('cashable', 300),
      signedFor('disbenefit', null),
    ]).toEqual([-300, -300, 300, null]);
  });
});
