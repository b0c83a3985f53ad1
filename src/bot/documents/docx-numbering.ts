import { toLetters, toRoman } from '../../data/count-in-letters.ts';
import type { NumberFormat } from '../../data/document.ts';
import { indentOf } from './docx-styles.ts';
import { childOf, childrenOf, type Element } from './xml.ts';

/*
 * word/numbering.xml: the automatic numbers of Word, which are not in the text. ECMA-376 part 1, 17.9: lists that share an abstract definition
 * count on from one another; a start override begins anew the first time its list is used; a level begins anew after any level above it,
 * unless it says after which one, or never.
 */

type Level = {
  start: number;
  format: string;
  text: string;
  /** After which level (1 first) it begins anew; 0 never; undefined: any above it. */
  restart: number | undefined;
  legal: boolean;
  style: string | undefined;
  indent: number | undefined;
};
type List = { abstract: string; levels: ReadonlyMap<number, Level>; starts: ReadonlyMap<number, number> };

export type Printed = { printed?: string; format?: NumberFormat; bullet?: true; indent?: number };

export type AutomaticNumbers = {
  /** Counts one paragraph of a list and gives its number as printed. Undefined where the list has no such level. */
  count(numId: string, level: number): Printed | undefined;
  /** The level of a list that belongs to a paragraph style. */
  levelOf(numId: string, style: string): number | undefined;
};

/** Follows the automatic numbers of one document. @param root of numbering.xml @param listOfStyle the list of a numbering style, by its id */
export function openAutomaticNumbers(root: Element | undefined, listOfStyle: (style: string) => string | undefined): AutomaticNumbers {
  const lists = readLists(root, listOfStyle);
  const counters = new Map<string, number[]>();
  const begun = new Set<string>();
  return {
    levelOf: (numId, style) => [...(lists.get(numId)?.levels ?? [])].find(([, level]) => level.style === style)?.[0],
    count: (numId, at) => {
      const list = lists.get(numId);
      const level = list?.levels.get(at);
      if (list === undefined || level === undefined) return undefined;
      const indent = level.indent === undefined ? {} : { indent: level.indent };
      if (level.format === 'bullet') return { bullet: true, ...indent };
      const counter = counters.get(list.abstract) ?? [];
      counters.set(list.abstract, counter);
      beginAnew(list, numId, counter, begun, at);
      counter[at] = counter[at] === undefined ? level.start : counter[at] + 1;
      forgetDeeper(list, counter, at);
      return { ...printedNumber(list, counter, at), ...indent };
    },
  };
}

/** A start override holds from the first paragraph of its list at that level. */
function beginAnew(list: List, numId: string, counter: number[], begun: Set<string>, at: number): void {
  for (const [level, start] of list.starts) {
    const key = `${numId} ${level}`;
    if (level > at || begun.has(key)) continue;
    begun.add(key);
    if (level === at) counter[level] = start - 1;
    else counter[level] = start;
    forgetDeeper(list, counter, level);
  }
}

function forgetDeeper({ levels }: List, counter: number[], at: number): void {
  for (let deeper = at + 1; deeper < counter.length; deeper += 1) {
    const { restart } = levels.get(deeper) ?? {};
    if (restart === undefined || (restart > 0 && at < restart)) delete counter[deeper];
  }
}

function printedNumber({ levels }: List, counter: readonly number[], at: number): Printed {
  const level = levels.get(at)!;
  const printed = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const of = Number(digit) - 1;
    const source = levels.get(of);
    const value = counter[of] ?? source?.start ?? 1;
    return inFormat(value, level.legal ? 'decimal' : (source?.format ?? 'decimal'));
  });
  const format = FORMATS[level.format];
  return printed.trim() === '' ? {} : { printed: printed.trim(), ...(format === undefined ? {} : { format }) };
}

const FORMATS: Readonly<Record<string, NumberFormat>> = {
  decimal: 'number',
  lowerLetter: 'lower-letter',
  upperLetter: 'upper-letter',
  lowerRoman: 'lower-roman',
  upperRoman: 'upper-roman',
};
const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

function inFormat(value: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return toLetters(value);
    case 'upperLetter':
      return toLetters(value).toUpperCase();
    case 'lowerRoman':
      return toRoman(value);
    case 'upperRoman':
      return toRoman(value).toUpperCase();
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'cardinalText':
      return WORDS[value] ?? String(value);
    case 'none':
    case 'bullet':
      return '';
    default:
      return String(value);
  }
}

function readLists(root: Element | undefined, listOfStyle: (style: string) => string | undefined): Map<string, List> {
  const abstracts = new Map(childrenOf(root, 'abstractNum').map((one) => [one.attributes.abstractNumId ?? '', one] as const));
  const numbers = new Map(childrenOf(root, 'num').map((one) => [one.attributes.numId ?? '', one] as const));
  const abstractOf = (num: Element | undefined, depth = 0): string => {
    const id = childOf(num, 'abstractNumId')?.attributes.val ?? '';
    const link = childOf(abstracts.get(id), 'numStyleLink')?.attributes.val;
    const linked = link === undefined || depth > 5 ? undefined : listOfStyle(link);
    return linked === undefined || !numbers.has(linked) ? id : abstractOf(numbers.get(linked), depth + 1);
  };
  return new Map([...numbers].map(([id, num]) => [id, readList(num, abstractOf(num), abstracts)]));
}

function readList(num: Element, abstract: string, abstracts: ReadonlyMap<string, Element>): List {
  const levels = new Map(childrenOf(abstracts.get(abstract), 'lvl').map(readLevel));
  const starts = new Map<number, number>();
  for (const override of childrenOf(num, 'lvlOverride')) {
    const at = Number(override.attributes.ilvl);
    const own = childOf(override, 'lvl');
    if (own !== undefined) levels.set(at, readLevel(own)[1]);
    const start = childOf(override, 'startOverride')?.attributes.val;
    if (start !== undefined) starts.set(at, Number(start));
  }
  return { abstract, levels, starts };
}

function readLevel(level: Element): [number, Level] {
  const value = (name: string) => childOf(level, name)?.attributes.val;
  const legal = childOf(level, 'isLgl');
  return [
    Number(level.attributes.ilvl),
    {
      start: Number(value('start') ?? 1),
      format: value('numFmt') ?? 'decimal',
      text: value('lvlText') ?? '',
      restart: value('lvlRestart') === undefined ? undefined : Number(value('lvlRestart')),
      legal: legal !== undefined && legal.attributes.val !== '0',
      style: value('pStyle'),
      indent: indentOf(childOf(level, 'pPr')),
    },
  ];
}
