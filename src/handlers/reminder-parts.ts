import { agreementOn } from '../data/agreement-in-force.ts';
import { findClauseByRef } from '../data/agreements.ts';
import { writeDay, writeWeekday } from '../data/days.ts';
import { nextAfter } from '../data/find-occurrence.ts';
import { noticeTermsOf } from '../data/notice-duties.ts';
import { endOfNotice, lastDayForNotice } from '../data/notice-window.ts';
import { stateOf } from '../data/occurrence-events.ts';
import { writeDue } from '../data/occurrences.ts';
import { daysFor, wakingDay } from '../data/reminder-plan.ts';
import { partnersAsked } from '../data/returns.ts';
import { cite } from './cite.ts';
import type { OccurrenceNow } from './occurrence-now.ts';
import { dueInWords, ownerInWords, whereAndWhose } from './reminder-words.ts';
import type { Button, Part } from './reply.ts';
import type { ButtonValue } from './request.ts';
import { stillToCome } from './return-words.ts';

const A_CALCULATION = 'A calculation, not legal advice.';

/** An occurrence in full: what is due and when, what the clause says, whose it is, and what has become of it so far. */
export function occurrenceParts(now: OccurrenceNow): [Part, ...Part[]] {
  if (now.standing.done !== null) return [{ is: 'paragraph', text: doneInWords(now) }, ...next(now)];
  const { agreement } = now;
  const notice = noticeSentence(now);
  const quiet = [`${agreement.name}.`, ...(notice === null ? [] : [A_CALCULATION]), agreement.standing.dutyCaveat ?? ''];
  return [
    { is: 'heading', text: dueInWords(now.settled, now.occurrence, now.today) },
    { is: 'paragraph', text: `${quoted(now)} ${whose(now)}` },
    ...paragraphs(notice, putOff(now), reopened(now)),
    ...openParts(now),
    { is: 'paragraph', text: quiet.join(' ').trim(), tone: 'quiet' },
  ];
}

/** An occurrence on one line, among others. */
export function occurrenceLine(now: OccurrenceNow): string {
  if (now.standing.done !== null) return doneInWords(now);
  const { settled, occurrence, agreement, partnership, today, standing } = now;
  const left = [...standing.parts].filter(([name, done]) => name !== '' && done === null).map(([name]) => name);
  const open = standing.parts.size > left.length && left.length > 0 ? [`Still open: ${left.join('; ')}.`] : [];
  return [
    dueInWords(settled, occurrence, today),
    whereAndWhose(settled, stateOf(standing), agreement, partnership),
    ...open,
    ...[putOff(now)].filter((one) => one !== null),
  ].join(' ');
}

/** What can be done about an occurrence. @param n the message of reminders the buttons stand on, which changes with what they do */
export function occurrenceButtons({ agreement, settled, occurrence, standing }: OccurrenceNow, n?: number): Button[] {
  const value = { a: agreement.id, d: occurrence.duty, o: occurrence.key, ...(n === undefined ? {} : { n: String(n) }) };
  const button = (name: Button['name'], label: string): Button => ({ name, label, value, opensForm: true });
  if (standing.done !== null) return [button('reopen-duty', 'Reopen')];
  const begun = [...standing.parts.values()].some((one) => one !== null);
  // A joint return is done by giving it.
  const asked = partnersAsked(settled.duty, agreement).length > 0;
  return [
    { ...(asked ? button('return-form', 'Give our return') : button('done-duty', 'Done')), style: 'primary' },
    button('snooze-duty', 'Snooze'),
    button('hand-over-duty', 'Hand over'),
    ...(begun ? [button('reopen-duty', 'Reopen a part')] : []),
  ];
}

const LABEL_LONGEST = 70;

/** A button that shows one of several occurrences. */
export function showButton({ settled, agreement, occurrence }: OccurrenceNow): Button {
  const { what } = settled.duty;
  // Of a rhythm two may stand side by side.
  const which = settled.schedule.is === 'rhythm' ? `, ${writeDue(occurrence)}` : '';
  const room = LABEL_LONGEST - which.length;
  const short = what.length <= room ? what : `${what.slice(0, room).replace(/\s+\S*$/, '')} …`;
  return { name: 'show-duty', label: `${short}${which}`, value: nameOf(agreement.id, occurrence) };
}

function nameOf(agreement: string, { duty, key }: { duty: string; key: string }): ButtonValue {
  return { a: agreement, d: duty, o: key };
}

