import type { Gathered } from './clause-draft.ts';
import type { Paragraph } from './document.ts';
import { coverLength } from './gather-cover.ts';
import { gatherNumbered } from './gather-numbered.ts';
import { gatherQuoted } from './gather-quoted.ts';
import { gatherRows } from './gather-rows.ts';
import { gatherInSection } from './gather-sections.ts';
import { addDraft, openWalk, startScope, startSection, type Walk } from './gather-walk.ts';
import { gatherWords } from './gather-words.ts';
import { type Label, readLabel } from './read-label.ts';
import { beginsSignatures, isTitleOfAnother, looksLikeHeading, type PartLine, readDivision, readPartLine } from './recognise-paragraph.ts';
import { isHeadingOfAppendices } from './report-lines.ts';

/** Reads the paragraphs of a document from first to last into clauses that know their place. */
export function gatherClauses(paragraphs: readonly Paragraph[]): Gathered {
  const labels = paragraphs.map((paragraph) => (paragraph.cells === undefined ? readLabel(paragraph) : undefined));
  const nextLabels = followers(labels);
  const walk = openWalk(numbersRestartUnderCapitals(labels));
  const styled = paragraphs.filter(({ heading }) => heading !== undefined).length >= 3;
  const cover = coverLength(paragraphs);
  walk.front.push(...paragraphs.slice(0, cover).map(({ text }) => text.replace(/\s*\n\s*/g, ' ')));
  for (let at = cover; at < paragraphs.length; at += 1) {
    const paragraph = paragraphs[at]!;
    if (paragraph.beside !== undefined) {
      gatherBeside(walk, paragraph);
      continue;
    }
    if (paragraph.cells !== undefined) {
      const rows = rowsFrom(paragraphs, at);
      gatherRows(walk, rows);
      at += rows.length - 1;
      continue;
    }
    const quoted = gatherQuoted(walk, paragraphs, at);
    if (quoted > 0) at += quoted - 1;
    else if (beginsPart(walk, paragraph, paragraphs, at)) {
      at += takeTitle(walk, paragraphs[at + 1], labels[at + 1]) ? 1 : 0;
    } else if (!gatherInSection(walk, paragraph, labels[at]) && !gatherNumbered(walk, paragraph, labels[at], nextLabels[at]))
      gatherWords(walk, paragraph, { styled, next: paragraphs[at + 1], nextLabel: labels[at + 1] });
  }
  return { title: titleOf(walk), clauses: walk.drafts };
}

/** “Footnote 2”: kept and citable, apart from the clauses. */
function gatherBeside(walk: Walk, paragraph: Paragraph): void {
  const [name, label] = NAMES_BESIDE[paragraph.beside!];
  if (walk.scope.label !== label) startScope(walk, { is: 'attached', label, title: '', printed: true });
  const number = walk.drafts.filter(({ scope }) => scope === walk.scope).length + 1;
  addDraft(walk, 'named', { ref: `${name} ${number}`, text: paragraph.text }, paragraph);
}

const NAMES_BESIDE = {
  footnote: ['Footnote', 'Footnotes'],
  endnote: ['Endnote', 'Endnotes'],
  'text box': ['Text box', 'Text boxes'],
} as const;

/** Whether a part of a document is what stands beside its text; nothing is read from that but its words. */
export function isBesideText(part: string): boolean {
  return Object.values(NAMES_BESIDE).some(([, label]) => label === part);
}

/** For each paragraph, the next number after it. */
function followers(labels: readonly (Label | undefined)[]): (Label | undefined)[] {
  const next: (Label | undefined)[] = new Array(labels.length);
  let seen: Label | undefined;
  for (let at = labels.length - 1; at >= 0; at -= 1) {
    next[at] = seen;
    seen = labels[at] ?? seen;
  }
  return next;
}

/** Under “I.”, “II.” or “A.”, “B.” numbers either begin again each time, or count on through all of them. */
function numbersRestartUnderCapitals(labels: readonly (Label | undefined)[]): boolean {
  const firsts: number[] = [];
  let after = false;
  for (const label of labels) {
    if (label?.ways.some(({ style }) => /^\.[IA]$/.test(style)) === true) after = true;
    else if (label?.is === 'whole number' && after) {
      firsts.push(label.ways[0]!.value);
      after = false;
    } else if (label?.is === 'complete') after = false;
  }
  return firsts.length > 0 && firsts.every((value) => value === 1);
}

