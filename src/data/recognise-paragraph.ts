import type { Paragraph } from './document.ts';

/*
 * What a paragraph without a number is: the beginning of a schedule, a heading, a bullet, the beginning of the signatures … Word files say
 * much of this themselves; in plain text and PDF it is told from the look of the words.
 */

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const CARDINALS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const ATTACHED =
  /^(?:the\s+)?(schedule|annex(?:e|ure)?|appendix|exhibit|attachment|enclosure)(?:\s+(?:no\.?\s*)?(\d{1,2}[A-Z]?|[A-Z]|[IVX]{1,5}|[a-z]+))?\b(\s*[:.–—-]?\s*)(.*)$/i;
const ORDINAL_SCHEDULE = /^(?:the\s+)?([a-z]+)\s+schedule\b[\s:.–—-]*(.*)$/i;

export type PartLine = { label: string; title: string };

/** “SCHEDULE 2 – Finance”, “Annex B”, “The First Schedule”: the label as it is cited, and the title after it. */
export function readPartLine(text: string): PartLine | undefined {
  if (text.length > 140 || /[;,]$/.test(text)) return undefined;
  const words = text.replace(/\s+/g, ' ').trim();
  const ordinal = ORDINAL_SCHEDULE.exec(words);
  const counted = ordinal === null ? -1 : ORDINALS.indexOf(ordinal[1]!.toLowerCase());
  if (counted >= 0) return titled(`Schedule ${counted + 1}`, ordinal![2]!);
  const found = ATTACHED.exec(words);
  if (found === null) return undefined;
  const kind = capitalised(found[1]!);
  const number = found[2];
  if (number === undefined) return found[4] === '' || /[:–—-]/.test(found[3]!) ? titled(kind, found[4]!) : undefined;
  const spelled = CARDINALS.indexOf(number.toLowerCase());
  if (spelled < 0 && /^[a-z]{2,}$/i.test(number) && !/^[IVX]+$/.test(number)) return undefined;
  if (spelled < 0 && /^[a-z]$/.test(number)) return undefined;
  return titled(`${kind} ${spelled < 0 ? number.toUpperCase() : spelled + 1}`, found[4]!, /[:–—-]/.test(found[3]!));
}

/** @param marked a colon or a dash stands before the title */
function titled(label: string, title: string, marked = false): PartLine | undefined {
  const isSentence = /^[a-z]/.test(title) || (!marked && /[.;:]$/.test(title) && title.split(' ').length > 8);
  return isSentence ? undefined : { label, title: title.replace(/^\((.*)\)$/, '$1').trim() };
}

/** “Part A”, “PART 2 – PAYMENTS” within a schedule or an agreement. */
export function readDivision(text: string): PartLine | undefined {
  const found = /^part\s+(\d{1,2}|[A-Z]|[IVX]{1,4}|one|two|three|four|five|six)\b[\s:.–—-]*(.*)$/i.exec(text);
  if (found === null || text.length > 120) return undefined;
  const spelled = CARDINALS.indexOf(found[1]!.toLowerCase());
  return titled(`Part ${spelled < 0 ? found[1]!.toUpperCase() : spelled + 1}`, found[2]!);
}

const OWN_DOCUMENT =
  /^(?:draft\s+)?(?:(?:first|second|third)\s+)?(?:memorandum of (?:understanding|agreement)\b|deed\b|agreement of variation|variation agreement|side letter|(?:section|s\.?)\s?(?:75|31|33)\b.{0,60}\bagreement$|partnership agreement\b)/i;

/** The title of a document within the document: a memorandum after its covering report, a deed of variation after the agreement. */
export function isTitleOfAnother(text: string): boolean {
  return OWN_DOCUMENT.test(text) && text.split(/\s+/).length <= 18 && !/[.;,:]$/.test(text);
}

const BULLET = /^(?:[•●◦▪▫■□‣⁃∙]|[-–—*·](?=\s)|o(?=\s{2,}|\t)|[\uf0b7\uf0a7\uf02d])\s*/;

/** The words after a bullet; undefined where there is none. */
export function afterBullet(text: string): string | undefined {
  const found = BULLET.exec(text);
  return found === null ? undefined : text.slice(found[0].length).trim();
}

