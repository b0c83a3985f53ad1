import type { MessageKind } from '../data/kind-of-message.ts';
import type { Stores } from '../data/stores.ts';
import type { Button } from './reply.ts';
import { asksAboutAll } from './which-agreement.ts';

/** What a message is taken for, and what else it may be. */
export type MessageReading = {
  kind: MessageKind;
  /** Its words may be about somebody’s own situation, or about harm: answered to the asker alone, and its words are not kept. */
  private: boolean;
  /** What else it may be, offered by a button under the answer. */
  offers: readonly Offer[];
  /** Somebody may be at risk although it reads as a question: the answer says whom to tell. */
  mayBeHarm: boolean;
};
type Offer = 'terms' | 'employment' | 'dates';

/** How much of a long message is read to tell its kind: enough for a page of a worried person’s words. */
const READ_FOR_KIND = 6000;
/** A question longer than this is a letter: no clause is looked for. */
export const QUESTION_LONGEST = 1200;
/** What a button can carry of a question, on every platform. */
export const QUESTION_IN_A_BUTTON = 300;

// How these were chosen: of our own and the development messages, at most 1 in 20 of another kind reads as terms to the first of them, and
// none about work or harm finds a clause as strongly as the second asks.
const MAY_BE_TERMS = 0.05;
const MAY_BE_TERMS_OF_BENEFITS = 0.1;
const CLAUSE_FOUND_SURELY = 3.1;
const CLAUSE_FOUND = 2.5;
const MAY_BE_PERSONAL = 0.25;
const MAY_BE_PERSONAL_OF_ONESELF = 0.1;

/** Words about the writer: “who signs my expenses” is asked for oneself, also where it reads as a question. */
const OF_ONESELF = /\b(?:my|mine|me|myself|i(?:['’](?:m|ve|d|ll))?|im|ive)\b/i;

/**
 * Tells what a message is. Words alone leave many questions about an agreement unrecognised (“carbon impact?”); that a clause of it answers
 * the message very well is evidence that it was asked of the agreement.
 */
export function readMessage(text: string, stores: Pick<Stores, 'kindOf' | 'finder' | 'agreements'>): MessageReading {
  const { kind, likely } = stores.kindOf(text.slice(0, READ_FOR_KIND));
  const enough = OF_ONESELF.test(text) ? MAY_BE_PERSONAL_OF_ONESELF : MAY_BE_PERSONAL;
  const personal = likely.employment + likely.safeguarding + likely.crisis >= enough;
  const mayBeHarm = likely.safeguarding + likely.crisis >= MAY_BE_PERSONAL;
  const offersOwn: Offer[] = likely.employment >= MAY_BE_PERSONAL ? ['employment'] : [];
  const asTerms = { kind: 'terms', private: personal, offers: offersOwn, mayBeHarm } as const;
  if (kind === 'terms') return asTerms;
  // Who keeps the log, what costs are shared, “compare notice”: questions, though their words are those of the log.
  if (kind === 'benefit')
    return likely.terms >= (asksAboutAll(text) ? MAY_BE_TERMS : MAY_BE_TERMS_OF_BENEFITS) ? asTerms : { ...asTerms, kind };
  const found = clauseFound(text, stores);
  const terms = likely.terms >= MAY_BE_TERMS;
  const offersTerms: Offer[] = terms || found >= CLAUSE_FOUND ? ['terms'] : [];
  switch (kind) {
    case 'crisis':
      return { kind, private: true, offers: [], mayBeHarm: true };
    case 'safeguarding':
      return found >= CLAUSE_FOUND_SURELY ? { ...asTerms, private: true } : { kind, private: true, offers: offersTerms, mayBeHarm };
    case 'employment':
      return found >= CLAUSE_FOUND_SURELY
        ? { ...asTerms, private: true, offers: ['employment'] }
        : { kind, private: true, offers: offersTerms, mayBeHarm };
    case 'review':
      return terms
        ? { ...asTerms, offers: [...offersOwn, 'dates'] }
        : { kind, private: personal, offers: [...offersOwn, ...offersTerms], mayBeHarm };
    case 'other':
      return terms || found >= CLAUSE_FOUND_SURELY
        ? asTerms
        : { kind, private: personal, offers: [...offersOwn, ...offersTerms], mayBeHarm };
    // What people ask about Accord itself is close to many phrasings of clauses: only the words of the question count.
    case 'help':
      return terms ? asTerms : { kind, private: personal, offers: offersOwn, mayBeHarm };
    default:
      return kind satisfies never;
  }
}

/** The buttons for what else a message may be. */
export function offerButtons(question: string, offers: readonly Offer[], agreement?: string): Button[] {
  const q = question.slice(0, QUESTION_IN_A_BUTTON);
  return offers.map((as) => ({
    name: 'ask',
    label: OFFERS[as],
    value: as === 'dates' && agreement !== undefined ? { q, as, a: agreement } : { q, as },
  }));
}

const OFFERS: Readonly<Record<Offer, string>> = {
  terms: 'See what the agreement says',
  employment: 'This is about my own situation',
  dates: 'See all dates and reviews',
};

function clauseFound(text: string, { finder, agreements }: Pick<Stores, 'finder' | 'agreements'>): number {
  if (text.length > QUESTION_LONGEST) return 0;
  const { clauses, nearest } = finder.find(text, [...agreements.keys()]);
  return (clauses[0] ?? nearest[0])?.strength ?? 0;
}
