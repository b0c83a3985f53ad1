import type { AgreementRecord } from '../data/agreement-record.ts';
import { writeNumber } from '../data/benefit-numbers.ts';
import { type Asking, mayUndo } from '../data/benefit-rules.ts';
import { type Rulebook, type Split, splitOf } from '../data/benefit-totals.ts';
import type { Benefit, BenefitClass, BenefitEvent, BenefitFacts } from '../data/benefits.ts';
import { dayAt, writeDay } from '../data/days.ts';
import { writeMoney } from '../data/money.ts';
import type { Partnership } from '../data/partnership.ts';
import { writePeriod } from '../data/period.ts';
import type { Clock } from './handler.ts';
import type { Button, Part } from './reply.ts';
import type { ButtonValue } from './request.ts';

/** `£12,400, cashable, July to September 2015`, and what else tells one entry from another. */
export function summaryOf({ amountPence, class: of, period, standing, recurs, fullYearPence }: BenefitFacts): string {
  return [
    ...(amountPence === null ? [] : [writeMoney(amountPence)]),
    of,
    writePeriod(period),
    ...(standing === 'planned' ? ['planned'] : []),
    ...(recurs === 'yearly' ? [fullYearPence === undefined ? 'yearly' : `${writeMoney(fullYearPence)} in a full year`] : []),
  ].join(', ');
}

/** An entry on one line of a list. */
export function lineOf({ number, facts, verified, state }: Benefit): string {
  const stands = state === 'in the log' ? (verified === null ? '' : ' (verified)') : ` (${state})`;
  return `${writeNumber(number)}: ${facts.what}. ${capital(summaryOf(facts))}${stands}`;
}

/** What it is about, in a sentence, with the clause it stems from. */
export function aboutOf({ what, clause }: BenefitFacts): string {
  return `${what}${/[.!?]$/.test(what) ? '' : '.'}${clause === undefined ? '' : ` From ${clause}.`}`;
}

/** How an entry is split between the partners, or why it is not. Nothing for an entry without an amount. */
export function splitParts(facts: BenefitFacts, rulebook: Rulebook, agreement: AgreementRecord): Part[] {
  const split = splitOf(facts, rulebook);
  const text = sentenceOfSplit(split, agreement);
  return text === null ? [] : [{ is: 'paragraph', text }];
}

function sentenceOfSplit(split: Split, agreement: AgreementRecord): string | null {
  switch (split.is) {
    case 'split': {
      const parts = split.parts.map(({ partner, pence }) => `${shortName(partner, agreement)} ${writeMoney(pence)}`);
      return `${parts.join(' · ')}, by the protocol of ${writeDay(split.protocol.from)}.`;
    }
    case 'awaiting':
      return awaits(split.organisations, agreement);
    case 'no protocol':
      return 'It is not apportioned: no protocol is in force on the first day of its period.';
    case 'no amount':
      return null;
    default:
      return split satisfies never;
  }
}

/** Whose approval of the protocol is still to come. */
export function awaits(organisations: readonly string[], agreement: AgreementRecord): string {
  return `Apportionment awaits approval by ${listed(organisations.map((id) => fullName(id, agreement)))}.`;
}

/** A partner as the agreement names it. */
export function fullName(id: string, agreement: AgreementRecord): string {
  return agreement.parties.find((party) => party.id === id)?.name ?? id;
}

/** A partner’s short name in the agreement: `Council`. */
export function shortName(id: string, agreement: AgreementRecord): string {
  return agreement.parties.find((party) => party.id === id)?.short ?? id;
}

/** `one`, `one and two`, `one, two and three`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** A person by the e-mail address an event was kept with. */
export function personNamed(email: string, partnership: Partnership): string {
  return partnership.people.find((one) => one.email === email)?.name ?? email;
}

/** `22 November 2015`, the day an event was kept. */
export function dayOfEvent({ at }: { at: string }): string {
  return writeDay(dayAt(at));
}

const DID: Readonly<Record<BenefitEvent['is'], string>> = {
  logged: 'logged',
  suggested: 'suggested',
  accepted: 'put in the log',
  declined: 'declined',
  amended: 'corrected',
  verified: 'verified',
  withdrawn: 'withdrawn',
  undone: 'undone',
};

/** Everything that happened to an entry, one line each, in order. */
export function historyOf({ history }: Benefit, partnership: Partnership): string[] {
  return history.map(({ event, counted }) => {
    const reason = 'reason' in event && event.reason !== undefined ? `: ${event.reason}` : '';
    const facts = 'facts' in event && event.facts !== undefined ? ` (${summaryOf(event.facts)})` : '';
    const late = counted ? '' : ' (came too late to count)';
    return `${capital(DID[event.is])} by ${personNamed(event.by, partnership)}, ${dayOfEvent(event)}${facts}${reason}${late}`;
  });
}

/** What a button about an entry carries. */
export function entryValue({ agreement, number }: Benefit): ButtonValue {
  return { a: agreement, n: String(number) };
}

/** Undo, while it stands; and the way to the log. */
export function afterButtons(benefit: Benefit, asking: Asking, clock: Clock): Button[] {
  return [
    ...(mayUndo(asking, benefit, clock.now()).ok ? [{ name: 'undo-benefit' as const, label: 'Undo', value: entryValue(benefit) }] : []),
    { name: 'show-benefit', label: `See ${writeNumber(benefit.number)}`, value: entryValue(benefit) },
    { name: 'list-benefits', label: 'See the log', value: { a: benefit.agreement } },
  ];
}

/** A class as it begins a line. */
export function classLabel(of: BenefitClass): string {
  return capital(of);
}

function capital(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}
