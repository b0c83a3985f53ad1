import type { Paragraph } from './document.ts';
import { current, type Walk } from './gather-walk.ts';

/** A quotation may be this many paragraphs long. */
const QUOTED_AT_MOST = 40;
const REPLACES = /\b(?:replac|substitut|insert|delet|add(?:ed|ing)?\b|amend|following)/i;

/**
 * Takes what a clause quotes after a colon, numbers and all, as words of that clause: what a deed puts in the place of other words is no
 * clause of the deed. @param at the first paragraph @returns how many paragraphs it took; 0 where no quotation begins
 */
export function gatherQuoted(walk: Walk, paragraphs: readonly Paragraph[], at: number): number {
  const under = current(walk);
  const before = under?.texts.at(-1) ?? '';
  if (under === undefined || !/:$/.test(before) || !REPLACES.test(before)) return 0;
  const length = lengthOfQuotation(paragraphs.slice(at, at + QUOTED_AT_MOST));
  for (const { printed, text } of paragraphs.slice(at, at + length)) under.texts.push([printed, text].filter(Boolean).join(' '));
  return length;
}

/** How many paragraphs it is to the one that ends with the closing mark; 0 where none does. */
function lengthOfQuotation(paragraphs: readonly Paragraph[]): number {
  if (!/^[“"]/.test(paragraphs[0]!.text)) return 0;
  let open = 0;
  for (const [at, { text, cells }] of paragraphs.entries()) {
    if (cells !== undefined) return 0;
    open += (text.match(/“/g) ?? []).length - (text.match(/”/g) ?? []).length;
    const straight = (text.match(/"/g) ?? []).length % 2;
    open = straight === 0 ? open : open > 0 ? open - 1 : open + 1;
    if (open <= 0) return /[”"][.;,]?$/.test(text) ? at + 1 : 0;
  }
  return 0;
}
