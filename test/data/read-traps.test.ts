import { describe, expect, it } from 'vitest';
import { understandAgreement } from '../../src/data/understand-agreement.ts';
import type { Guess } from '../../src/data/understood.ts';
import { written } from './invented/written.ts';

/** What is taken from one paragraph of an agreement between a Council and a Trust; what is only unsure is not taken. */
function taken(paragraph: string, under = 'Terms') {
  const document = written(
    'Agreement',
    `# Agreement\n1 :: This agreement is made between Ash Council (“the Council”) and Elm NHS Trust (“the Trust”).\n# ${under}`,
  );
  document.clauses.push({ ref: '2', part: under, text: paragraph });
  const { facts, binding } = understandAgreement(document);
  const firm = <T>(guess: Guess<T> | null) => (guess === null || guess.sure === 'unsure' ? null : guess.value);
  return {
    months: firm(facts.noticeMonths),
    notice: firm(facts.noticeRule) !== null,
    starts: firm(facts.startsOn),
    ends: firm(facts.endsOn),
    review: firm(facts.reviewOn),
    rule: firm(facts.reviewRule) !== null,
    binding: firm(binding),
    shares: facts.shares.filter(({ sure }) => sure !== 'unsure').map(({ value }) => value.percent),
  };
}

describe('notice to leave', () => {
  it.each([
    ['Either party may terminate this agreement on six months’ written notice.', 6],
    ['This agreement may be ended by any partner giving at least 3 months notice in writing to the others.', 3],
    ['A notice period of 6 months must be given if either party wishes to terminate this agreement.', 6],
    ['A partner wishing to leave the partnership shall give notice of not less than twelve (12) calendar months.', 12],
    ['The Council or the Trust can bring the arrangements to an end with a year’s notice.', 12],
    [
      'Without prejudice to clause 9 (breach), a party may withdraw from this agreement at any time upon eighteen months’ prior notice.',
      18,
    ],
    ['Any partner can pull out of the collaboration provided it warns the rest in writing half a year’s notice ahead.', 6],
    ['If you wish to leave the agreement you must tell the other partner nine months beforehand.', 9],
    ['The memorandum may be terminated by mutual consent, or by one partner giving a minimum of four months’ notice.', 4],
    ['Termination of this Agreement requires notice in writing of no less than fifteen months.', 15],
  ])('%s', (paragraph, months) => {
    expect(taken(paragraph).months).toBe(months);
  });

  it.each([
    'Each partner shall notify the other of a data breach within 24 hours.',
    'Staff receive three months’ notice before their base is changed.',
    'A secondment may be ended on one month’s notice by the host.',
    'Either party may terminate this agreement on 30 days’ notice if the other commits a material breach.',
    'Members are given seven days’ notice of the meeting.',
    'Six months’ notice shall be given of any change to the services.',
    'The lease may be determined on twelve months’ notice.',
    'The previous agreement could be terminated on three months’ notice.',
    'The Trust may withdraw a service from the agreement on two months’ notice.',
    'The contract of employment may be terminated on four weeks’ notice.',
    'The chair may resign on one month’s notice.',
    'The parties may vary this agreement on three months’ notice.',
    'Notices sent by post are received two days after posting.',
    'The contribution of either partner may be reduced on six months’ notice.',
  ])('none in: %s', (paragraph) => {
    expect(taken(paragraph)).toMatchObject({ months: null, notice: false });
  });

  it('weeks and days are a rule, and are not turned into months', () => {
    expect(taken('Either partner may leave this agreement by giving 90 days’ notice.')).toMatchObject({ months: null, notice: true });
  });
});

