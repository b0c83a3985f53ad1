import { addDaysTo, addMonthsTo, type Day } from './days.ts';

/*
 * Notice by the corresponding-date rule of English law (Dodds v Walker [1981] 1 WLR 1027, House of Lords): a number of months from a
 * day ends on the day of the same number, or on the last day of the month where it has no such day.
 */

/** How much notice an agreement asks for. `endsOnlyOn` (`03-31`) where it may expire on that day of a year alone. */
export type NoticeTerms = { months: number; endsOnlyOn?: string | undefined };

/** The day the agreement ends when notice is given on a day: six months' notice given on 31 August 2015 ends it on 29 February 2016. */
export function endOfNotice(givenOn: Day, { months, endsOnlyOn }: NoticeTerms): Day {
  const earliest = addMonthsTo(givenOn, months);
  if (endsOnlyOn === undefined) return earliest;
  const thisYear = dayOfYear(Number(earliest.slice(0, 4)), endsOnlyOn);
  return thisYear >= earliest ? thisYear : dayOfYear(Number(earliest.slice(0, 4)) + 1, endsOnlyOn);
}

/**
 * The last day on which notice still ends the agreement by a day: to end it by 31 March 2016 with six months' notice, 30 September 2015
 * (which ends it on 30 March; given a day later it would end on 1 April).
 */
export function lastDayForNotice(endBy: Day, { months, endsOnlyOn }: NoticeTerms): Day {
  const end = endsOnlyOn === undefined ? endBy : lastAllowed(endBy, endsOnlyOn);
  const given = addMonthsTo(end, -months);
  // A last day of a month is reached from every later day of a longer month too: 28 February from 28 to 31 August.
  const isLast = addDaysTo(end, 1).endsWith('-01');
  return isLast ? lastOfMonth(given) : given;
}

function lastAllowed(endBy: Day, endsOnlyOn: string): Day {
  const year = Number(endBy.slice(0, 4));
  const thisYear = dayOfYear(year, endsOnlyOn);
  return thisYear <= endBy ? thisYear : dayOfYear(year - 1, endsOnlyOn);
}

/** 29 February is 28 February in a common year. */
function dayOfYear(year: number, monthAndDay: string): Day {
  return addMonthsTo(`2000-${monthAndDay}`, (year - 2000) * 12);
}

function lastOfMonth(day: Day): Day {
  return addDaysTo(addMonthsTo(`${day.slice(0, 7)}-01`, 1), -1);
}
