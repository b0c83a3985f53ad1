import { z } from 'zod';
import type { AgreementRecord } from './agreement-record.ts';
import type { Nation } from './bank-holidays.ts';
import { type Day, isDay } from './days.ts';
import { lead } from './leads.ts';
import type { KeptReminder } from './own-reminder-log.ts';
import type { Partnership } from './partnership.ts';
import { onDayOf, onDayOfMonth, type RuleParts, WEEKDAY_CODES } from './rhythm.ts';

/*
 * What a partnership settles about the duties of its agreements without touching the records: whose they are, when to remind, and the
 * settings a document leaves open, such as the day of a monthly report.
 */

const text = z.string().trim().min(1, 'is empty | Write it out, or take the line away');
const email = z.email('is not an e-mail address | Write it like sam@example.org').transform((value) => value.toLowerCase());
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The day a document leaves open: a day of the month (`10`, `last`), of the week (`Monday`), of the year (`03-31`), or `2016-04-01`. */
export const openDay = z
  .union([z.number().int(), z.string()])
  .transform((value) => String(value).trim().toLowerCase())
  .refine((value) => formOf(value) !== undefined, 'is no day | Write a day of the month (10 or last), Monday, 03-31 or 2016-04-01');

export const dutySetting = z.strictObject({
  agreement: text,
  duty: text,
  owner: email.optional(),
  /** Told as well when the duty is overdue twice. */
  senior: email.optional(),
  leads: z.array(lead).optional(),
  day: openDay.optional(),
  /** The areas a duty is to be done in, where the document names none. */
  areas: z.array(text).optional(),
});
export type DutySetting = z.infer<typeof dutySetting>;

/** An occurrence of a duty that waits for an event, raised by somebody, who said what it is about. */
export type Raised = { duty: string; key: string; dueOn: Day; what?: string };

/** What decides the reminders of one agreement, beside its record and what has been done. */
export type DutySettings = {
  nation: Nation;
  bankHolidays: readonly Day[];
  /** Those of this agreement; of two for one duty the later wins, part by part. */
  duties: readonly DutySetting[];
  raised: readonly Raised[];
  /** The reminders people asked for themselves. */
  own?: readonly KeptReminder[];
  /** The day reminding began: what fell due before it is listed, and nobody is reminded of it. */
  since: Day | null;
  /** For a duty whose day was settled later than that: when. What fell due before is listed too. */
  settledOn?: Readonly<Record<string, Day>>;
};

/** What the partnership file settles for an agreement. What was settled or raised in chat is added to it by whoever keeps that. */
export function dutySettingsOf(partnership: Partnership, agreement: AgreementRecord): DutySettings {
  return {
    nation: agreement.nation ?? partnership.nation ?? 'england-and-wales',
    bankHolidays: partnership.bankHolidays,
    duties: partnership.duties.filter((setting) => setting.agreement === agreement.id),
    raised: [],
    since: null,
  };
}

export type DayForm = 'day of the month' | 'day of the week' | 'day of the year' | 'day';

/** What form a day that settles an open setting has; undefined when it is none. */
export function formOf(day: string): DayForm | undefined {
  if (day === 'last' || (/^\d{1,2}$/.test(day) && Number(day) >= 1 && Number(day) <= 31)) return 'day of the month';
  if (WEEKDAYS.includes(day)) return 'day of the week';
  // 29 February is a day of some years.
  if (/^\d{2}-\d{2}$/.test(day) && isDay(`2000-${day}`)) return 'day of the year';
  return isDay(day) ? 'day' : undefined;
}

/** The forms that settle the day of a rule. A whole date settles any rule: it is then counted from that date. */
export function formsFor({ FREQ, INTERVAL }: RuleParts): readonly DayForm[] {
  // Of every second month or more, the date alone would leave open which.
  if ((INTERVAL ?? '1') !== '1' || FREQ === 'DAILY') return ['day'];
  return [FREQ === 'MONTHLY' ? 'day of the month' : FREQ === 'WEEKLY' ? 'day of the week' : 'day of the year', 'day'];
}

/** The parts a day adds to a rule that leaves it open. */
export function partsFor(parts: RuleParts, day: string): Partial<RuleParts> {
  switch (formOf(day)) {
    case 'day of the month':
      return onDayOfMonth(day === 'last' ? 31 : Number(day));
    case 'day of the week':
      return { BYDAY: WEEKDAY_CODES[WEEKDAYS.indexOf(day)]! };
    case 'day of the year':
      return onDayOf('YEARLY', `2000-${day}`);
    case 'day':
      return onDayOf(parts.FREQ, day);
    default:
      throw new Error('a day was kept that is none');
  }
}
