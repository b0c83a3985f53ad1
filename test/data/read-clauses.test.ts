import { describe, expect, it } from 'vitest';
import { readText } from '../../src/bot/documents/text.ts';
import { readClauses } from '../../src/data/read-clauses.ts';

const read = (...lines: string[]) => readClauses(readText(lines.join('\n')));
const refs = (...lines: string[]) => read(...lines).clauses.map(({ ref }) => ref);
const cited = (...lines: string[]) => read(...lines).clauses.map(({ ref, text }) => [ref, text]);

describe('a reference is what people cite', () => {
  it.each<[string, string[], string[]]>([
    ['letters under a number', ['11. The memorandum provides:', '(a) one thing;', '(b) six months’ notice.'], ['11', '11(a)', '11(b)']],
    ['letters with one bracket', ['10.4 A board would:', 'a) plan;', 'b) watch.'], ['10.4', '10.4(a)', '10.4(b)']],
    [
      'roman numerals after (h)',
      ['1. List:', ...[...'abcdefgh'].map((letter) => `(${letter}) word;`), '(i) word;', '(j) word.'],
      ['1', ...[...'abcdefghij'].map((letter) => `1(${letter})`)],
    ],
    [
      'roman numerals within (h)',
      ['1. List:', ...[...'abcdefgh'].map((letter) => `(${letter}) word:`), '(i) first;', '(ii) second;', '(i) ninth.'],
      ['1', ...[...'abcdefgh'].map((letter) => `1(${letter})`), '1(h)(i)', '1(h)(ii)', '1(i)'],
    ],
    ['a number complete in itself', ['2.2.1 The team works together.', '1.1(a) This stands here.'], ['2.2.1', '1.1(a)']],
    ['numbers within a decimal', ['2.1 The board:', '1. meets;', '2. reports.', '2.2 It decides.'], ['2.1', '2.1(1)', '2.1(2)', '2.2']],
    [
      'roman numerals alone',
      ['Purpose', '', 'i. To work.', 'ii. To learn.', 'iii. To share.', 'iv. To grow.', 'v. To end.'],
      ['(i)', '(ii)', '(iii)', '(iv)', '(v)'],
    ],
    [
      'numbers that begin again under capitals',
      ['I. Term', '1. It begins.', '2. It ends.', 'II. Money', '1. It is paid.'],
      ['I.1', 'I.2', 'II.1'],
    ],
    ['numbers that count on under capitals', ['A. Term', '1. It begins.', '2. It ends.', 'B. Money', '3. It is paid.'], ['1', '2', '3']],
    ['articles', ['Article 1 – Term', 'It begins.', 'Article 2 – Money', 'It is paid.'], ['Article 1', 'Article 2']],
  ])('%s', (_, lines, expected) => {
    expect(refs(...lines)).toEqual(expected);
  });

  it('bullets have a position under their clause, and one bullet within another is part of it', () => {
    const lines = ['2.2.1 In four areas:', '- joint work;', '- Renewed plans:', '  - for staff;', '  - for money;', '- standards.'];
    expect(cited(...lines)).toEqual([
      ['2.2.1', 'In four areas:'],
      ['2.2.1 bullet 1', 'joint work;'],
      ['2.2.1 bullet 2', 'Renewed plans:\nfor staff;\nfor money;'],
      ['2.2.1 bullet 3', 'standards.'],
    ]);
  });

  it('a figure at the beginning of a line is none', () => {
    const lines = ['3.1 Notice is', '', '30 days in writing, given by', '', '13.5 million people or', '', '31 March 2016 at the latest.'];
    expect(refs(...lines)).toEqual(['3.1']);
  });
});

