import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_PENCE, readMoney, writeMoney } from '../../src/data/money.ts';

const amount = fc.integer({ min: -MOST_PENCE, max: MOST_PENCE });

describe('writing money', () => {
  it.each([
    [1_240_000, '£12,400'],
    [1_240_050, '£12,400.50'],
    [5, '£0.05'],
    [-30_000, '-£300'],
    [0, '£0'],
    [MOST_PENCE, '£10,000,000,000'],
  ])('%d pence is %s', (pence, written) => expect(writeMoney(pence)).toBe(written));

  it('is for whole pence only', () => expect(() => writeMoney(0.5)).toThrow(RangeError));
});

describe('reading money', () => {
  it('reads back what it wrote', () => {
    fc.assert(fc.property(amount, (pence) => void expect(readMoney(writeMoney(pence))).toEqual({ ok: true, value: pence })));
  });

  it.each([
    ['12,400.50', 1_240_050],
    ['12400', 1_240_000],
    ['£12.4k', 1_240_000],
    [' £ 12.4 K ', 1_240_000],
    ['1.2m', 120_000_000],
    ['£1.2 million', 120_000_000],
    ['8k', 800_000],
    ['2bn', 200_000_000_000],
    ['-£300', -30_000],
    ['£-300', -30_000],
    ['−£300', -30_000],
    ['minus £300', -30_000],
    ['(300)', -30_000],
    ['300 pounds', 30_000],
    ['GBP 300', 30_000],
    ['+300', 30_000],
    ['0.5', 50],
    ['50p', 50],
    ['-0', 0],
  ])('%s is %d pence', (text, value) => expect(readMoney(text)).toEqual({ ok: true, value }));

  it.each([
    ['twelve thousand', /in figures, such as 12,000/],
    ['half a million', /in figures/],
    ['€300', /kept in pounds/],
    ['$12k', /kept in pounds/],
    ['300 USD', /kept in pounds/],
    ['300 euros', /kept in pounds/],
    ['£300 to £400', /more than one amount/],
    ['300-400', /more than one amount/],
    ['300 400', /more than one amount/],
    ['12.345', /two figures after the point/],
    ['12.400', /two figures after the point/],
    ['1.234567k', /finer than a penny/],
    ['£10,000,000,000.01', /up to £10,000,000,000/],
    ['40%', /percentage/],
    ['12,40', /such as 12,400/],
    ['12.400,50', /such as 12,400/],
    ['a lot', /such as 12,400/],
    ['', /such as 12,400/],
    ['£', /such as 12,400/],
  ])('%s is refused in a plain sentence', (text, sentence) => {
    const read = readMoney(text);
    expect(read).toMatchObject({ ok: false, problem: expect.stringMatching(sentence) });
    expect(read).toMatchObject({ problem: expect.stringMatching(/\.$/) });
  });

  it('takes any text at all, at once', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof readMoney(text).ok === 'boolean'));
    for (const text of ['9'.repeat(1_000_000), '1,'.repeat(100_000), '0.'.padEnd(1_000_000, '0')]) expect(readMoney(text).ok).toBe(false);
  });
});
