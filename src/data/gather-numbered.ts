import type { Paragraph } from './document.ts';
import { addDraft, startSection, type Walk } from './gather-walk.ts';
import type { Label } from './read-label.ts';
import { isShouted, shapedLikeHeading } from './recognise-paragraph.ts';

/** Takes a paragraph that begins with a number as a clause. @returns false where the number turns out to be none */
export function gatherNumbered(walk: Walk, paragraph: Paragraph, label: Label | undefined, next: Label | undefined): boolean {
  if (label === undefined) return false;
  if (isOfCover(walk, label)) {
    walk.front.push(`${label.ref} ${label.rest}`);
    return true;
  }
  const place = walk.numbering.place(label, next);
  if (place === undefined) return false;
  if (place.begins && walk.open.size > 0) {
    walk.run += 1;
    walk.open = new Map();
  }
  if (walk.section !== undefined && (walk.section.is === 'contact' || walk.section.is === 'appendices')) startSectionQuietly(walk);
  const isHeading = isHeadingOf(paragraph, label);
  const within = walk.open.get(place.within ?? '') ?? walk.open.get(place.ref.replace(/^(\d+)\.[1-9].*$/, '$1.0'));
  const draft = addDraft(
    walk,
    'number',
    { ref: place.ref, within, ...(isHeading ? { heading: label.rest } : { text: label.rest }) },
    paragraph,
  );
  if (isHeading && isCapital(label) && next !== undefined && next.is !== 'part of a list') draft.holds += 1;
  walk.open.set(place.ref, draft);
  walk.loose = undefined;
  return true;
}

/** “(1) NORTHMERE COUNTY COUNCIL” on the cover page: a party, not a clause. */
function isOfCover(walk: Walk, label: Label): boolean {
  const before = walk.drafts.length === 0 && walk.section === undefined && walk.scope.is === 'body';
  return before && /^\(\d\)$/.test(label.ref) && !/[.;,]$/.test(label.rest);
}

/** A number after a list of contacts or appendices is not one of them. */
function startSectionQuietly(walk: Walk): void {
  const innermost = walk.numbering.innermost();
  if (innermost === undefined) walk.section = { heading: '', is: 'plain', items: 0 };
  else startSection(walk, '');
}

/** Templates set whole clauses in the style of a heading; a sentence is known by its verb. */
function saysSomething(text: string): boolean {
  return (
    /\b(?:shall|must|will|agrees?|undertakes?|acknowledges?|is|are|has|have|may)\b/.test(text) &&
    text.split(/\s+/).length > 4 &&
    !/\?$/.test(text)
  );
}

/** “I.”, “A.” */
function isCapital(label: Label): boolean {
  return label.ways.some(({ style }) => /^\.[IA]$/.test(style));
}

const WORDS_IN_A_NUMBERED_HEADING = 10;

/** “3. Term” is a heading, “(a) the Council” an item of a list. */
function isHeadingOf(paragraph: Paragraph, label: Label): boolean {
  if (label.rest === '' || label.rest.includes('\n')) return false;
  if (saysSomething(label.rest) && !isShouted(label.rest)) return false;
  if (paragraph.heading !== undefined) return label.rest.length < 120 && !/[.;,:]$/.test(label.rest);
  const isItem = label.is === 'part of a list' && !isCapital(label);
  if (isItem || !shapedLikeHeading(label.rest) || /:$/.test(label.rest)) return false;
  return (
    paragraph.bold === true ||
    /\?$/.test(label.rest) ||
    isShouted(label.rest) ||
    label.rest.split(/\s+/).length <= WORDS_IN_A_NUMBERED_HEADING
  );
}
