import type { Day } from './days.ts';

/** A clause as a document was read into: its reference as printed, its part, the clause it stands under, its heading, its wording. */
export type ReadClause = { ref: string; part: string; within?: string | undefined; heading?: string | undefined; text: string };

/**
 * How sure a reading is. `sure`: the document says it outright. `likely`: worked out from what it says, or said about a proposal.
 * `unsure`: something speaks for it, and a person has to look before it counts as known.
 */
export type Sure = 'sure' | 'likely' | 'unsure';

/** What was read, the clause it was read from and the words it rests on. Nothing here is known until a person has confirmed it. */
export type Guess<T> = {
  value: T;
  ref: string;
  sure: Sure;
  words: string;
  /** Where a deed of variation changed it: what it was, and the first day on which that no longer held (null: the deed names none). */
  before?: { value: T; until: Day | null };
};

export type Party = { name: string; short: string; aliases: string[]; kind: 'council' | 'nhs commissioner' | 'nhs trust' | 'other' };

/** Notice to end or leave the agreement. */
export type NoticeRule = {
  amount: number;
  unit: 'day' | 'week' | 'month';
  /** The short name of the partner it is asked of; null: of any of them. */
  of: string | null;
  /** Conditions in the document’s words, such as “expiring only on 31 March”. */
  conditions: string[];
  /** `03-31` where it may expire on that day of a year alone. */
  expiresOn: string | null;
};

export type Share = { party: string | null; percent: number; of: string };
export type Cap = { limit: string; what: string };
export type PostRead = { post: string; holder: string | null; what: string };

/** In the shapes of a record: never finer than the document gives it. */
export type When =
  | { on: Day }
  | { month: string }
  | { financialYear: string }
  | { every: string; open?: string }
  | { event: string }
  | { undated: string };

export type DutyRead = {
  what: string;
  kind: 'review' | 'notice' | 'report' | 'return' | 'milestone' | 'programme' | 'event';
  owner: string | null;
  when: When;
};

/** A clause that another paragraph replaces, adds to or takes away from a day. `wording` is null where the clause is deleted. */
export type Variation = { replaces: string; from: Day | null; by: string; wording: string | null; sure: Sure };

export type State = 'draft' | 'proposed' | 'recommended' | 'in force' | 'ended';

export type FactsRead = {
  startsOn: Guess<Day> | null;
  endsOn: Guess<Day> | null;
  /** Length of the term in months. */
  termMonths: Guess<number> | null;
  reviewOn: Guess<Day> | null;
  reviewRule: Guess<string> | null;
  notices: Guess<NoticeRule>[];
  noticeMonths: Guess<number> | null;
  noticeRule: Guess<string> | null;
  /** `03-31` where notice may expire on that day of a year alone. */
  noticeExpiresOn: Guess<string> | null;
  posts: Guess<PostRead>[];
  shares: Guess<Share>[];
  caps: Guess<Cap>[];
};

/** What an agreement document came to. */
export type Understood = {
  title: string;
  kind: Guess<string>;
  documentOn: Guess<Day> | null;
  state: Guess<State>;
  isTheAgreement: Guess<boolean>;
  binding: Guess<boolean> | null;
  parties: Guess<Party>[];
  facts: FactsRead;
  duties: Guess<DutyRead>[];
  definitions: Guess<{ term: string; meaning: string }>[];
  variations: Variation[];
  /** Ids of the topics no clause is about. */
  silent: string[];
};
