import { z } from 'zod';

/*
 * An employment issue, as the sum of what happened to it. What was written stands apart from the steps, so that it can be forgotten while
 * the reference and the times stay.
 */

export const ISSUE_KINDS = {
  pay: 'Pay',
  leave: 'Leave',
  sickness: 'Sickness',
  'working-pattern': 'Working pattern or hours',
  grievance: 'Grievance',
  bullying: 'Bullying or harassment',
  disciplinary: 'Disciplinary matter',
  adjustments: 'Adjustments at work',
  redundancy: 'Redundancy or restructure',
  'end-of-secondment': 'End of the secondment',
  other: 'Something else',
} as const;
export const URGENCIES = { today: 'Today', week: 'This week', 'no-hurry': 'No hurry' } as const;

const keysOf = <K extends string>(table: Readonly<Record<K, string>>) => Object.keys(table) as [K, ...K[]];

/** What the person wrote. */
export const issueWords = z.strictObject({
  kind: z.enum(keysOf(ISSUE_KINDS)).optional(),
  urgency: z.enum(keysOf(URGENCIES)).optional(),
  what: z.string(),
  /** How to reach them, in their own words. */
  reach: z.string().optional(),
  /** Whether the contact may write to them in chat. */
  here: z.boolean().optional(),
});
export type IssueWords = z.infer<typeof issueWords>;

/** An account, as `people.ts` has it. */
const account = z.strictObject({ platform: z.enum(['slack', 'teams', 'local']), id: z.string() });

/** A contact of the organisation, by the address the partnership file gives: `slack:U0HR`, `teams:29:hr`, `email:hr@dbc.example`. */
const contact = z.string();
/** `id` names the step; it comes from the request that led to it. `at` is an ISO instant. */
const made = { id: z.string(), at: z.string() };

export const issueStep = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('raised'),
    reference: z.string(),
    organisation: z.string(),
    /** The e-mail address by which the partnership file knows them, null for somebody it does not know. */
    email: z.string().nullable(),
    account,
    name: z.string(),
    /** Contacts who are not to see it, because it is about them or they raised it. */
    leftOut: z.array(contact),
    /** The first contact; null where nobody is left, and the person was given the organisation’s own number. */
    asked: contact.nullable(),
    ...made,
  }),
  z.strictObject({ is: z.literal('delivered'), to: contact, ...made }),
  z.strictObject({ is: z.literal('acknowledged'), by: contact, ...made }),
  z.strictObject({ is: z.literal('passed on'), by: contact, to: contact, ...made }),
  z.strictObject({ is: z.literal('added'), ...made }),
  z.strictObject({ is: z.literal('escalated'), to: contact, ...made }),
  /** Every contact was asked in vain. */
  z.strictObject({ is: z.literal('exhausted'), ...made }),
  z.strictObject({ is: z.literal('closed'), by: contact, ...made }),
  z.strictObject({ is: z.literal('withdrawn'), ...made }),
  /** The contact keeps what was written elsewhere now. */
  z.strictObject({ is: z.literal('held'), by: contact, ...made }),
  /** What was written is gone from here. */
  z.strictObject({ is: z.literal('erased'), ...made }),
]);
export type IssueStep = z.infer<typeof issueStep>;
export type Raised = Extract<IssueStep, { is: 'raised' }>;
export type LaterStep = Exclude<IssueStep, Raised>;

export type Issue = {
  /** Opaque and unguessable. */
  id: string;
  raised: Raised;
  state: 'waiting' | 'taken up' | 'closed' | 'withdrawn';
  /** Who was asked, in order; the last of them is whose turn it is. */
  asked: readonly { contact: string; at: string; deliveredAt: string | null }[];
  /** Who took it up. */
  holder: string | null;
  exhausted: boolean;
  held: boolean;
  /** When it was closed or withdrawn. */
  endedAt: string | null;
  erased: boolean;
  /** Everything that happened, in order; a step that came too late to count is there, and says so. */
  history: readonly { step: IssueStep; counted: boolean }[];
};

