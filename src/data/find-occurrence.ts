import { addDaysTo, type Day } from './days.ts';
import type { DutySettings } from './duty-settings.ts';
import type { Occurrence } from './occurrences.ts';
import { dueBetween, type SettledDuty } from './settled-duties.ts';

const [FIRST, LAST]: [Day, Day] = ['0001-01-01', '9999-12-31'];

/** The occurrence of a duty with this key; undefined when there is none, or none any more since its settings changed. */
export function findOccurrence(settled: SettledDuty, settings: DutySettings, key: string): Occurrence | undefined {
  // A rhythm has no end to look through; its keys begin with the year.
  const year = Number(key.slice(0, 4));
  const [from, to] = settled.schedule.is === 'rhythm' ? [`${year - 1}-01-01`, `${year + 2}-12-31`] : [FIRST, LAST];
  if (settled.schedule.is === 'rhythm' && !/^\d{4}-|^\d{4}$/.test(key)) return undefined;
  return dueBetween(settled, settings, from, to).find((one) => one.key === key);
}

/** The occurrence after another one of the same duty; undefined where it does not come again. */
export function nextAfter(settled: SettledDuty, settings: DutySettings, { dueOn }: Pick<Occurrence, 'dueOn'>): Occurrence | undefined {
  const { schedule } = settled;
  if (schedule.is !== 'rhythm') return undefined;
  return dueBetween(settled, settings, addDaysTo(dueOn, 1), addDaysTo(dueOn, schedule.comesWithin))[0];
}
