import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { understandAgreement } from '../../src/data/understand-agreement.ts';
import type { Guess, Understood } from '../../src/data/understood.ts';
import { HARBOUR, MILLBROOK, OAKSHIRE, THORNDALE } from './invented/agreements.ts';
import { BRACKENRIDGE, FERNLEIGH, LARKFIELD, NETHERWOOD, WESTMERE } from './invented/more-agreements.ts';
import { ALDER, GLEN, RIVERS, STONEBRIDGE } from './invented/other-styles.ts';
import { type Invented, written } from './invented/written.ts';

const DOCUMENTS = {
  OAKSHIRE,
  MILLBROOK,
  HARBOUR,
  THORNDALE,
  LARKFIELD,
  WESTMERE,
  BRACKENRIDGE,
  FERNLEIGH,
  NETHERWOOD,
  STONEBRIDGE,
  GLEN,
  RIVERS,
  ALDER,
};

/** A fact as `value @ref`, with `?` where it is unsure. */
const told = (guess: Guess<unknown> | null) =>
  guess === null ? null : `${guess.value} @${guess.ref}${guess.sure === 'unsure' ? '?' : ''}`;
const firm = (guesses: readonly Guess<unknown>[]) => guesses.filter(({ sure }) => sure !== 'unsure');

function summary({ facts, binding, parties, isTheAgreement }: Understood) {
  return {
    parties: firm(parties).map((guess) => (guess as Understood['parties'][number]).value.short),
    isTheAgreement: isTheAgreement.value,
    binding: told(binding),
    starts: told(facts.startsOn),
    ends: told(facts.endsOn),
    review: told(facts.reviewOn),
    rule: facts.reviewRule?.ref ?? null,
    months: told(facts.noticeMonths),
    notice: facts.notices.map(({ value }) => `${value.amount} ${value.unit} of ${value.of ?? 'any'}`),
    shares: (firm(facts.shares) as typeof facts.shares).map(({ value }) => `${value.party} ${value.percent}`),
  };
}

