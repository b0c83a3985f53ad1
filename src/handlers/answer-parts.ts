import type { AgreementRecord } from '../data/agreement-record.ts';
import { itemsOf } from '../data/agreements.ts';
import { writeDay } from '../data/days.ts';
import type { Finding, Found } from '../data/find-clause.ts';
import { noticeTermsOf } from '../data/notice-duties.ts';
import { endOfNotice } from '../data/notice-window.ts';
import { holdersOf } from '../data/people.ts';
import type { Stores } from '../data/stores.ts';
import type { Asking } from './ask-terms.ts';
import { changedBy } from './changed-by.ts';
import { cite, doesNotSay } from './cite.ts';
import { dutyCaveat } from './duty-caveat.ts';
import type { Clock } from './handler.ts';
import { answer, type Message, type Part } from './reply.ts';

/** The answer itself: the clause, its items if it leads into a list, what can be worked out from it, and how the document stands. */
export function answerParts(best: Found, stores: Stores, clock: Clock, { audience, pressed }: Asking): Message {
  const { agreement, clause } = best;
  const items = itemsOf(agreement, clause.ref);
  const after: Part[] = [];
  if (items.length > 0 && items.length <= ITEMS_SHOWN) after.push({ is: 'list', items: items.map((item) => `${item.ref}: ${item.says}`) });
  const sum = noticeSum(agreement, clause.ref, clock);
  if (sum !== null) after.push({ is: 'paragraph', text: sum });
  after.push(...changedBy(agreement, clause, clock.today()), ...dutyCaveat(agreement, clause, stores));
  return answer([cite(agreement, clause)], {
    audience,
    after,
    buttons: [],
    ...(pressed ? { pressed } : {}),
  });
}

/** What is not said, the nearest clause, how the document stands to the agreement, and whom to ask. */
export function nearestParts(agreement: AgreementRecord, finding: Finding, stores: Stores, clock: Clock): [Part, ...Part[]] {
  const parts: [Part, ...Part[]] = [{ is: 'heading', text: doesNotSay(agreement, finding.silence?.what ?? 'anything on that') }];
  if (!agreement.standing.isTheAgreement) parts.push({ is: 'paragraph', text: whatItIs(agreement.document.about) });
  const nearest = finding.nearest[0];
  if (nearest !== undefined)
    parts.push(
      { is: 'paragraph', text: 'The nearest it comes:' },
      cite(agreement, nearest.clause),
      // A report has just been said to be one.
      ...(agreement.standing.isTheAgreement ? dutyCaveat(agreement, nearest.clause, stores) : []),
    );
  parts.push({ is: 'paragraph', text: whoKeepsIt(agreement, stores, clock) });
  return parts;
}

/** “A report to Cabinet …” begins a record’s account of its document; after “does not say” it is read as a sentence. */
function whatItIs(about: string): string {
  return /^An? /.test(about) ? `It is a${about.slice(1)}` : about;
}

const ITEMS_SHOWN = 20;

function whoKeepsIt(agreement: AgreementRecord, stores: Stores, clock: Clock): string {
  const keepers = holdersOf(stores.partnership, 'director-of-commissioning', agreement.id, clock.today());
  if (keepers.length > 0)
    return `The Director of Commissioning keeps this agreement: ${keepers.map((person) => person.name).join(' or ')}.`;
  return `Whoever keeps the agreement for ${agreement.parties[0]!.name} can say more.`;
}

/** Notice given today, worked out by the corresponding-date rule, when the clause is the one that settles notice. */
function noticeSum(agreement: AgreementRecord, ref: string, clock: Clock): string | null {
  const terms = noticeTermsOf(agreement);
  if (terms === null || agreement.facts.noticeMonths?.ref !== ref) return null;
  const today = clock.today();
  return `Notice given today, ${writeDay(today)}, would end it on ${writeDay(endOfNotice(today, terms))}. A calculation, not legal advice.`;
}