const WORDS_IN_A_HEADING = 14;
const LETTERS_IN_A_HEADING = 100;

/** Whether a paragraph without a number reads as a heading. @param styled headings are marked in this document, so the rest are none */
export function looksLikeHeading(paragraph: Paragraph, styled = false): boolean {
  const { text } = paragraph;
  if (paragraph.heading !== undefined) return text.length <= 200;
  if (/^(?:now )?(?:it is (?:hereby )?agreed\b|the (?:parties|partners) (?:hereby )?agree\b).{0,40}:$/i.test(text)) return true;
  if (paragraph.bold !== true && !isShouted(text) && saysSomething(text)) return false;
  if (!shapedLikeHeading(text)) return false;
  if (paragraph.bold === true || isShouted(text)) return true;
  return !styled && paragraph.bullet === undefined;
}

/** A sentence whose full stop was left out: “This deed is dated 12 May 2024”, “There is no cap on the number of meetings”. */
function saysSomething(text: string): boolean {
  if (/^(?:this )?(?:agreement|deed|memorandum|mou|contract)\b.{0,60}\b(?:is|was|has been|made|dated)\b/i.test(text)) return true;
  const asks = /^(?:what|how|who|when|where|why|which|whose|if)\b/i.test(text);
  return (
    !asks &&
    text.split(/\s+/).length >= 6 &&
    /\S\s+(?:shall|must|is|are|was|were|has been|have been|may not|will be|does not|do not)\s/.test(text)
  );
}

/** Short, begins with a capital and does not end like a sentence. */
export function shapedLikeHeading(text: string): boolean {
  const words = text.trim().split(/\s+/);
  if (text.length > LETTERS_IN_A_HEADING || words.length > WORDS_IN_A_HEADING) return false;
  if (/^[“"‘']/.test(text) && /[”"’'][.;,]?$/.test(text) && words.length > 4) return false;
  if (!/^[\p{Lu}\p{Lo}\d“"‘'(]/u.test(text) || !/\p{L}{2}/u.test(text)) return false;
  if (/\b(?:and|or|of|the|by|to|in|for|with)$/.test(text) || (/^\d/.test(text) && !isShouted(text))) return false;
  return !/[.;,]["”’')]*$/.test(text) && (!/:-?$/.test(text) || words.length <= 6);
}

/** All in capitals. */
export function isShouted(text: string): boolean {
  return /\p{Lu}{2}/u.test(text) && !/\p{Ll}/u.test(text);
}

/** “SIGNED for and on behalf of …”, “IN WITNESS WHEREOF”, “Signatures”. */
export function beginsSignatures(text: string): boolean {
  return (
    /^(?:in witness\b|this (?:agreement|deed|memorandum|mou) (?:has been|is|was) (?:entered into|executed|signed|delivered)\b.{0,120}$|signatures?:?$|signatories:?$|signature (?:page|block|sheet)|executed as a deed|executed (?:by|on behalf)|the common seal\b|signed as a deed)/i.test(
      text,
    ) ||
    (/^signed\b/i.test(text) &&
      (text.length < 60 || /^signed\s*(?:by|for|on behalf|:|_|…|\.{3})/i.test(text)) &&
      !/^signed (?:off|up)\b/i.test(text))
  );
}

/** “Contents”, “Table of contents”. */
export function beginsContents(text: string): boolean {
  return /^(?:table of )?contents(?: page)?:?$/i.test(text.trim());
}

/** “1.2 Notice ............ 14”, and after “Contents” also “1.2 Notice    14”. @param listed the heading “Contents” stands before */
export function isContentsLine(text: string, listed: boolean): boolean {
  if (/(?:\.\s?){4,}\s*\d{1,4}\s*$|…{2,}\s*\d{1,4}\s*$/.test(text)) return true;
  return listed && text.length < 140 && /(?:\t|\s{2,}|\s)(?:\d{1,3}|[ivx]{1,5})$/i.test(text) && !/[.;:]$/.test(text);
}

function capitalised(word: string): string {
  return `${word[0]!.toUpperCase()}${word.slice(1).toLowerCase()}`;
}
