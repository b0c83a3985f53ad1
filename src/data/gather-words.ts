import type { Draft } from './clause-draft.ts';
import type { Paragraph } from './document.ts';
import { gatherBullet, gatherSentence } from './gather-sentence.ts';
import { addDraft, addItem, current, startSection, type Walk } from './gather-walk.ts';
import type { Label } from './read-label.ts';
import { afterBullet, isShouted, looksLikeHeading } from './recognise-paragraph.ts';
import { beginsContact, isHeadingOfAppendices, isHowToReach, readHeaderLine } from './report-lines.ts';

export type Around = { styled: boolean; next: Paragraph | undefined; nextLabel: Label | undefined };

/** Takes a paragraph without a number: a heading, a bullet, or words of a clause. */
export function gatherWords(walk: Walk, paragraph: Paragraph, around: Around): void {
  const { text } = paragraph;
  const bullet = paragraph.bullet === true ? text : afterBullet(text);
  if (bullet !== undefined && paragraph.heading === undefined) gatherBullet(walk, bullet, paragraph);
  else if (gatherReportLine(walk, paragraph)) return;
  else if (isFrontLine(walk, paragraph, around)) walk.front.push(text);
  else if (current(walk) === undefined && isRepeated(walk, text)) return;
  else if (looksLikeHeading(paragraph, around.styled) && !isRunIn(walk, paragraph))
    startSection(walk, text, isHeadingOfAppendices(text) ? 'appendices' : 'plain');
  else gatherSentence(walk, paragraph);
}

/** Before the first clause short lines are the title, the date and the parties of a cover page. */
function isFrontLine(walk: Walk, { text, heading }: Paragraph, { next, nextLabel }: Around): boolean {
  const before = walk.scope.is === 'body' && walk.section === undefined && walk.drafts.every(isOfHeader);
  const opens = nextLabel !== undefined || (next !== undefined && (afterBullet(next.text) !== undefined || /[.;:]$/.test(next.text)));
  return (
    before &&
    !/^this (?:agreement|deed|memorandum)\b/i.test(text) &&
    !/^(?:(?:executive )?summary|introduction|background|purpose|parties|between|recommendations?|definitions|principles)\b.{0,20}$/i.test(
      text,
    ) &&
    !(opens && walk.front.length > 0) &&
    heading !== 2 &&
    text.split(/\s+/).length <= 25 &&
    text.length <= 200 &&
    !/[.;:]$/.test(text)
  );
}

function isOfHeader({ sort, ref }: Draft): boolean {
  return sort === 'named' && ref.startsWith('Header: ');
}

/** A line of the cover that the next page repeats, or a date alone. */
function isRepeated(walk: Walk, text: string): boolean {
  if (/^\d{1,2}(?:st|nd|rd|th)? \p{L}{3,9} \d{4}$/u.test(text)) return true;
  const plain = text.toLowerCase();
  return text.length > 8 && walk.front.some((line) => line.toLowerCase() === plain);
}

function gatherReportLine(walk: Walk, paragraph: Paragraph): boolean {
  const { text } = paragraph;
  const numbered = walk.drafts.some(({ sort }) => sort === 'number');
  const header = readHeaderLine(text);
  const named = header === undefined ? '' : `Header: ${header.label}`;
  if (header !== undefined && (!numbered || /^(?:Meeting|Report of)$/.test(header.label)) && paragraph.heading === undefined) {
    const known = walk.drafts.some(({ ref, texts }) => ref === named && sameWords(texts[0]!, header.text));
    if (!known) addDraft(walk, 'named', { ref: named, text: header.text }, paragraph);
    return true;
  }
  const last = walk.drafts.at(-1);
  if (last?.ref === 'Header: Meeting' && /^(?:cabinet member|portfolio holder|lead member|chair)\b/i.test(text) && text.length < 80) {
    last.texts.push(text);
    return true;
  }
  if (beginsContact(text)) {
    startSection(walk, text, 'contact');
    if (!/:-?$/.test(text) && /:/.test(text)) addItem(walk, text, paragraph);
    return true;
  }
  if (isHowToReach(text) && walk.scope.is === 'body' && current(walk) === undefined) {
    startSection(walk, 'Contact', 'contact');
    addItem(walk, text, paragraph);
    return true;
  }
  return false;
}

function sameWords(one: string, other: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/\s+/g, ' ');
  return plain(one).startsWith(plain(other)) || plain(other).startsWith(plain(one));
}

/** “Commissioning:” in the middle of a clause is a line of it, not the end of it. */
function isRunIn(walk: Walk, { text, heading, bold }: Paragraph): boolean {
  if (heading !== undefined || bold === true || isShouted(text) || !/:$/.test(text) || current(walk) === undefined) return false;
  return !/^(?:background|appendi|recommend|reasons?|signed|between|parties|definitions)/i.test(text);
}
