import { z } from 'zod';
import { ANSWER_KINDS } from './answer-kinds.ts';
import { isDay } from './days.ts';

/*
 * An agreement as Accord holds it: one YAML file each, written or confirmed by a person.
 * `says` is a plain-English account of the paragraph; `verbatim`, where it is held, is the paragraph word for word.
 */

const text = z.string().trim().min(1, 'is empty | Write it out, or take the line away');
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'may hold only small letters, digits and hyphens | Write it like isle-of-wight');
const day = z.string().refine(isDay, 'is not a day that exists | Write it like 2016-03-31, in quotes');
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'is not a month | Write it like 2005-06, in quotes');
const financialYear = z.string().regex(/^\d{4}\/\d{2}$/, 'is not a financial year | Write it like 2005/06, in quotes');
const ref = text;
const factOf = <T extends z.ZodType>(value: T) => z.strictObject({ value, ref }).nullable().default(null);

const partner = z.strictObject({
  id,
  name: text,
  short: text,
  kind: z.enum(['council', 'nhs commissioner', 'nhs trust', 'other']),
  ref,
  aliases: z.array(text).default([]),
});

const facts = z.strictObject({
  startsOn: factOf(day),
  endsOn: factOf(day),
  reviewOn: factOf(day),
  reviewRule: factOf(text),
  noticeMonths: factOf(z.number().int().positive().max(120)),
  noticeRule: factOf(text),
  posts: z
    .array(z.strictObject({ post: text.nullable().default(null), holder: text.nullable().default(null), what: text, ref }))
    .default([]),
  shares: z.array(z.strictObject({ what: text, value: z.union([text, z.number()]), ref })).default([]),
  amounts: z.array(z.strictObject({ what: text, pence: z.number().int(), ref })).default([]),
  dates: z
    .array(z.strictObject({ what: text, on: day.optional(), month: month.optional(), financialYear: financialYear.optional(), ref }))
    .default([]),
});

/** When a duty falls due, never finer than the document gives it. */
const when = z.union(
  [
    z.strictObject({ on: day }),
    z.strictObject({ month }),
    z.strictObject({ financialYear }),
    z.strictObject({
      every: z.string().startsWith('FREQ=', 'is not a rhythm | Write an RFC 5545 rule such as FREQ=MONTHLY'),
      open: text.optional(),
    }),
    z.strictObject({ event: text }),
    z.strictObject({ undated: text }),
  ],
  { error: 'Give exactly one of: on, month, financialYear, every (with open, if the document leaves a setting open), event, undated' },
);

const duty = z.strictObject({
  id,
  what: text,
  ref,
  kind: z.enum(['review', 'notice', 'report', 'return', 'milestone', 'programme', 'event']),
  owner: text.nullable().default(null),
  when,
  allOf: z.array(text).default([]),
  over: z.array(text).default([]),
  note: text.optional(),
});

const clause = z.strictObject({
  ref,
  part: text,
  within: ref.optional(),
  label: text,
  says: text,
  verbatim: text.optional(),
  topics: z.strictObject({ add: z.array(id).default([]), remove: z.array(id).default([]) }).optional(),
  asked: z.array(text).default([]),
});

const silence = z.strictObject({
  what: text,
  kind: z.enum(ANSWER_KINDS),
  nearest: ref.nullable().default(null),
  asked: z.array(text).default([]),
});

export const agreementRecord = z.strictObject({
  id,
  name: text,
  aliases: z.array(text).default([]),
  document: z.strictObject({ title: text, kind: text, by: text, on: day.nullable().default(null), about: text }),
  standing: z.strictObject({
    state: z.enum(['draft', 'proposed', 'recommended', 'in force', 'ended']),
    isTheAgreement: z.boolean(),
    binding: z.boolean().nullable().default(null),
    bindingRef: ref.nullable().default(null),
    dutyCaveat: text.nullable().default(null),
  }),
  parties: z.array(partner).min(2, 'names fewer than two partners | Add every organisation that is a party'),
  facts,
  duties: z.array(duty).default([]),
  clauses: z.array(clause).min(1, 'holds no clause | Add at least one'),
  silences: z.array(silence).default([]),
});

export type AgreementRecord = z.infer<typeof agreementRecord>;
export type ClauseRecord = AgreementRecord['clauses'][number];
export type SilenceRecord = AgreementRecord['silences'][number];
export type Duty = AgreementRecord['duties'][number];
