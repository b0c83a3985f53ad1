import { describe, expect, it } from 'vitest';
import { readDocx } from '../../../src/bot/documents/docx.ts';
import { readClauses } from '../../../src/data/read-clauses.ts';
import { abstractList, list, p, run, type WordFile, wordFile } from './word-file.ts';

const printed = (file: WordFile) => readDocx(wordFile(file)).paragraphs.map(({ printed: number, text }) => [number, text]);
const cited = (file: WordFile) => readClauses(readDocx(wordFile(file))).clauses.map(({ ref, text }) => [ref, text]);

const LEGAL = abstractList(0, [
  { text: '%1.' },
  { text: '%1.%2' },
  { text: '(%3)', format: 'lowerLetter' },
  { text: '(%4)', format: 'lowerRoman' },
]);

describe('automatic numbers are rendered as Word prints them', () => {
  it('over levels, each beginning anew under the one above', () => {
    const body = [
      p('Term', { list: 1 }),
      p('It begins.', { list: 1, level: 1 }),
      p('first', { list: 1, level: 2 }),
      p('second', { list: 1, level: 2 }),
    ];
    const more = [
      p('It ends.', { list: 1, level: 1 }),
      p('third', { list: 1, level: 2 }),
      p('Money', { list: 1 }),
      p('Paid.', { list: 1, level: 1 }),
    ];
    expect(printed({ body: [...body, ...more].join(''), numbering: LEGAL + list(1, 0) }).map(([number]) => number)).toEqual(
      ['1.', '1.1', '(a)', '(b)', '1.2', '(a)', '2.', '2.1'], // biome-ignore format: one line reads best
    );
  });

  it.each([
    ['lowerLetter', 28, 'bb)'],
    ['upperLetter', 3, 'C)'],
    ['lowerRoman', 14, 'xiv)'],
    ['upperRoman', 9, 'IX)'],
    ['decimalZero', 7, '07)'],
  ])('in %s', (format, start, number) => {
    const numbering = abstractList(0, [{ text: '%1)', format, start }]) + list(1, 0);
    expect(printed({ body: p('Words.', { list: 1 }), numbering })).toEqual([[number, 'Words.']]);
  });

  it('from a start, with a text around the number, and with roman numbers as figures where the list is a legal one', () => {
    const numbering =
      abstractList(0, [
        { text: 'Article %1', format: 'upperRoman', start: 4 },
        { text: '%1.%2', legal: true },
      ]) + list(1, 0);
    expect(printed({ body: p('Term', { list: 1 }) + p('It begins.', { list: 1, level: 1 }), numbering })).toEqual([
      ['Article IV', 'Term'],
      ['4.1', 'It begins.'],
    ]);
  });

  it('two lists of one definition count on; a start override begins anew, once', () => {
    const body = [p('a', { list: 1 }), p('b', { list: 2 }), p('c', { list: 3 }), p('d', { list: 3 }), p('e', { list: 1 })].join('');
    const numbering = LEGAL + list(1, 0) + list(2, 0) + list(3, 0, { 0: 1 });
    expect(printed({ body, numbering }).map(([number]) => number)).toEqual(['1.', '2.', '1.', '2.', '3.']);
  });

  it('a level that never begins anew goes on', () => {
    const numbering = abstractList(0, [{ text: 'Part %1' }, { text: '%2.', restart: 0 }]) + list(1, 0);
    const body = [p('A', { list: 1 }), p('one', { list: 1, level: 1 }), p('B', { list: 1 }), p('two', { list: 1, level: 1 })].join('');
    expect(printed({ body, numbering }).map(([number]) => number)).toEqual(['Part 1', '1.', 'Part 2', '2.']);
  });

  it('from the style of a paragraph, and from the one that style is based on', () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="Clause2"><w:name w:val="Clause 2"/><w:basedOn w:val="Clause"/></w:style>';
    const numbering =
      abstractList(0, [
        { text: '%1.', style: 'Clause' },
        { text: '%1.%2', style: 'Clause2' },
      ]) + list(1, 0);
    const styled = (id: string, text: string) => p(text, { properties: `<w:pStyle w:val="${id}"/>` });
    expect(printed({ body: styled('Clause', 'Term') + styled('Clause2', 'It begins.'), numbering, styles })).toEqual([
      ['1.', 'Term'],
      ['1.1', 'It begins.'],
    ]);
  });

  it('none where a paragraph takes the number of its style away', () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="C"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>';
    const plain = p('Plain.', { list: 0, properties: '<w:pStyle w:val="C"/>' });
    expect(printed({ body: plain, numbering: LEGAL + list(1, 0), styles })).toEqual([[undefined, 'Plain.']]);
  });
});

