import { z } from 'zod';
import { type Draft, type DraftField, type DraftRules, readDraft, suggestedClauses, WHAT_LONGEST } from './benefit-draft.ts';
import type { Field, Form, FormName } from './reply.ts';
import type { ButtonValue } from './request.ts';

const TEXT_LONGEST = 2000;
const SHORT_LONGEST = 100;
/** The most characters of a reason. */
const REASON_LONGEST = 2000;

/** The form of an entry: three fields and an amount are enough, the rest is for those who want it. */
export function benefitForm(
  how: { name: FormName; title: string; intro?: string; submit: string; context: ButtonValue; reason?: true },
  draft: Draft,
  rules: DraftRules,
): Form {
  const { reason, ...form } = how;
  const filled = (field: Field & { name: DraftField }): Field => {
    const value = draft[field.name];
    return value === undefined || value === '' ? field : { ...field, value };
  };
  return {
    ...form,
    fields: [
      ...(reason ? [REASON] : []),
      ...enough().map(filled),
      ...more(suggestedClauses(draft.what ?? '', rules.agreement, rules.finder)).map(filled),
      ...(reason ? [] : [COUNTED_ALREADY]),
    ],
    schema: z.record(z.string(), z.string()).superRefine((values, check) => {
      const read = readDraft(values, rules);
      if (!read.ok)
        for (const [field, message] of Object.entries(read.problems)) check.addIssue({ code: 'custom', path: [field], message });
      if (reason && (values.reason ?? '').trim() === '') check.addIssue({ code: 'custom', path: ['reason'], message: REASON_NEEDED });
    }),
  };
}

/** Said where a correction or a withdrawal gives no reason. */
export const REASON_NEEDED = 'Say in a few words why. The reason stays with the entry.';

/** The reason that was typed, or nothing. */
export function reasonIn(values: Readonly<Record<string, string>>): string {
  return (values.reason ?? '').trim().slice(0, REASON_LONGEST);
}

const REASON: Field = { name: 'reason', label: 'Why it is corrected', type: 'text', required: true, longest: REASON_LONGEST };

/** A form that asks for a reason and nothing else. */
export function reasonForm(
  name: FormName,
  context: ButtonValue,
  { required, ...how }: { title: string; intro: string; submit: string; required: boolean },
): Form {
  return {
    name,
    ...how,
    fields: [{ name: 'reason', label: 'Why', type: 'long-text', required, longest: REASON_LONGEST }],
    context,
    schema: z
      .record(z.string(), z.string())
      .refine(({ reason = '' }) => !required || reason.trim() !== '', { path: ['reason'], message: REASON_NEEDED }),
  };
}

/** The field in which a person answers the question whether something is counted already. */
export const AGAIN = 'again';
const COUNTED_ALREADY: Field = {
  name: AGAIN,
  label: 'Counted already?',
  hint: 'Only if Accord asks whether this is in the log already.',
  type: 'choice',
  options: [{ value: 'yes', label: 'It is a different benefit: log it as well' }],
  required: false,
  longest: SHORT_LONGEST,
};

type DraftInput = Field & { name: DraftField };

function enough(): DraftInput[] {
  return [
    { name: 'what', label: 'What the benefit is', type: 'text', required: true, longest: WHAT_LONGEST },
    {
      name: 'class',
      label: 'Class',
      type: 'choice',
      options: [
        { value: 'cashable', label: 'Cashable: money that can be spent elsewhere' },
        { value: 'non-cashable', label: 'Non-cashable: cost avoided, time freed' },
        { value: 'non-financial', label: 'Non-financial: quality, without an amount' },
        { value: 'disbenefit', label: 'Disbenefit: a cost or a loss' },
      ],
      required: true,
      longest: SHORT_LONGEST,
    },
    {
      name: 'when',
      label: 'When',
      hint: 'A month, quarter, financial year or two dates, such as September 2015, Q2 2015/16 or 1 July to 30 September 2015.',
      type: 'text',
      required: true,
      longest: SHORT_LONGEST,
    },
    {
      name: 'amount',
      label: 'Amount over that time, in pounds',
      hint: 'Such as 12,400 or 12.4k. Leave it empty for a non-financial benefit.',
      type: 'text',
      required: false,
      longest: SHORT_LONGEST,
    },
  ];
}

function more(clauses: readonly string[]): DraftInput[] {
  const text = (name: DraftField, label: string, hint?: string): DraftInput => ({
    name,
    label: `More: ${label}`,
    ...(hint === undefined ? {} : { hint }),
    type: 'text',
    required: false,
    longest: TEXT_LONGEST,
  });
  const choice = (name: DraftField, label: string, options: readonly [string, string][]): DraftInput => ({
    ...text(name, label),
    type: 'choice',
    options: options.map(([value, shown]) => ({ value, label: shown })),
    longest: SHORT_LONGEST,
  });
  return [
    choice('standing', 'planned or actual', [
      ['actual', 'Actual'],
      ['planned', 'Planned'],
    ]),
    choice('recurs', 'one-off or yearly', [
      ['once', 'One-off'],
      ['yearly', 'Yearly'],
    ]),
    text('fullYear', 'what it comes to in a full year, in pounds', 'For a yearly benefit.'),
    text('owner', 'who owns it'),
    text('measure', 'how it is measured'),
    text('baseline', 'baseline'),
    text('target', 'target'),
    text(
      'clause',
      'clause it stems from',
      clauses.length > 0 ? `Its number, or words to search by. It may be ${clauses.join('; ')}.` : 'Its number, or words to search by.',
    ),
    text('objective', 'objective it serves'),
    text('service', 'service'),
    text('evidence', 'link to the evidence', 'A link that begins with https://'),
    choice('confidence', 'confidence', [
      ['high', 'High'],
      ['medium', 'Medium'],
      ['low', 'Low'],
    ]),
  ];
}
