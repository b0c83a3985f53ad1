import { z } from 'zod';

/*
 * An entry in the log of accrued benefits is the sum of what happened to it: one record for each event, none ever overwritten.
 * Sources: Darlington 11(n), 11(p)-(s); the fields are those of a benefits register in the Green Book’s guidance on benefits.
 */

/** Classes as UK public bodies use them. A disbenefit is a negative benefit; a cost is a disbenefit with an amount. */
export const BENEFIT_CLASSES = ['cashable', 'non-cashable', 'non-financial', 'disbenefit'] as const;
export type BenefitClass = (typeof BENEFIT_CLASSES)[number];

// No bounds here: they are held on the way in (`check-benefit.ts`), and would double what it costs to read a log of a hundred thousand.
const text = z.string();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const pence = z.int();

/** What an entry says. Amounts are signed: below nothing for a disbenefit, above nothing for the other classes. */
export const benefitFacts = z.strictObject({
  what: text,
  class: z.enum(BENEFIT_CLASSES),
  /** Over the period; null where it has no amount. */
  amountPence: pence.nullable(),
  period: z.strictObject({ from: day, to: day }),
  standing: z.enum(['planned', 'actual']),
  recurs: z.enum(['once', 'yearly']),
  /** What a yearly benefit comes to in a full year. */
  fullYearPence: pence.optional(),
  owner: text.optional(),
  measure: text.optional(),
  baseline: text.optional(),
  target: text.optional(),
  /** The reference of the clause it stems from, as printed; or, beside or instead of it, an objective in words. */
  clause: text.optional(),
  objective: text.optional(),
  service: text.optional(),
  /** A link to the evidence. Never anything but https. */
  evidence: z
    .string()
    .regex(/^https:\/\//)
    .optional(),
  confidence: z.enum(['high', 'medium', 'low']).optional(),
});
export type BenefitFacts = z.infer<typeof benefitFacts>;

/** Who (an e-mail address, the key that joins a person’s accounts) and when (an ISO instant). */
const made = { by: z.string(), at: z.string() };
const reason = text;

export const benefitEvent = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('logged'), facts: benefitFacts, ...made }),
  z.strictObject({ is: z.literal('suggested'), facts: benefitFacts, ...made }),
  /** A suggestion put in the log, as it was or with changes. */
  z.strictObject({ is: z.literal('accepted'), facts: benefitFacts.optional(), ...made }),
  z.strictObject({ is: z.literal('declined'), reason: reason.optional(), ...made }),
  /** A correction: everything the entry now says, and why. */
  z.strictObject({ is: z.literal('amended'), facts: benefitFacts, reason, ...made }),
  z.strictObject({ is: z.literal('verified'), organisation: z.string(), ...made }),
  z.strictObject({ is: z.literal('withdrawn'), reason, ...made }),
  z.strictObject({ is: z.literal('undone'), ...made }),
]);
export type BenefitEvent = z.infer<typeof benefitEvent>;
export type FirstEvent = Extract<BenefitEvent, { is: 'logged' | 'suggested' }>;
export type LaterEvent = Exclude<BenefitEvent, FirstEvent>;

export type BenefitState = 'suggested' | 'in the log' | 'declined' | 'withdrawn' | 'undone';

/** An entry as it stands. Only one that is in the log counts towards a total. */
export type Benefit = {
  agreement: string;
  number: number;
  state: BenefitState;
  facts: BenefitFacts;
  /** Who put it in the log: its logger, or whoever accepted the suggestion. Null for one that never was. */
  logged: { by: string; at: string } | null;
  /** Falls away when the entry is corrected. */
  verified: { by: string; organisation: string; at: string } | null;
  /** Everything that happened, in order. One that came too late to count (two people at once) is there, and says so. */
  history: readonly { event: BenefitEvent; counted: boolean }[];
};

/** The states in which each event counts. */
const AFTER = {
  accepted: ['suggested'],
  declined: ['suggested'],
  amended: ['suggested', 'in the log'],
  verified: ['in the log'],
  withdrawn: ['suggested', 'in the log'],
  undone: ['suggested', 'in the log'],
} as const satisfies Record<LaterEvent['is'], readonly BenefitState[]>;

/** Whether an event would count on an entry as it stands: two people who act at once are told the truth by this. */
export function counts(benefit: Benefit, is: LaterEvent['is']): boolean {
  if ((is === 'verified' || is === 'undone') && benefit.verified !== null) return false;
  return (AFTER[is] as readonly BenefitState[]).includes(benefit.state);
}

/** An entry when it has just been made. */
export function newBenefit(agreement: string, number: number, event: FirstEvent): Benefit {
  const { by, at } = event;
  return {
    agreement,
    number,
    state: event.is === 'logged' ? 'in the log' : 'suggested',
    facts: event.facts,
    logged: event.is === 'logged' ? { by, at } : null,
    verified: null,
    history: [{ event, counted: true }],
  };
}

/** The entry after one more event. */
export function withEvent(benefit: Benefit, event: LaterEvent): Benefit {
  const counted = counts(benefit, event.is);
  const next = { ...benefit, history: [...benefit.history, { event, counted }] };
  if (!counted) return next;
  const { by, at } = event;
  switch (event.is) {
    case 'accepted':
      return { ...next, state: 'in the log', facts: event.facts ?? next.facts, logged: { by, at } };
    case 'amended':
      return { ...next, facts: event.facts, verified: null };
    case 'verified':
      return { ...next, verified: { by, organisation: event.organisation, at } };
    case 'undone':
      return wasSuggested(benefit) && benefit.state === 'in the log' ? suggestedAgain(benefit, next) : { ...next, state: 'undone' };
    case 'declined':
    case 'withdrawn':
      return { ...next, state: event.is };
    default:
      return event satisfies never;
  }
}

function wasSuggested(benefit: Benefit): boolean {
  return benefit.history[0]?.event.is === 'suggested';
}

/** Undoing an acceptance gives the suggestion back as it was: it is not the acceptor’s to make away with. */
function suggestedAgain(benefit: Benefit, next: Benefit): Benefit {
  const accepted = benefit.history.findLastIndex(({ event, counted }) => counted && event.is === 'accepted');
  const said = benefit.history
    .slice(0, accepted)
    .findLast(({ event, counted }) => counted && 'facts' in event && event.facts !== undefined)!.event as FirstEvent;
  return { ...next, state: 'suggested', facts: said.facts, logged: null };
}
