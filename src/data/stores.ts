import type { Agreements, DraftFile } from './agreements.ts';
import { type Approvals, openApprovals } from './approvals.ts';
import type { StemsOf } from './benefit-checks.ts';
import { type BenefitLog, openBenefitLog } from './benefit-log.ts';
import { type CalendarFeeds, type CalendarPlace, openCalendarFeeds } from './calendar-feeds.ts';
import { type ChannelBindings, openChannelBindings } from './channel-bindings.ts';
import { type Collection, collection } from './collection.ts';
import { type DutyBook, openDutyBook } from './duty-book.ts';
import type { ClauseFinder } from './find-clause.ts';
import { type IssueLog, openIssueLog } from './issue-log.ts';
import type { Vault } from './issue-vault.ts';
import type { KeyValue } from './key-value.ts';
import type { KindReader } from './kind-of-message.ts';
import { type OccurrenceLog, openOccurrenceLog } from './occurrence-log.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import { type OwnReminderLog, openOwnReminders } from './own-reminder-log.ts';
import type { Partnership } from './partnership.ts';
import { type Posted, posted } from './posted.ts';
import { type Rating, rating } from './ratings.ts';
import { openReminderLog, type ReminderLog } from './reminder-log.ts';
import { openReturnLog, type ReturnLog } from './returns.ts';
import type { Topic } from './topics.ts';
import { type UnansweredQuestion, unansweredQuestion } from './unanswered.ts';
import { type UnreachableRecipient, unreachable } from './unreachable.ts';
import { openUntoldDuties, type UntoldDuties } from './untold-duties.ts';

/** What Accord knows before anybody asks: the agreements, the partnership, the field. The same for every request. */
export type Knowledge = {
  agreements: Agreements;
  /** Imported, and confirmed by nobody yet: nothing is answered from them. */
  drafts: readonly DraftFile[];
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
  /** The channels that were bound to an agreement in chat. */
  channelBindings: ChannelBindings;
  notices: Outbox;
  /** The reminders people asked for themselves. */
  ownReminders: OwnReminderLog;
  /** The returns partners give side by side. */
  returns: ReturnLog;
  /** The private addresses of calendars; null where none can be given. */
  calendars: CalendarFeeds | null;
  posted: Collection<Posted>;
  unreachable: Collection<UnreachableRecipient>;
  /** Employment issues; null where there is no key to seal them with, and none can be raised. */
  issues: IssueLog | null;
  /** What is settled and raised of duties, what became of their occurrences, what was said of them, and what has still to be told. */
  duties: DutyBook;
  occurrences: OccurrenceLog;
  reminders: ReminderLog;
  untoldDuties: UntoldDuties;
};

/**
 * The collections of a store, with what Accord knows beside them. `vault` is what employment issues are sealed with, `place` what the
 * addresses of calendars are made of.
 */
export function makeStores(store: KeyValue, knowledge: Knowledge, vault?: Vault, place?: CalendarPlace): Stores {
  const stores: Stores = {
    ...knowledge,
    ratings: collection(store, 'ratings', rating),
    unanswered: collection(store, 'unanswered', unansweredQuestion),
    benefits: openBenefitLog(store),
    approvals: openApprovals(store),
    channelBindings: openChannelBindings(store),
    notices: openOutbox(store),
    ownReminders: openOwnReminders(store),
    returns: openReturnLog(store),
    calendars: place === undefined ? null : openCalendarFeeds(store, place),
    issues: vault === undefined ? null : openIssueLog(store, vault),
    posted: collection(store, 'posted', posted),
    unreachable: collection(store, 'unreachable', unreachable),
    // The partnership file may be taken up anew while Accord runs.
    duties: openDutyBook(store, () => stores.partnership),
    occurrences: openOccurrenceLog(store),
    reminders: openReminderLog(store),
    untoldDuties: openUntoldDuties(store),
  };
  return stores;
}
