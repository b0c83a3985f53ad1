import { describe, expect, it } from 'vitest';
import { chartByPartner, chartOverTime } from '../../src/data/benefit-chart.ts';
import type { Cell } from '../../src/data/benefit-totals.ts';

const cell = (month: string, of: Cell['class'], pence: number, standing: Cell['standing'] = 'actual'): Cell => ({
  month,
  class: of,
  standing,
  entries: 1,
  pence,
  fullYearPence: 0,
  verifiedPence: 0,
});

describe('the chart of running totals', () => {
  it('adds each quarter to those before it, quarters without an entry too, and says where each class ends', () => {
    const cells = [cell('2015-11', 'cashable', 300), cell('2015-04', 'cashable', 100), cell('2015-06', 'disbenefit', -50)];
    expect(chartOverTime({ cells })).toEqual({
      alt: 'Line chart. Running totals of actual benefits by class, from Q1 2015/16 to Q3 2015/16. At the end: cashable £4, disbenefit -£0.50.',
      spec: {
        is: 'running totals',
        title: 'Actual benefits so far, by class',
        along: ['Q1 2015/16', 'Q2 2015/16', 'Q3 2015/16'],
        series: [
          { class: 'cashable', pence: [100, 100, 400] },
          { class: 'disbenefit', pence: [-50, -50, -50] },
        ],
      },
    });
  });

  it('shows nothing that is planned or has no amount', () => {
    const planned = [cell('2016-01', 'cashable', 900, 'planned'), cell('2015-04', 'non-financial', 0)];
    expect(chartOverTime({ cells: planned })).toBeUndefined();
    expect(chartOverTime({ cells: [...planned, cell('2015-04', 'cashable', 1)] })?.spec.along).toEqual(['Q1 2015/16']);
  });
});

describe('the chart by partner', () => {
  it('has a bar for each class and partner, and says what each partner comes to', () => {
    const partners = new Map([
      ['a', [cell('2015-04', 'cashable', 600), cell('2015-04', 'disbenefit', -100)]],
      ['b', [cell('2015-04', 'cashable', 400)]],
    ]);
    expect(chartByPartner({ partners }, (id) => `Partner ${id}`)).toMatchObject({
      alt: 'Bar chart. Actual benefits by partner, disbenefits taken off: Partner a £5, Partner b £4.',
      spec: {
        along: ['Partner a', 'Partner b'],
        series: [
          { class: 'cashable', pence: [600, 400] },
          { class: 'disbenefit', pence: [-100, 0] },
        ],
      },
    });
  });

  it('is not drawn when nothing could be split', () => {
    expect(chartByPartner({ partners: new Map() }, (id) => id)).toBeUndefined();
  });
});
