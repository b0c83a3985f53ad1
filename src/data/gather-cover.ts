import type { Paragraph } from './document.ts';
import { readLabel } from './read-label.ts';
import { readHeaderLine } from './report-lines.ts';

/** Where the agreement itself begins after its cover. */
const OPENS = /^(?:this (?:agreement|deed|memorandum|contract)\b|(?:agreement|deed)\b.{0,40}\b(?:dated|made)\b|(?:the )?parties:?$)/i;
/** What joins the partners on a cover: “- and -”. */
const JOINS = /^[-–—(\s]*(?:and|&)[-–—):\s]*$/i;
const BETWEEN = /^[-–—(\s]*between[-–—):\s]*$/i;
/** “(“the Council”)”: here a partner is given its name, which no cover does. */
const GIVES_A_NAME = /\([^)]{0,60}[“"‘'][^)]{2,60}\)/;
/** The first heading of the agreement itself. */
const SECTION =
  /^(?:introduction|purpose|background|summary|executive summary|recitals?|definitions|status|context|recommendations?)\b.{0,30}$/i;
const LINES_AT_MOST = 30;
const LONGEST_LINE = 140;

/**
 * How many paragraphs at the beginning are the cover page: its title, date and partners, each on a line of its own, before the words with
 * which an agreement opens, or with “and” alone between the partners. 0 where there is no cover.
 */
export function coverLength(paragraphs: readonly Paragraph[]): number {
  const end = paragraphs.slice(0, LINES_AT_MOST).findIndex((paragraph, at) => !isOfCover(paragraph, at));
  if (end < 1) return 0;
  const lines = paragraphs.slice(0, end);
  const joined = lines.some(({ text }, at) => at > 0 && JOINS.test(text));
  const between = lines.findIndex(({ text }) => BETWEEN.test(text));
  if (between > 0 && !joined) return between;
  return joined || (OPENS.test(paragraphs[end]!.text) && paragraphs[end]!.cells === undefined) ? end : 0;
}

function isOfCover(paragraph: Paragraph, at: number): boolean {
  const { text, printed, cells, bullet } = paragraph;
  if (cells !== undefined || bullet || text.length > LONGEST_LINE) return false;
  if (JOINS.test(text) || BETWEEN.test(text)) return at > 0;
  if (GIVES_A_NAME.test(text) || OPENS.test(text) || SECTION.test(text) || /[.;:]$/.test(text) || readHeaderLine(text) !== undefined)
    return false;
  const label = readLabel(paragraph);
  return printed === undefined && (label === undefined || /^\(\d\)/.test(text));
}