describe('numbers that begin again are told apart by what they stand in', () => {
  it('schedules, and parts of a schedule that begin again', () => {
    const lines = [
      '1. Term',
      '1.1 It begins.',
      '',
      'SCHEDULE 1',
      'FINANCE',
      '',
      'Part A',
      '1. Paid monthly.',
      '',
      'Part B',
      '1. Paid yearly.',
      '',
      'Schedule 2 – Staff',
      '4. Seconded.',
    ];
    const { clauses } = read(...lines);
    expect(clauses.map(({ ref }) => ref)).toEqual(['1.1', 'Schedule 1 Part A, 1', 'Schedule 1 Part B, 1', 'Schedule 2, 4']);
    expect(clauses.map(({ part }) => part)).toEqual(['Term', 'Schedule 1 Finance Part A', 'Schedule 1 Finance Part B', 'Schedule 2 Staff']);
  });

  it('sections of a report', () => {
    const lines = ['SUMMARY', '', '1.1 Cabinet had a report.', '', 'SUPPORTING INFORMATION', '', '1.1 Models were compared.'];
    expect(refs(...lines)).toEqual(['Summary 1.1', 'Supporting 1.1']);
  });

  it('a deed of variation after the agreement; what it puts in its place is words of the deed', () => {
    const agreement = ['1. Term', '1.1 It begins.', '1.2 It ends in 2024.', '2. Money', '2.1 It is paid.', '2.2 It is shared.'];
    const deed = [
      '',
      'DEED OF VARIATION',
      '',
      '1. Change',
      '1.1 Clause 1.2 is replaced by the following:',
      '“1.2 It ends in 2026.',
      '1.3 It may be extended.”',
      '1.2 The rest stays.',
    ];
    const { clauses } = read(...agreement, ...deed);
    expect(clauses.slice(4).map(({ ref, text }) => [ref, text])).toEqual([
      ['Deed of variation, 1.1', 'Clause 1.2 is replaced by the following:\n“1.2 It ends in 2026.\n1.3 It may be extended.”'],
      ['Deed of variation, 1.2', 'The rest stays.'],
    ]);
  });

  it('“Schedule 2 sets out …” is a sentence, not a schedule', () => {
    expect(refs('1.1 The partners agree.', 'Schedule 2 sets out the shares.', '1.2 They meet.')).toEqual(['1.1', '1.2']);
  });
});

describe('what is no clause', () => {
  it('pages of contents, and headings without words', () => {
    const lines = [
      'CONTENTS',
      '',
      '1. Term ........ 3',
      '2. Money ....... 4',
      'Schedule 1 – Shares ..... 9',
      '',
      '1. TERM',
      '',
      '1.1 It begins.',
      '',
      '2. MONEY',
      '',
      '2.1 It is paid.',
    ];
    expect(refs(...lines)).toEqual(['1.1', '2.1']);
  });

  it('contents without pages, which come again as headings', () => {
    const lines = ['Contents', '', '1. Term', '2. Money', '', '1. Term', '', '1.1 It begins.', '', '2. Money', '', '2.1 It is paid.'];
    expect(refs(...lines)).toEqual(['1.1', '2.1']);
  });

  it('signatures are kept apart, as one', () => {
    const lines = [
      '1. The partners agree.',
      '',
      'Signed for and on behalf of A Council',
      '',
      'Name: ........',
      '',
      'Signed for and on behalf of B Trust',
      '',
      'Date: ........',
    ];
    const { clauses } = read(...lines);
    expect(clauses.map(({ ref, part }) => [ref, part])).toEqual([
      ['1', 'Main'],
      ['Signatories', 'Signatories'],
    ]);
    expect(clauses[1]!.text).toContain('B Trust');
  });
});

describe('words without a number', () => {
  it('after a list belong to the clause that holds it; of a heading they are the clause of that number', () => {
    const lines = ['3. Notice', '', 'Either may leave:', '(a) in writing;', '(b) in time.', '', 'It must be signed.'];
    expect(cited(...lines)).toEqual([
      ['3', 'Either may leave:\nIt must be signed.'],
      ['3(a)', 'in writing;'],
      ['3(b)', 'in time.'],
    ]);
  });

  it('under a heading without a number have its name and their position', () => {
    const lines = [
      'Working Together Plan',
      '',
      'Background',
      '',
      'There was a plan.',
      '',
      'Principles of working',
      '',
      'We listen to each other.',
      '',
      'We share what we know.',
    ];
    expect(refs(...lines)).toEqual(['Background', 'Principle 1', 'Principle 2']);
  });

  it('that define a term are cited by it', () => {
    const lines = [
      '1. Definitions',
      '1.1 In this agreement:',
      '“Year” means twelve months from 1 April.',
      '"Joint Team" means the staff of both.',
      '1.2 Headings do not matter.',
    ];
    expect(refs(...lines)).toEqual(['1.1', '1.1 “Year”', '1.1 “Joint Team”', '1.2']);
  });
});

it('a clause says which clause it stands under, and keeps the heading printed with it', () => {
  const { clauses } = read('2. Review', 'The partners review this.', '2.1 Each year:', '(a) in January;', '(b) in July.');
  expect(clauses.map(({ ref, within, heading }) => [ref, within, heading])).toEqual([
    ['2', undefined, 'Review'],
    ['2.1', '2', undefined],
    ['2.1(a)', '2.1', undefined],
    ['2.1(b)', '2.1', undefined],
  ]);
});