/** “Review of the arrangements: done by Dora Director on 24 March 2016. “Agreed to continue.”” */
export function doneInWords({ settled, occurrence, standing, partnership }: OccurrenceNow): string {
  const { by, onDay, note } = standing.done!;
  const which = settled.schedule.is === 'rhythm' ? `, due ${occurrence.precision === 'day' ? '' : 'in '}${writeDue(occurrence)}` : '';
  const did = `${settled.duty.what}${which}: done by ${personInWords(by, partnership)} on ${writeDay(onDay)}.`;
  return note === undefined ? did : `${did} “${note}”`;
}

/** Somebody by name, as the partnership file has it. */
export function personInWords(email: string, partnership: OccurrenceNow['partnership']): string {
  return ownerInWords({ is: 'person', email }, partnership);
}

/** Whether reminders of it are put off. */
export function isPutOff(now: OccurrenceNow): boolean {
  return now.standing.snoozed !== null && now.today < wakesOn(now);
}

/** The day reminders of a snoozed occurrence begin again. */
export function wakesOn({ standing, occurrence, settings }: OccurrenceNow): string {
  return wakingDay(standing.snoozed!, occurrence, daysFor(settings));
}

function next({ settled, settings, occurrence }: OccurrenceNow): Part[] {
  const coming = nextAfter(settled, settings, occurrence);
  if (coming === undefined) return [];
  const when = coming.precision === 'day' ? writeWeekday(coming.dueOn) : `in ${writeDue(coming)}`;
  return [{ is: 'paragraph', text: `Next: due ${when}.` }];
}

/** What the clause says, as it stands today, and its reference. */
function quoted({ agreement, settled, today, partnership }: OccurrenceNow): string {
  const { ref } = settled.duty;
  if (settled.own !== undefined) return `A reminder set by ${personInWords(settled.own.reminder.createdBy, partnership)}.`;
  if (settled.own !== undefined) return 'You asked to be reminded of this.';
  const standing = agreementOn(agreement, today);
  const clause = findClauseByRef(standing, ref);
  if (clause === undefined) return `It stands in ${ref}.`;
  return `${cite(standing, clause).says.replace(/\.$/, '')} (${ref}).`;
}

function whose({ settled, standing, partnership }: OccurrenceNow): string {
  if (standing.handedOver !== null) {
    const { to, by } = standing.handedOver;
    return `Owner: ${personInWords(to, partnership)}, handed over by ${personInWords(by, partnership)}.`;
  }
  return settled.owner === null ? 'No owner is named.' : `Owner: ${ownerInWords(settled.owner, partnership)}.`;
}

/** How notice bears on it: by when it has to be given to leave by a review, or what the last day for it comes to. */
function noticeSentence({ agreement, settled, occurrence, today }: OccurrenceNow): string | null {
  const terms = noticeTermsOf(agreement);
  if (terms === null || occurrence.precision !== 'day') return null;
  const { kind } = settled.duty;
  const { dueOn } = occurrence;
  if (kind === 'notice') return `Given on ${writeDay(dueOn)}, it ends the agreement on ${writeDay(endOfNotice(dueOn, terms))}.`;
  const { reviewOn, endsOn, noticeMonths } = agreement.facts;
  if (kind !== 'review' || (dueOn !== reviewOn?.value && dueOn !== endsOn?.value)) return null;
  const last = lastDayForNotice(dueOn, terms);
  return `To leave by then, notice ${last < today ? 'had' : 'has'} to be given by ${writeDay(last)} (${noticeMonths!.ref}).`;
}

function putOff(now: OccurrenceNow): string | null {
  if (!isPutOff(now)) return null;
  return `Put off until ${writeWeekday(wakesOn(now))} by ${personInWords(now.standing.snoozed!.by, now.partnership)}.`;
}

function reopened({ standing, partnership }: OccurrenceNow): string | null {
  if (standing.reopened === null) return null;
  const { by, reason } = standing.reopened;
  return `Reopened by ${personInWords(by, partnership)}: “${reason}”`;
}

/** What of a duty with several parts is done, and what is open. */
function openParts({ standing, partnership, settled, agreement }: OccurrenceNow): Part[] {
  if (standing.parts.has('')) return [];
  const asked = new Map(partnersAsked(settled.duty, agreement).map((partner) => [partner.name, partner]));
  const open = (name: string) => (asked.has(name) ? stillToCome([asked.get(name)!], partnership) : `Open: ${name}`);
  const items = [...standing.parts].map(([name, done]) =>
    done === null ? open(name) : `Done: ${name} (${personInWords(done.by, partnership)}, ${writeDay(done.onDay)})`,
  );
  return [{ is: 'list', items }];
}

function paragraphs(...texts: (string | null)[]): Part[] {
  return texts.flatMap((text) => (text === null ? [] : [{ is: 'paragraph' as const, text }]));
}