/** An issue as it stands after its first step. */
export function newIssue(id: string, raised: Raised): Issue {
  const asked = raised.asked === null ? [] : [{ contact: raised.asked, at: raised.at, deliveredAt: null }];
  return {
    id,
    raised,
    state: 'waiting',
    asked,
    holder: null,
    exhausted: raised.asked === null,
    held: false,
    endedAt: null,
    erased: false,
    history: [{ step: raised, counted: true }],
  };
}

/** The issue after one more step. */
export function withStep(issue: Issue, step: LaterStep): Issue {
  const counted = counts(issue, step);
  return { ...issue, ...(counted ? changedBy(issue, step) : {}), history: [...issue.history, { step, counted }] };
}

/** Whether the issue is still with somebody: neither closed nor withdrawn. */
export function isOpen({ state }: Issue): boolean {
  return state === 'waiting' || state === 'taken up';
}

/** Whether a contact can still say that they keep it elsewhere now. */
export function canBeHeld({ state, held }: Issue): boolean {
  return (state === 'taken up' || state === 'closed') && !held;
}

/** How often something was added. */
export function additionsTo({ history }: Issue): number {
  return history.filter(({ step, counted }) => step.is === 'added' && counted).length;
}

/** Whether a contact was asked, and may therefore see the issue and act on it. */
export function wasAsked(issue: Issue, by: string): boolean {
  return issue.asked.some(({ contact }) => contact === by);
}

/** Whether a step still changes anything. Of two people at once, the second came too late. */
export function counts(issue: Issue, step: LaterStep): boolean {
  switch (step.is) {
    case 'delivered':
      return issue.asked.some(({ contact, deliveredAt }) => contact === step.to && deliveredAt === null);
    case 'acknowledged':
      return issue.state === 'waiting' && wasAsked(issue, step.by);
    case 'passed on':
      // What is erased cannot be passed on: there would be nothing to read.
      return isOpen(issue) && !issue.erased && wasAsked(issue, step.by) && step.to !== step.by && !issue.raised.leftOut.includes(step.to);
    case 'escalated':
      return issue.state === 'waiting' && !wasAsked(issue, step.to) && !issue.raised.leftOut.includes(step.to);
    case 'exhausted':
      return issue.state === 'waiting' && !issue.exhausted;
    case 'added':
    case 'withdrawn':
      return isOpen(issue);
    case 'closed':
      return isOpen(issue) && wasAsked(issue, step.by);
    case 'held':
      return canBeHeld(issue) && wasAsked(issue, step.by);
    case 'erased':
      return !issue.erased;
    default:
      return step satisfies never;
  }
}

function changedBy(issue: Issue, step: LaterStep): Partial<Issue> {
  const asking = (contact: string): Partial<Issue> => ({
    state: 'waiting',
    holder: null,
    exhausted: false,
    asked: [...issue.asked, { contact, at: step.at, deliveredAt: null }],
  });
  switch (step.is) {
    case 'delivered':
      return {
        asked: issue.asked.map((one) => (one.contact === step.to && one.deliveredAt === null ? { ...one, deliveredAt: step.at } : one)),
      };
    case 'acknowledged':
      return { state: 'taken up', holder: step.by, exhausted: false };
    case 'passed on':
    case 'escalated':
      return asking(step.to);
    case 'exhausted':
      return { exhausted: true };
    case 'added':
      // There is something to read again, and to be kept elsewhere.
      return { held: false, erased: false };
    case 'closed':
      return { state: 'closed', holder: step.by, endedAt: step.at };
    case 'withdrawn':
      return { state: 'withdrawn', endedAt: step.at };
    case 'held':
      return { held: true };
    case 'erased':
      return { erased: true };
    default:
      return step satisfies never;
  }
}
