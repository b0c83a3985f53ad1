import { z } from 'zod';
import { addDaysTo, type Day, isDay } from './days.ts';
import { daysOfRhythm } from './recurrence.ts';
import { readRule } from './rhythm.ts';
import type { WorkingDays } from './working-days.ts';

/** How long what people are reminded of may be. */
export const WHAT_AT_MOST = 300;

/** A reminder that somebody asked for themselves and their team. */
export const ownReminder = z.strictObject({
  /** What to be reminded of, as they wrote it. */
  what: z.string().trim().min(1).max(WHAT_AT_MOST),
  rhythm: z.strictObject({
    rule: z.string().refine((rule) => readRule(rule).ok),
    startOn: z.string().refine(isDay),
  }),
  /** The addresses of whoever it is for, and of whoever made it. */
  owner: z.string(),
  createdBy: z.string(),
  cancelledAt: z.string().nullable().default(null),
});
export type OwnReminder = z.infer<typeof ownReminder>;

/** A day of an own reminder, and the working day on or before it on which it is given. */
export type OwnReminderDay = { on: Day; dayOn: Day };

/** Days off in a row that a reminder may be moved over at most, and some to spare. */
const DAYS_OFF_AT_MOST = 20;

/** When an own reminder is given from one day to another, both included, in order. Days that move onto one day give one reminder. */
export function ownReminderDays({ rhythm, cancelledAt }: OwnReminder, days: WorkingDays, from: Day, to: Day): OwnReminderDay[] {
  if (cancelledAt !== null) return [];
  const last = addDaysTo(to, DAYS_OFF_AT_MOST);
  const moved = daysOfRhythm(rhythm, from, last).map((on) => ({ on, dayOn: days.onOrBefore(on) }));
  return moved.filter(({ dayOn }, index) => dayOn >= from && dayOn <= to && moved[index + 1]?.dayOn !== dayOn);
}
