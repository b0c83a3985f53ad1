import type { Paragraph } from './document.ts';
import { addDraft, addItem, startSection, type Walk } from './gather-walk.ts';
import type { Label } from './read-label.ts';
import { afterBullet, isShouted, looksLikeHeading, readPartLine } from './recognise-paragraph.ts';
import { beginsContact, isHeadingOfAppendices, isHowToReach, isNameAndPost } from './report-lines.ts';

/** Takes a paragraph where its section settles what it is: signatures, contacts, a list of appendices. @returns false where it does not */
export function gatherInSection(walk: Walk, paragraph: Paragraph, label: Label | undefined): boolean {
  switch (walk.section?.is) {
    case 'signatures':
      return gatherSignature(walk, paragraph, label);
    case 'contact':
      return gatherContact(walk, paragraph, label);
    case 'appendices':
      return gatherAppendix(walk, paragraph);
    default:
      return false;
  }
}

/** The signatures go on to the next clause or heading of the document. */
function gatherSignature(walk: Walk, paragraph: Paragraph, label: Label | undefined): boolean {
  const goesOn = paragraph.heading !== undefined || (label?.is === 'complete' && label.rest.length > 40);
  if (goesOn && walk.loose !== undefined) {
    startSection(walk, '');
    return false;
  }
  const text = [paragraph.printed, paragraph.text].filter(Boolean).join(' ');
  if (walk.loose === undefined) walk.loose = addDraft(walk, 'named', { ref: 'Signatories', text }, paragraph);
  else walk.loose.texts.push(text);
  return true;
}

function gatherContact(walk: Walk, paragraph: Paragraph, label: Label | undefined): boolean {
  const { text } = paragraph;
  const isName = isShouted(text) && text.split(/\s+/).length <= 4;
  const other = paragraph.heading !== undefined || (looksLikeHeading(paragraph) && !isName && !isNameAndPost(text) && !isHowToReach(text));
  const ends = label !== undefined || afterBullet(text) !== undefined || beginsAnother(text);
  if (ends || (other && (isShouted(text) || walk.loose === undefined || !nearContact(paragraph)))) {
    startSection(walk, '');
    return false;
  }
  if (walk.loose === undefined || isNameAndPost(text)) addItem(walk, text, paragraph);
  else walk.loose.texts.push(text);
  return true;
}

/** A line of an address directly under the line before it. */
function nearContact({ apart, text }: Paragraph): boolean {
  return apart !== true && text.length < 80;
}

function beginsAnother(text: string): boolean {
  return beginsContact(text) || isHeadingOfAppendices(text) || /^background (?:papers|documents)/i.test(text);
}

/** “Appendix 1 – Five year vision” in the list of what is attached. */
function gatherAppendix(walk: Walk, paragraph: Paragraph): boolean {
  const text = afterBullet(paragraph.text) ?? paragraph.text;
  const part = readPartLine(text);
  if (part !== undefined) {
    addDraft(walk, 'named', { ref: `Appendices: ${part.label}`, text }, paragraph);
    return true;
  }
  if (!/^\d{1,2}\s*[-–—.]\s+\S/.test(text) || paragraph.printed !== undefined) return false;
  const [, number, title] = /^(\d{1,2})\s*[-–—.]\s+(.*)$/.exec(text)!;
  walk.listed.set(title!.toLowerCase(), `Appendix ${number}`);
  if (walk.loose === undefined) walk.loose = addDraft(walk, 'named', { ref: 'Appendices', text }, paragraph);
  else walk.loose.texts.push(text);
  return true;
}
