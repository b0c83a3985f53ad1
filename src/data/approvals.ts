import { z } from 'zod';
import { type Collection, collection } from './collection.ts';
import { dayInLondon, writeDay } from './days.ts';
import type { KeyValue } from './key-value.ts';
import type { Partnership, Person } from './partnership.ts';
import { allowed, type Permission, refused } from './permission.ts';
import type { Protocol } from './protocols.ts';

/** One word of a finance lead on a protocol. Nothing is overwritten: the last word of an organisation counts. */
export const approvalWord = z.strictObject({
  is: z.enum(['approved', 'withdrawn']),
  /** The partner it is said for. */
  organisation: z.string(),
  /** The finance lead’s e-mail address. */
  by: z.string(),
  at: z.string(),
});
export type ApprovalWord = z.infer<typeof approvalWord>;

/** Whether a protocol may be used, or whose approval it awaits (organisation ids, in partner order). */
export type Approval = { is: 'approved' } | { is: 'awaiting'; organisations: string[] };

/** Where a protocol stands after these words on it, in the order they were kept. The finance lead of every partner must approve. */
export function approvalOf(protocol: Protocol, words: readonly ApprovalWord[]): Approval {
  const waiting = protocol.shares.map(({ partner }) => partner).filter((partner) => lastWord(words, partner)?.is !== 'approved');
  return waiting.length === 0 ? { is: 'approved' } : { is: 'awaiting', organisations: waiting };
}

/** The last word of an organisation on a protocol. */
export function lastWord(words: readonly ApprovalWord[], organisation: string): ApprovalWord | undefined {
  return words.findLast((word) => word.organisation === organisation);
}

/**
 * Whether a person may approve a protocol, or withdraw the approval, for the partner whose finance lead they are. Saying the same twice is
 * refused: approving once is enough.
 * @returns with permission, the organisations the word is for (more than one only for a lead of both)
 */
export function mayDecide(
  person: Person | undefined,
  is: ApprovalWord['is'],
  protocol: Protocol,
  words: readonly ApprovalWord[],
  partnership: Partnership,
): Permission<{ organisations: string[] }> {
  const own = protocol.shares.map(({ partner }) => partner).filter((partner) => person?.roles.includes(`finance-lead:${partner}`));
  if (own.length === 0)
    return refused(`Only the finance lead of each partner can approve a protocol or withdraw that: ${leadsOf(protocol, partnership)}.`);
  const open = own.filter((partner) => (lastWord(words, partner)?.is === 'approved') !== (is === 'approved'));
  return open.length > 0 ? allowed({ organisations: open }) : refused(alreadySo(own[0]!, protocol, words, partnership));
}

function alreadySo(partner: string, protocol: Protocol, words: readonly ApprovalWord[], partnership: Partnership): string {
  const name = nameOf(partner, partnership);
  const which = `the protocol of ${writeDay(protocol.from)}`;
  const last = lastWord(words, partner);
  if (last === undefined) return `${name} has not approved ${which}, so there is no approval to withdraw.`;
  const who = partnership.people.find((one) => one.email === last.by)?.name ?? last.by;
  const did = last.is === 'approved' ? 'has already approved' : 'has already withdrawn its approval of';
  const instead = last.is === 'approved' ? othersWhoCan(protocol, words, partnership) : '';
  return `${name} ${did} ${which}: ${who}, on ${writeDay(dayInLondon(new Date(last.at)))}. Once is enough.${instead}`;
}

/** Whose approval is still to come, for whoever thought it was theirs to give. */
function othersWhoCan(protocol: Protocol, words: readonly ApprovalWord[], partnership: Partnership): string {
  const approval = approvalOf(protocol, words);
  if (approval.is === 'approved') return '';
  return approval.organisations
    .flatMap((partner) => {
      const leads = leadsFor(partner, partnership);
      return leads === undefined ? [] : [` ${leads} can approve it for ${nameOf(partner, partnership)}.`];
    })
    .join('');
}

function leadsOf(protocol: Protocol, partnership: Partnership): string {
  return protocol.shares
    .map(({ partner }) => `${leadsFor(partner, partnership) ?? 'nobody is named yet'} for ${nameOf(partner, partnership)}`)
    .join(', ');
}

/** The finance leads of a partner, by name; undefined where nobody is named. */
function leadsFor(partner: string, { people }: Partnership): string | undefined {
  const leads = people.filter((one) => one.roles.includes(`finance-lead:${partner}`)).map((one) => one.name);
  return leads.length > 0 ? leads.join(' or ') : undefined;
}

function nameOf(organisation: string, partnership: Partnership): string {
  return partnership.organisations.find((one) => one.id === organisation)?.name ?? organisation;
}

/** What finance leads said of protocols, as it is kept. */
export type Approvals = {
  /** Every word on a protocol, in the order they were said. */
  of(protocol: Protocol): Promise<ApprovalWord[]>;
  /** Keeps a word. The same request id for the same organisation is kept once. */
  add(protocol: Protocol, word: ApprovalWord, requestId: string): Promise<void>;
};

const MOST_WORDS = 10_000;

/** The approvals in a store: one key for each word, under its protocol. */
export function openApprovals(store: KeyValue): Approvals {
  const words: Collection<ApprovalWord> = collection(store, 'approvals', approvalWord);
  return {
    of: (protocol) => words.list([protocol.agreement, protocol.id], MOST_WORDS),
    add: async (protocol, word, requestId) =>
      void (await words.append(word, `${requestId} ${word.organisation}`, protocol.agreement, protocol.id)),
  };
}
