import type { SourceDocument } from './document.ts';
import { gatherClauses } from './gather-clauses.ts';
import { mendParagraphs } from './mend-paragraphs.ts';
import { nameClauses } from './name-clauses.ts';
import type { ReadClause } from './understood.ts';

/** A clause as it was found in a document. */
export type FoundClause = ReadClause & {
  /** The heading printed with the clause, which is not in its text. */
  heading?: string;
  /** The reference is a position that Accord counts (“2.2.1 bullet 3”): it is not printed in the document. */
  ours: boolean;
  /** The page it begins on, 1 first, where the file has pages. */
  page?: number;
};

export type ReadDocument = {
  /** What the document calls itself, from the lines before its first clause. May be empty. */
  title: string;
  clauses: FoundClause[];
  /** What a person should know about the reading, a sentence each. */
  remarks: string[];
};

/** Finds the citable clauses of a document, each word for word, with its reference as printed. */
export function readClauses(document: SourceDocument): ReadDocument {
  const gathered = gatherClauses(mendParagraphs(document));
  const { clauses, remarks } = nameClauses(gathered.clauses);
  return { title: gathered.title, clauses, remarks: [...(document.remarks ?? []), ...remarks] };
}
