import type { AgreementRecord } from '../data/agreement-record.ts';
import { mayTend, type Tending } from '../data/duty-rules.ts';
import type { OccurrenceEvent } from '../data/occurrence-events.ts';
import { stateOf } from '../data/occurrence-events.ts';
import type { Recipient } from '../data/outbox.ts';
import type { Person } from '../data/partnership.ts';
import { findPerson } from '../data/people.ts';
import { occurrenceId, ownerNow } from '../data/reminder-plan.ts';
import type { Stores } from '../data/stores.ts';
import { announceEvent } from './announce-duties.ts';
import { refuseTo } from './benefit-request.ts';
import type { Clock } from './handler.ts';
import { afterEvents, dutiesNow, type OccurrenceNow, occurrenceNamed } from './occurrence-now.ts';
import { occurrenceButtons, occurrenceParts } from './reminder-parts.ts';
import { type Button, type Message, message, type Part, type Reply } from './reply.ts';
import type { ButtonValue, Request } from './request.ts';
import { remindingFor } from './tell-reminder.ts';

/** The longest text somebody adds to an occurrence: a note, a reason, what was raised. */
export const NOTE_LONGEST = 1000;

/** What a button or a form that was sent in carries. */
export function carriedBy({ act }: Request): ButtonValue | undefined {
  return act.is === 'pressed' ? act.value : act.is === 'submitted' ? act.context : undefined;
}

/** What was filled in, without spaces around it. */
export function textIn({ act }: Request, field: string): string {
  return act.is === 'submitted' ? (act.values[field] ?? '').trim() : '';
}

/** Who asks, under an agreement. */
export function tendingUnder(agreement: AgreementRecord, request: Request, { partnership }: Stores, clock: Clock): Tending {
  return { person: findPerson(partnership, request.asker), agreement, partnership, today: clock.today() };
}

/** An occurrence somebody wants to do something about, and who they are. */
export type OccurrenceAsked = { now: OccurrenceNow; person: Person };

/** The occurrence a press or a form names, for those who may tend it; else what they are answered. */
export async function occurrenceFor(
  request: Request,
  stores: Stores,
  clock: Clock,
): Promise<({ ok: true } & OccurrenceAsked) | { ok: false; reply: Reply }> {
  const value = carriedBy(request);
  if (value === undefined) return { ok: false, reply: { kind: 'silence' } };
  const refuse = (reason: string) => ({ ok: false as const, reply: refuseTo(request, reason) });
  const agreement = stores.agreements.get(value.a ?? '');
  if (agreement === undefined) return refuse('That agreement is not held here any more. Nothing was changed.');
  const tending = tendingUnder(agreement, request, stores, clock);
  const now = occurrenceNamed({ duty: value.d ?? '', key: value.o ?? '' }, await dutiesNow(agreement, stores), stores, clock);
  const may = mayTend(tending, now === undefined ? null : ownerNow(now.settled, stateOf(now.standing)));
  if (!may.ok) return refuse(may.reason);
  if (now === undefined) return refuse('That date is not among the duties any more. Ask “what’s coming up?” for those that are.');
  return { ok: true, now, person: may.person };
}

/**
 * Keeps an event of an occurrence and has every message about it changed.
 * @returns the occurrence after it, and whether it counted: of two people at once, the second finds nothing left to do
 */
export async function addEvent(
  { now }: OccurrenceAsked,
  event: OccurrenceEvent,
  request: Request,
  stores: Stores,
  clock: Clock,
): Promise<{ now: OccurrenceNow; counted: boolean }> {
  const { agreement } = now;
  const occurrence = occurrenceId(now.occurrence);
  const { events, number } = await stores.occurrences.add(agreement.id, occurrence, event, request.id);
  const after = afterEvents(now, events);
  const { counted } = after.standing.history[number - 1]!;
  if (counted) await announceEvent({ agreement: agreement.id, occurrence, number }, stores, clock);
  return { now: after, counted };
}

/**
 * What somebody sees who has done something: the message of reminders they pressed on, as it stands now, in its place; anywhere else the
 * occurrence itself. @param said what to say first where it is not seen from the occurrence
 */
export async function confirmation(
  now: OccurrenceNow,
  said: string | null,
  request: Request,
  stores: Stores,
  clock: Clock,
): Promise<Message> {
  const { n } = carriedBy(request) ?? {};
  const posted = n === undefined ? null : await postedMessage(now.agreement.id, Number(n), request, stores, clock);
  if (posted !== null) return { ...posted, pressed: 'replaced' };
  const first: Part[] = said === null ? [] : [{ is: 'paragraph', text: said }];
  return message('asker', [...first, ...occurrenceParts(now)] as [Part, ...Part[]], occurrenceButtons(now), 'replaced');
}

/** The message of reminders that stands where something was pressed; null where none was posted there, whatever a button says. */
async function postedMessage(agreement: string, number: number, request: Request, stores: Stores, clock: Clock): Promise<Message | null> {
  const reminding = (await stores.reminders.of(agreement))[number - 1];
  const to = reminding?.to.find((one) => isHere(one, request, stores));
  return to === undefined ? null : remindingFor({ agreement, number, to }, 'again', stores, clock);
}

function isHere(to: Recipient, { asker, channel }: Request, { partnership }: Stores): boolean {
  if (to.is === 'room') return channel !== null && to.platform === asker.platform && lastPart(to.id) === lastPart(channel);
  return to.is === 'person' && channel === null && findPerson(partnership, asker)?.email === to.email;
}

/** Slack’s ids may have the workspace before them. */
function lastPart(id: string): string {
  return id.split('/').at(-1)!;
}

/** Said to somebody who comes too late, with how it stands. */
export function tooLate(said: string, now: OccurrenceNow): Message {
  return message('asker', [{ is: 'heading', text: said }, ...occurrenceParts(now)], occurrenceButtons(now));
}

/** Shows one occurrence, with what can be done about it. */
export async function showDuty(request: Request, stores: Stores, clock: Clock): Promise<Reply> {
  const asked = await occurrenceFor(request, stores, clock);
  if (!asked.ok) return asked.reply;
  const list: Button = { name: 'list-duties', label: 'See the whole list', value: { a: asked.now.agreement.id } };
  return message('asker', occurrenceParts(asked.now), [...occurrenceButtons(asked.now), list]);
}
