import { addMonthsTo, type Day, isDay } from '../../data/days.ts';
import { BadInput } from './terminal.ts';

/** Months a list of what is due covers when nobody says until when. */
const MONTHS_AHEAD = 12;

/** The days `--from` and `--to` name, both included; without them, from today and for a year. @throws BadInput when they are no days */
export function betweenDays({ from, to }: { from?: string; to?: string }, today: Day): { from: Day; to: Day } {
  for (const [option, day] of Object.entries({ from, to }))
    if (day !== undefined && !isDay(day)) throw new BadInput(`--${option} “${day}” is not a day: write it like 2015-04-01.`);
  const first = from ?? today;
  const last = to ?? addMonthsTo(first, MONTHS_AHEAD);
  if (last < first) throw new BadInput(`--to ${last} is before --from ${first}: swap them.`);
  return { from: first, to: last };
}
