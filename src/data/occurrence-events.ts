import { z } from 'zod';
import { isDay } from './days.ts';
import type { OccurrenceState } from './reminder-plan.ts';
import type { SettledDuty } from './settled-duties.ts';

/*
 * What becomes of an occurrence: one event for each thing somebody did, in the order they were kept. Nothing is overwritten. An event that
 * comes when there is nothing left to do (a second “done”) is kept and does not count.
 */

/** Who did it, by the e-mail address, and when. */
const made = { by: z.string(), at: z.string() };
const day = z.string().refine(isDay);
/** What of a duty that has several parts; without it, all of it. */
const part = z.string().optional();

export const occurrenceEvent = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('done'), ...made, onDay: day, note: z.string().optional(), part }),
  z.strictObject({ is: z.literal('reopened'), ...made, reason: z.string(), part }),
  /** Quiet until that day. The day it is due stays. */
  z.strictObject({ is: z.literal('snoozed'), ...made, until: day }),
  z.strictObject({ is: z.literal('handed over'), ...made, to: z.string() }),
]);
export type OccurrenceEvent = z.infer<typeof occurrenceEvent>;
type EventOf<Is extends OccurrenceEvent['is']> = Extract<OccurrenceEvent, { is: Is }>;

/** Where an occurrence stands after all that happened to it. */
export type Standing = {
  /** Everything that is to be done, each by the event that did it; a duty without parts has one, named ''. */
  parts: ReadonlyMap<string, EventOf<'done'> | null>;
  /** The event by which the last of it was done; null while anything is open. */
  done: EventOf<'done'> | null;
  reopened: EventOf<'reopened'> | null;
  /** The last snooze, unless it was done or reopened since. */
  snoozed: EventOf<'snoozed'> | null;
  handedOver: EventOf<'handed over'> | null;
  /** Every event, in order, and whether it counted. */
  history: readonly { event: OccurrenceEvent; counted: boolean }[];
};

/** What must be done for a duty to be done: each thing in each area; '' alone for a duty that is one thing. */
export function partsOf({ duty, areas }: Pick<SettledDuty, 'duty' | 'areas'>): string[] {
  if (areas.length === 0) return duty.allOf.length === 0 ? [''] : [...duty.allOf];
  return areas.flatMap((area) => (duty.allOf.length === 0 ? [area] : duty.allOf.map((thing) => partIn(area, thing))));
}

/** One thing in one area, as one text. */
export function partIn(area: string, thing: string): string {
  return `${area}: ${thing}`;
}

/** Where an occurrence stands. @param parts what must be done for it to be done (`partsOf`); an event about another part does not count */
export function standingOf(events: readonly OccurrenceEvent[], parts: readonly string[]): Standing {
  const open: Standing = {
    parts: new Map(parts.map((one) => [one, null])),
    done: null,
    reopened: null,
    snoozed: null,
    handedOver: null,
    history: [],
  };
  return events.reduce((before, event) => {
    const after = withEvent(before, event);
    return { ...(after ?? before), history: [...before.history, { event, counted: after !== null }] };
  }, open);
}

/** Null where the event leaves nothing to do. */
function withEvent(before: Standing, event: OccurrenceEvent): Standing | null {
  switch (event.is) {
    case 'done':
      return whenMarked(before, event, (found) => found === null && event, { snoozed: null });
    case 'reopened':
      return whenMarked(before, event, (found) => found !== null && null, { reopened: event, snoozed: null });
    case 'snoozed':
      return before.done === null ? { ...before, snoozed: event } : null;
    case 'handed over':
      return before.done === null && before.handedOver?.to !== event.to ? { ...before, handedOver: event } : null;
    default:
      return event satisfies never;
  }
}

/** @param mark what becomes of a part; false leaves it as it is */
function whenMarked(
  before: Standing,
  event: EventOf<'done'> | EventOf<'reopened'>,
  mark: (found: EventOf<'done'> | null) => EventOf<'done'> | null | false,
  also: Partial<Standing>,
): Standing | null {
  const marked = [...before.parts].flatMap(([name, found]) => {
    const becomes = event.part === undefined || event.part === name ? mark(found) : false;
    return becomes === false ? [] : [[name, becomes] as const];
  });
  if (marked.length === 0) return null;
  const parts = new Map([...before.parts, ...marked]);
  const whole = [...parts.values()].every((one) => one !== null);
  return { ...before, ...(whole || event.is === 'reopened' ? also : {}), parts, done: whole ? (event as EventOf<'done'>) : null };
}

/** The same as the rules of reminding see it. */
export function stateOf({ done, snoozed, handedOver }: Standing): OccurrenceState {
  return {
    ...(done === null ? {} : { doneAt: done.at }),
    ...(snoozed === null ? {} : { snoozed: { at: snoozed.at, until: snoozed.until } }),
    ...(handedOver === null ? {} : { handedTo: handedOver.to }),
  };
}
