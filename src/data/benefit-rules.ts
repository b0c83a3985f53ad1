import type { AgreementRecord } from './agreement-record.ts';
import { writeNumber } from './benefit-numbers.ts';
import { type Benefit, counts, type LaterEvent } from './benefits.ts';
import { type Day, dayInLondon, writeDay } from './days.ts';
import type { Partnership, Person } from './partnership.ts';
import { holdersOf, secondmentsOn } from './people.ts';
import { allowed, type Permission, refused } from './permission.ts';

/** Undo stands on a confirmation for so long. */
export const UNDO_WITHIN_MS = 10 * 60 * 1000;

/** What the rules look at: who asks (undefined: nobody the partnership file knows), under which agreement, and on which day. */
export type Asking = { person: Person | undefined; agreement: AgreementRecord; partnership: Partnership; today: Day };

/** The director and the deputies who keep the log of an agreement today. Darlington 11(q). */
export function keepersOf({ agreement, partnership, today }: Omit<Asking, 'person'>): Person[] {
  return ['director-of-commissioning', 'deputy'].flatMap((role) => holdersOf(partnership, role, agreement.id, today));
}

/** The partners of an agreement a person is finance lead of, by organisation id. */
export function partnersLedBy({ person, agreement }: Asking): string[] {
  return agreement.parties.map(({ id }) => id).filter((id) => person?.roles.includes(`finance-lead:${id}`));
}

/**
 * Whether a person may read the log of an agreement: everyone with a current post under it, and the partners’ finance leads. The refusal
 * is the same whether or not the log holds anything. Darlington 11(r), 11(s).
 */
export function mayRead(asking: Asking): Permission {
  if (hasPost(asking) || partnersLedBy(asking).length > 0) return allowed({});
  return refused(`Only people who work under the ${asking.agreement.name} today, and its partners’ finance leads, can read its log.`);
}

/** Whether a person may add to the log: the Director of Commissioning or a named deputy, with a current post. Darlington 11(q). */
export function mayLog(asking: Asking): Permission {
  if (isKeeper(asking)) return allowed({});
  const keepers = namesOf(keepersOf(asking));
  const instead = maySuggest(asking).ok
    ? keepers === ''
      ? ' You can suggest this entry, but nobody is named today to accept it.'
      : ` You can suggest this entry; ${keepers} can accept it.`
    : keeperSentence(keepers);
  return refused(`Only the Director of Commissioning or a named deputy adds to the log.${instead}`);
}

/** Whether a person may suggest an entry: everyone with a current post under the agreement, on whatever terms. */
export function maySuggest(asking: Asking): Permission {
  if (hasPost(asking)) return allowed({});
  return refused(
    `Only people who work under the ${asking.agreement.name} today can suggest an entry.${keeperSentence(namesOf(keepersOf(asking)))}`,
  );
}

/*
 * The rules below are about one entry. Whoever may not read the log is told only that, so that a refusal does not say the entry exists.
 */

/** Whether a person may accept, decline, correct or withdraw an entry: those who may log. Its suggester may withdraw a suggestion. */
export function mayKeep(asking: Asking, is: 'accepted' | 'declined' | 'amended' | 'withdrawn', benefit: Benefit): Permission {
  const readable = mayRead(asking);
  if (!readable.ok) return readable;
  const own = is === 'withdrawn' && benefit.state === 'suggested' && benefit.history[0]?.event.by === asking.person?.email;
  if (!isKeeper(asking) && !(own && hasPost(asking)))
    return refused(`Only the Director of Commissioning or a named deputy can do that.${keeperSentence(namesOf(keepersOf(asking)))}`);
  return ifItCounts(asking, is, benefit);
}

/**
 * Whether a person may verify an entry: a finance lead of a partner, never anyone who made, accepted or corrected it.
 * @returns with permission, the organisation it is verified for
 */
export function mayVerify(asking: Asking, benefit: Benefit): Permission<{ organisation: string }> {
  const readable = mayRead(asking);
  if (!readable.ok) return readable;
  const [organisation] = partnersLedBy(asking);
  const others = namesOf(verifiersOf(asking, benefit));
  const instead = others === '' ? ' Nobody else is named as finance lead of a partner.' : ` ${others} can.`;
  if (organisation === undefined) return refused(`Only a finance lead of a partner verifies an entry.${instead}`);
  if (madeBy(benefit).has(asking.person!.email)) return refused(`Nobody verifies an entry they logged or changed themselves.${instead}`);
  const counted = ifItCounts(asking, 'verified', benefit);
  return counted.ok ? allowed({ organisation }) : counted;
}

/** Whether a person may undo an entry: whoever put it there, within ten minutes, unless it has been verified since. */
export function mayUndo(asking: Asking, benefit: Benefit, now: string): Permission {
  const readable = mayRead(asking);
  if (!readable.ok) return readable;
  const made = benefit.logged ?? benefit.history[0]!.event;
  const withdraw = `${namesOf(keepersOf(asking)) || 'The Director of Commissioning'} can withdraw it, with a reason.`;
  if (made.by !== asking.person?.email) return refused(`Only whoever made an entry can undo it. ${withdraw}`);
  const counted = ifItCounts(asking, 'undone', benefit);
  if (!counted.ok) return counted;
  if (Date.parse(now) - Date.parse(made.at) > UNDO_WITHIN_MS) return refused(`An entry can be undone for ten minutes. ${withdraw}`);
  return allowed({});
}

/** Refuses what another has already done, and says who and when. */
function ifItCounts({ partnership }: Asking, is: LaterEvent['is'], benefit: Benefit): Permission {
  if (counts(benefit, is)) return allowed({});
  const last = benefit.history.findLast(({ counted }) => counted)!.event;
  const told = benefit.verified ?? last;
  const who = partnership.people.find((one) => one.email === told.by)?.name ?? told.by;
  const was = benefit.verified ? 'verified' : benefit.state === 'in the log' ? 'put in the log' : benefit.state;
  const already = is === 'verified' && benefit.state === 'suggested' ? 'has only been' : 'was already';
  return refused(`${writeNumber(benefit.number)} ${already} ${was}: ${who}, on ${writeDay(dayInLondon(new Date(told.at)))}.`);
}

function hasPost({ person, agreement, today }: Asking): boolean {
  return person !== undefined && secondmentsOn(person, today).some((held) => held.agreement === agreement.id);
}

function isKeeper(asking: Asking): boolean {
  return keepersOf(asking).some((keeper) => keeper.email === asking.person?.email);
}

function madeBy(benefit: Benefit): Set<string> {
  return new Set(benefit.history.filter(({ event }) => 'facts' in event || event.is === 'accepted').map(({ event }) => event.by));
}

function verifiersOf({ partnership, agreement }: Asking, benefit: Benefit): Person[] {
  const made = madeBy(benefit);
  const leads = agreement.parties.map(({ id }) => `finance-lead:${id}`);
  return partnership.people.filter(({ email, roles }) => !made.has(email) && roles.some((role) => leads.includes(role)));
}

function namesOf(people: readonly Person[]): string {
  return [...new Set(people.map(({ name }) => name))].join(' or ');
}

function keeperSentence(keepers: string): string {
  return keepers === '' ? ' Nobody is named for that today.' : ` That is ${keepers}.`;
}
