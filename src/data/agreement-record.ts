import { z } from 'zod';
import { ANSWER_KINDS } from './answer-kinds.ts';
import { NATIONS } from './bank-holidays.ts';
import { isDay } from './days.ts';
import { readRule } from './rhythm.ts';

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
/** A wording is kept as it is, to the last space. */
const wording = z.string().refine((value) => value.trim() !== '', 'is empty | Write it out, or take the line away');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 | Leave it as the import wrote it');
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
  /** `03-31` where notice may expire on that day of a year alone. */
  noticeExpiresOn: factOf(
    z.string().refine((value) => isDay(`2000-${value}`), 'is not a day of the year | Write it like 03-31, in quotes'),
  ),
  posts: z
    .array(z.strictObject({ post: text.nullable().default(null), holder: text.nullable().default(null), what: text, ref }))
    .default([]),
  shares: z.array(z.strictObject({ what: text, value: z.union([text, z.number()]), ref })).default([]),
  /** Notice as it was read, for each partner apart where they differ. */
  notices: z
    .array(
      z.strictObject({
        amount: z.number().positive(),
        unit: z.enum(['day', 'week', 'month']),
        of: text.nullable(),
        conditions: z.array(text),
        ref,
      }),
    )
    .default([]),
  amounts: z.array(z.strictObject({ what: text, pence: z.number().int(), ref })).default([]),
  dates: z
    .array(z.strictObject({ what: text, on: day.optional(), month: month.optional(), financialYear: financialYear.optional(), ref }))
    .default([]),
});

const rule = z
  .string()
  .startsWith('FREQ=', 'is not a rhythm | Write an RFC 5545 rule such as FREQ=MONTHLY')
  .superRefine((value, context) => {
    const read = readRule(value);
    if (value.startsWith('FREQ=') && !read.ok)
      context.addIssue({ code: 'custom', message: `is not a rhythm, as ${read.problem} | ${capital(read.mend)}` });
  });

/**
 * When a duty falls due, never finer than the document gives it. `open` names a setting the document leaves open: until the partnership
 * settles it, there is no date. `each` says of whom or what a rhythm is counted for each apart, so that it has no dates of its own here.
 */
const when = z.union(
  [
    z.strictObject({ on: day }),
    z.strictObject({ month }),
    z.strictObject({ financialYear }),
    z.strictObject({ every: rule, open: text.optional(), each: text.optional() }),
    z.strictObject({ monthsAfter: z.int().positive().max(1200), open: text }),
    z.strictObject({ event: text }),
    z.strictObject({ undated: text }),
  ],
  {
    error:
      'Give exactly one of: on, month, financialYear, every (with open, if the document leaves a setting open), monthsAfter (with open), event, undated',
  },
);

const duty = z.strictObject({
  id: id.refine((value) => !/^own-\d+$/.test(value), 'is kept for the reminders people set themselves | Choose another id'),
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
  verbatim: wording.optional(),
  /** SHA-256 of the wording as it was imported: what is quoted is checked against it (verbatim.ts). */
  hash: sha256.optional(),
  topics: z.strictObject({ add: z.array(id).default([]), remove: z.array(id).default([]) }).optional(),
  asked: z.array(text).default([]),
});

const silence = z.strictObject({
  what: text,
  kind: z.enum(ANSWER_KINDS),
  nearest: ref.nullable().default(null),
  asked: z.array(text).default([]),
});

/** The document an agreement was imported from. */
const source = z.strictObject({ file: text, sha256, importedAt: z.iso.datetime() });

const factValue = z.union([text, z.number(), z.boolean()]);

/** What was read rather than written by a person: `fact` is its path in this record, such as `facts.startsOn` or `duties.monthly-report`. */
const guess = z.strictObject({
  fact: text,
  value: factValue,
  ref,
  sure: z.enum(['sure', 'likely', 'unsure']),
  words: text,
  /** Of a duty, the day a person gave it. */
  on: day.optional(),
  settled: z.enum(['confirmed', 'corrected', 'struck out']).nullable().default(null),
});

/** A clause that `by` replaces from a day on; `verbatim` null: it is deleted. `from` null: the document does not give the day. */
const variation = z.strictObject({ replaces: ref, from: day.nullable(), by: ref, verbatim: wording.nullable(), hash: sha256.optional() });

/** What a fact was before a variation, and the first day on which that no longer held. */
const former = z.strictObject({ fact: text, value: factValue, ref, until: day.nullable() });

function capital(words: string): string {
  return `${words[0]!.toUpperCase()}${words.slice(1)}`;
}

export const agreementRecord = z
  .strictObject({
    id,
    name: text,
    aliases: z.array(text).default([]),
    /** Whose bank holidays count, where it is not the partnership's own nation. */
    nation: z.enum(NATIONS).optional(),
    document: z.strictObject({ title: text, kind: text, by: text, on: day.nullable().default(null), about: text }),
    standing: z.strictObject({
      state: z.enum(['draft', 'proposed', 'recommended', 'in force', 'ended']),
      isTheAgreement: z.boolean(),
      binding: z.boolean().nullable().default(null),
      bindingRef: ref.nullable().default(null),
      dutyCaveat: text.nullable().default(null),
    }),
    parties: z.array(partner),
    facts,
    duties: z.array(duty).default([]),
    clauses: z.array(clause).min(1, 'holds no clause | Add at least one'),
    silences: z.array(silence).default([]),
    /** For an imported agreement alone. It is a draft, from which nothing is answered, until somebody is named in `confirmedBy`. */
    source: source.optional(),
    confirmedBy: text.nullable().optional(),
    confirmedOn: day.nullable().optional(),
    guesses: z.array(guess).optional(),
    variations: z.array(variation).optional(),
    former: z.array(former).optional(),
    definitions: z.array(z.strictObject({ term: text, meaning: text, ref })).optional(),
  })
  .superRefine((record, context) => {
    if (record.parties.length < 2 && !isDraft(record))
      context.addIssue({
        code: 'custom',
        path: ['parties'],
        message: 'names fewer than two partners | Add every organisation that is a party',
      });
  });

/** Whether nobody has confirmed an imported record yet. A record written by hand is never a draft. */
export function isDraft(record: { source?: unknown; confirmedBy?: string | null | undefined }): boolean {
  return record.source !== undefined && !record.confirmedBy;
}

export type AgreementRecord = z.infer<typeof agreementRecord>;
export type ClauseRecord = AgreementRecord['clauses'][number];
export type SilenceRecord = AgreementRecord['silences'][number];
export type Duty = AgreementRecord['duties'][number];
