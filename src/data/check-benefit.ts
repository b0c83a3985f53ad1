import type { AgreementRecord } from './agreement-record.ts';
import { findClauseByRef } from './agreements.ts';
import type { BenefitClass, BenefitFacts } from './benefits.ts';
import { type Day, isDay } from './days.ts';
import { MOST_PENCE, type Pence, writeMoney } from './money.ts';
import { type Period, writePeriod } from './period.ts';

/** What is wrong with a draft, one plain sentence for each fact that has a problem. */
export type Problems = Partial<Record<keyof BenefitFacts, string>>;

/**
 * An amount with the sign its class gives it: people write a cost as 300, and the log keeps it as -£300. A minus with any other class is
 * left as it is, for `problemsIn` to ask about.
 */
export function signedFor(of: BenefitClass, pence: Pence | null): Pence | null {
  return of === 'disbenefit' && pence !== null && pence > 0 ? -pence : pence;
}

/** The most characters any one text of an entry has. */
const LONGEST_TEXT = 2000;

/** Holds what a person entered against the rules of the log. No problems: it may be kept. */
export function problemsIn(facts: BenefitFacts, agreement: AgreementRecord, today: Day): Problems {
  const problems: Problems = {};
  const note = (field: keyof BenefitFacts, problem: string | undefined) => {
    if (problem !== undefined) problems[field] ??= problem;
  };
  for (const [field, value] of Object.entries(facts) as [keyof BenefitFacts, unknown][]) {
    if (typeof value === 'string' && value.length > LONGEST_TEXT)
      note(field, `Shorten this to ${LONGEST_TEXT.toLocaleString('en-GB')} characters at most.`);
    if (typeof value === 'number' && Math.abs(value) > MOST_PENCE)
      note(field, `The log takes amounts up to ${writeMoney(MOST_PENCE)}. Check the amount.`);
  }
  if (facts.what.trim() === '') note('what', 'Say in a few words what the benefit is.');
  note('amountPence', amountProblem(facts));
  note('period', periodProblem(facts.period, facts.standing, today));
  note('fullYearPence', fullYearProblem(facts));
  if (facts.clause !== undefined && findClauseByRef(agreement, facts.clause) === undefined)
    note('clause', `${agreement.name} has no clause ${facts.clause}. Search for it by words, or leave this empty.`);
  if (facts.evidence !== undefined && !isHttps(facts.evidence))
    note('evidence', 'Enter a link that begins with https://, or leave this empty.');
  return problems;
}

function amountProblem({ class: of, amountPence }: BenefitFacts): string | undefined {
  switch (of) {
    case 'cashable':
    case 'non-cashable':
      if (amountPence === null) return 'Enter the amount in pounds, such as 12,400. For a benefit without one choose non-financial.';
      if (amountPence < 0) return 'For a loss or a cost choose disbenefit; otherwise enter the amount without the minus.';
      return amountPence === 0 ? 'Enter an amount other than nothing.' : undefined;
    case 'non-financial':
      return amountPence === null
        ? undefined
        : 'A non-financial benefit has no amount. Leave it empty, or choose cashable or non-cashable.';
    case 'disbenefit':
      return amountPence === 0 ? 'Enter the amount of the loss, or leave it empty when it has none.' : undefined;
    default:
      return of satisfies never;
  }
}

function periodProblem({ from, to }: Period, standing: BenefitFacts['standing'], today: Day): string | undefined {
  if (!isDay(from) || !isDay(to)) return 'Enter dates that exist, such as 1 July to 30 September 2015.';
  if (to < from) return 'That period ends before it begins. Enter the earlier date first.';
  if (standing === 'actual' && from > today)
    return `${writePeriod({ from, to })} has not begun, so this cannot be an actual benefit yet. Choose planned, or another period.`;
  return undefined;
}

function fullYearProblem({ recurs, fullYearPence, amountPence }: BenefitFacts): string | undefined {
  if (recurs === 'once')
    return fullYearPence === undefined ? undefined : 'Only a yearly benefit has a full-year value. Choose yearly, or leave it empty.';
  if (amountPence === null) return fullYearPence === undefined ? undefined : 'Enter the amount for the period as well.';
  if (fullYearPence === undefined) return 'Enter what it comes to in a full year, in pounds, such as 12,400.';
  if (Math.sign(fullYearPence) !== Math.sign(amountPence))
    return `The amount for the period is ${writeMoney(amountPence)}: enter a full-year value with the same sign.`;
  return undefined;
}

/** A link a browser opens over https, to a host, without a name and password in it. */
function isHttps(link: string): boolean {
  const url = URL.parse(link);
  return url !== null && url.protocol === 'https:' && url.hostname.includes('.') && url.username === '' && url.password === '';
}
