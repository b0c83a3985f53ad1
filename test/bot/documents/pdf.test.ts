import { expect, it } from 'vitest';
import { openDocument } from '../../../src/bot/documents/open-document.ts';
import { readClauses } from '../../../src/data/read-clauses.ts';
import { linesFrom, type Printed, pdfFile } from './pdf-file.ts';

const cited = async (...pages: Printed[][]) => readClauses(await openDocument(pdfFile(pages))).clauses.map(({ ref, text }) => [ref, text]);
const around = (page: number, lines: Printed[]): Printed[] => [
  { x: 200, y: 800, text: 'Partnership agreement, draft 3', size: 9 },
  ...lines,
  { x: 280, y: 30, text: `Page ${page} of 3`, size: 9 },
];
const FULL = 'The partners agree that each of them plans its services together with the other in good';

it('headers, footers and page numbers go, and a clause over two pages is one', async () => {
  const pages = [
    around(1, linesFrom(700, [`1.1 ${FULL}`, 'time before each year begins.', `1.2 ${FULL}`])),
    around(2, linesFrom(760, ['time, and tells the other what it', 'has found.', `1.3 ${FULL} time.`])),
    around(3, linesFrom(760, [`1.4 ${FULL} time.`])),
  ];
  expect(await cited(...pages)).toEqual([
    ['1.1', `${FULL} time before each year begins.`],
    ['1.2', `${FULL} time, and tells the other what it has found.`],
    ['1.3', `${FULL} time.`],
    ['1.4', `${FULL} time.`],
  ]);
});

it('clauses that are worded alike and stand at the head of every page are no header', async () => {
  const clause = (number: number) => `1.${number} The Council provides service ${number} to the partners under Schedule ${number}.`;
  const page = (first: number) => linesFrom(760, [first, first + 1, first + 2].map(clause), { leading: 24 });
  const found = await cited(page(1), page(4), page(7));
  expect(found.map(([ref]) => ref)).toEqual(['1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '1.8', '1.9']);
});

it('a number in the middle of a sentence that happens to begin a line is no clause', async () => {
  const lines = linesFrom(700, [
    '4.1 Either partner may end this agreement in the way that is described further on in clause',
    '4.2 and in no other way at all that',
    'is not written here.',
    '4.2 Notice is given in writing.',
  ]);
  expect((await cited(lines)).map(([ref]) => ref)).toEqual(['4.1', '4.2']);
});

it('a number that fills its column and touches the words is still a number', async () => {
  const lines: Printed[] = [
    ...linesFrom(700, ['10.9 The partners meet.']),
    { x: 72, y: 672, text: '10.10' },
    { x: 98, y: 672, text: 'The partners report.' },
  ];
  expect(await cited(lines)).toEqual([
    ['10.9', 'The partners meet.'],
    ['10.10', 'The partners report.'],
  ]);
});

it('a word divided at the end of a line is one word; a hyphen of its own stays', async () => {
  const lines = linesFrom(700, [
    '1. The partners plan their commis-',
    'sioning in a co-',
    'located team with a long-',
    'term view of commissioning.',
  ]);
  expect(await cited(lines)).toEqual([
    ['1', 'The partners plan their commissioning in a co-located team with a long-term view of commissioning.'],
  ]);
});

it('a table is read row by row, also where its cells run over several lines', async () => {
  const at = (y: number, left: string, right: string): Printed[] => [
    ...(left === '' ? [] : [{ x: 72, y, text: left }]),
    ...(right === '' ? [] : [{ x: 260, y, text: right }]),
  ];
  const table = [
    ...linesFrom(700, ['1.1 These words have the meanings beside them.']),
    ...at(660, 'Term', 'Meaning').map((one) => ({ ...one, bold: true as const })),
    ...at(630, 'Joint Team', 'the staff of both partners who work'),
    ...at(616, '', 'under one head.'),
    ...at(586, 'Year', 'twelve months that begin on 1 April.'),
  ];
  expect(await cited(table)).toEqual([
    ['1.1', 'These words have the meanings beside them.'],
    ['1.1 “Joint Team”', 'Joint Team the staff of both partners who work under one head.'],
    ['1.1 “Year”', 'Year twelve months that begin on 1 April.'],
  ]);
});

it('a cell so full that it nearly touches the next is still a cell', async () => {
  const at = (y: number, left: string, right: string): Printed[] => [
    { x: 72, y, text: left },
    { x: 238, y, text: right },
  ];
  const table = [
    ...linesFrom(700, ['1.1 The partners bear the cost in these shares.']),
    ...at(660, 'Lyde Council', '45%'),
    ...at(636, 'Mereside Integrated Care Board', '35%'),
    ...at(612, 'Vale Trust', '20%'),
  ];
  expect((await cited(table)).slice(1).map(([, text]) => text)).toEqual([
    'Lyde Council 45%',
    'Mereside Integrated Care Board 35%',
    'Vale Trust 20%',
  ]);
});

it('says which pages hold no text', async () => {
  const { remarks } = readClauses(await openDocument(pdfFile([linesFrom(700, ['1. Words that stand here.']), []])));
  expect(remarks).toEqual(['Page 2 of the PDF holds no text: if it is a picture of a page, its words are missing here.']);
});
