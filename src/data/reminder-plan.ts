import type { AgreementRecord } from './agreement-record.ts';
import { addDaysTo, type Day, dayAt, daysBetween, instantInLondon } from './days.ts';
import type { DutySettings } from './duty-settings.ts';
import { type Lead, leadDay } from './leads.ts';
import type { Occurrence, Precision } from './occurrences.ts';
import { dueBetween, type Owner, type SettledDuty, settledDuties } from './settled-duties.ts';
import { type WorkingDays, workingDays } from './working-days.ts';

/** The hour reminders come at, in the United Kingdom, in summer and in winter. */
export const REMINDER_HOUR = 9;
/** Days between reminders of what is overdue. */
const OVERDUE_EVERY = 7;
const BEFORE_ALL: Day = '0000-01-01';

/** What has become of an occurrence. Without any of these it is open. */
export type OccurrenceState = {
  /** When it was done: nothing is said of it from then on. */
  doneAt?: string;
  /** Put off, when and until which day: quiet in between, and spoken of on that day. */
  snoozed?: { at: string; until: Day };
  /** The address of whoever it was handed over to. */
  handedTo?: string;
};
/** States by `occurrenceId`. An occurrence that is not there is open. */
export type OccurrenceStates = ReadonlyMap<string, OccurrenceState>;

/** One time that people are to be reminded of an occurrence. */
export type Reminder = {
  /** The instant: 09:00 in the United Kingdom on `dayOn`. */
  at: string;
  dayOn: Day;
  agreement: string;
  duty: string;
  /** The key of the occurrence. */
  occurrence: string;
  dueOn: Day;
  precision: Precision;
  because: 'lead' | 'snoozed' | 'overdue';
  /** The lead it is for; of several that fall on one day, the shortest. Null unless `because` is `lead`. */
  lead: Lead | null;
  /** How many weeks it is overdue: 0 until it is, 2 the second time. */
  overdueCount: number;
};

/** What an occurrence is known by among all those of its agreement. */
export function occurrenceId({ duty, key }: Pick<Occurrence, 'duty' | 'key'>): string {
  return `${duty}/${key}`;
}

/** Whose an occurrence is: whoever it was handed over to, else the owner of the duty. */
export function ownerNow({ owner }: SettledDuty, state: OccurrenceState | undefined): Owner | null {
  return state?.handedTo === undefined ? owner : { is: 'person', email: state.handedTo };
}

/** Whether the senior of a duty is told as well: from the second time it is overdue. */
export function seniorIsTold({ overdueCount }: Pick<Reminder, 'overdueCount'>): boolean {
  return overdueCount >= 2;
}

/** What a reminder is known by, so that it is given once. */
export function reminderId({ agreement, duty, occurrence, dayOn }: Reminder): string {
  return `${agreement}/${duty}/${occurrence}/${dayOn}`;
}

/**
 * What is to be said of an agreement’s duties from one day to another, both included, in order of time, then of the record.
 * Reminders come on working days, moved to the one before; leads that fall on one day give one reminder; then weekly while it is overdue.
 * An occurrence of a rhythm is spoken of until the next one is due. Notice is nobody’s duty once its last day has passed.
 */
