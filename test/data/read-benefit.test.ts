import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBenefit } from '../../src/data/read-benefit.ts';

const TODAY = '2015-09-22';
const Q2 = { from: '2015-07-01', to: '2015-09-30' };

describe('reading a benefit from a sentence', () => {
  it('fills in what is said and nothing else', () => {
    expect(readBenefit('we saved £12,400 on the joint equipment store this quarter', TODAY)).toEqual({
      what: 'Joint equipment store',
      class: 'cashable',
      amountPence: 1_240_000,
      period: Q2,
      standing: 'actual',
      recurs: null,
    });
    const nothing = { what: null, class: null, amountPence: null, period: null, standing: null, recurs: null };
    expect(readBenefit('', TODAY)).toEqual(nothing);
    expect(readBenefit('log a benefit', TODAY)).toEqual(nothing);
  });

  it.each([
    ['saved 12,400 on the joint equipment store this quarter', { what: 'Joint equipment store', amountPence: 1_240_000, period: Q2 }],
    [
      'The joint equipment store saved us £12.4k between 1 July and 30 September 2015.',
      { what: 'Joint equipment store', amountPence: 1_240_000, period: Q2 },
    ],
    [
      'We avoided 1.2m of placements from July to September 2015',
      { what: 'Placements', class: 'non-cashable', amountPence: 120_000_000, period: Q2 },
    ],
    [
      'it cost us £300 to move the office last month',
      { class: 'disbenefit', amountPence: -30_000, period: { from: '2015-08-01', to: '2015-08-31' } },
    ],
    ['-£300 on transport in May 2015', { what: 'Transport', class: 'disbenefit', amountPence: -30_000 }],
    [
      'freed up 200 hours of social worker time since April',
      { class: 'non-cashable', amountPence: null, period: { from: '2015-04-01', to: TODAY } },
    ],
    ['Fewer falls in care homes this year', { what: 'Fewer falls in care homes', class: 'non-financial', amountPence: null }],
    [
      'we will save £8k a year on the continence contract',
      { what: 'Continence contract', standing: 'planned', recurs: 'yearly', amountPence: 800_000 },
    ],
    ['log a benefit: £5,000 from the shared van, one-off, Q2', { what: 'Shared van', class: null, recurs: 'once', period: Q2 }],
    ['saved £12,400 on 9 July 2015', { amountPence: 1_240_000, period: { from: '2015-07-09', to: '2015-07-09' } }],
    ['saved £300 and £400 on pens', { what: 'Pens', amountPence: null }],
    ['saved €300 on books', { amountPence: null }],
    ['we may save some money', { period: null, amountPence: null }],
    ['saved 2015/16 £40,000 on agency staff', { amountPence: 4_000_000, period: { from: '2015-04-01', to: '2016-03-31' } }],
  ])('%s', (text, said) => expect(readBenefit(text, TODAY)).toMatchObject(said));

  it('takes any text at all, at once', () => {
    const words = fc.array(
      fc.constantFrom('saved', '£12', '£', '12,400', 'to', 'july', '2015', '-', '1', 'this quarter', 'on', '/', 'the'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          words.map((some) => some.join(' ')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => void readBenefit(text, TODAY),
      ),
    );
    const started = performance.now();
    for (const text of [
      '1 '.repeat(5000),
      '1,'.repeat(5000),
      'july '.repeat(5000),
      '£'.repeat(10_000),
      ' '.repeat(10_000),
      'saved '.repeat(2000),
    ])
      readBenefit(text, TODAY);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
