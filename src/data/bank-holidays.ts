import { addDaysTo, type Day, weekdayOf } from './days.ts';

/** Whose bank holidays count. They differ: Easter Monday is none in Scotland, 12 July is one in Northern Ireland alone. */
export const NATIONS = ['england-and-wales', 'scotland', 'northern-ireland'] as const;
export type Nation = (typeof NATIONS)[number];

/*
 * Bank holidays from 2000 on: those of Schedule 1 to the Banking and Financial Dealings Act 1971 and those proclaimed under its
 * section 1, as gov.uk/bank-holidays lists them. Days proclaimed for one year stand in a table; later ones go into the partnership file.
 */

const [SATURDAY, SUNDAY, MONDAY] = [6, 0, 1];

/** Days proclaimed for one year alone. */
const ONE_OFF: readonly { on: Day; in: readonly Nation[] }[] = [
  { on: '2002-06-03', in: NATIONS },
  { on: '2011-04-29', in: NATIONS },
  { on: '2012-06-05', in: NATIONS },
  { on: '2022-06-03', in: NATIONS },
  { on: '2022-09-19', in: NATIONS },
  { on: '2023-05-08', in: NATIONS },
  { on: '2026-06-15', in: ['scotland'] },
];

/** Years in which a holiday was moved for an occasion. */
const EARLY_MAY_MOVED: Record<number, Day> = { 2020: '2020-05-08' };
const SPRING_MOVED: Record<number, Day> = { 2002: '2002-06-04', 2012: '2012-06-04', 2022: '2022-06-02' };

/**
 * The bank holidays of a calendar year, in order. Where one falls on a weekend, the weekday that stands in for it is given instead.
 * @param year 2000 or later
 */
export function bankHolidaysOf(year: number, nation: Nation): Day[] {
  const easter = easterSunday(year);
  const august = nation === 'scotland' ? firstMonday(year, 8) : lastMonday(year, 8);
  const days = [
    ...observed(nation === 'scotland' ? [`${year}-01-01`, `${year}-01-02`] : [`${year}-01-01`]),
    addDaysTo(easter, -2),
    EARLY_MAY_MOVED[year] ?? firstMonday(year, 5),
    SPRING_MOVED[year] ?? lastMonday(year, 5),
    august,
    ...observed([`${year}-12-25`, `${year}-12-26`]),
    ...ONE_OFF.filter((one) => one.on.startsWith(`${year}-`) && one.in.includes(nation)).map((one) => one.on),
  ];
  if (nation !== 'scotland') days.push(addDaysTo(easter, 1));
  if (nation === 'northern-ireland') days.push(...observed([`${year}-03-17`]), ...observed([`${year}-07-12`]));
  // St Andrew's Day Bank Holiday (Scotland) Act 2007.
  if (nation === 'scotland' && year >= 2007) days.push(...observed([`${year}-11-30`]));
  return days.sort();
}

/**
 * Easter Sunday by the Gregorian computus, in the form published anonymously in Nature in 1876 and given in
 * J. Meeus, Astronomical Algorithms, chapter 8. The letters are those of the published table.
 */
export function easterSunday(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const march = h + l - 7 * m + 21;
  return addDaysTo(`${year}-03-01`, march);
}

/** Days that keep their date, or the first weekday after them that none of the others holds when they fall on a weekend. */
function observed(days: readonly Day[]): Day[] {
  const weekday = (day: Day) => ![SATURDAY, SUNDAY].includes(weekdayOf(day));
  const kept = days.filter(weekday);
  for (const day of days) {
    if (weekday(day)) continue;
    let instead = day;
    while (!weekday(instead) || kept.includes(instead)) instead = addDaysTo(instead, 1);
    kept.push(instead);
  }
  return kept;
}

function firstMonday(year: number, month: number): Day {
  let day = `${year}-${String(month).padStart(2, '0')}-01`;
  while (weekdayOf(day) !== MONDAY) day = addDaysTo(day, 1);
  return day;
}

/** For a month of 31 days. */
function lastMonday(year: number, month: number): Day {
  let day = `${year}-${String(month).padStart(2, '0')}-31`;
  while (weekdayOf(day) !== MONDAY) day = addDaysTo(day, -1);
  return day;
}