describe('what is read from documents of many styles', () => {
  it.each<[keyof typeof DOCUMENTS, ReturnType<typeof summary>]>([
    [
      'OAKSHIRE',
      {
        parties: ['Council', 'ICB'],
        isTheAgreement: true,
        binding: 'true @18.1',
        starts: '2024-04-01 @1.1',
        ends: '2027-03-31 @1.2',
        review: '2024-12-31 @12.1',
        rule: '12.1',
        months: '12 @15.1',
        notice: ['12 month of any'],
        shares: ['Council 62', 'ICB 38'],
      },
    ],
    [
      'MILLBROOK',
      {
        parties: ['MBC', 'Foundation Trust'],
        isTheAgreement: true,
        binding: 'false @2(a)',
        starts: '2021-07-01 @2(b)',
        ends: '2024-06-30 @2(b)',
        review: null,
        rule: null,
        months: '6 @2(c)',
        notice: ['6 month of any'],
        shares: ['MBC 55', 'Foundation Trust 45'],
      },
    ],
    [
      'HARBOUR',
      {
        parties: ['Harbour', 'Board', 'Coastal Carers'],
        isTheAgreement: true,
        binding: null,
        starts: '2022-09-01 @2',
        ends: '2029-03-31 @2',
        review: '2025-03-01 @3',
        rule: null,
        months: '9 @4',
        notice: ['9 month of any'],
        shares: ['Harbour 50', 'Board 40', 'Coastal Carers 10'],
      },
    ],
    [
      'THORNDALE',
      {
        parties: ['Council', 'Trust'],
        isTheAgreement: false,
        binding: null,
        starts: '2024-01-01 @1.1',
        ends: null,
        review: null,
        rule: null,
        months: null,
        notice: [],
        shares: [],
      },
    ],
    [
      'LARKFIELD',
      {
        parties: ['District', 'PCT'],
        isTheAgreement: true,
        binding: 'false @5.1',
        starts: '2006-10-01 @2.1',
        ends: '2011-09-30 @2.1',
        review: null,
        rule: '4.2',
        months: null,
        notice: ['12 month of District', '6 month of PCT'],
        shares: ['PCT 60', 'District 40'],
      },
    ],
    [
      'WESTMERE',
      {
        parties: ['Council', 'Clinical Commissioning Group', 'Trust'],
        isTheAgreement: true,
        binding: 'false @8',
        starts: '2018-06-15 @2',
        ends: null,
        review: null,
        rule: '7',
        months: null,
        notice: ['26 week of any'],
        shares: [],
      },
    ],
    [
      'BRACKENRIDGE',
      {
        parties: ['Council', 'Care Trust'],
        isTheAgreement: true,
        binding: null,
        starts: '2020-04-01 @Particulars: Start Date',
        ends: '2025-03-31 @Particulars: Expiry Date',
        review: '2022-09-30 @Particulars: Review Date',
        rule: null,
        months: '9 @Particulars: Notice Period',
        notice: ['9 month of any'],
        shares: ['Council 50', 'Care Trust 50'],
      },
    ],
    [
      'FERNLEIGH',
      {
        parties: [],
        isTheAgreement: true,
        binding: null,
        starts: null,
        ends: null,
        review: null,
        rule: null,
        months: null,
        notice: [],
        shares: [],
      },
    ],
    [
      'NETHERWOOD',
      {
        parties: ['Council', 'Trust'],
        isTheAgreement: true,
        binding: 'true @7',
        starts: '2019-06-01 @2',
        ends: '2026-05-31 @2',
        review: null,
        rule: '4',
        months: '12 @3',
        notice: ['12 month of any'],
        shares: [],
      },
    ],
    [
      'STONEBRIDGE',
      {
        parties: ['Council', 'ICB'],
        isTheAgreement: true,
        binding: null,
        starts: '2023-04-01 @1.1 Commencement Date',
        ends: '2026-03-31 @2.2',
        review: null,
        rule: '15.2',
        months: '6 @22.1',
        notice: ['6 month of any'],
        shares: ['Council 54.5', 'ICB 45.5'],
      },
    ],
    [
      'GLEN',
      {
        parties: ['GC', 'GHB'],
        isTheAgreement: true,
        binding: 'false @iv',
        starts: '2017-01-02 @ii?',
        ends: null,
        review: null,
        rule: 'v',
        months: null,
        notice: [],
        shares: [],
      },
    ],
    [
      'RIVERS',
      {
        parties: ['TRBC', 'Provider Trust'],
        isTheAgreement: true,
        binding: null,
        starts: '2004-10-01 @2',
        ends: null,
        review: '2008-03-31 @Schedule 4, 1',
        rule: null,
        months: '12 @Schedule 3, 1',
        notice: ['12 month of any'],
        shares: ['TRBC 45', 'Provider Trust 55'],
      },
    ],
    [
      'ALDER',
      {
        parties: ['ACC', 'CCG'],
        isTheAgreement: true,
        binding: 'false @A5',
        starts: '2018-12-01 @A2',
        ends: null,
        review: null,
        rule: 'A2',
        months: '1 @A3',
        notice: ['1 month of any'],
        shares: [],
      },
    ],
  ])('%s', (name, expected) => {
    expect(summary(understandAgreement(DOCUMENTS[name]))).toEqual(expected);
  });

  it('every guess names a clause of the document and the words it rests on', () => {
    for (const document of Object.values(DOCUMENTS)) {
      const { facts, parties, duties, binding } = understandAgreement(document);
      const guesses = [...Object.values(facts).flat(), ...parties, ...duties, binding].filter((guess) => guess !== null);
      const refs = new Set(document.clauses.map(({ ref }) => ref));
      expect(guesses.filter(({ ref, words }) => !refs.has(ref) || words === '')).toEqual([]);
    }
  });

  it('what no clause is about is listed as silent, and what a fact was read from is not', () => {
    const { silent } = understandAgreement(BRACKENRIDGE);
    expect(silent).toEqual(expect.arrayContaining(['safeguarding', 'disputes', 'confidentiality']));
    expect(silent.filter((topic) => ['term', 'review', 'notice-and-exit', 'gain-share', 'parties'].includes(topic))).toEqual([]);
  });

  it('any words at all are read without an error, and no day is made up that they do not hold', () => {
    const words = [
      'the Council',
      'NHS Trust',
      'agreement',
      'terminate',
      'notice',
      'six months’',
      '31 March 2027',
      '30 February 2026',
      '(“the',
      '”)',
      'shall',
      'review',
      '60%',
      'clause 1',
      'replaced',
      'with:',
      'from',
      'to',
      '.',
      ';',
      '\n',
    ];
    const clause = fc.record({
      ref: fc.constantFrom('1', '1.1', '2'),
      part: fc.constantFrom('', 'Terms'),
      text: fc.array(fc.constantFrom(...words), { maxLength: 25 }).map((all) => all.join(' ')),
    });
    fc.assert(
      fc.property(fc.array(clause, { maxLength: 6 }), (clauses) => {
        const { facts } = understandAgreement({ title: 'Agreement', clauses });
        for (const guess of [facts.startsOn, facts.reviewOn]) if (guess !== null) expect(guess.value).toBe('2027-03-31');
      }),
      { numRuns: 100 },
    );
  });

  it('an empty document gives nothing, and no error', () => {
    const { parties, facts, duties, binding } = understandAgreement({ title: '', clauses: [] });
    expect({ parties, duties, binding, notice: facts.noticeRule }).toEqual({ parties: [], duties: [], binding: null, notice: null });
  });
});

