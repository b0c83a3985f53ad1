import { z } from 'zod';
import type { AgreementRecord, Duty } from '../data/agreement-record.ts';
import { dayMistakes, daysToGive } from '../data/check-duty-settings.ts';
import { addDaysTo, writeWeekday } from '../data/days.ts';
import { maySettle } from '../data/duty-rules.ts';
import { formOf } from '../data/duty-settings.ts';
import { nextAfter } from '../data/find-occurrence.ts';
import { openFormsOf, openSettingOf } from '../data/occurrences.ts';
import type { Notice } from '../data/outbox.ts';
import { awaitedSettings, dueBetween, settledDuties } from '../data/settled-duties.ts';
import type { Stores } from '../data/stores.ts';
import { refuseTo } from './benefit-request.ts';
import { theAgreement } from './cite.ts';
import { carriedBy, tendingUnder, textIn } from './duty-request.ts';
import type { Clock, Handler } from './handler.ts';
import { type Button, type Form, type Message, message, type Reply } from './reply.ts';
import type { Request } from './request.ts';

const DAY_LONGEST = 100;
const LAST_DAY = '9999-12-31';

/** Asks an administrator for what a document leaves open. @returns null when it is settled, or they do not settle it any more */
export async function askForSetting({ to, agreement: id }: Notice, dutyId: string, stores: Stores, clock: Clock): Promise<Message | null> {
  const agreement = stores.agreements.get(id);
  const person = to.is === 'person' ? stores.partnership.people.find(({ email }) => email === to.email) : undefined;
  if (agreement === undefined || person === undefined) return null;
  const tending = { person, agreement, partnership: stores.partnership, today: clock.today() };
  const awaited = awaitedSettings(agreement, await stores.duties.settingsOf(agreement)).find(({ duty }) => duty.id === dutyId);
  if (awaited === undefined || !maySettle(tending).ok) return null;
  return message(
    'asker',
    [
      { is: 'heading', text: `Nobody is reminded yet: ${awaited.duty.what}.` },
      {
        is: 'paragraph',
        text: `${theAgreement(agreement, true)} leaves the ${awaited.setting} open (${awaited.duty.ref}). Once it is settled, reminders begin.`,
      },
    ],
    [settleButton(agreement, awaited.duty, 'Settle it')],
  );
}

/** The button by which somebody settles a day; only for a duty that leaves one open. */
export function settleButton(agreement: AgreementRecord, duty: Duty, label: string): Button {
  return { name: 'settle-duty', label, value: { a: agreement.id, d: duty.id }, opensForm: true };
}

/** Opens the form in which the day is given. */
export const openSettle: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const asked = dutyAsked(request, stores, clock);
  if (!asked.ok) return asked.reply;
  const { agreement, duty } = asked;
  const form: Form = {
    name: 'settle-duty',
    title: 'Settle the day',
    intro: `${duty.what}. ${theAgreement(agreement, true)} leaves the ${openSettingOf(duty, agreement)} open (${duty.ref}).`,
    fields: [{ name: 'day', label: 'Which day?', hint: hintFor(duty, agreement), type: 'text', required: true, longest: DAY_LONGEST }],
    submit: 'Settle it',
    context: request.act.value,
    schema: z.record(z.string(), z.string()),
  };
  return { kind: 'form', form };
};

/** Keeps the day. Reminders begin with the next date that follows from it. */
export const settleDuty: Handler = async (request, stores, clock) => {
  const asked = dutyAsked(request, stores, clock);
  if (!asked.ok) return asked.reply;
  const { agreement, duty, email } = asked;
  const day = plainDay(textIn(request, 'day'));
  if (formOf(day) === undefined || dayMistakes(duty, day, agreement).length > 0)
    return { kind: 'rejected', problems: { day: `That does not settle it. ${hintFor(duty, agreement)}` } };
  await stores.duties.settle(agreement.id, { duty: duty.id, day, by: email, at: clock.now() }, request.id);
  const settings = await stores.duties.settingsOf(agreement);
  const settled = settledDuties(agreement, settings).find((one) => one.duty.id === duty.id)!;
  const [yesterday, once] = [addDaysTo(clock.today(), -1), settled.schedule.is === 'once'];
  const next = once ? dueBetween(settled, settings, clock.today(), LAST_DAY)[0] : nextAfter(settled, settings, { dueOn: yesterday });
  return message(
    'asker',
    [
      { is: 'heading', text: `Settled: ${duty.what}.` },
      { is: 'paragraph', text: next === undefined ? 'No date follows from it any more.' : `Next: due ${writeWeekday(next.dueOn)}.` },
      { is: 'paragraph', text: 'The channels of the agreement are reminded of it from now on.', tone: 'quiet' },
    ],
    [settleButton(agreement, duty, 'Change the day')],
    'replaced',
  );
};

type Asked = { agreement: AgreementRecord; duty: Duty; email: string };

function dutyAsked(request: Request, stores: Stores, clock: Clock): ({ ok: true } & Asked) | { ok: false; reply: Reply } {
  const value = carriedBy(request);
  const agreement = stores.agreements.get(value?.a ?? '');
  const refuse = (reason: string) => ({ ok: false as const, reply: refuseTo(request, reason) });
  if (agreement === undefined) return refuse('That agreement is not held here any more. Nothing was changed.');
  const may = maySettle(tendingUnder(agreement, request, stores, clock));
  if (!may.ok) return refuse(may.reason);
  const duty = agreement.duties.find(({ id }) => id === value?.d);
  if (duty === undefined || openFormsOf(duty, agreement).length === 0)
    return refuse('The document leaves nothing open there. Nothing was changed.');
  return { ok: true, agreement, duty, email: may.person.email };
}

function hintFor(duty: Duty, agreement: AgreementRecord): string {
  return daysToGive(openFormsOf(duty, agreement));
}

/** `the 10th of each month` as `10`, `the last day` as `last`, `Mondays` as `monday`. */
function plainDay(text: string): string {
  return text
    .toLowerCase()
    .replace(/[.,]$/, '')
    .replace(/^(?:on )?(?:the |each |every )?/, '')
    .replace(/ (?:of|in) (?:the|each|every|a) (?:month|year|week)$/, '')
    .replace(/^last day$/, 'last')
    .replace(/^(\d{1,2})(?:st|nd|rd|th)$/, '$1')
    .replace(/^([a-z]+day)s$/, '$1');
}
