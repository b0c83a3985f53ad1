import { bankHolidaysOf, type Nation } from './bank-holidays.ts';
import { addDaysTo, type Day, weekdayOf } from './days.ts';

/** Which days people work on: not at weekends, not on bank holidays of the nation, not on one-off days. */
export type WorkingDays = {
  isWorking(day: Day): boolean;
  /** The day itself where it is worked on, else the nearest working day before it. */
  onOrBefore(day: Day): Day;
  /** The day itself where it is worked on, else the nearest working day after it. */
  onOrAfter(day: Day): Day;
};

/** The working days of a nation. `oneOffs` are further days off, such as one proclaimed after this version was made. */
export function workingDays(nation: Nation, oneOffs: readonly Day[] = []): WorkingDays {
  const extra = new Set(oneOffs);
  const known = new Map<Day, boolean>();
  const holidays = new Map<string, Set<Day>>();
  const holidaysOf = (year: string) => {
    const found = holidays.get(year) ?? new Set(bankHolidaysOf(Number(year), nation));
    holidays.set(year, found);
    return found;
  };
  const works = (day: Day) => weekdayOf(day) % 6 !== 0 && !extra.has(day) && !holidaysOf(day.slice(0, 4)).has(day);
  const isWorking = (day: Day) => {
    const found = known.get(day) ?? works(day);
    known.set(day, found);
    return found;
  };
  const towards = (step: 1 | -1) => (day: Day) => {
    let found = day;
    while (!isWorking(found)) found = addDaysTo(found, step);
    return found;
  };
  return { isWorking, onOrBefore: towards(-1), onOrAfter: towards(1) };
}