export function plannedReminders(
  agreement: AgreementRecord,
  settings: DutySettings,
  states: OccurrenceStates,
  from: Day,
  to: Day,
): Reminder[] {
  const stretch = stretchOf(settings, from, to);
  const found: Reminder[] = [];
  for (const settled of settledDuties(agreement, settings)) found.push(...remindersOf(settled, settings, states, stretch));
  return found.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

/** The days that are planned, and what is known of days around them. */
type Stretch = { from: Day; to: Day; days: WorkingDays; daysAfter(count: number): Day; daysBefore(count: number): Day };

function stretchOf(settings: DutySettings, from: Day, to: Day): Stretch {
  const first = settings.since !== null && settings.since > from ? settings.since : from;
  // Duties share a few leads and rhythms, so the same few days are asked for again and again.
  const shifted = (day: Day, sign: 1 | -1) => {
    const known = new Map<number, Day>();
    return (count: number) => {
      const found = known.get(count) ?? addDaysTo(day, sign * count);
      known.set(count, found);
      return found;
    };
  };
  return { from: first, to, days: daysFor(settings), daysAfter: shifted(to, 1), daysBefore: shifted(first, -1) };
}

/** How far ahead a next reminder is looked for, in days, nearest first: most agreements have one within weeks. */
const LOOK_AHEAD = [8, 45, 400, 4500];

/** The next instant after another at which anything is to be said of an agreement’s duties; null when nothing is within twelve years. */
export function nextReminderAt(agreement: AgreementRecord, settings: DutySettings, states: OccurrenceStates, after: string): string | null {
  let from = dayAt(after);
  if (settings.since !== null && settings.since > from) from = settings.since;
  for (const ahead of LOOK_AHEAD) {
    const to = addDaysTo(from, ahead);
    const next = plannedReminders(agreement, settings, states, from, to).find(({ at }) => at > after);
    if (next !== undefined) return next.at;
    from = to;
  }
  return null;
}

function remindersOf(settled: SettledDuty, settings: DutySettings, states: OccurrenceStates, stretch: Stretch): Reminder[] {
  const occurrences = spokenOf(settled, settings, stretch);
  return occurrences.flatMap((occurrence, index) => {
    if (isBefore(occurrence, settings)) return [];
    const next = settled.schedule.is === 'rhythm' ? occurrences[index + 1]?.dueOn : undefined;
    const planned = leadReminders(occurrence, settled.leads, stretch).filter(
      ({ at }) => settled.own === undefined || at > settled.own.madeAt,
    );
    if (settled.own !== undefined && movesOntoNext(occurrence, occurrences[index + 1], stretch)) return [];
    if (settled.duty.kind !== 'notice' && settled.own === undefined) planned.push(...overdueReminders(occurrence, next, stretch));
    const state = states.get(occurrenceId(occurrence));
    return state === undefined ? planned : afterState(planned, occurrence, state, stretch);
  });
}

/** Whether an occurrence is moved onto the working day of the next: of an own reminder the later is said, and not both. */
function movesOntoNext(one: Occurrence, next: Occurrence | undefined, { days }: Stretch): boolean {
  return next !== undefined && days.onOrBefore(one.dueOn) === days.onOrBefore(next.dueOn);
}

/** Whether an occurrence fell due before anybody could be reminded of it: it is listed, and not spoken of. */
export function isBefore({ dueOn, duty }: Pick<Occurrence, 'dueOn' | 'duty'>, { since, settledOn }: DutySettings): boolean {
  const settled = settledOn?.[duty];
  return (since !== null && dueOn < since) || (settled !== undefined && dueOn < settled);
}

/** The longest stretch of days off that a reminder may be moved over, and some to spare. */
const DAYS_OFF_AT_MOST = 20;

/** The occurrences that something may be said of: those due by then, or soon after, and of a rhythm the one before. */
function spokenOf(settled: SettledDuty, settings: DutySettings, { daysAfter, daysBefore }: Stretch): Occurrence[] {
  const { schedule, firstLeadWithin } = settled;
  const until = daysAfter(firstLeadWithin + DAYS_OFF_AT_MOST);
  return dueBetween(settled, settings, schedule.is === 'rhythm' ? daysBefore(schedule.comesWithin + DAYS_OFF_AT_MOST) : BEFORE_ALL, until);
}

function leadReminders(occurrence: Occurrence, leads: readonly Lead[], { from, to, days }: Stretch): Reminder[] {
  if (occurrence.dueOn < from) return [];
  const byDay = new Map<Day, { lead: Lead; exact: Day }>();
  for (const lead of leads) {
    const exact = leadDay(occurrence.dueOn, lead);
    const dayOn = days.onOrBefore(exact);
    if (dayOn < from || dayOn > to) continue;
    const other = byDay.get(dayOn);
    if (other === undefined || exact > other.exact) byDay.set(dayOn, { lead, exact });
  }
  return [...byDay].map(([dayOn, { lead }]) => reminder(occurrence, dayOn, { because: 'lead', lead, overdueCount: 0 }));
}

/** `next` is when the next occurrence of a rhythm is due: from then on it is spoken of instead. */
function overdueReminders(occurrence: Occurrence, next: Day | undefined, { from, to, days, daysAfter }: Stretch): Reminder[] {
  const found: Reminder[] = [];
  if (occurrence.dueOn >= to) return found;
  // One that is due just after the stretch may be moved into it.
  const end = daysAfter(DAYS_OFF_AT_MOST);
  let count = Math.max(1, Math.floor(daysBetween(occurrence.dueOn, from) / OVERDUE_EVERY));
  for (let exact = addDaysTo(occurrence.dueOn, count * OVERDUE_EVERY); exact <= end; exact = addDaysTo(exact, OVERDUE_EVERY)) {
    if (next !== undefined && exact >= next) break;
    const dayOn = days.onOrBefore(exact);
    if (dayOn >= from && dayOn <= to) found.push(reminder(occurrence, dayOn, { because: 'overdue', lead: null, overdueCount: count }));
    count += 1;
  }
  return found;
}

/** What remains to be said once an occurrence is done or put off. */
function afterState(
  planned: Reminder[],
  occurrence: Occurrence,
  { doneAt, snoozed }: OccurrenceState,
  { from, to, days }: Stretch,
): Reminder[] {
  const open = ({ at }: Reminder) => doneAt === undefined || at < doneAt;
  if (snoozed === undefined) return planned.filter(open);
  const dayOn = wakingDay(snoozed, occurrence, days);
  const kept = planned.filter((one) => one.at <= snoozed.at || one.dayOn >= dayOn);
  if (dayOn >= from && dayOn <= to && !kept.some((one) => one.dayOn === dayOn)) {
    const overdueCount = Math.max(0, Math.floor(daysBetween(occurrence.dueOn, dayOn) / OVERDUE_EVERY));
    kept.push(reminder(occurrence, dayOn, { because: 'snoozed', lead: null, overdueCount }));
  }
  return kept.filter(open);
}

/** The working day a snooze ends on: the one before, as ever, unless that is no later than the day it was snoozed on. */
export function wakingDay({ at, until }: { at: string; until: Day }, occurrence: Pick<Occurrence, 'dueOn'>, days: WorkingDays): Day {
  const before = days.onOrBefore(until);
  const inTime = until <= occurrence.dueOn && before > dayAt(at);
  return inTime ? before : days.onOrAfter(until);
}

const instants = new Map<Day, string>();

function reminder(occurrence: Occurrence, dayOn: Day, why: Pick<Reminder, 'because' | 'lead' | 'overdueCount'>): Reminder {
  const at = instants.get(dayOn) ?? instantInLondon(dayOn, REMINDER_HOUR);
  instants.set(dayOn, at);
  const { agreement, duty, key, dueOn, precision } = occurrence;
  return { at, dayOn, agreement, duty, occurrence: key, dueOn, precision, ...why };
}

const working = new Map<string, WorkingDays>();

/** The working days of an agreement: kept by nation and days off, so that agreements share what is known of their days. */
export function daysFor({ nation, bankHolidays }: Pick<DutySettings, 'nation' | 'bankHolidays'>): WorkingDays {
  const key = [nation, ...bankHolidays].join(' ');
  const found = working.get(key) ?? workingDays(nation, bankHolidays);
  working.set(key, found);
  return found;
}
