import type { Duty } from './agreement-record.ts';
import type { DutySettings } from './duty-settings.ts';
import { daysAtMost, type Lead } from './leads.ts';
import { scheduleOfRhythm } from './occurrences.ts';
import type { KeptReminder } from './own-reminder-log.ts';
import type { SettledDuty } from './settled-duties.ts';

/** An own reminder is said on its day. */
const LEADS: readonly Lead[] = [{ count: 0, unit: 'day' }];
/** Stands where a duty has its clause. */
export const OWN_REMINDER = 'own reminder';

/** The reminders people asked for as duties of their agreement, without those that were cancelled. */
export function ownDuties({ own = [] }: Pick<DutySettings, 'own'>): SettledDuty[] {
  return own.filter(({ reminder }) => reminder.cancelledAt === null).map(settleOwn);
}

/** What an own reminder is called among the duties of its agreement. No duty of a record may be called so (`agreement-record.ts`). */
export function ownDutyId({ number }: Pick<KeptReminder, 'number'>): string {
  return `own-${number}`;
}

function settleOwn(own: KeptReminder): SettledDuty {
  const { what, rhythm, owner } = own.reminder;
  const duty: Duty = {
    id: ownDutyId(own),
    what: `${what.slice(0, 1).toUpperCase()}${what.slice(1)}`,
    ref: OWN_REMINDER,
    kind: 'event',
    owner: null,
    when: { every: rhythm.rule },
    allOf: [],
    over: [],
  };
  return {
    agreement: own.agreement,
    duty,
    schedule: scheduleOfRhythm(rhythm),
    owner: { is: 'person', email: owner },
    senior: null,
    leads: LEADS,
    firstLeadWithin: Math.max(...LEADS.map(daysAtMost)),
    areas: [],
    own,
  };
}
