import type { AgreementRecord } from '../data/agreement-record.ts';
import { readNumber, writeNumber } from '../data/benefit-numbers.ts';
import { type Asking, mayRead } from '../data/benefit-rules.ts';
import type { Benefit, LaterEvent } from '../data/benefits.ts';
import { findPerson } from '../data/people.ts';
import { allowed, type Permission, refused } from '../data/permission.ts';
import type { Stores } from '../data/stores.ts';
import { split } from '../data/words.ts';
import { theAgreement } from './cite.ts';
import type { Clock } from './handler.ts';
import { type Message, message, type Reply } from './reply.ts';
import type { ButtonValue, Request } from './request.ts';
import { choiceOfAgreement, whichAgreement } from './which-agreement.ts';

/** An entry somebody asks about, and who they are under its agreement. Given only to those who may read that log. */
export type EntryAsked = { asking: Asking; benefit: Benefit };

/** Who asks, under an agreement. */
export function askingUnder(agreement: AgreementRecord, request: Request, stores: Stores, clock: Clock): Asking {
  const { partnership } = stores;
  return { person: findPerson(partnership, request.asker), agreement, partnership, today: clock.today() };
}

/** The agreement a button or form names, for those who may read its log. */
export function agreementCarried(value: ButtonValue, request: Request, stores: Stores, clock: Clock): Permission<{ asking: Asking }> {
  const agreement = stores.agreements.get(value.a ?? '');
  if (agreement === undefined) return refused('That agreement is not held here any more. Nothing was changed.');
  const asking = askingUnder(agreement, request, stores, clock);
  const readable = mayRead(asking);
  return readable.ok ? allowed({ asking }) : readable;
}

/**
 * The agreement whose log a sentence is about, for those who may read it: a refusal, or a choice between several, where it is not one.
 * Where one was chosen by a button, it is that one.
 * @param as how the sentence is taken up again when an agreement was chosen
 */
export function agreementOfSentence(
  text: string,
  as: 'benefit' | 'benefits',
  request: Request,
  stores: Stores,
  clock: Clock,
): { ok: true; asking: Asking } | { ok: false; reply: Message } {
  if (request.act.is === 'pressed') {
    const chosen = agreementCarried(request.act.value, request, stores, clock);
    return chosen.ok ? chosen : { ok: false, reply: refusal(chosen.reason) };
  }
  const scope = whichAgreement(text, request, stores, clock);
  const ids = scope.is === 'one' ? [scope.agreement] : scope.agreements;
  const asked = ids.flatMap((id) => {
    const agreement = stores.agreements.get(id);
    return agreement === undefined ? [] : [askingUnder(agreement, request, stores, clock)];
  });
  const readable = asked.filter((asking) => mayRead(asking).ok);
  const named = readable.filter(({ agreement }) => partnerNamed(text, agreement) !== undefined);
  const one = asked.length === 1 ? asked[0]! : readable.length === 1 ? readable[0] : named.length === 1 ? named[0] : undefined;
  if (one !== undefined) {
    const may = mayRead(one);
    return may.ok ? { ok: true, asking: one } : { ok: false, reply: refusal(may.reason) };
  }
  if (readable.length === 0)
    return {
      ok: false,
      reply: refusal('Accord knows of no agreement you work under today. Its administrator keeps the partnership file.'),
    };
  const choices = choiceOfAgreement(
    text.slice(0, SENTENCE_IN_A_BUTTON),
    stores.agreements,
    readable.map(({ agreement }) => agreement.id),
  );
  return {
    ok: false,
    reply: message(
      'asker',
      [{ is: 'heading', text: 'Which agreement’s log?' }],
      choices.map((button) => ({ ...button, value: { ...button.value, as } })),
    ),
  };
}

const SENTENCE_IN_A_BUTTON = 600;

