/*
 * A document as a reader of files hands it over: its paragraphs in order, each word for word, with what the file says of its place. The same
 * shape for Word, PDF, OpenDocument and plain text, so that clauses are found in one way.
 */

export type NumberFormat = 'number' | 'lower-letter' | 'upper-letter' | 'lower-roman' | 'upper-roman';

export type Paragraph = {
  /** The words, without an automatic number. */
  text: string;
  /** The automatic number as it is printed: “1.1” or “(a)”. It is not in the text. */
  printed?: string;
  /** How the last part of an automatic number counts. */
  format?: NumberFormat;
  /** Whether the file says that it is a bullet. */
  bullet?: true;
  /** How deep it stands in a list or from the margin, 0 first; only told apart within one document. */
  depth?: number;
  /** The level of a heading, 1 first, where the file says that it is one. */
  heading?: number;
  /** All of it is bold. */
  bold?: true;
  /** A row of a table: the words of each cell. Its `text` is then empty. */
  cells?: readonly string[];
  /** Which table of the document the row is in, 0 first. */
  table?: number;
  /** The page it begins on, 1 first, where the file has pages. */
  page?: number;
  /** A line of space, or a page, lies between it and the paragraph before. */
  apart?: true;
  /** It stands beside the text: at the foot of a page, at the end, or in a box of its own. It is no part of a clause. */
  beside?: 'footnote' | 'endnote' | 'text box';
};

export type SourceDocument = {
  paragraphs: readonly Paragraph[];
  /** Where one paragraph ends is a guess (plain text, PDF), so a sentence that was cut in two may be put together. */
  guessed: boolean;
  /** What a person should know about the file, a sentence each. */
  remarks?: readonly string[];
};
