import { z } from 'zod';
import { contactBy, recipientOf } from '../data/employment-contacts.ts';
import { sealNotice } from '../data/issue-vault.ts';
import type { Issue, IssueStep, Raised } from '../data/issues.ts';
import type { Recipient } from '../data/outbox.ts';
import type { Stores } from '../data/stores.ts';

/** What a sealed notice holds: the issue, the step it tells of, and the contact it is for; null for who raised it. */
export const issueNotice = z.strictObject({ issue: z.string(), step: z.string(), contact: z.string().nullable() });
export type IssueNotice = z.infer<typeof issueNotice>;

/** A step older than this has long been told, or given up. */
const LEFT_AGAIN_FOR_MS = 7 * 24 * 60 * 60_000;

/**
 * Leaves word of every step of an issue with whom it concerns. Leaving it again tells nobody twice, so that what a crash left out is made
 * good by the next round.
 */
export async function leaveIssueNotices(issue: Issue, stores: Stores, now: string): Promise<void> {
  for (const { step, counted } of issue.history) {
    if (!counted || Date.parse(now) - Date.parse(step.at) > LEFT_AGAIN_FOR_MS) continue;
    for (const contact of concerned(issue, step)) await leave(issue, step, contact, stores);
  }
}

/** Under which request a contact was told of the step by which they were asked: to see whether it has arrived. */
export function askingRequest(issue: Issue, contact: string): string | undefined {
  const step = issue.history.findLast(({ step: one, counted }) => counted && askedBy(one) === contact)?.step;
  return step && requestOf(issue, step, contact);
}

/** The account an issue was raised from. */
export function raiser({ account }: Raised): Recipient {
  return { is: 'account', platform: account.platform, id: account.id };
}

/** Whom a step is told to: contacts by their keys, null for who raised the issue. */
function concerned(issue: Issue, step: IssueStep): (string | null)[] {
  const current = issue.asked.at(-1)?.contact;
  switch (step.is) {
    case 'raised':
    case 'passed on':
    case 'escalated': {
      const asked = askedBy(step);
      return asked === null ? [null] : [asked, null];
    }
    case 'added':
      return current === undefined ? [] : [issue.holder ?? current];
    case 'withdrawn':
      return issue.asked.map(({ contact }) => contact);
    case 'delivered':
    case 'acknowledged':
    case 'exhausted':
    case 'closed':
    case 'held':
      return [null];
    case 'erased':
      return [];
    default:
      return step satisfies never;
  }
}

function askedBy(step: IssueStep): string | null {
  if (step.is === 'raised') return step.asked;
  return step.is === 'passed on' || step.is === 'escalated' ? step.to : null;
}

async function leave(issue: Issue, step: IssueStep, contact: string | null, stores: Stores): Promise<void> {
  const { issues, notices, partnership } = stores;
  const known = contact === null ? undefined : contactBy(contact, issue.raised.organisation, partnership);
  // Somebody who is no contact any more is told nothing; the next round asks the next one.
  if (issues === null || (contact !== null && known === undefined)) return;
  const to = known === undefined ? raiser(issue.raised) : recipientOf(known, partnership);
  const facts: IssueNotice = { issue: issue.id, step: step.id, contact };
  const source = { requestId: requestOf(issue, step, contact), agreement: '', at: step.at };
  await notices.leave({ is: 'private', sealed: sealNotice(facts, issues.vault) }, [to], source);
}

function requestOf(issue: Issue, step: IssueStep, contact: string | null): string {
  return JSON.stringify([issue.id, step.id, contact]);
}
