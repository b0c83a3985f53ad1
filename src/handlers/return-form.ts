import { z } from 'zod';
import { type Pence, readMoney, writeMoney } from '../data/money.ts';
import type { Occurrence } from '../data/occurrences.ts';
import { NOTE_AT_MOST, type PartnerReturn, type ReturningPartner } from '../data/returns.ts';
import type { Field, Form } from './reply.ts';
import type { ButtonValue } from './request.ts';
import { periodInWords, type ReturnAsked } from './return-request.ts';

const AMOUNT_LONGEST = 60;
const CHOICE_LONGEST = 100;

/** What a partner returns, for which occurrence, before it is kept. */
export type ReturnFigures = {
  partner: ReturningPartner;
  occurrence: Occurrence;
  budgetPence: Pence;
  spentPence: Pence;
  forecastPence: Pence;
  note?: string;
};

/**
 * The form of a return.
 * @param how `own`: the partners it can be given for; `period`: what it is for, `fixed` when that is not to be chosen; `earlier`: what is
 * corrected
 */
export function returnForm(how: {
  asked: ReturnAsked;
  own: readonly ReturningPartner[];
  period: Occurrence;
  fixed: boolean;
  earlier: PartnerReturn | undefined;
}): Form {
  const { asked, own, period, fixed, earlier } = how;
  const { asking, settled } = asked;
  const context = { a: asking.agreement.id, d: settled.duty.id, ...(fixed ? { o: period.key } : {}) };
  const amount = (name: string, label: string, pence: Pence | undefined, hint?: string): Field => ({
    name,
    label,
    type: 'text',
    required: true,
    longest: AMOUNT_LONGEST,
    ...(hint === undefined ? {} : { hint }),
    ...(pence === undefined ? {} : { value: writeMoney(pence) }),
  });
  return {
    name: 'submit-return',
    title: earlier === undefined ? 'Give a return' : 'Correct a return',
    intro: `${settled.duty.what}${fixed ? `, ${periodInWords(period)}` : ''}${own.length === 1 ? `, for ${own[0]!.name}` : ''}. Each partner’s figures stay its own; nothing is added up.`,
    fields: [
      ...(fixed ? [] : [periodField(asked.periods, period)]),
      ...(own.length === 1 ? [] : [partnerField(own)]),
      amount('budget', 'Budget', earlier?.budgetPence, 'In pounds, such as 1,250,000.'),
      amount('spent', 'Spent so far', earlier?.spentPence),
      amount('forecast', 'Forecast for the whole year', earlier?.forecastPence),
      {
        name: 'note',
        label: 'Note',
        type: 'long-text',
        required: false,
        longest: NOTE_AT_MOST,
        ...(earlier?.note === undefined ? {} : { value: earlier.note }),
      },
    ],
    submit: earlier === undefined ? 'Give the return' : 'Correct it',
    context,
    schema: z.record(z.string(), z.string()).superRefine((values, check) => {
      const read = readReturn(values, context, asked, own);
      if (read.ok) return;
      for (const [field, message] of Object.entries(read.problems)) check.addIssue({ code: 'custom', path: [field], message });
    }),
  };
}

function periodField(periods: readonly Occurrence[], { key }: Occurrence): Field {
  const options = periods.map((one) => ({ value: one.key, label: capital(periodInWords(one)) }));
  return { name: 'period', label: 'Which return', type: 'choice', options, value: key, required: true, longest: CHOICE_LONGEST };
}

function partnerField(own: readonly ReturningPartner[]): Field {
  const options = own.map(({ id, name }) => ({ value: id, label: name }));
  return { name: 'partner', label: 'Whose return', type: 'choice', options, required: true, longest: CHOICE_LONGEST };
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** Reads a form that was sent in: the figures, or one plain sentence for each field that has something wrong with it. */
export function readReturn(
  values: Readonly<Record<string, string>>,
  { o }: ButtonValue,
  { periods }: ReturnAsked,
  own: readonly ReturningPartner[],
): { ok: true; figures: ReturnFigures } | { ok: false; problems: Record<string, string> } {
  const problems: Record<string, string> = {};
  const money = (field: 'budget' | 'spent' | 'forecast'): Pence => {
    const read = readMoney(values[field] ?? '');
    if (read.ok) return read.value;
    problems[field] = read.problem;
    return 0;
  };
  const occurrence = periods.find(({ key }) => key === (o ?? values.period));
  if (occurrence === undefined) problems[o === undefined ? 'period' : ''] = 'Choose one of the returns of the last year, or the next.';
  const partner = own.length === 1 ? own[0] : own.find(({ id }) => id === values.partner);
  if (partner === undefined) problems.partner = 'Choose whose return it is.';
  const [budgetPence, spentPence, forecastPence] = [money('budget'), money('spent'), money('forecast')];
  if (budgetPence < 0) problems.budget = 'A budget is not less than nothing. Enter it in pounds, such as 1,250,000.';
  const note = (values.note ?? '').trim();
  if (note.length > NOTE_AT_MOST)
    problems.note = `That is ${note.length.toLocaleString('en-GB')} characters long. Say it in ${NOTE_AT_MOST.toLocaleString('en-GB')} at most.`;
  if (occurrence === undefined || partner === undefined || Object.keys(problems).length > 0) return { ok: false, problems };
  return { ok: true, figures: { partner, occurrence, budgetPence, spentPence, forecastPence, ...(note === '' ? {} : { note }) } };
}
