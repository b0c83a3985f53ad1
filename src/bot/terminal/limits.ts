/** How many clauses an answer carries in JSON (CONTRACT: “best first, at most 3”). */
export const ANSWERS_AT_MOST = 3;

/** A line of a batch longer than this is refused: it is a file that was piped in by mistake. */
export const LINE_LONGEST = 1_000_000;

/** How many kept questions are read from the store. */
export const KEPT_AT_MOST = 10_000;

/** How many are listed before “and … more”. */
export const LISTED_AT_MOST = 50;

/** How long a server or a store has to answer the doctor. */
export const ANSWERS_WITHIN_MS = 5_000;
