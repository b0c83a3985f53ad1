import { toLetters, toRoman } from '../../src/data/count-in-letters.ts';

/*
 * A document before it is written in one format or another: the samples are made of these, and so are the documents that tests invent.
 */

export type Block =
  | { is: 'title'; text: string }
  | { is: 'heading'; text: string }
  | { is: 'words'; text: string }
  /** `level` 0 is the outermost. Level 0 is printed as a heading where `heading` says so. */
  | { is: 'clause'; level: number; text: string; heading?: true }
  | { is: 'recital'; text: string }
  | { is: 'bullet'; text: string }
  | { is: 'schedule'; text: string }
  | { is: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }
  | { is: 'signature'; text: string };

export type Format = 'decimal' | 'lowerLetter' | 'upperLetter' | 'lowerRoman' | 'upperRoman';
/** One level of a way to number: `text` as Word writes it, where %1 is the number of the outermost level. */
export type SchemeLevel = { format: Format; text: string };
export type Scheme = readonly SchemeLevel[];

/** 1 · 1.1 · (a) · (i) */
export const DECIMAL: Scheme = [
  { format: 'decimal', text: '%1.' },
  { format: 'decimal', text: '%1.%2' },
  { format: 'lowerLetter', text: '(%3)' },
  { format: 'lowerRoman', text: '(%4)' },
];
/** I · 1 · (a) · (i) */
export const ROMAN: Scheme = [
  { format: 'upperRoman', text: '%1.' },
  { format: 'decimal', text: '%2.' },
  { format: 'lowerLetter', text: '(%3)' },
  { format: 'lowerRoman', text: '(%4)' },
];

/** A number in one format: 3 as “c”, “C”, “iii”, “III”. */
export function inFormat(value: number, format: Format): string {
  switch (format) {
    case 'lowerLetter':
      return toLetters(value);
    case 'upperLetter':
      return toLetters(value).toUpperCase();
    case 'lowerRoman':
      return toRoman(value);
    case 'upperRoman':
      return toRoman(value).toUpperCase();
    default:
      return String(value);
  }
}

/** The number printed before each block, for formats that have no automatic numbers; undefined where a block has none. */
export function printedNumbers(blocks: readonly Block[], scheme: Scheme): (string | undefined)[] {
  let counter: number[] = [];
  let recitals = 0;
  return blocks.map((block) => {
    if (block.is === 'schedule') counter = [];
    if (block.is === 'recital') return `(${inFormat(++recitals, 'upperLetter')})`;
    if (block.is !== 'clause') return undefined;
    counter = [...counter.slice(0, block.level), (counter[block.level] ?? 0) + 1];
    return scheme[block.level]!.text.replace(/%(\d)/g, (_, digit: string) =>
      inFormat(counter[Number(digit) - 1] ?? 1, scheme[Number(digit) - 1]!.format),
    );
  });
}