describe('conditions, duties and variations', () => {
  it('notice keeps its condition, and the day of the year it may expire on', () => {
    const { facts } = understandAgreement(OAKSHIRE);
    expect(facts.notices[0]?.value).toMatchObject({ conditions: ['such notice to expire on 31 March in any year'], expiresOn: '03-31' });
    expect(understandAgreement(LARKFIELD).facts.notices[0]?.value.conditions).toEqual([
      'No notice may be given before the first anniversary of the start.',
    ]);
    expect(understandAgreement(NETHERWOOD).facts.notices[0]?.value.conditions).toEqual(['not to be given before 1 June 2021']);
  });

  it('duties have their rhythm, their owner and what is left open', () => {
    const dues = (document: Invented) =>
      understandAgreement(document)
        .duties.filter(({ value }) => value.kind !== 'notice')
        .map(({ ref, value }) => [ref, value.kind, value.owner, value.when]);
    expect(dues(OAKSHIRE)).toEqual([
      [
        '7.2',
        'report',
        'Pooled Fund Manager',
        { every: 'FREQ=MONTHLY;INTERVAL=3', open: 'within twenty working days of the end of each quarter' },
      ],
      ['7.3', 'return', 'Pooled Fund Manager', { every: 'FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=31' }],
      ['12.1', 'review', 'Partnership Board', { every: 'FREQ=YEARLY', open: 'day of the year' }],
      ['15.3', 'event', 'Partners', { event: 'eight weeks of the date of the notice' }],
    ]);
    expect(dues(NETHERWOOD).at(-1)).toEqual(['6', 'report', 'Director of Integration', { every: 'FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30' }]);
    expect(dues(THORNDALE)).toEqual([['5.2', 'report', null, { month: '2024-03' }]]);
  });

  it('a deed of variation keeps both wordings, and the fact it changes says what it was until when', () => {
    const { variations, facts } = understandAgreement(HARBOUR);
    expect(variations.map(({ replaces, from, by, sure }) => [replaces, from, by, sure])).toEqual([
      ['4', '2024-04-01', 'Deed 2', 'sure'],
      ['2', '2024-04-01', 'Deed 3', 'sure'],
    ]);
    expect(facts.noticeMonths).toMatchObject({ value: 9, ref: '4', before: { value: 6, until: '2024-04-01' } });
    expect(facts.endsOn).toMatchObject({ value: '2029-03-31', before: { value: '2027-08-31', until: '2024-04-01' } });
    expect(facts.startsOn?.before).toBeUndefined();
  });

  it('a variation without a day changes no fact, and marks what it may have changed', () => {
    const document = written(
      'Agreement',
      `
      # Agreement
      1 :: This agreement is between Ash Council ("Ash") and Elm NHS Trust ("Elm").
      2 :: Either party may end this agreement by giving six months' notice.
      # Deed of Variation
      Deed 1 :: Clause 2 is deleted and replaced with: "Either party may end this agreement by giving two months' notice."
      `,
    );
    expect(understandAgreement(document).facts.noticeMonths).toMatchObject({ value: 6, sure: 'unsure' });
  });
});