/** The partner of an agreement a text names, by organisation id. */
export function partnerNamed(text: string, agreement: AgreementRecord): string | undefined {
  const words = ` ${split(text).join(' ')} `;
  const names = agreement.parties.flatMap(({ id, name, short, aliases }) => [name, short, ...aliases].map((one) => ({ id, one })));
  return names.filter(({ one }) => words.includes(` ${split(one).join(' ')} `)).sort((a, b) => b.one.length - a.one.length)[0]?.id;
}

/** The entry a button or form names (`a` and `n`). Those who may not read the log learn nothing of what it holds. */
export async function entryCarried(value: ButtonValue, request: Request, stores: Stores, clock: Clock): Promise<Permission<EntryAsked>> {
  const carried = agreementCarried(value, request, stores, clock);
  if (!carried.ok) return carried;
  const { asking } = carried;
  const number = readNumber(value.n ?? '');
  const benefit = number === null ? undefined : await stores.benefits.get(asking.agreement.id, number);
  if (benefit !== undefined) return allowed({ asking, benefit });
  return refused(`The log of ${theAgreement(asking.agreement)} has no entry ${number === null ? 'of that number' : writeNumber(number)}.`);
}

/** Who did something, and when, for an event of the log. @throws Error when nobody the partnership file knows asked: the rules refuse them first */
export function madeBy({ person }: Asking, clock: Clock): { by: string; at: string } {
  if (person === undefined) throw new Error('an event of the log is made by somebody the partnership file knows');
  return { by: person.email, at: clock.now() };
}

/** What a rule says of somebody and an entry: who may do a thing to it, or why not. */
export type EntryRule<T extends object> = (asking: Asking, benefit: Benefit) => Permission<T>;

/** The entry a press or a form is about, for somebody the rule lets do it, with what the rule gave; else what they are answered. */
export async function entryFor<T extends object>(
  request: Request,
  may: EntryRule<T>,
  stores: Stores,
  clock: Clock,
): Promise<{ ok: true; entry: EntryAsked & { given: T } } | { ok: false; reply: Reply }> {
  const { act } = request;
  if (act.is !== 'pressed' && act.is !== 'submitted') return { ok: false, reply: { kind: 'silence' } };
  const carried = await entryCarried(act.is === 'pressed' ? act.value : act.context, request, stores, clock);
  if (!carried.ok) return { ok: false, reply: refuseTo(request, carried.reason) };
  const { asking, benefit } = carried;
  const given = may(asking, benefit);
  return given.ok ? { ok: true, entry: { asking, benefit, given } } : { ok: false, reply: refuseTo(request, given.reason) };
}

/** Adds an event to an entry that the rule allowed it on, if it still does once the event is kept: of two people at once, one is told who came first. */
export async function addEvent(
  { asking, benefit }: EntryAsked,
  event: LaterEvent,
  may: EntryRule<object>,
  request: Request,
  stores: Stores,
): Promise<{ ok: true; benefit: Benefit } | { ok: false; reply: Reply }> {
  const added = await stores.benefits.addTo(asking.agreement.id, benefit.number, event, request.id);
  if (added?.counted) return { ok: true, benefit: added.benefit };
  const after = may(asking, added?.benefit ?? benefit);
  const meanwhile = `${writeNumber(benefit.number)} was changed by somebody else meanwhile. Look at it again.`;
  return { ok: false, reply: refuseTo(request, after.ok ? meanwhile : after.reason) };
}

/** A refusal: what is refused, then who can do it instead. In an open form it stands there, and the form stays. */
export function refusal(reason: string): Message {
  const [, first, rest] = /^(.+?[.?])\s+(.+)$/s.exec(reason) ?? [null, reason, ''];
  return message('asker', [{ is: 'heading', text: first! }, ...(rest ? [{ is: 'paragraph' as const, text: rest }] : [])]);
}

/** The same, as the answer to whatever was done: a form that was sent in shows it and stays open. */
export function refuseTo(request: Request, reason: string): Reply {
  return request.act.is === 'submitted' ? { kind: 'rejected', problems: { '': reason } } : refusal(reason);
}
