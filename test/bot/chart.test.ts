import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartAsPng, chartAsSvg } from '../../src/bot/chart.ts';
import { namesOf, scaleFor } from '../../src/bot/chart-scale.ts';
import { drawCharts } from '../../src/bot/draw-charts.ts';
import type { ChartSpec } from '../../src/data/benefit-chart.ts';
import { message } from '../../src/handlers/reply.ts';
import type { Request } from '../../src/handlers/request.ts';

const lines: ChartSpec = {
  is: 'running totals',
  title: 'Actual benefits so far, by class',
  along: ['Q4 2014/15', 'Q1 2015/16', 'Q2 2015/16'],
  series: [
    { class: 'cashable', pence: [320_000, 320_000, 1_560_050] },
    { class: 'non-cashable', pence: [0, 0, 1_500_000] },
    { class: 'disbenefit', pence: [0, -50_000, -310_000] },
  ],
};
const bars = (...along: string[]): ChartSpec => ({
  is: 'bars',
  title: 'Actual benefits by partner',
  along,
  series: [{ class: 'cashable', pence: along.map(() => 744_030) }],
});
const textsIn = (svg: string) => [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map(([, text]) => text);

describe('a chart as SVG', () => {
  it('names its quarters, its money and where each line ends, in the colours of the page', async () => {
    const svg = await chartAsSvg(lines, 'In words: 5 < 6 & "so"');
    expect(textsIn(svg)).toEqual(
      expect.arrayContaining([
        '£10k',
        '2015/16',
        'Q2',
        'Cashable',
        '£15,600.50',
        'Non-cashable',
        '£15,000',
        'Disbenefit',
        '-£3,100',
        lines.title,
      ]),
    );
    expect(svg).toContain('role="img" aria-label="In words: 5 &#60; 6 &#38; &#34;so&#34;"');
    expect(svg).toContain('var(--cashable)');
    expect(svg).not.toMatch(/#[0-9a-f]{6}/);
  });

  it('keeps the names of lines that end together apart', async () => {
    const svg = await chartAsSvg(lines, '');
    const heights = ['Cashable', 'Non-cashable'].map((name) =>
      Number(new RegExp(`translate\\([^,]+,([\\d.-]+)\\)[^>]*>${name}<`).exec(svg)![1]),
    );
    expect(Math.abs(heights[0]! - heights[1]!)).toBeGreaterThanOrEqual(40);
  });

  it('holds a name that is markup as text, and no control character', async () => {
    const svg = await chartAsSvg(bars('<script>alert(1)</script>', 'a\u0000\u202eb'), '');
    expect(svg).not.toContain('<script');
    expect(textsIn(svg)).toEqual(expect.arrayContaining(['&lt;script&gt;alert(1)&lt;/script&gt;: £7,440.30', 'ab: £7,440.30']));
  });
});

it('bars side by side have names of their own, and no sum over them', async () => {
  const series = [
    { class: 'cashable', label: 'Budget', pence: [125_000_000, 80_000_000] },
    { class: 'non-cashable', label: 'Spent so far', pence: [70_000_000, 40_000_050] },
  ] as const;
  const texts = textsIn(await chartAsSvg({ is: 'side by side', title: 'Joint return', along: ['Council', 'PCT'], series }, ''));
  expect(texts.toSorted()).toEqual([
    'Budget',
    'Budget',
    'Council',
    'Joint return',
    'PCT',
    'Spent so far',
    'Spent so far',
    '£1,250,000',
    '£400,000.50',
    '£700,000',
    '£800,000',
  ]);
});

describe('a chart as PNG', () => {
  it('is 1,440 pixels wide, with text in it, and small enough for every platform', async () => {
    const png = Buffer.from(await chartAsPng(lines));
    const blank = Buffer.from(await chartAsPng({ ...lines, title: ' ' }));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(1440);
    expect(png.length).toBeLessThan(300_000);
    // The title makes a difference, so a font was found.
    expect(png.equals(blank)).toBe(false);
  });

  it('is drawn of one quarter and of forty', async () => {
    const along = Array.from({ length: 40 }, (_, at) => `Q${(at % 4) + 1} ${2010 + Math.floor(at / 4)}/${11 + Math.floor(at / 4)}`);
    const many: ChartSpec = { ...lines, along, series: [{ class: 'cashable', pence: along.map((_, at) => at * 1_000_000_000) }] };
    const one: ChartSpec = { ...lines, along: ['Q1 2015/16'], series: [{ class: 'cashable', pence: [1] }] };
    for (const chart of [many, one]) expect((await chartAsPng(chart)).length).toBeGreaterThan(5_000);
  });
});

describe('the axis of money', () => {
  it('has a place for every amount and for nothing, few ticks, and names that differ', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e12, max: 1e12 }), { maxLength: 8 }), (amounts) => {
        const scale = scaleFor(amounts);
        expect(scale.low).toBeLessThanOrEqual(Math.min(0, ...amounts) / 100);
        expect(scale.high).toBeGreaterThanOrEqual(Math.max(0, ...amounts) / 100);
        expect(scale.ticks).toContain(0);
        expect(scale.ticks.length).toBeGreaterThanOrEqual(2);
        expect(scale.ticks.length).toBeLessThanOrEqual(8);
        expect(new Set(namesOf(scale)).size).toBe(scale.ticks.length);
      }),
    );
  });

  it('names all places in one unit', () => {
    expect(namesOf(scaleFor([1_240_000]))).toEqual(['£0', '£5k', '£10k']);
    expect(namesOf(scaleFor([500_000, -100_000]))).toEqual(['£0', '£2,000', '£4,000']);
    expect(namesOf(scaleFor([300]))).toEqual(['£0', '£1', '£2', '£3']);
    expect(namesOf(scaleFor([1]))).toEqual(['£0.00', '£0.01']);
    expect(namesOf(scaleFor([200]))).toEqual(['£0.00', '£0.50', '£1.00', '£1.50', '£2.00']);
  });
});

describe('a reply that holds a chart', () => {
  const request = { act: { is: 'said', text: '' } } as unknown as Request;
  const reply = message('asker', [
    { is: 'heading', text: 'So far' },
    { is: 'chart', alt: 'In words.', spec: lines },
  ]);
  const warnings: unknown[] = [];
  const log = { info: () => undefined, warn: (facts: unknown) => warnings.push(facts), error: () => undefined };

  it('reaches the platform with a picture in its place, and its words', async () => {
    const dispatch = drawCharts(
      async () => reply,
      async () => new Uint8Array([1]),
      log,
    );
    expect(await dispatch(request)).toEqual({
      ...reply,
      parts: [reply.parts[0], { is: 'image', alt: 'In words.', png: new Uint8Array([1]) }],
    });
  });

  it('reaches it in words when it cannot be drawn; the log has no word of what it shows', async () => {
    const draw = async () => {
      throw new Error('£12,400 on the joint equipment store');
    };
    const drawn = await drawCharts(async () => reply, draw, log)(request);
    expect(drawn).toEqual({ ...reply, parts: [reply.parts[0], { is: 'paragraph', text: 'In words.' }] });
    expect(warnings).toHaveLength(1);
    expect(JSON.stringify(warnings)).not.toContain('12,400');
  });

  it('leaves every other reply as it is', async () => {
    const other = message('asker', [{ is: 'heading', text: 'So far' }]);
    expect(await drawCharts(async () => other, chartAsPng, log)(request)).toBe(other);
  });
});
