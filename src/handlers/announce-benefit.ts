import type { Detriment } from '../data/benefit-checks.ts';
import { type Asking, keepersOf } from '../data/benefit-rules.ts';
import { openRulebook } from '../data/benefit-totals.ts';
import type { Benefit } from '../data/benefits.ts';
import { toPeople } from '../data/outbox.ts';
import { protocolsOf } from '../data/protocols.ts';
import type { Stores } from '../data/stores.ts';
import { detrimentsOf } from './benefit-warnings.ts';
import type { Clock } from './handler.ts';

/**
 * Leaves the notices that what happened to an entry calls for. Their ids follow from the entry and its history alone, so doing it again,
 * after a crash or in another process, tells nobody twice.
 * @param found the partners the entry leaves worse off
 */
export async function announce(
  benefit: Benefit,
  asking: Omit<Asking, 'person'>,
  found: readonly Detriment[],
  stores: Pick<Stores, 'notices' | 'benefits'>,
  clock: Clock,
): Promise<void> {
  const { agreement, number, history } = benefit;
  const keepers = keepersOf(asking).map(({ email }) => email);
  const source = (place: number, more = '') => ({
    requestId: `benefit ${agreement} ${number} ${place}${more}`,
    agreement,
    at: clock.now(),
  });
  for (const [place, { event, counted }] of history.entries()) {
    if (!counted) continue;
    if (event.is === 'suggested' && benefit.state === 'suggested')
      await stores.notices.leave({ is: 'suggestion-awaits', number }, toPeople(keepers), source(place));
    if (event.is === 'accepted' || event.is === 'declined')
      await stores.notices.leave({ is: 'suggestion-decided', number }, toPeople([history[0]!.event.by]), source(place));
  }
  // It is as the entry stands since it last said something that a partner is worse off.
  const place = history.findLastIndex(({ event, counted }) => counted && ['logged', 'accepted', 'amended'].includes(event.is));
  for (const partner of new Set(found.map((one) => one.partner))) {
    const leads = asking.partnership.people.filter(({ roles }) => roles.includes(`finance-lead:${partner}`));
    await stores.notices.leave(
      { is: 'detriment', number, detriments: found.filter((one) => one.partner === partner) },
      toPeople([...keepers, ...leads.map(({ email }) => email)]),
      source(place, ` ${partner}`),
    );
  }
  await stores.benefits.announced(benefit);
}

/** Leaves the notices of entries that were kept just before a crash. Done in every round: there are none as a rule. */
export async function announceTheRest(stores: Stores, clock: Clock): Promise<void> {
  const { partnership } = stores;
  for (const { agreement: id, number } of await stores.benefits.unannounced()) {
    const agreement = stores.agreements.get(id);
    const benefit = await stores.benefits.get(id, number);
    // The log of an agreement that is not held here any more waits until it is.
    if (agreement === undefined || benefit === undefined) continue;
    const rulebook = await openRulebook(protocolsOf(partnership, agreement), stores.approvals);
    const found = await detrimentsOf(benefit, rulebook, stores);
    await announce(benefit, { agreement, partnership, today: clock.today() }, found, stores, clock);
  }
}
