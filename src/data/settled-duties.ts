import type { AgreementRecord, Duty } from './agreement-record.ts';
import type { Day } from './days.ts';
import type { DayForm, DutySettings } from './duty-settings.ts';
import { daysAtMost, type Lead, usualLeads } from './leads.ts';
import { noticeDuties } from './notice-duties.ts';
import { type Occurrence, occurrencesOf, openFormsOf, type Schedule, scheduleOf } from './occurrences.ts';
import { ownDuties } from './own-duties.ts';
import type { KeptReminder } from './own-reminder-log.ts';

/** Whose a duty is: somebody of the partnership, or a post or body as the document names it. */
export type Owner = { is: 'person'; email: string } | { is: 'named'; name: string };

/** A duty of a record, or one that follows from its term and notice, together with what the partnership settled about it. */
export type SettledDuty = {
  /** The id of its agreement. */
  agreement: string;
  duty: Duty;
  schedule: Schedule;
  owner: Owner | null;
  /** The address of whoever is told as well when it is overdue twice. */
  senior: string | null;
  leads: readonly Lead[];
  /** Days before a deadline within which its first lead falls. */
  firstLeadWithin: number;
  /** The areas it is to be done in: as the document names them, else as the partnership does. */
  areas: readonly string[];
  /** The reminder it is, where somebody asked for it themselves: said on its day, and nobody is behind with it. */
  own?: KeptReminder;
};

// Working this out reads rules; a tick and a list ask for it again and again, with records and settings that have not changed.
const known = new WeakMap<AgreementRecord, WeakMap<DutySettings, readonly SettledDuty[]>>();

/**
 * The duties of an agreement in the order of its record, then those that follow from its notice, then the reminders people asked for.
 * Settings are not changed once used.
 */
export function settledDuties(agreement: AgreementRecord, settings: DutySettings): readonly SettledDuty[] {
  const bySettings = known.get(agreement) ?? new WeakMap<DutySettings, readonly SettledDuty[]>();
  known.set(agreement, bySettings);
  const found = bySettings.get(settings) ?? [
    ...[...agreement.duties, ...noticeDuties(agreement)].map((duty) => settle(duty, agreement, settings)),
    ...ownDuties(settings),
  ];
  bySettings.set(settings, found);
  return found;
}

function settle(duty: Duty, agreement: AgreementRecord, settings: DutySettings): SettledDuty {
  const given = settings.duties.filter((one) => one.duty === duty.id);
  const owner = given.findLast((one) => one.owner !== undefined)?.owner;
  const named = duty.owner === null ? null : ({ is: 'named', name: duty.owner } as const);
  const leads = given.findLast((one) => one.leads !== undefined)?.leads ?? usualLeads(duty);
  return {
    agreement: agreement.id,
    duty,
    schedule: scheduleOf(duty, agreement, settings),
    owner: owner === undefined ? named : { is: 'person', email: owner },
    senior: given.findLast((one) => one.senior !== undefined)?.senior ?? null,
    leads,
    firstLeadWithin: Math.max(0, ...leads.map(daysAtMost)),
    areas: duty.over.length > 0 ? duty.over : (given.findLast((one) => one.areas !== undefined)?.areas ?? []),
  };
}

/** The occurrences of a duty that are due from one day to another, both included, in order; those raised by hand among them. */
export function dueBetween({ agreement, duty, schedule }: SettledDuty, settings: DutySettings, from: Day, to: Day): Occurrence[] {
  if (schedule.is !== 'by hand') return occurrencesOf(schedule, { agreement, duty: duty.id }, from, to);
  return settings.raised
    .filter((one) => one.duty === duty.id && one.dueOn >= from && one.dueOn <= to)
    .map(({ key, dueOn }) => ({ agreement, duty: duty.id, key, from: dueOn, dueOn, precision: 'day' as const }))
    .sort((one, other) => one.dueOn.localeCompare(other.dueOn) || one.key.localeCompare(other.key));
}

/** A setting the document leaves open and nobody has given: the bot asks an administrator for it. */
export type AwaitedSetting = { agreement: string; duty: Duty; setting: string; forms: readonly DayForm[] };

/** The settings of an agreement that are still awaited. Until they are given, their duties have no date. */
export function awaitedSettings(agreement: AgreementRecord, settings: DutySettings): AwaitedSetting[] {
  return settledDuties(agreement, settings).flatMap(({ duty, schedule }) =>
    schedule.is === 'needs setting'
      ? [{ agreement: agreement.id, duty, setting: schedule.setting, forms: openFormsOf(duty, agreement) }]
      : [],
  );
}
