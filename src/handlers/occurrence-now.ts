import type { AgreementRecord } from '../data/agreement-record.ts';
import type { Day } from '../data/days.ts';
import type { DutySettings } from '../data/duty-settings.ts';
import { findOccurrence } from '../data/find-occurrence.ts';
import { type OccurrenceEvent, partsOf, type Standing, standingOf } from '../data/occurrence-events.ts';
import type { Occurrence } from '../data/occurrences.ts';
import type { Partnership } from '../data/partnership.ts';
import { occurrenceId } from '../data/reminder-plan.ts';
import { type SettledDuty, settledDuties } from '../data/settled-duties.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock } from './handler.ts';

/** An occurrence as it stands now, with all it is put into words with. */
export type OccurrenceNow = {
  agreement: AgreementRecord;
  settings: DutySettings;
  settled: SettledDuty;
  occurrence: Occurrence;
  standing: Standing;
  partnership: Partnership;
  today: Day;
};

/** An occurrence by the id of its duty and its key. */
export type OccurrenceName = { duty: string; key: string };

/** All that is known of the duties of one agreement, read once. */
export type DutiesNow = {
  agreement: AgreementRecord;
  settings: DutySettings;
  duties: readonly SettledDuty[];
  events: ReadonlyMap<string, readonly OccurrenceEvent[]>;
};

/** Reads what is known of the duties of an agreement. */
export async function dutiesNow(agreement: AgreementRecord, stores: Stores): Promise<DutiesNow> {
  const [settings, events] = await Promise.all([stores.duties.settingsOf(agreement), stores.occurrences.all(agreement.id)]);
  return { agreement, settings, duties: settledDuties(agreement, settings), events };
}

/** The same as the document alone has it, for those who do not work under the agreement: what became of it is not theirs to read. */
export function asTheDocumentSays({ agreement, settings }: DutiesNow): DutiesNow {
  const own = { nation: settings.nation, bankHolidays: settings.bankHolidays, duties: [], raised: [], since: null };
  return { agreement, settings: own, duties: settledDuties(agreement, own), events: new Map() };
}

/** An occurrence that was asked for by name; undefined when there is none such any more. */
export function occurrenceNamed(
  { duty, key }: OccurrenceName,
  known: DutiesNow,
  { partnership }: Pick<Stores, 'partnership'>,
  clock: Clock,
): OccurrenceNow | undefined {
  const settled = known.duties.find((one) => one.duty.id === duty);
  const occurrence = settled === undefined ? undefined : findOccurrence(settled, known.settings, key);
  return settled === undefined || occurrence === undefined ? undefined : asItStands(settled, occurrence, known, partnership, clock.today());
}

/** An occurrence of a duty, as it stands. One that was raised says what it is about. */
export function asItStands(
  settled: SettledDuty,
  occurrence: Occurrence,
  { agreement, settings, events }: DutiesNow,
  partnership: Partnership,
  today: Day,
): OccurrenceNow {
  const about = settings.raised.find((one) => one.duty === settled.duty.id && one.key === occurrence.key)?.what;
  return {
    agreement,
    settings,
    settled: about === undefined ? settled : { ...settled, duty: { ...settled.duty, what: `${settled.duty.what} (${about})` } },
    occurrence,
    standing: standingOf(events.get(occurrenceId(occurrence)) ?? [], partsOf(settled)),
    partnership,
    today,
  };
}

/** The same occurrence after something else happened to it. */
export function afterEvents(now: OccurrenceNow, events: readonly OccurrenceEvent[]): OccurrenceNow {
  return { ...now, standing: standingOf(events, [...now.standing.parts.keys()]) };
}
