import type { Pence } from '../data/money.ts';

/** An axis of money in pounds: where it begins and ends, and the places named on it. Nothing is always on it. */
export type MoneyScale = { low: number; high: number; ticks: number[] };

/** An axis is divided into about so many steps, each 1, 2 or 5 times a power of ten. */
const STEPS = 5;
/** Room beyond the least and the most, as a part of the whole. */
const MARGIN = 0.06;
const UNITS = [
  { pounds: 1e9, letter: 'bn' },
  { pounds: 1e6, letter: 'm' },
  { pounds: 1e3, letter: 'k' },
];
/** The least step of an axis, in pounds: two places within one penny would have the same name. */
const PENNY = 0.01;
/** Up to here an axis names whole pounds. */
const UNITS_FROM = 10_000;

/** The axis on which all these amounts have a place. */
export function scaleFor(amounts: readonly Pence[]): MoneyScale {
  const least = Math.min(0, ...amounts) / 100;
  const most = Math.max(0, ...amounts) / 100;
  const whole = most - least || 1;
  const low = least < 0 ? least - whole * MARGIN : 0;
  const high = most > 0 || least === 0 ? (most || 1) + whole * MARGIN : 0;
  const rough = whole / STEPS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(PENNY, power * ([1, 2, 5].find((times) => rough / power <= times) ?? 10));
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
  return { low, high, ticks };
}

/** The names of the places on an axis, all in one unit: `£0.5m`, `£1m`; `£5k`, `£10k`; `£250`, `£500`. */
export function namesOf({ ticks }: MoneyScale): string[] {
  const most = Math.max(...ticks.map(Math.abs));
  const unit = most < UNITS_FROM ? undefined : UNITS.find(({ pounds }) => pounds <= most);
  const decimals = ticks.some((tick) => !Number.isInteger(tick)) ? 2 : 0;
  return ticks.map((tick) => {
    const size = Math.abs(tick) / (unit?.pounds ?? 1);
    const number = unit ? String(Number(size.toPrecision(6))) : size.toFixed(decimals).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
    return `${tick < 0 ? '-' : ''}£${number}${tick === 0 ? '' : (unit?.letter ?? '')}`;
  });
}
