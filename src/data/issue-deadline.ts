import { addDaysTo, type Day, dayAt, timeAt } from './days.ts';
import { organisationCalled } from './employment-contacts.ts';
import type { Partnership } from './partnership.ts';
import { type WorkingDays, workingDays } from './working-days.ts';

/** How many working days of their organisation a contact has to take an issue up. */
const WORKING_DAYS_TO_TAKE_UP = 2;
/** When a working day begins for what arrived outside of one. */
const MORNING = '09:00';

/** Until when a contact has time: a day, and the time of that day in the United Kingdom. */
export type Deadline = { on: Day; at: string };

/** Until when a contact has time who was asked at an instant. What comes on a day off counts from the next working day. */
export function deadlineOf(askedAt: string, organisation: string, partnership: Partnership): Deadline {
  const days = daysOf(organisation, partnership);
  const asked = dayAt(askedAt);
  const first = days.onOrAfter(asked);
  let on = first;
  for (let left = WORKING_DAYS_TO_TAKE_UP; left > 0; left--) on = days.onOrAfter(addDaysTo(on, 1));
  return { on, at: first === asked ? timeAt(askedAt) : MORNING };
}

/** Whether a deadline has passed at an instant. */
export function hasPassed({ on, at }: Deadline, now: string): boolean {
  const today = dayAt(now);
  return today > on || (today === on && timeAt(now) >= at);
}

function daysOf(organisation: string, partnership: Partnership): WorkingDays {
  const nation = organisationCalled(organisation, partnership)?.nation ?? partnership.nation ?? 'england-and-wales';
  return workingDays(nation, partnership.bankHolidays);
}
