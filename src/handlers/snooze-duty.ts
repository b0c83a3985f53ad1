import { z } from 'zod';
import { addDaysTo, type Day, isDay, writeDay, writeWeekday } from '../data/days.ts';
import { alreadyDone } from './complete-duty.ts';
import { addEvent, confirmation, occurrenceFor, textIn } from './duty-request.ts';
import type { Handler } from './handler.ts';
import type { OccurrenceNow } from './occurrence-now.ts';
import { wakesOn } from './reminder-parts.ts';
import type { Form } from './reply.ts';
import type { ButtonValue, Request } from './request.ts';

const DAYS = { tomorrow: 1, 'next-week': 7 } as const;
/** Put off for longer than this is to forget it. */
const LONGEST_DAYS = 366;
const SHORT_LONGEST = 200;

/** Opens the form in which reminders of one occurrence are put off. */
export const openSnooze: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const asked = await occurrenceFor(request, stores, clock);
  if (!asked.ok) return asked.reply;
  if (asked.now.standing.done !== null) return alreadyDone(asked.now);
  return { kind: 'form', form: snoozeForm(asked.now, request.act.value) };
};

/** Puts reminders of one occurrence off. When it is due stays as it is, and so do the other occurrences of the duty. */
export const snoozeDuty: Handler = async (request, stores, clock) => {
  const asked = await occurrenceFor(request, stores, clock);
  if (!asked.ok) return asked.reply;
  const until = readUntil(request, clock.today());
  if (!until.ok) return { kind: 'rejected', problems: until.problems };
  const event = { is: 'snoozed' as const, until: until.day, by: asked.person.email, at: clock.now() };
  const { now, counted } = await addEvent(asked, event, request, stores, clock);
  if (!counted) return alreadyDone(now);
  return confirmation(now, `No reminder of this before ${writeWeekday(wakesOn(now))}.`, request, stores, clock);
};

function readUntil(request: Request, today: Day): { ok: true; day: Day } | { ok: false; problems: Record<string, string> } {
  const [when, on] = [textIn(request, 'when'), textIn(request, 'on')];
  if (Object.hasOwn(DAYS, when)) return { ok: true, day: addDaysTo(today, DAYS[when as keyof typeof DAYS]) };
  const wrong = (field: string, problem: string) => ({ ok: false as const, problems: { [field]: problem } });
  if (when !== 'date') return wrong('when', 'Choose until when.');
  if (!isDay(on)) return wrong('on', `Choose a day, such as ${writeDay(addDaysTo(today, 14))}.`);
  if (on <= today) return wrong('on', `Choose a day after today, ${writeDay(today)}.`);
  const last = addDaysTo(today, LONGEST_DAYS);
  return on > last ? wrong('on', `Choose a day within a year, by ${writeDay(last)}.`) : { ok: true, day: on };
}

function snoozeForm({ settled, today }: OccurrenceNow, context: ButtonValue): Form {
  return {
    name: 'snooze-duty',
    title: 'Snooze',
    intro: `${settled.duty.what}. Only the reminders are put off: when it is due stays as it is.`,
    fields: [
      {
        name: 'when',
        label: 'Until when?',
        type: 'choice',
        options: [
          { value: 'tomorrow', label: `Tomorrow, ${writeWeekday(addDaysTo(today, DAYS.tomorrow))}` },
          { value: 'next-week', label: `Next week, ${writeWeekday(addDaysTo(today, DAYS['next-week']))}` },
          { value: 'date', label: 'The day below' },
        ],
        value: 'next-week',
        required: true,
        longest: SHORT_LONGEST,
      },
      { name: 'on', label: 'A day', hint: 'Only if you chose “The day below”.', type: 'date', required: false, longest: SHORT_LONGEST },
    ],
    submit: 'Put it off',
    context,
    schema: z.record(z.string(), z.string()),
  };
}
