import type { AgreementRecord } from '../data/agreement-record.ts';
import { clausesNumbered } from '../data/agreements.ts';
import { BENEFIT_CLASSES, type BenefitClass, type BenefitFacts } from '../data/benefits.ts';
import { problemsIn, signedFor } from '../data/check-benefit.ts';
import { addDaysTo, addMonthsTo, type Day } from '../data/days.ts';
import type { ClauseFinder } from '../data/find-clause.ts';
import { type Pence, type Read, readMoney, writeMoney } from '../data/money.ts';
import { type Period, writePeriod } from '../data/period.ts';
import type { SaidBenefit } from '../data/read-benefit.ts';
import { readPeriod } from '../data/read-period.ts';
import { nameOfClause } from './cite.ts';

/** A benefit as a person types it: what stands in each field of the form. A field that is not there is empty. */
export type Draft = Partial<Record<DraftField, string>>;
export const DRAFT_FIELDS = [
  'what',
  'class',
  'when',
  'amount',
  'standing',
  'recurs',
  'fullYear',
  'owner',
  'measure',
  'baseline',
  'target',
  'clause',
  'objective',
  'service',
  'evidence',
  'confidence',
] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];

const TEXTS = ['owner', 'measure', 'baseline', 'target', 'objective', 'service', 'evidence'] as const;
const FIELD_OF: Partial<Record<keyof BenefitFacts, DraftField>> = { amountPence: 'amount', period: 'when', fullYearPence: 'fullYear' };

/** What holds drafts against the rules: the agreement, the day, and what finds clauses by words. */
export type DraftRules = { agreement: AgreementRecord; today: Day; finder: ClauseFinder };

/** What was typed as facts of the log, or one sentence for each field that has a problem. */
export function readDraft(
  draft: Draft,
  rules: DraftRules,
): { ok: true; facts: BenefitFacts } | { ok: false; problems: Partial<Record<DraftField, string>> } {
  const problems: Partial<Record<DraftField, string>> = {};
  const given = (field: DraftField) => (draft[field] ?? '').trim();
  const take = <T>(field: DraftField, read: Read<T>): T | undefined => {
    if (read.ok) return read.value;
    problems[field] = read.problem;
    return undefined;
  };
  const of = BENEFIT_CLASSES.find((one) => one === given('class'));
  if (of === undefined) problems.class = 'Choose cashable, non-cashable, non-financial or disbenefit.';
  const period = take('when', readPeriod(given('when'), rules.today));
  const amount = given('amount') === '' ? null : take('amount', readMoney(given('amount')));
  const fullYear = given('fullYear') === '' ? null : take('fullYear', readMoney(given('fullYear')));
  const clause = take('clause', readClause(given('clause'), rules));
  if (of === undefined || period === undefined || amount === undefined || fullYear === undefined || clause === undefined) {
    if (given('what') === '') problems.what = 'Say in a few words what the benefit is.';
    return { ok: false, problems };
  }
  const facts = asFacts(given, of, period, amount, fullYear, clause, rules.today);
  for (const [fact, problem] of Object.entries(problemsIn(facts, rules.agreement, rules.today)))
    problems[FIELD_OF[fact as keyof BenefitFacts] ?? (fact as DraftField)] ??= problem;
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, facts };
}

function asFacts(
  given: (field: DraftField) => string,
  of: BenefitClass,
  period: Period,
  amount: Pence | null,
  fullYear: Pence | null,
  clause: string | null,
  today: Day,
): BenefitFacts {
  const amountPence = signedFor(of, amount);
  const recurs = given('recurs') === 'yearly' || (given('recurs') === '' && fullYear !== null) ? 'yearly' : 'once';
  // What a whole year brought is what a full year comes to.
  const fullYearPence = signedFor(of, fullYear) ?? (recurs === 'yearly' && isAYear(period) ? amountPence : null);
  const confidence = (['high', 'medium', 'low'] as const).find((one) => one === given('confidence'));
  return {
    what: given('what').replace(/\s+/g, ' '),
    class: of,
    amountPence,
    period,
    standing: given('standing') === 'planned' || (given('standing') === '' && period.from > today) ? 'planned' : 'actual',
    recurs,
    ...(fullYearPence === null ? {} : { fullYearPence }),
    ...Object.fromEntries(TEXTS.flatMap((field) => (given(field) === '' ? [] : [[field, given(field)]]))),
    ...(clause === null ? {} : { clause }),
    ...(confidence === undefined ? {} : { confidence }),
  };
}

function isAYear({ from, to }: Period): boolean {
  return addDaysTo(to, 1) === addMonthsTo(from, 12);
}

/** A clause by its number; words find the clauses that may be meant, for a person to choose from. */
function readClause(written: string, { agreement, finder }: DraftRules): Read<string | null> {
  if (written === '') return { ok: true, value: null };
  const [clause, ...others] = clausesNumbered(agreement, written);
  if (clause !== undefined && others.length === 0) return { ok: true, value: clause.ref };
  const meant = clause === undefined ? suggestedClauses(written, agreement, finder) : [clause, ...others].map(nameOfClause);
  return {
    ok: false,
    problem: `Enter the number of a clause${meant.length > 0 ? `. It may be ${meant.join('; ')}` : ''}. Or leave this empty.`,
  };
}

const CLAUSES_SUGGESTED = 3;

/** The clauses a benefit may stem from, by its words: `11(n) Gain/share protocol`. */
export function suggestedClauses(words: string, agreement: AgreementRecord, finder: ClauseFinder): string[] {
  if (!/\p{L}/u.test(words)) return [];
  const { clauses, nearest } = finder.find(words, [agreement.id]);
  return [...new Set([...clauses, ...nearest].map(({ clause }) => nameOfClause(clause)))].slice(0, CLAUSES_SUGGESTED);
}

/** What was understood of a sentence, to stand in the fields. */
export function draftOfSentence({ what, class: of, amountPence, period, standing, recurs }: SaidBenefit): Draft {
  return {
    ...(what === null ? {} : { what: what.slice(0, WHAT_LONGEST) }),
    ...(of === null ? {} : { class: of }),
    ...(period === null ? {} : { when: writePeriod(period) }),
    ...(amountPence === null ? {} : { amount: writeMoney(of === 'disbenefit' ? Math.abs(amountPence) : amountPence) }),
    ...(standing === null ? {} : { standing }),
    ...(recurs === null ? {} : { recurs }),
  };
}

/** An entry as it stands, to be corrected. */
export function draftOfFacts(facts: BenefitFacts): Draft {
  const { what, class: of, amountPence, period, standing, recurs, fullYearPence } = facts;
  const unsigned = (pence: Pence) => writeMoney(Math.abs(pence));
  return {
    ...Object.fromEntries(
      [...TEXTS, 'clause', 'confidence'].flatMap((field) => {
        const value = facts[field as 'owner'];
        return value === undefined ? [] : [[field, value]];
      }),
    ),
    what,
    class: of,
    when: writePeriod(period),
    ...(amountPence === null ? {} : { amount: unsigned(amountPence) }),
    standing,
    recurs,
    ...(fullYearPence === undefined ? {} : { fullYear: unsigned(fullYearPence) }),
  };
}

/** The draft among what a button or a form carried. */
export function draftIn(values: Readonly<Record<string, string>>): Draft {
  return Object.fromEntries(DRAFT_FIELDS.flatMap((field) => (Object.hasOwn(values, field) ? [[field, values[field]!]] : [])));
}

/** The most characters of what a benefit is. */
export const WHAT_LONGEST = 300;
