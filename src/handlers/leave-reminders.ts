import type { AgreementRecord } from '../data/agreement-record.ts';
import { addDaysTo, type Day, dayAt, instantInLondon } from '../data/days.ts';
import { isInUse } from '../data/duty-rules.ts';
import type { DutySettings } from '../data/duty-settings.ts';
import { partsOf, type Standing, standingOf, stateOf } from '../data/occurrence-events.ts';
import { type NoticeAbout, type Recipient, toPeople } from '../data/outbox.ts';
import { openReminderIndex, type ReminderIndex } from '../data/reminder-index.ts';
import type { RemindedItem } from '../data/reminder-log.ts';
import {
  daysFor,
  nextReminderAt,
  plannedReminders,
  REMINDER_HOUR,
  type Reminder,
  reminderId,
  seniorIsTold,
} from '../data/reminder-plan.ts';
import { reminderRooms } from '../data/reminder-rooms.ts';
import { awaitedSettings, settledDuties } from '../data/settled-duties.ts';
import type { Stores } from '../data/stores.ts';
import { announceUntold, leaveReminding } from './announce-duties.ts';
import { leadsToAsk } from './ask-for-returns.ts';
import type { Clock } from './handler.ts';
import { dutiesNow } from './occurrence-now.ts';
import { administratorsOf } from './tell-unreachable.ts';

/** Finds reminders that are due. One process at a time does so. */
export type Reminding = {
  /** Leaves a notice of whatever reminders are due, one message for each channel. With nothing due it looks at one instant. */
  leave(clock: Clock): Promise<void>;
  /** Forgets what was worked out: another process may have reminded since. */
  forget(): void;
};

/** Reminding for all agreements. What it remembers between rounds is in the store too, and is worked out again after a start. */
export function openReminding(stores: Stores): Reminding {
  let index: ReminderIndex | undefined;
  const settings = new Map<string, DutySettings>();
  /** The agreements of which something is due that has to wait for a working day. */
  const waiting = new Set<string>();
  let seenUpTo: Day | undefined;
  let { agreements, partnership } = stores;
  const forget = () => {
    index = undefined;
    settings.clear();
    waiting.clear();
    ({ agreements, partnership } = stores);
  };
  return {
    forget,
    async leave(clock) {
      // Changed files were taken up since.
      if (agreements !== stores.agreements || partnership !== stores.partnership) forget();
      if (index === undefined) {
        index = openReminderIndex(stores.agreements.keys());
        seenUpTo = await stores.duties.seenUpTo();
      }
      // Forgetting meanwhile begins with the next round.
      const current = index;
      const { changed, failures } = await announceUntold(stores, clock);
      for (const agreement of changed) {
        settings.delete(agreement);
        current.changed(agreement);
      }
      for await (const id of current.eachDue(clock.now())) {
        // What cannot be read of one agreement holds up no other.
        const looked = await lookAt(id, { stores, clock, settings, seenUpTo }).catch((error: unknown) => void failures.push(error));
        if (looked === undefined) continue;
        current.put(id, looked.nextAt);
        if (looked.waits) waiting.add(id);
        else waiting.delete(id);
      }
      if (failures.length > 0) throw failures[0];
      if (waiting.size > 0 || seenUpTo === clock.today()) return;
      await stores.duties.sawUpTo(clock.today());
      seenUpTo = clock.today();
    },
  };
}

type Looking = { stores: Stores; clock: Clock; settings: Map<string, DutySettings>; seenUpTo: Day | undefined };

/** Looks at one agreement. @returns when to look again; `waits` says that something is due and has to wait for a working day */
async function lookAt(
  id: string,
  { stores, clock, settings: known, seenUpTo }: Looking,
): Promise<{ nextAt: string | null; waits: boolean }> {
  const agreement = stores.agreements.get(id);
  if (agreement === undefined) return { nextAt: null, waits: false };
  const now = clock.now();
  const settings = known.get(id) ?? (await begin(agreement, stores, clock));
  known.set(id, settings);
  const standings = await standingsOf(agreement, settings, stores);
  const states = new Map([...standings].map(([occurrence, standing]) => [occurrence, stateOf(standing)]));
  const from = [settings.since!, seenUpTo ?? settings.since!].sort().at(-1)!;
  const due = plannedReminders(agreement, settings, states, from, clock.today()).filter((one) => one.at <= now && isOpen(one, standings));
  const nextAt = nextReminderAt(agreement, settings, states, now);
  if (due.length === 0) return { nextAt, waits: false };
  const opensAt = opening(settings, now);
  if (opensAt > now) return { nextAt: opensAt, waits: true };
  await remind(agreement, settings, due, stores, clock);
  return { nextAt, waits: false };
}

