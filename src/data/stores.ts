import type { Agreements } from './agreements.ts';
import { type Approvals, openApprovals } from './approvals.ts';
import type { StemsOf } from './benefit-checks.ts';
import { type BenefitLog, openBenefitLog } from './benefit-log.ts';
import { type Collection, collection } from './collection.ts';
import type { ClauseFinder } from './find-clause.ts';
import type { KeyValue } from './key-value.ts';
import type { KindReader } from './kind-of-message.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import type { Partnership } from './partnership.ts';
import { type Rating, rating } from './ratings.ts';
import type { Topic } from './topics.ts';
import { type UnansweredQuestion, unansweredQuestion } from './unanswered.ts';

/** What Accord knows before anybody asks: the agreements, the partnership, the field. The same for every request. */
export type Knowledge = {
  agreements: Agreements;
  partnership: Partnership;
  topics: readonly Topic[];
  finder: ClauseFinder;
  kindOf: KindReader;
  /** The words of a text that carry meaning, as stems. */
  stemsOf: StemsOf;
};

/** Everything a handler may read or write. */
export type Stores = Knowledge & {
  ratings: Collection<Rating>;
  unanswered: Collection<UnansweredQuestion>;
  benefits: BenefitLog;
  approvals: Approvals;
  notices: Outbox;
};

/** The collections of a store, with what Accord knows beside them. */
export function makeStores(store: KeyValue, knowledge: Knowledge): Stores {
  return {
    ...knowledge,
    ratings: collection(store, 'ratings', rating),
    unanswered: collection(store, 'unanswered', unansweredQuestion),
    benefits: openBenefitLog(store),
    approvals: openApprovals(store),
    notices: openOutbox(store),
  };
}
