import type { Draft, DraftSort, Scope, Section, SectionKind } from './clause-draft.ts';
import type { Paragraph } from './document.ts';
import { type Numbering, openNumbering } from './place-number.ts';

/*
 * The state of reading a document from its first paragraph to its last, and the ways to add to it.
 */

export type Walk = {
  drafts: Draft[];
  scope: Scope;
  section: Section | undefined;
  division: string;
  numbering: Numbering;
  run: number;
  /** The clause of each reference in the current part, the latest where it is printed twice. */
  open: Map<string, Draft>;
  /** The clause that words without a number belong to, where it has no number either. */
  loose: Draft | undefined;
  /** The lines before the first clause. */
  front: string[];
  /** Titles of appendices that a list names, in small letters, each with its label. */
  listed: Map<string, string>;
  /** Numbers begin again under “I.”, “II.” or “A.”, “B.”. */
  restartsUnderCapitals: boolean;
};

export function openWalk(restartsUnderCapitals: boolean): Walk {
  return {
    drafts: [],
    scope: { is: 'body', label: '', title: '', printed: true },
    section: undefined,
    division: '',
    numbering: openNumbering(restartsUnderCapitals),
    run: 0,
    open: new Map(),
    loose: undefined,
    front: [],
    listed: new Map(),
    restartsUnderCapitals,
  };
}

type New = { ref?: string; position?: number; within?: Draft | undefined; heading?: string; text?: string };

/** Adds a clause at the current place. */
export function addDraft(walk: Walk, sort: DraftSort, of: New, paragraph: Paragraph): Draft {
  const draft: Draft = {
    sort,
    ref: of.ref ?? '',
    position: of.position ?? 0,
    texts: of.text === undefined || of.text === '' ? [] : [of.text],
    ...(of.heading === undefined ? {} : { heading: of.heading }),
    ...(of.within === undefined ? {} : { within: of.within }),
    scope: walk.scope,
    section: walk.section,
    division: walk.division,
    run: walk.run,
    holds: 0,
    bulleted: false,
    holdsDeeper: false,
    bullets: 0,
    depth: paragraph.depth,
    page: paragraph.page,
  };
  if (of.within !== undefined) of.within.holds += 1;
  walk.drafts.push(draft);
  return draft;
}

/** Adds a clause that is counted within its section, and remembers it for what follows. */
export function addItem(walk: Walk, text: string, paragraph: Paragraph): Draft {
  walk.section ??= { heading: '', is: 'plain', items: 0 };
  walk.section.items += 1;
  const draft = addDraft(walk, 'item', { position: walk.section.items, text }, paragraph);
  walk.loose = draft;
  return draft;
}

/** A heading without a number: what follows stands under it. */
export function startSection(walk: Walk, heading: string, is: SectionKind = 'plain'): void {
  walk.section = { heading, is, items: 0 };
  walk.loose = undefined;
  walk.numbering.heading();
}

/** A schedule, an annex, or another document: numbers begin again. */
export function startScope(walk: Walk, scope: Scope): void {
  walk.scope = scope;
  walk.section = undefined;
  walk.division = '';
  walk.numbering = openNumbering(walk.restartsUnderCapitals);
  walk.run += 1;
  walk.open = new Map();
  walk.loose = undefined;
}

/** The clause that a bullet, a table or words without a number stand under; undefined right after a heading. */
export function current(walk: Walk): Draft | undefined {
  const ref = walk.numbering.innermost();
  return ref === undefined ? undefined : walk.open.get(ref);
}