describe('start, end and review', () => {
  it.each([
    ['This agreement starts on 1 April 2006 and ends on 31 March 2011.', '2006-04-01', '2011-03-31'],
    ['The partnership will run from the first day of April 2026 to 31st March 2029.', '2026-04-01', '2029-03-31'],
    ['This memorandum takes effect from 1 May 2019 for a period of two years.', '2019-05-01', '2021-04-30'],
    ['The arrangements will be in place between 01/10/2015 and 30/09/2018.', null, '2018-09-30'],
    ['The term of this agreement is 1 April 2020 to 31 March 2023 inclusive.', '2020-04-01', '2023-03-31'],
    [
      'This Agreement shall be deemed to have commenced on 1 January 2020 and shall expire on the thirty-first day of December 2022.',
      '2020-01-01',
      '2022-12-31',
    ],
    ['The agreement remains in force until 30 June 2025 unless ended sooner.', null, '2025-06-30'],
  ])('%s', (paragraph, starts, ends) => {
    expect(taken(paragraph)).toMatchObject({ starts, ends });
  });

  it.each([
    'The National Health Service Act 2006 and the Care Act 2014 came into force on 1 April 2015.',
    'The Cabinet met on 4 May 2022 and agreed to start talks.',
    'This agreement is dated 3 March 2024.',
    'The secondment starts on 1 June 2020 and ends on 31 May 2021.',
    'A pilot ran from 1 November 2021 to 30 April 2022.',
    'The lease of the building expires on 24 March 2030.',
    'The guidance on partnership arrangements took effect on 1 October 2012.',
    'Records are kept for a period of six years after the end of this agreement.',
    'Contributions for the financial year beginning 1 April 2024 are set out in the agreement’s schedule.',
    'The Council’s contract with the provider under this agreement ends on 30 September 2026.',
  ])('none in: %s', (paragraph) => {
    expect(taken(paragraph)).toMatchObject({ starts: null, ends: null });
  });

  it.each([
    ['The partners will review this agreement by 31 January 2027.', '2027-01-31', false],
    ['This memorandum will be reviewed on the 30th of September 2026.', '2026-09-30', false],
    ['This memorandum shall be reviewed annually by the Board.', null, true],
    ['A review of these arrangements will take place twelve months after they start.', null, true],
    ['Each person’s care plan is reviewed at least annually.', null, false],
    ['A safeguarding adult review was completed on 1 May 2020.', null, false],
    ['The Local Plan Review will be published by 1 March 2025.', null, false],
    ['The Board reviews the risk register every month.', null, false],
    ['The premises and the insurance are reviewed every year.', null, false],
  ])('%s', (paragraph, review, rule) => {
    expect(taken(paragraph)).toMatchObject({ review, rule });
  });
});

describe('binding force and shares', () => {
  it.each([
    ['This memorandum is not legally binding.', false],
    ['Nothing in this agreement is intended to create legal relations.', false],
    ['The parties intend to be legally bound by this agreement.', true],
    ['The decision of the expert shall be final and binding on the parties.', null],
    ['The scheme will not be legally binding or legally enforceable by any party.', false],
    ['The parties agree that this Agreement shall be binding on each of the parties.', true],
  ])('%s', (paragraph, binding) => {
    expect(taken(paragraph).binding).toBe(binding);
  });

  it.each<[string, number[]]>([
    ['Overspends are shared: Council 70%, Trust 30%.', [70, 30]],
    ['The Council shall bear sixty per cent and the Trust forty per cent of any loss.', [60, 40]],
    ['Savings are apportioned between the Council and the Trust in the ratio 65:35.', [65, 35]],
    ['Interest accrues at 4% above base rate on sums the Council pays late.', []],
    ['The Trust shall see 95% of people within four weeks.', []],
    ['The parties hope that the shared service will reduce costs by 12%.', []],
    ['For example, the Council might contribute 80% and the Trust 20%.', []],
    ['The quorum is 50% of members of each partner that contributes.', []],
    ['VAT of 20% is paid by the Council.', []],
  ])('%s', (paragraph, shares) => {
    expect(taken(paragraph).shares).toEqual(shares);
  });
});
