import { afterAll, describe, expect, it } from 'vitest';
import { openCharts } from '../../src/bot/charts.ts';
import type { ChartSpec } from '../../src/data/benefit-chart.ts';
import { longestStretch } from '../longest-stretch.ts';

const chart: ChartSpec = {
  is: 'running totals',
  title: 'Benefits so far',
  along: ['Q1 2015/16', 'Q2 2015/16'],
  series: [{ class: 'cashable', pence: [1_240_000, 2_000_000] }],
};
const charts = openCharts();
afterAll(() => charts.stop());

describe('charts on a thread of their own', () => {
  it('are drawn, several at once, and nobody waits for them', { timeout: 30_000 }, async () => {
    const drawn: [Uint8Array, Uint8Array, string][] = [];
    const held = await longestStretch(async () => {
      drawn.push(await Promise.all([charts.asPng(chart), charts.asPng({ ...chart, is: 'bars' }), charts.asSvg(chart, 'Rising')]));
    });
    const [one, two, svg] = drawn[0]!;
    for (const png of [one, two]) expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG');
    expect(svg).toContain('aria-label="Rising"');
    // On this thread the same takes a third of a second in one piece.
    expect(held).toBeLessThan(50);
  });

  it('that cannot be drawn fail alone', async () => {
    await expect(charts.asPng({ is: 'bars' } as ChartSpec)).rejects.toMatchObject({ code: 'chart-not-drawn' });
    expect((await charts.asPng(chart)).byteLength).toBeGreaterThan(1000);
  });

  it('are drawn again after the thread has ended', async () => {
    const under = charts.asPng(chart);
    await charts.stop();
    await expect(under).rejects.toMatchObject({ code: 'chart-not-drawn' });
    expect((await charts.asPng(chart)).byteLength).toBeGreaterThan(1000);
  });

  it('are drawn again after nobody wanted one for so long that the thread has ended', async () => {
    const seldom = openCharts(0);
    for (let time = 0; time < 2; time++) {
      expect((await seldom.asPng(chart)).byteLength).toBeGreaterThan(1000);
      // The time without a wish runs out in the next turn, and takes the thread with it.
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    // Wanted while the one before is still ending: it fails with its own thread alone.
    expect(await seldom.asSvg(chart, 'Rising')).toContain('Rising');
    await seldom.stop();
  });
});
