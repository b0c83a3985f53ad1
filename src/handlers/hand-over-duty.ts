import { z } from 'zod';
import { workersOf } from '../data/duty-rules.ts';
import { stateOf } from '../data/occurrence-events.ts';
import type { Person } from '../data/partnership.ts';
import { ownerNow } from '../data/reminder-plan.ts';
import { alreadyDone } from './complete-duty.ts';
import { addEvent, confirmation, occurrenceFor, textIn, tooLate } from './duty-request.ts';
import type { Handler } from './handler.ts';
import type { OccurrenceNow } from './occurrence-now.ts';
import { personInWords } from './reminder-parts.ts';
import type { Form } from './reply.ts';
import type { ButtonValue } from './request.ts';

const ADDRESS_LONGEST = 320;

/** Opens the form in which one occurrence is handed over to somebody else who works under the agreement. */
export const openHandOver: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const asked = await occurrenceFor(request, stores, clock);
  if (!asked.ok) return asked.reply;
  const { now } = asked;
  if (now.standing.done !== null) return alreadyDone(now);
  const others = othersFor(now);
  if (others.length === 0) return tooLate(`Nobody else works under the ${now.agreement.name} today.`, now);
  return { kind: 'form', form: handOverForm(now, others, request.act.value) };
};

/** Hands one occurrence over. Whoever it goes to is told. */
export const handOverDuty: Handler = async (request, stores, clock) => {
  const asked = await occurrenceFor(request, stores, clock);
  if (!asked.ok) return asked.reply;
  const chosen = othersFor(asked.now).find(({ email }) => email === textIn(request, 'to').toLowerCase());
  if (chosen === undefined)
    return { kind: 'rejected', problems: { to: `Choose somebody else who works under the ${asked.now.agreement.name} today.` } };
  const event = { is: 'handed over' as const, to: chosen.email, by: asked.person.email, at: clock.now() };
  const { now, counted } = await addEvent(asked, event, request, stores, clock);
  if (counted) return confirmation(now, `${chosen.name} has it now, and is told.`, request, stores, clock);
  if (now.standing.done !== null) return alreadyDone(now);
  return tooLate(`${personInWords(chosen.email, now.partnership)} has it already.`, now);
};

function othersFor({ agreement, partnership, today, settled, standing }: OccurrenceNow): Person[] {
  const owner = ownerNow(settled, stateOf(standing));
  return workersOf({ agreement, partnership, today }).filter(({ email }) => !(owner?.is === 'person' && owner.email === email));
}

function handOverForm({ settled }: OccurrenceNow, others: readonly Person[], context: ButtonValue): Form {
  return {
    name: 'hand-over-duty',
    title: 'Hand it over',
    intro: `${settled.duty.what}. They are told, and reminders name them. Only this once: the duty stays whose it is.`,
    fields: [
      {
        name: 'to',
        label: 'To whom?',
        type: 'choice',
        options: others.map(({ email, name }) => ({ value: email, label: name })),
        required: true,
        longest: ADDRESS_LONGEST,
      },
    ],
    submit: 'Hand it over',
    context,
    schema: z.record(z.string(), z.string()),
  };
}
