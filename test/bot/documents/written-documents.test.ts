import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, DECIMAL, ROMAN, type Scheme } from '../../../scripts/samples/blocks.ts';
import { writeDocx } from '../../../scripts/samples/write-docx.ts';
import { writeOdt } from '../../../scripts/samples/write-odt.ts';
import { writeMarkdown, writeText } from '../../../scripts/samples/write-text.ts';
import { openDocument } from '../../../src/bot/documents/open-document.ts';
import { toRoman } from '../../../src/data/count-in-letters.ts';
import { readClauses } from '../../../src/data/read-clauses.ts';

/*
 * Any tree of numbered clauses, written in any format, is read back with its references and its words.
 */

type Tree = { words: string; under: Tree[] };
type Cited = readonly [ref: string, words: string];

const WORDS = [
  'partners',
  'council',
  'board',
  'meets',
  'each',
  'year',
  'budget',
  'shared',
  'notice',
  'services',
  'agreed',
  'reports',
  'care',
];
const sentence = fc.array(fc.constantFrom(...WORDS), { minLength: 4, maxLength: 24 }).map((words) => `The ${words.join(' ')} in full.`);
const node = (depth: number): fc.Arbitrary<Tree> =>
  fc.record({ words: sentence, under: depth === 0 ? fc.constant([]) : fc.array(node(depth - 1), { maxLength: 3 }) });
const clauses = fc.array(node(3), { minLength: 1, maxLength: 5 });
const schedules = fc.array(clauses, { maxLength: 2 });

function blocksOf(trees: readonly Tree[], level = 0): Block[] {
  return trees.flatMap(({ words, under }): Block[] => [{ is: 'clause', level, text: words }, ...blocksOf(under, level + 1)]);
}

/** Reckoned apart from the code under test: the numbers of each level, joined as people cite them. */
function citedIn(trees: readonly Tree[], outermost: (at: number) => string, prefix = ''): Cited[] {
  const roman = ['i', 'ii', 'iii', 'iv', 'v'];
  const joined = ([first, second, third, fourth]: readonly number[]) =>
    [
      outermost(first!),
      second === undefined ? '' : `.${second + 1}`,
      third === undefined ? '' : `(${'abcde'[third]})`,
      fourth === undefined ? '' : `(${roman[fourth]})`,
    ].join('');
  const walk = (under: readonly Tree[], path: readonly number[]): Cited[] =>
    under.flatMap(({ words, under: deeper }, at): Cited[] => [
      [`${prefix}${joined([...path, at])}`, words],
      ...walk(deeper, [...path, at]),
    ]);
  return walk(trees, []);
}

const decimal = (at: number) => String(at + 1);
const capitalRoman = (at: number) => ['I', 'II', 'III', 'IV', 'V'][at]!;

async function readBack(bytes: Uint8Array | string): Promise<Cited[]> {
  const document = await openDocument(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  return readClauses(document).clauses.map(({ ref, text }) => [ref, text] as const);
}

function property(
  scheme: Scheme,
  outermost: (at: number) => string,
  write: (blocks: Block[], scheme: Scheme) => Uint8Array | string,
  runs = 60,
) {
  return fc.assert(
    fc.asyncProperty(clauses, schedules, async (body, attached) => {
      const blocks: Block[] = [
        { is: 'title', text: 'Partnership Agreement' },
        ...blocksOf(body),
        ...attached.flatMap((trees, at): Block[] => [{ is: 'schedule', text: `Schedule ${at + 1} – Details` }, ...blocksOf(trees)]),
      ];
      const expected = [...citedIn(body, outermost), ...attached.flatMap((trees, at) => citedIn(trees, outermost, `Schedule ${at + 1}, `))];
      expect(await readBack(write(blocks, scheme))).toEqual(expected);
    }),
    { numRuns: runs },
  );
}

describe('any tree of numbered clauses with schedules is read back with its references and words', () => {
  it('from Word', () => property(DECIMAL, decimal, (blocks, scheme) => writeDocx(blocks, scheme)));
  it('from OpenDocument', () => property(DECIMAL, decimal, (blocks, scheme) => writeOdt(blocks, scheme)));
  it('from plain text', () => property(DECIMAL, decimal, (blocks, scheme) => writeText(blocks, scheme, 0)));
  it('from plain text with broken lines', () => property(DECIMAL, decimal, (blocks, scheme) => writeText(blocks, scheme, 72)));
  it('from markdown', () => property(DECIMAL, decimal, (blocks, scheme) => writeMarkdown(blocks, scheme)));
});

/** Under roman numerals “1.” begins again, which is only known when there is a second one. */
const romanBody = fc.array(node(3), { minLength: 2, maxLength: 5 });

it('any tree under roman numerals is read back from OpenDocument and Word', () =>
  fc.assert(
    fc.asyncProperty(romanBody, async (body) => {
      const blocks: Block[] = [{ is: 'title', text: 'Partnership Agreement' }, ...blocksOf(body)];
      const expected = citedIn(body, capitalRoman);
      expect(await readBack(writeOdt(blocks, ROMAN))).toEqual(expected);
      expect(await readBack(writeDocx(blocks, ROMAN))).toEqual(expected);
    }),
    { numRuns: 60 },
  ));

/** Lists longer than (h), where a letter looks like a roman numeral; a list within has at least two items. */
const longList = fc.array(
  fc.integer({ min: 0, max: 12 }).map((count) => (count === 1 ? 2 : count > 8 ? 0 : count)),
  { minLength: 1, maxLength: 30 },
);

it('a long list in letters, with roman lists within it, is told apart in plain text', () =>
  fc.assert(
    fc.asyncProperty(longList, async (counts) => {
      const lines = ['1.1 The partners agree to:'];
      const expected = ['1.1'];
      for (const [at, count] of counts.entries()) {
        const letter = at < 26 ? String.fromCharCode(97 + at) : String.fromCharCode(97 + at - 26).repeat(2);
        lines.push(`(${letter}) do what is agreed;`);
        expected.push(`1.1(${letter})`);
        for (let item = 1; item <= count; item += 1) {
          lines.push(`(${toRoman(item)}) in this way;`);
          expected.push(`1.1(${letter})(${toRoman(item)})`);
        }
      }
      expect((await readBack(`${lines.join('\n')}\n`)).map(([ref]) => ref)).toEqual(expected);
    }),
    { numRuns: 200 },
  ));
