import { z } from 'zod';
import { type Day, isDay, writeDay } from '../data/days.ts';
import { addEvent, confirmation, NOTE_LONGEST, occurrenceFor, textIn, tooLate } from './duty-request.ts';
import type { Handler } from './handler.ts';
import type { OccurrenceNow } from './occurrence-now.ts';
import { personInWords } from './reminder-parts.ts';
import type { Field, Form, Message } from './reply.ts';
import type { ButtonValue, Request } from './request.ts';

const ALL = 'all';
const SHORT_LONGEST = 200;

/** Opens the form in which an occurrence is marked as done: when, and a note if there is one. */
export const openComplete: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const asked = await occurrenceFor(request, stores, clock);
  if (!asked.ok) return asked.reply;
  if (asked.now.standing.done !== null) return alreadyDone(asked.now);
  return { kind: 'form', form: completeForm(asked.now, request.act.value) };
};

/** Marks an occurrence, or a part of it, as done. Of two people at once, the first does it and the second is told who that was. */
export const completeDuty: Handler = async (request, stores, clock) => {
  const asked = await occurrenceFor(request, stores, clock);
  if (!asked.ok) return asked.reply;
  const read = readCompletion(request, asked.now, clock.today());
  if (!read.ok) return { kind: 'rejected', problems: read.problems };
  const event = { is: 'done' as const, ...read.done, by: asked.person.email, at: clock.now() };
  const { now, counted } = await addEvent(asked, event, request, stores, clock);
  return counted ? confirmation(now, null, request, stores, clock) : alreadyDone(now, read.done.part);
};

/** Said where it is done already: by whom, and when. */
export function alreadyDone(now: OccurrenceNow, part?: string): Message {
  const first = part === undefined ? now.standing.done : (now.standing.parts.get(part) ?? null);
  if (first === null) return tooLate('That is done already.', now);
  const what = part === undefined ? now.settled.duty.what : part;
  return tooLate(`${what} was done already: ${personInWords(first.by, now.partnership)}, on ${writeDay(first.onDay)}.`, now);
}

type Completion = { onDay: Day; note?: string; part?: string };

function readCompletion(
  request: Request,
  { standing }: OccurrenceNow,
  today: Day,
): { ok: true; done: Completion } | { ok: false; problems: Record<string, string> } {
  const problems: Record<string, string> = {};
  const [on, note, part] = ['on', 'note', 'part'].map((field) => textIn(request, field)) as [string, string, string];
  if (!isDay(on)) problems.on = `Choose the day it was done, such as ${writeDay(today)}.`;
  else if (on > today) problems.on = `Choose today, ${writeDay(today)}, or a day before it.`;
  if (note.length > NOTE_LONGEST) problems.note = `Keep it to ${NOTE_LONGEST} characters.`;
  const names = [...standing.parts.keys()].filter((name) => name !== '');
  const chosen = names.length > 0 ? readPart(part, names) : null;
  if (chosen === undefined) problems.part = 'Choose what is done.';
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  return {
    ok: true,
    done: { onDay: on, ...(note === '' ? {} : { note }), ...(chosen === null || chosen === undefined ? {} : { part: chosen }) },
  };
}

/** The part that was chosen: null for all of them, undefined where nothing was. */
export function readPart(chosen: string, names: readonly string[]): string | null | undefined {
  if (chosen === ALL) return null;
  return /^\d+$/.test(chosen) ? names[Number(chosen)] : undefined;
}

/** The choice between the parts of an occurrence that are open, or done. */
export function partField(label: string, { standing }: OccurrenceNow, state: 'open' | 'done'): Field[] {
  const names = [...standing.parts.keys()].filter((name) => name !== '');
  const options = names.flatMap((name, index) =>
    (standing.parts.get(name) === null) === (state === 'open') ? [{ value: String(index), label: name }] : [],
  );
  if (options.length === 0) return [];
  const all = options.length > 1 ? [{ value: ALL, label: state === 'open' ? 'All that is open' : 'All of it' }] : [];
  return [
    {
      name: 'part',
      label,
      type: 'choice',
      options: [...options, ...all],
      ...(options.length === 1 ? { value: options[0]!.value } : {}),
      required: true,
      longest: SHORT_LONGEST,
    },
  ];
}

function completeForm(now: OccurrenceNow, context: ButtonValue): Form {
  return {
    name: 'complete-duty',
    title: 'Mark it as done',
    intro: `${now.settled.duty.what}. Reminders of it stop, and its messages say that it is done, wherever they were posted.`,
    fields: [
      ...partField('What is done?', now, 'open'),
      { name: 'on', label: 'When was it done?', type: 'date', value: now.today, required: true, longest: SHORT_LONGEST },
      { name: 'note', label: 'Note, for everybody to see', type: 'long-text', required: false, longest: NOTE_LONGEST },
    ],
    submit: 'Done',
    context,
    schema: z.record(z.string(), z.string()),
  };
}
