import { approvalOf } from '../data/approvals.ts';
import { toPeople } from '../data/outbox.ts';
import { protocolsOf } from '../data/protocols.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock } from './handler.ts';

/**
 * Leaves a notice for the finance leads of each partner whose approval a protocol in the partnership file awaits: one for each protocol and
 * person, however often this is done. A protocol with other shares is another protocol.
 */
export async function askForApproval(
  stores: Pick<Stores, 'agreements' | 'partnership' | 'approvals' | 'notices'>,
  clock: Clock,
): Promise<void> {
  const { agreements, partnership, approvals, notices } = stores;
  for (const agreement of agreements.values())
    for (const protocol of protocolsOf(partnership, agreement)) {
      const approval = approvalOf(protocol, await approvals.of(protocol));
      if (approval.is === 'approved') continue;
      const roles = approval.organisations.map((organisation) => `finance-lead:${organisation}`);
      const leads = partnership.people.filter((person) => person.roles.some((role) => roles.includes(role)));
      await notices.leave({ is: 'protocol-awaits', protocol: protocol.id }, toPeople(leads.map(({ email }) => email)), {
        requestId: `protocol ${protocol.id}`,
        agreement: agreement.id,
        at: clock.now(),
      });
    }
}
