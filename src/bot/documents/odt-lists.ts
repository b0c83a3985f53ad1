import { toLetters, toRoman } from '../../data/count-in-letters.ts';
import type { NumberFormat } from '../../data/document.ts';
import { childrenOf, type Element } from './xml.ts';

/*
 * The list styles of OpenDocument and the counting of its lists. OpenDocument 1.3 part 3, 16.30 (list styles) and 19.880 (continue-numbering):
 * a list begins anew unless it says that it goes on, from the list before it or from one it names.
 */

export type ListLevel = {
  bullet: boolean;
  format: string;
  prefix: string;
  suffix: string;
  shown: number;
  start: number;
  pattern: string | undefined;
};
export type ListStyle = ReadonlyMap<number, ListLevel>;

/** A level of a list style; levels are counted from 1. */
export function readListStyle(style: Element): ListStyle {
  return new Map(
    style.children.flatMap((child) => {
      if (typeof child === 'string' || !/-level-style(?:-|$)/.test(child.name)) return [];
      const of = child.attributes;
      const level: ListLevel = {
        bullet: /bullet|image/.test(child.name),
        format: of['num-format'] ?? '',
        prefix: of['num-prefix'] ?? '',
        suffix: of['num-suffix'] ?? '',
        shown: Number(of['display-levels'] ?? 1),
        start: Number(of['start-value'] ?? 1),
        pattern: of['num-list-format'],
      };
      return [[Number(of.level ?? 1), level] as const];
    }),
  );
}

/** All named list styles among these style elements. */
export function readListStyles(holders: readonly (Element | undefined)[]): Map<string, ListStyle> {
  const styles = holders.flatMap((holder) => childrenOf(holder, 'list-style'));
  return new Map(styles.map((style) => [style.attributes.name ?? '', readListStyle(style)]));
}

/** How far each level of one list has come; levels are counted from 1. */
export type Counter = (number | undefined)[];

/** Counts one item and gives its number as printed; a bullet where the level has no number. @param from begins anew with this value */
export function countItem(
  style: ListStyle,
  counter: Counter,
  at: number,
  from?: number,
): { printed?: string; format?: NumberFormat; bullet?: true } {
  const level = style.get(at);
  if (level === undefined) return {};
  counter[at] = from ?? (counter[at] === undefined ? level.start : counter[at] + 1);
  counter.length = at + 1;
  if (level.bullet) return { bullet: true };
  if (level.format === '') return {};
  const format = FORMATS[level.format];
  const printed = level.pattern === undefined ? byLevels(style, counter, at, level) : byPattern(level.pattern, style, counter);
  return { printed: printed.trim(), ...(format === undefined ? {} : { format }) };
}

const FORMATS: Readonly<Record<string, NumberFormat>> = {
  '1': 'number',
  a: 'lower-letter',
  A: 'upper-letter',
  i: 'lower-roman',
  I: 'upper-roman',
};

function byLevels(style: ListStyle, counter: Counter, at: number, { prefix, suffix, shown }: ListLevel): string {
  const levels = Array.from({ length: Math.min(shown, at) }, (_, index) => at - Math.min(shown, at) + 1 + index);
  const parts = levels
    .filter((level) => style.get(level)?.format)
    .map((level) => inFormat(counter[level] ?? style.get(level)!.start, style.get(level)!.format));
  return `${prefix}${parts.join('.')}${suffix}`;
}

/** LibreOffice’s own way: “%1%.%2%)”. */
function byPattern(pattern: string, style: ListStyle, counter: Counter): string {
  return pattern.replace(/%(\d{1,2})%/g, (_, digits: string) => {
    const level = style.get(Number(digits));
    return level === undefined || level.format === '' ? '' : inFormat(counter[Number(digits)] ?? level.start, level.format);
  });
}

function inFormat(value: number, format: string): string {
  switch (format) {
    case 'a':
      return toLetters(value);
    case 'A':
      return toLetters(value).toUpperCase();
    case 'i':
      return toRoman(value);
    case 'I':
      return toRoman(value).toUpperCase();
    default:
      return String(value);
  }
}
