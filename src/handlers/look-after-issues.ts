import { addDaysTo, dayAt } from '../data/days.ts';
import { contactBy, contactKey, recipientOf } from '../data/employment-contacts.ts';
import { deadlineOf, hasPassed } from '../data/issue-deadline.ts';
import type { IssueLog } from '../data/issue-log.ts';
import type { Issue } from '../data/issues.ts';
import { wasAsked } from '../data/issues.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock } from './handler.ts';
import { contactsLeft } from './issue-parts.ts';
import { askingRequest, leaveIssueNotices } from './leave-issue-notices.ts';

/** Days a half-made issue, left by a crash, is kept: its request may still be delivered again. */
const UNFINISHED_DAYS = 2;

/**
 * Looks after every open issue: notes what has arrived, asks the next contact of the same organisation where nobody took it up in time,
 * tells the person when no contact is left, and leaves word again of whatever a crash left out. Doing it twice changes nothing.
 */
export async function escalateIssues(stores: Stores, clock: Clock): Promise<void> {
  const { issues } = stores;
  if (issues === null) return;
  await forEach(issues, async (open) => {
    const arrived = await noteArrivals(open, issues, stores);
    const issue = await askTheNext(arrived, issues, stores, clock);
    await leaveIssueNotices(issue, stores, clock.now());
  });
}

/** One issue that cannot be read, because it was changed from outside, keeps none of the others waiting. @throws its error, at the end */
async function forEach(issues: IssueLog, look: (issue: Issue) => Promise<void>): Promise<void> {
  const broken: unknown[] = [];
  for (const id of await issues.openIds()) {
    try {
      const issue = await issues.get(id);
      if (issue !== undefined) await look(issue);
    } catch (error) {
      broken.push(error);
    }
  }
  if (broken.length > 0) throw broken[0];
}

/**
 * Erases what was written once it is kept elsewhere or the issue was withdrawn, and so many days after it was closed at the latest. The
 * reference and the times stay.
 */
export async function eraseHandled({ issues }: Stores, clock: Clock, days: number): Promise<void> {
  if (issues === null) return;
  await forEach(issues, async (issue) => {
    const spent = issue.endedAt !== null && addDaysTo(dayAt(issue.endedAt), days) <= clock.today();
    if (issue.held || issue.state === 'withdrawn' || spent) await eraseOnce(issue, issues, clock);
  });
  await issues.sweep(`${addDaysTo(clock.today(), -UNFINISHED_DAYS)}T`);
}

async function eraseOnce(issue: Issue, issues: IssueLog, clock: Clock): Promise<void> {
  if (!issue.erased || issue.endedAt !== null) await issues.erase(issue, clock.now());
}

/** “Delivered” is said of what was delivered, and not before. */
async function noteArrivals(issue: Issue, issues: IssueLog, stores: Stores): Promise<Issue> {
  let noted = issue;
  for (const { contact, deliveredAt } of issue.asked) {
    const known = contactBy(contact, issue.raised.organisation, stores.partnership);
    const request = askingRequest(issue, contact);
    if (deliveredAt !== null || known === undefined || request === undefined) continue;
    const became = await stores.notices.outcomeOf('private', recipientOf(known, stores.partnership), request);
    if (became?.outcome !== 'sent') continue;
    const added = await issues.add(issue.id, { is: 'delivered', to: contact, at: became.at }, `delivered ${request}`);
    noted = added?.issue ?? noted;
  }
  return noted;
}

async function askTheNext(issue: Issue, issues: IssueLog, stores: Stores, clock: Clock): Promise<Issue> {
  const current = issue.asked.at(-1);
  if (issue.state !== 'waiting' || issue.exhausted || current === undefined) return issue;
  const { organisation } = issue.raised;
  const gone = contactBy(current.contact, organisation, stores.partnership) === undefined;
  if (!gone && !hasPassed(deadlineOf(current.at, organisation, stores.partnership), clock.now())) return issue;
  const next = contactsLeft(issue, stores.partnership).find((one) => !wasAsked(issue, contactKey(one)));
  const at = clock.now();
  // Named after how often it was asked, so that two rounds side by side ask once.
  const turn = `after ${issue.asked.length}`;
  const added =
    next === undefined
      ? await issues.add(issue.id, { is: 'exhausted', at }, `exhausted ${turn}`)
      : await issues.add(issue.id, { is: 'escalated', to: contactKey(next), at }, `escalated ${turn}`);
  return added?.issue ?? issue;
}
