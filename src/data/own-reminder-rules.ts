import type { AgreementRecord } from './agreement-record.ts';
import { type Asking, keepersOf } from './benefit-rules.ts';
import { addDaysTo, type Day, dayAt, writeDay } from './days.ts';
import { dutySettingsOf } from './duty-settings.ts';
import type { KeptReminder } from './own-reminder-log.ts';
import type { Partnership, Person } from './partnership.ts';
import { holdersOf, secondmentsOn } from './people.ts';
import { allowed, type Permission, refused } from './permission.ts';
import { nextDaysOfRhythm } from './recurrence.ts';
import type { Rhythm } from './rhythm.ts';
import { workingDays } from './working-days.ts';

/** More than so many reminders of one agreement, and nobody reads them. */
export const OWN_REMINDERS_AT_MOST = 100;

/** Whom a reminder of an agreement can be for: everyone with a current post under it, and the finance leads of its partners. */
export function remindable({ agreement, partnership, today }: Omit<Asking, 'person'>): Person[] {
  const leads = agreement.parties.map(({ id }) => `finance-lead:${id}`);
  return partnership.people.filter(
    (person) =>
      secondmentsOn(person, today).some((held) => held.agreement === agreement.id) || person.roles.some((role) => leads.includes(role)),
  );
}

/** Whether a person may set and see the reminders of an agreement. */
export function mayRemind(asking: Asking): Permission {
  if (remindable(asking).some((one) => one.email === asking.person?.email)) return allowed({});
  return refused(
    `Only people who work under the ${asking.agreement.name} today, and its partners’ finance leads, can set its reminders or see them.`,
  );
}

/** Whether a person may cancel a reminder: its owner, whoever made it, the Director or a deputy, and an administrator. */
export function mayCancel(asking: Asking, kept: KeptReminder): Permission {
  const may = mayRemind(asking);
  if (!may.ok) return may;
  const { agreement, partnership, today } = asking;
  const { owner, createdBy } = kept.reminder;
  const others = [...keepersOf(asking), ...holdersOf(partnership, 'administrator', agreement.id, today)];
  const emails = [...new Set([owner, createdBy, ...others.map(({ email }) => email)])];
  if (emails.includes(asking.person!.email)) return allowed({});
  return refused(
    `Only its owner, whoever set it, the Director or an administrator can cancel a reminder. That is ${namesOf(emails, partnership)}.`,
  );
}

/** Who cancelled a reminder, and when. */
export function cancelledAlready({ number, reminder, cancelledBy }: KeptReminder, partnership: Partnership): string {
  return `Reminder ${number} was already cancelled: ${namesOf([cancelledBy ?? ''], partnership)}, on ${writeDay(dayAt(reminder.cancelledAt ?? ''))}.`;
}

function namesOf(emails: readonly string[], { people }: Partnership): string {
  return emails.map((email) => people.find((one) => one.email === email)?.name ?? email).join(' or ');
}

/** Days looked at to find those that are still to be said: with one a day, holidays and weekends leave three of them. */
const LOOK_AHEAD = 20;

/** A day of a reminder, and the working day on or before it on which it is said. */
export type SaidOn = { on: Day; dayOn: Day };

/** The next days a reminder is said, after a day, at most so many. Days that move onto one working day are said once. */
export function nextSaid(rhythm: Rhythm, agreement: AgreementRecord, partnership: Partnership, after: Day, count: number): SaidOn[] {
  const { nation, bankHolidays } = dutySettingsOf(partnership, agreement);
  const days = workingDays(nation, bankHolidays);
  const moved = nextDaysOfRhythm(rhythm, after, count + LOOK_AHEAD).map((on) => ({ on, dayOn: days.onOrBefore(on) }));
  return moved.filter(({ dayOn }, at) => dayOn >= addDaysTo(after, 1) && moved[at + 1]?.dayOn !== dayOn).slice(0, count);
}
