import type { AgreementRecord } from '../data/agreement-record.ts';
import { clausesNumbered } from '../data/agreements.ts';

const FILLER =
  /\b(what|whats|does|do|say|says|said|show|me|read|see|out|tell|about|is|in|of|the|to|clause|paragraph|para|point|number|no|ref|reference|please|pls|agreement|mou|memorandum|report|document|cl|at|and|for)\b/g;

/**
 * The paragraph number a message asks for and nothing else (“what does 1.1 say”), or null when it asks for anything more.
 * Names of parts may stand with it: “annex 1 item 5”, “principle 4”.
 */
export function numberAskedFor(text: string, agreement: AgreementRecord): string | null {
  const bare = withoutFiller(text, agreement.aliases);
  if (bare.length > NUMBER_LONGEST || !/\d/.test(bare)) return null;
  return PLAIN_NUMBER.test(bare) || clausesNumbered(agreement, bare).length > 0 ? bare : null;
}

/** Whether a message is a paragraph number and nothing else, whatever the agreement. */
export function isNumberAlone(text: string): boolean {
  return text.length <= NUMBER_LONGEST && PLAIN_NUMBER.test(withoutFiller(text, []));
}

function withoutFiller(text: string, names: readonly string[]): string {
  let rest = text.toLowerCase().replace(/[?!"“”‘’,;]/g, ' ');
  for (const name of names) rest = rest.replaceAll(name.toLowerCase(), ' ');
  return rest
    .replace(FILLER, ' ')
    .replace(/(\d)\s+\(/g, '$1(')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '');
}

const NUMBER_LONGEST = 60;
const PLAIN_NUMBER = /^\d{1,3}(\.\d{1,3}){0,3}(\([a-z]{1,3}\))?$/;
