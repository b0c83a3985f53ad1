import { z } from 'zod';
import type { AgreementRecord } from '../data/agreement-record.ts';
import { addDaysTo, addMonthsTo, type Day, isDay, writeDay } from '../data/days.ts';
import { mayTend } from '../data/duty-rules.ts';
import type { Person } from '../data/partnership.ts';
import type { SettledDuty } from '../data/settled-duties.ts';
import type { Stores } from '../data/stores.ts';
import { announceRaised } from './announce-duties.ts';
import { refuseTo } from './benefit-request.ts';
import { theAgreement } from './cite.ts';
import { carriedBy, tendingUnder, textIn } from './duty-request.ts';
import type { Clock, Handler } from './handler.ts';
import { type DutiesNow, dutiesNow, occurrenceNamed } from './occurrence-now.ts';
import { occurrenceButtons, occurrenceParts } from './reminder-parts.ts';
import { type Button, type Form, message, type Part, type Reply } from './reply.ts';
import type { Request } from './request.ts';

/** The longest text of what is raised: it stands in every reminder of it. */
const WHAT_LONGEST = 300;
const SHORT_LONGEST = 200;
const AT_MOST_YEARS = 10;

/** The button by which a duty that waits for an event is raised; none where an agreement has no such duty. */
export function raiseButtons({ agreement, duties }: DutiesNow): Button[] {
  if (eventDuties(duties).length === 0) return [];
  return [{ name: 'raise-duty', label: 'Raise a duty', value: { a: agreement.id }, opensForm: true }];
}

/** The duties of an agreement that fall due when something happens. */
export function eventDuties(duties: readonly SettledDuty[]): SettledDuty[] {
  return duties.filter(({ schedule }) => schedule.is === 'by hand');
}

/** Opens the form in which somebody says that such an event has come. */
export const openRaiseDuty: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const asked = await askedUnder(request, stores, clock);
  return asked.ok ? { kind: 'form', form: raiseForm(asked, clock.today()) } : asked.reply;
};

/** Raises an occurrence of a duty: from then on it is one like others. The channels of the agreement are told. */
export const raiseDuty: Handler = async (request, stores, clock) => {
  const asked = await askedUnder(request, stores, clock);
  if (!asked.ok) return asked.reply;
  const { agreement, person } = asked;
  const read = readRaised(request, asked.events, clock.today());
  if (!read.ok) return { kind: 'rejected', problems: read.problems };
  const made = { by: person.email, at: clock.now() };
  const raised = await stores.duties.raise(agreement.id, { ...read.raised, ...made }, request.id);
  await announceRaised(agreement.id, raised.number, stores, clock);
  const now = occurrenceNamed(raised, await dutiesNow(agreement, stores), stores, clock);
  if (now === undefined) return message('asker', [{ is: 'paragraph', text: 'It is raised.' }]);
  const parts: [Part, ...Part[]] = [
    { is: 'paragraph', text: 'It is raised, and the channels of the agreement are told.' },
    ...occurrenceParts(now),
  ];
  return message('asker', parts, occurrenceButtons(now));
};

type Asked = { agreement: AgreementRecord; person: Person; events: SettledDuty[] };

async function askedUnder(request: Request, stores: Stores, clock: Clock): Promise<({ ok: true } & Asked) | { ok: false; reply: Reply }> {
  const agreement = stores.agreements.get(carriedBy(request)?.a ?? '');
  if (agreement === undefined)
    return { ok: false, reply: refuseTo(request, 'That agreement is not held here any more. Nothing was changed.') };
  const may = mayTend(tendingUnder(agreement, request, stores, clock), null);
  if (!may.ok) return { ok: false, reply: refuseTo(request, may.reason) };
  const events = eventDuties((await dutiesNow(agreement, stores)).duties);
  if (events.length > 0) return { ok: true, agreement, person: may.person, events };
  return { ok: false, reply: refuseTo(request, `${theAgreement(agreement, true)} has no duty that waits for something to happen.`) };
}

type Read = { ok: true; raised: { duty: string; what: string; dueOn: Day } } | { ok: false; problems: Record<string, string> };

function readRaised(request: Request, events: readonly SettledDuty[], today: Day): Read {
  const [duty, what, on] = ['duty', 'what', 'on'].map((field) => textIn(request, field)) as [string, string, string];
  const problems: Record<string, string> = {};
  if (!events.some((one) => one.duty.id === duty)) problems.duty = 'Choose which duty it is.';
  if (what === '') problems.what = 'Write in a few words what it is about.';
  if (what.length > WHAT_LONGEST) problems.what = `Keep it to ${WHAT_LONGEST} characters.`;
  const last = addMonthsTo(today, 12 * AT_MOST_YEARS);
  if (!isDay(on)) problems.on = `Choose a day, such as ${writeDay(addDaysTo(today, 28))}.`;
  else if (on < today) problems.on = `Choose today, ${writeDay(today)}, or a day after it.`;
  else if (on > last) problems.on = `Choose a day by ${writeDay(last)}.`;
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, raised: { duty, what, dueOn: on } };
}

function raiseForm({ agreement, events }: Asked, today: Day): Form {
  const [only, ...more] = events;
  return {
    name: 'raise-duty',
    title: 'Raise a duty',
    intro: `For what ${theAgreement(agreement)} asks for when something happens. It is reminded of like any other, and the channels are told.`,
    fields: [
      {
        name: 'duty',
        label: 'Which?',
        type: 'choice',
        options: events.map(({ duty }) => ({ value: duty.id, label: duty.what })),
        ...(more.length === 0 ? { value: only!.duty.id } : {}),
        required: true,
        longest: SHORT_LONGEST,
      },
      {
        name: 'what',
        label: 'What is it about?',
        hint: 'Such as the proposal, in a few words.',
        type: 'text',
        required: true,
        longest: WHAT_LONGEST,
      },
      { name: 'on', label: 'By when?', type: 'date', value: addDaysTo(today, 28), required: true, longest: SHORT_LONGEST },
    ],
    submit: 'Raise it',
    context: { a: agreement.id },
    schema: z.record(z.string(), z.string()),
  };
}
