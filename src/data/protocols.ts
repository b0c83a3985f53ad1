import { createHash } from 'node:crypto';
import type { AgreementRecord } from './agreement-record.ts';
import type { Share } from './apportionment.ts';
import type { Day } from './days.ts';
import type { Partnership } from './partnership.ts';

/**
 * A gain/share protocol of an agreement, in force from a day. Its `id` is made of the agreement, the day and the shares: whoever changes
 * the shares has a new protocol, which nobody has approved.
 */
export type Protocol = { id: string; agreement: string; from: Day; shares: readonly Share[] };

/**
 * The protocols of an agreement in the partnership file, the earliest first. Every partner has a share, in the order the agreement names
 * them: nothing, where the file gives a partner none.
 */
export function protocolsOf(partnership: Partnership, agreement: AgreementRecord): Protocol[] {
  return partnership.protocols
    .filter((one) => one.agreement === agreement.id)
    .map(({ from, shares }) => {
      const inOrder = agreement.parties.map(({ id }) => ({ partner: id, basisPoints: Math.round((shares[id] ?? 0) * 100) }));
      return { id: idOf(agreement.id, from, inOrder), agreement: agreement.id, from, shares: inOrder };
    })
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** The protocol in force on a day: of those begun by then, the one that began last. Undefined before the first. */
export function protocolOn(protocols: readonly Protocol[], day: Day): Protocol | undefined {
  return protocols.findLast((one) => one.from <= day);
}

function idOf(agreement: string, from: Day, shares: readonly Share[]): string {
  const text = JSON.stringify([agreement, from, shares.map(({ partner, basisPoints }) => [partner, basisPoints])]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
