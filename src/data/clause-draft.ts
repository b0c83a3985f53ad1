/*
 * A clause while its document is still being read: its place is known, its full reference is not, because that depends on which numbers turn
 * out to be printed more than once.
 */

/** The document itself, what is attached to it, or another document after it. */
export type Scope = {
  is: 'body' | 'attached' | 'document';
  /** “Schedule 2”, “Annex A”; empty for the body. */
  label: string;
  title: string;
  /** False where the label is known from a list of appendices only, not from its own heading. */
  printed: boolean;
};

export type SectionKind = 'plain' | 'contact' | 'signatures' | 'appendices' | 'parties';

/** What stands under one heading without a number. */
export type Section = {
  heading: string;
  is: SectionKind;
  /** The clauses of the section that have no number, counted. */
  items: number;
};

/** How a clause gets its reference: a printed number; a bullet under another; a position in its section; a name that it has of itself. */
export type DraftSort = 'number' | 'bullet' | 'item' | 'named';

export type Draft = {
  sort: DraftSort;
  /** A number: the reference within its part (“1.1(a)”). A name: the name. Otherwise empty. */
  ref: string;
  /** A bullet under a clause, or an item of a section: which one, 1 first. */
  position: number;
  texts: string[];
  heading?: string;
  within?: Draft;
  scope: Scope;
  section: Section | undefined;
  /** “Part A” of a schedule. */
  division: string;
  /** Which run of numbers it belongs to: a new one begins where numbers begin again. */
  run: number;
  /** How many clauses stand under it. */
  holds: number;
  /** An item of a section that is printed as a bullet: it keeps its count where it is the only one. */
  bulleted: boolean;
  /** A bullet with others within it that are set in further. */
  holdsDeeper: boolean;
  /** Bullets under it so far. */
  bullets: number;
  depth?: number | undefined;
  page?: number | undefined;
};

export type Gathered = { title: string; clauses: Draft[] };
