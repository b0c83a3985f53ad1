import type { AgreementRecord } from '../data/agreement-record.ts';
import { addDaysTo, addMonthsTo, type Day, daysBetween, writeWeekday } from '../data/days.ts';
import { type Occurrence, writeDue } from '../data/occurrences.ts';
import type { Partnership } from '../data/partnership.ts';
import { type OccurrenceState, ownerNow } from '../data/reminder-plan.ts';
import type { Owner, SettledDuty } from '../data/settled-duties.ts';

/**
 * What is due, when, and how long that is from a day: “Review of the arrangements: due Thursday 31 March 2016, in three months.”
 * Of a period it says when the period ends, never a date the document does not give.
 */
export function dueInWords({ duty }: SettledDuty, { dueOn, precision }: Pick<Occurrence, 'dueOn' | 'precision'>, on: Day): string {
  const [is, was] = duty.kind === 'notice' ? ['', ''] : ['due ', 'was due '];
  const when = precision === 'day' ? writeWeekday(dueOn) : `in ${writeDue({ dueOn, precision })}`;
  if (on > dueOn) return `${duty.what}: ${was}${when}, ${lengthInWords(dueOn, on)} ago.`;
  const ahead = on === dueOn ? 'today' : addDaysTo(on, 1) === dueOn ? 'tomorrow' : `in ${lengthInWords(on, dueOn)}`;
  return `${duty.what}: ${is}${when}, ${precision === 'day' ? ahead : `which ends ${ahead}`}.`;
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const MONTHS_AT_MOST = 12;

/** Whole months or weeks where it is exactly so many, else days: “three months”, “one week”, “33 days”. */
function lengthInWords(from: Day, to: Day): string {
  const days = daysBetween(from, to);
  for (let months = 1; months <= MONTHS_AT_MOST; months++) if (addMonthsTo(to, -months) === from) return counted(months, 'month');
  return days % 7 === 0 && days <= 7 * 12 ? counted(days / 7, 'week') : counted(days, 'day');
}

function counted(count: number, unit: string): string {
  return `${NUMBERS[count] ?? count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Where it stands and whose it is: “11(b). Owner: Dora Director.” */
export function whereAndWhose(
  settled: SettledDuty,
  state: OccurrenceState | undefined,
  agreement: AgreementRecord,
  partnership: Partnership,
): string {
  const owner = ownerNow(settled, state);
  return `${agreement.name}, ${settled.duty.ref}. ${owner === null ? 'No owner is named.' : `Owner: ${ownerInWords(owner, partnership)}.`}`;
}

/** Somebody by their name in the partnership file, a post or body as the document names it. */
export function ownerInWords(owner: Owner, { people }: Partnership): string {
  if (owner.is === 'named') return owner.name;
  return people.find((person) => person.email === owner.email)?.name ?? owner.email;
}
