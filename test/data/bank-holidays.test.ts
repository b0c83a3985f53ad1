import Holidays from 'date-holidays';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bankHolidaysOf, easterSunday, NATIONS, type Nation } from '../../src/data/bank-holidays.ts';
import { weekdayOf } from '../../src/data/days.ts';

/** As gov.uk/bank-holidays lists them. */
const LISTED: [number, Nation, string][] = [
  [2015, 'england-and-wales', '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
  [2016, 'england-and-wales', '01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27'],
  [2020, 'england-and-wales', '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
  [2022, 'england-and-wales', '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
  [2023, 'england-and-wales', '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
  [2022, 'scotland', '01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27'],
  [2023, 'scotland', '01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26'],
  [2026, 'scotland', '01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28'],
  [2026, 'northern-ireland', '01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28'],
];

describe('the bank holidays of a year', () => {
  it.each(LISTED)('%d, %s, are those the government lists', (year, nation, listed) => {
    expect(bankHolidaysOf(year, nation)).toEqual(listed.split(' ').map((day) => `${year}-${day}`));
  });

  // That package keeps 28 May 2012, which was moved to 4 June, and lacks 29 April 2011 and the Scottish day of 2026.
  const itsMistakes: Record<string, { lacks: string[]; adds: string[] }> = {
    2011: { lacks: ['2011-04-29'], adds: [] },
    2012: { lacks: ['2012-06-04'], adds: ['2012-05-28'] },
    '2026 scotland': { lacks: ['2026-06-15'], adds: [] },
  };
  const CODES = { 'england-and-wales': 'ENG', scotland: 'SCT', 'northern-ireland': 'NIR' } as const;

  it.each(NATIONS)('%s, agree with an independent list from 2010 to 2030 where that is right', (nation) => {
    const list = new Holidays('GB', CODES[nation]);
    for (let year = 2010; year <= 2030; year++) {
      const { lacks, adds } = itsMistakes[year] ?? itsMistakes[`${year} ${nation}`] ?? { lacks: [], adds: [] };
      const theirs = list
        .getHolidays(year)
        .filter(({ type }) => type === 'public' || type === 'bank')
        .map(({ date }) => date.slice(0, 10))
        .filter((day) => weekdayOf(day) % 6 !== 0 && !adds.includes(day));
      expect(bankHolidaysOf(year, nation)).toEqual([...new Set([...theirs, ...lacks])].sort());
    }
  });

  it('are weekdays, none of them twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2100 }), fc.constantFrom(...NATIONS), (year, nation) => {
        const days = bankHolidaysOf(year, nation);
        expect(new Set(days).size).toBe(days.length);
        for (const day of days) expect([1, 2, 3, 4, 5]).toContain(weekdayOf(day));
      }),
    );
  });
});

it('Easter is a Sunday from 22 March to 25 April, and the days the churches kept', () => {
  for (let year = 1900; year <= 2100; year++) {
    const day = easterSunday(year);
    expect(weekdayOf(day)).toBe(0);
    expect(day >= `${year}-03-22` && day <= `${year}-04-25`).toBe(true);
  }
  expect([2000, 2008, 2011, 2016, 2019, 2026, 2038].map(easterSunday)).toEqual([
    '2000-04-23',
    '2008-03-23',
    '2011-04-24',
    '2016-03-27',
    '2019-04-21',
    '2026-04-05',
    '2038-04-25',
  ]);
});
