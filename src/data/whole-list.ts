import type { AgreementRecord, ClauseRecord } from './agreement-record.ts';

const COUNTS = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const COUNTED = new RegExp(`\\b(?:what|which|the|name|list|all) (${COUNTS.join('|')}|\\d{1,2}) (?:\\w+ )?\\w+s\\b`);
const ASKS_FOR_ALL = /\b(what|which) (are|were) (the|all|our|its)\b|\b(list|name) (all |of )?(the|our|its)\b|\ball the \w+s\b/;

/** How many of the first clauses must be items of one list before the list is taken to be what was asked for. */
const FIRST = 4;
const ITEMS_AMONG_FIRST = 3;

/**
 * The clause that leads into a list, when a question asks for the list as a whole (“what four areas must be settled”) and the clauses found
 * are its items: one item alone would answer a quarter of the question.
 * @param plain the question’s words; @param found clauses of one agreement, best first
 * @returns the lead-in, or null when one clause answers
 */
export function wholeListAskedFor(
  plain: readonly string[],
  agreement: AgreementRecord,
  found: readonly ClauseRecord[],
): ClauseRecord | null {
  const within = found[0]?.within;
  if (within === undefined) return null;
  const text = plain.join(' ');
  const count = countIn(text);
  if (count === null && !ASKS_FOR_ALL.test(text)) return null;
  if (found.slice(0, FIRST).filter((clause) => clause.within === within).length < ITEMS_AMONG_FIRST) return null;
  // Without a count, the lead-in must have been found as well: a whole document can stand under one heading.
  const right = count === null ? found.some((clause) => clause.ref === within) : count === itemsUnder(agreement, within);
  return right ? (agreement.clauses.find((clause) => clause.ref === within) ?? null) : null;
}

function countIn(text: string): number | null {
  const counted = COUNTED.exec(text)?.[1];
  if (counted === undefined) return null;
  return /\d/.test(counted) ? Number(counted) : COUNTS.indexOf(counted) + 2;
}

function itemsUnder(agreement: AgreementRecord, ref: string): number {
  return agreement.clauses.filter((clause) => clause.within === ref).length;
}