function rowsFrom(paragraphs: readonly Paragraph[], at: number): Paragraph[] {
  const { table } = paragraphs[at]!;
  let end = at;
  while (paragraphs[end]?.cells !== undefined && paragraphs[end]!.table === table) end += 1;
  return paragraphs.slice(at, end);
}

/** A schedule, an annex, a part, or another document begins here. */
function beginsPart(walk: Walk, paragraph: Paragraph, paragraphs: readonly Paragraph[], at: number): boolean {
  const text = [paragraph.printed, paragraph.text]
    .filter((one) => one !== undefined && one !== '')
    .join(' ')
    .trim();
  const part = readPartLine(onOneLine(text));
  if (/\n/.test(text) && part === undefined) return false;
  if (part !== undefined && !isListed(walk, part, paragraphs, at)) {
    startScope(walk, { is: 'attached', label: part.label, title: part.title, printed: true });
    return true;
  }
  const listed = walk.listed.get(text.toLowerCase());
  if (listed !== undefined && part === undefined && looksLikeHeading(paragraph)) {
    startScope(walk, { is: 'attached', label: listed, title: text, printed: false });
    return true;
  }
  const division = paragraph.printed === undefined || !/^\d/.test(paragraph.printed) ? readDivision(text) : undefined;
  if (division !== undefined) {
    startSection(walk, text);
    walk.division = division.label;
    return true;
  }
  if (walk.drafts.length > 3 && paragraph.printed === undefined && isTitleOfAnother(text) && looksLikeHeading(paragraph)) {
    startScope(walk, { is: 'document', label: '', title: text, printed: true });
    return true;
  }
  if (paragraph.printed === undefined && walk.section?.is !== 'signatures' && beginsSignatures(text))
    startSection(walk, text, 'signatures');
  return false;
}

/** “Annex A” and its title under it, in one paragraph. */
function onOneLine(text: string): string {
  const [first = '', ...others] = text.split('\n');
  return others.length > 0 && others.length <= 2 && readPartLine(first)?.title === '' && others.every((line) => line.length <= 100)
    ? [first, others.join(' ')].join(': ')
    : text;
}

/** A line of a list of appendices, not the appendix itself: nothing but more of the list, or the end, comes after it. */
function isListed(walk: Walk, part: PartLine, paragraphs: readonly Paragraph[], at: number): boolean {
  if (paragraphs[at]!.heading !== undefined) return false;
  if (walk.section?.is === 'appendices') {
    if (part.title !== '') walk.listed.set(part.title.toLowerCase(), part.label);
    return true;
  }
  const [before, after] = [paragraphs[at - 1], paragraphs[at + 1]];
  const isPart = (one: Paragraph | undefined) => one !== undefined && one.cells === undefined && readPartLine(one.text) !== undefined;
  return isPart(after) || (isPart(before) && walk.scope.is === 'body' && after !== undefined && isHeadingOfAppendices(after.text));
}

/** “SCHEDULE 1” on one line, its title on the next. */
function takeTitle(walk: Walk, next: Paragraph | undefined, label: Label | undefined): boolean {
  if (walk.scope.is !== 'attached' || walk.scope.title !== '' || walk.section !== undefined) return false;
  if (next === undefined || label !== undefined || next.cells !== undefined || next.printed !== undefined) return false;
  if (!looksLikeHeading(next) || readDivision(next.text) !== undefined || readPartLine(next.text) !== undefined) return false;
  walk.scope.title = next.text;
  return true;
}

const OF_AN_AGREEMENT = /\b(?:agreement|memorandum|understanding|partnership|deed|arrangements?|collaboration|protocol|integration)\b/i;

/** What the document calls itself. */
function titleOf({ front, drafts }: Walk): string {
  const said = drafts.find(({ sort, ref }) => sort === 'named' && /^Header: (?:Subject|Title)$/.test(ref));
  if (said !== undefined) return said.texts.join(' ').replace(/^(?:subject|title)\s*[:\t]\s*/i, '');
  const telling = front.filter((line) => OF_AN_AGREEMENT.test(line));
  return (telling.length > 0 && front.length > 6 ? telling : front).join(' ').replace(/\s+/g, ' ').slice(0, 300).trim();
}