describe('what is printed is read, and nothing else', () => {
  it('insertions are kept and deletions left out, numbers counted as they then stand', () => {
    const deleted = `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>`;
    const changed = `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${run('Notice is ')}<w:del><w:r><w:delText>three</w:delText></w:r></w:del><w:ins>${run('six')}</w:ins>${run(' months.')}</w:p>`;
    expect(printed({ body: p('First.', { list: 1 }) + deleted + changed, numbering: LEGAL + list(1, 0) })).toEqual([
      ['1.', 'First.'],
      ['2.', 'Notice is six months.'],
    ]);
  });

  it('what was moved stands where it was moved to', () => {
    const moved = `<w:p><w:moveFrom>${run('in writing ')}</w:moveFrom>${run('Notice is given ')}<w:moveTo>${run('in writing ')}</w:moveTo><w:del>${run('soon')}</w:del>${run('.')}</w:p>`;
    expect(printed({ body: moved })).toEqual([[undefined, 'Notice is given in writing .']]);
  });

  it('fields show their result, hidden text and notes do not show, a contents table is left out', () => {
    const field = `<w:p>${run('See ')}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF _1</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('clause 4')}<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> secret</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>${run('.')}</w:p>`;
    const contents =
      '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>1. Term 3</w:t></w:r></w:p></w:sdtContent></w:sdt>';
    const toc = p('2. Money 4', { properties: '<w:pStyle w:val="TOC1"/>' });
    expect(printed({ body: contents + toc + field })).toEqual([[undefined, 'See clause 4.']]);
  });

  it('headers, footers and footnotes are no part of it', () => {
    const others = { 'word/header1.xml': '<w:hdr><w:p><w:r><w:t>Draft</w:t></w:r></w:p></w:hdr>', 'word/footnotes.xml': '<w:footnotes/>' };
    expect(printed({ body: p('Words.'), others })).toEqual([[undefined, 'Words.']]);
  });

  it('a table whose first column numbers the clauses is clauses, with printed and automatic numbers', () => {
    const row = (first: string, second: string) => `<w:tr><w:tc>${first}</w:tc><w:tc>${second}</w:tc></w:tr>`;
    const table = `<w:tbl>${row(p('1.1'), p('It begins.'))}${row(p('', { list: 1 }), p('It ends.'))}</w:tbl>`;
    const numbering = abstractList(0, [{ text: '1.%1', start: 2 }]) + list(1, 0);
    expect(cited({ body: table, numbering })).toEqual([
      ['1.1', 'It begins.'],
      ['1.2', 'It ends.'],
    ]);
  });
});

it('a separate list under a clause belongs to it', () => {
  const numbering = LEGAL + abstractList(1, [{ text: '(%1)', format: 'lowerLetter' }]) + list(1, 0) + list(2, 1) + list(3, 1, { 0: 1 });
  const body = [
    p('Notice', { list: 1 }),
    p('Each partner:', { list: 1, level: 1 }),
    p('may leave;', { list: 2 }),
    p('must say so.', { list: 2 }),
    p('The board:', { list: 1, level: 1 }),
    p('is told.', { list: 3 }),
  ];
  expect(cited({ body: body.join(''), numbering }).map(([ref]) => ref)).toEqual(['1.1', '1.1(a)', '1.1(b)', '1.2', '1.2(a)']);
});

it('words without a number that are set in as far as an item belong to it, those at the margin to the clause', () => {
  const setIn = { properties: '<w:ind w:left="1134"/>' };
  const body = [
    p('Each partner:', { list: 1 }),
    p('may leave;', { list: 1, level: 2, ...setIn }),
    p('but only in writing;', setIn),
    p('must say so.', { list: 1, level: 2, ...setIn }),
    p('The board is told.'),
  ];
  expect(cited({ body: body.join(''), numbering: LEGAL + list(1, 0) })).toEqual([
    ['1', 'Each partner:\nThe board is told.'],
    ['1(a)', 'may leave;\nbut only in writing;'],
    ['1(b)', 'must say so.'],
  ]);
});