/** Reads the settings of an agreement, which begins to be reminded of if it was not; what it leaves open is asked for, once. */
async function begin(agreement: AgreementRecord, stores: Stores, clock: Clock): Promise<DutySettings> {
  const settings = await stores.duties.settingsOf(agreement);
  for (const { duty } of awaitedSettings(agreement, settings))
    await tellAdministrators({ is: 'setting-awaits', duty: duty.id }, `setting ${agreement.id} ${duty.id}`, agreement, stores, clock);
  return settings.since === null ? { ...settings, since: await stores.duties.begin(agreement.id, clock.today()) } : settings;
}

/** Once for each request. Of an agreement that nobody here works under there is nothing to tell. */
async function tellAdministrators(
  about: NoticeAbout,
  requestId: string,
  agreement: AgreementRecord,
  { partnership, notices }: Stores,
  clock: Clock,
): Promise<void> {
  if (!isInUse({ agreement, partnership, today: clock.today() })) return;
  const source = { requestId, agreement: agreement.id, at: clock.now() };
  await notices.leave(about, toPeople(administratorsOf(agreement.id, partnership, clock)), source);
}

async function standingsOf(agreement: AgreementRecord, settings: DutySettings, stores: Stores): Promise<ReadonlyMap<string, Standing>> {
  const duties = new Map(settledDuties(agreement, settings).map((settled) => [settled.duty.id, settled]));
  const events = await stores.occurrences.all(agreement.id);
  return new Map(
    [...events].flatMap(([occurrence, its]) => {
      const settled = duties.get(occurrence.split('/')[0]!);
      return settled === undefined ? [] : [[occurrence, standingOf(its, partsOf(settled))] as const];
    }),
  );
}

/** Nothing is said of what is done, nor late of what was done when it would have been said. */
function isOpen({ duty, occurrence, at }: Reminder, standings: ReadonlyMap<string, Standing>): boolean {
  const standing = standings.get(`${duty}/${occurrence}`);
  return standing === undefined || (standing.done === null && at > (standing.reopened?.at ?? ''));
}

/** When reminders may next be said: from nine on a working day. */
function opening(settings: DutySettings, now: string): string {
  const days = daysFor(settings);
  const today = dayAt(now);
  const opens = instantInLondon(today, REMINDER_HOUR);
  if (days.isWorking(today)) return opens;
  return instantInLondon(days.onOrAfter(addDaysTo(today, 1)), REMINDER_HOUR);
}

/** Leaves one message of all that is due and was not said. Where no channel wants it, the administrators hear of that, once. */
async function remind(
  agreement: AgreementRecord,
  settings: DutySettings,
  due: readonly Reminder[],
  stores: Stores,
  clock: Clock,
): Promise<void> {
  const { partnership } = stores;
  const given = new Set((await stores.reminders.of(agreement.id)).flatMap(({ items }) => items.flatMap(idsOf)));
  const fresh = due.filter((one) => !given.has(`${one.duty}/${one.occurrence}/${one.dayOn}`));
  if (fresh.length === 0) return;
  const rooms = reminderRooms(partnership, agreement.id).map(({ to }): Recipient => to);
  if (rooms.length === 0)
    await tellAdministrators({ is: 'no-reminder-room' }, `no reminder room ${agreement.id}`, agreement, stores, clock);
  const names = fresh.map(({ duty, occurrence }) => ({ duty, key: occurrence }));
  const leads = leadsToAsk(names, await dutiesNow(agreement, stores), stores, clock);
  const to = [...rooms, ...toPeople([...new Set([...seniorsOf(agreement, settings, fresh), ...leads])])];
  if (to.length === 0) return;
  const id = fresh.map(reminderId).join(' ');
  const number = await stores.reminders.add(agreement.id, { because: 'due', at: clock.now(), items: itemsOf(fresh), to }, id);
  await leaveReminding(agreement.id, number, stores, clock);
}

function seniorsOf(agreement: AgreementRecord, settings: DutySettings, due: readonly Reminder[]): string[] {
  const late = new Set(due.filter(seniorIsTold).map(({ duty }) => duty));
  const seniors = settledDuties(agreement, settings).flatMap(({ duty, senior }) => (late.has(duty.id) && senior !== null ? [senior] : []));
  return [...new Set(seniors)];
}

/** One for each occurrence, with all the days it ought to have been spoken of. */
function itemsOf(due: readonly Reminder[]): RemindedItem[] {
  return [...Map.groupBy(due, ({ duty, occurrence }) => `${duty}/${occurrence}`).values()].map((all) => ({
    duty: all[0]!.duty,
    key: all[0]!.occurrence,
    days: all.map(({ dayOn }) => dayOn),
    overdue: Math.max(...all.map(({ overdueCount }) => overdueCount)),
  }));
}

function idsOf({ duty, key, days }: RemindedItem): string[] {
  return days.map((day) => `${duty}/${key}/${day}`);
}
