import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { contactsOf, nameOfContact, recipientOf } from '../../data/employment-contacts.ts';
import { openStore } from '../../data/open-stores.ts';
import { type Outbox, openOutbox } from '../../data/outbox.ts';
import type { Contact, Organisation, Partnership } from '../../data/partnership.ts';
import { makeClock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Finding } from './finding.ts';

/** How long a test message may take. The Accord that is running looks for new ones every `ACCORD_TICK_SECONDS`. */
const ROUNDS_WAITED = 2;
const SECONDS_WAITED = 20;
const LOOK_EVERY_MS = 250;
const WHAT = 'Contacts';

/**
 * Sends every employment contact a test message, by the Accord that is running on this store, and says which arrived. The administrator
 * starts it; nobody is written to otherwise.
 */
export async function reachContacts(
  partnership: Partnership,
  { storeUrl, tickSeconds, clockStartsAt }: Pick<Config, 'storeUrl' | 'tickSeconds' | 'clockStartsAt'>,
  waitMs = (ROUNDS_WAITED * tickSeconds + SECONDS_WAITED) * 1000,
): Promise<Finding[]> {
  if (storeUrl === 'memory:')
    return [
      { ok: false, what: WHAT, says: 'a store in memory cannot be shared with the Accord that is running', mend: 'Set ACCORD_STORE.' },
    ];
  const store = await openStore(storeUrl);
  try {
    const outbox = openOutbox(store);
    const run = randomUUID();
    // The running Accord’s clock, or one behind it.
    const clock = makeClock(clockStartsAt);
    const until = Date.now() + waitMs;
    const each = partnership.organisations.flatMap((organisation) =>
      contactsOf(organisation.id, partnership).map((contact) => ({ organisation, contact })),
    );
    for (const { organisation, contact } of each)
      await outbox.leave({ is: 'contact-test', organisation: organisation.id }, [recipientOf(contact, partnership)], {
        requestId: `${run} ${organisation.id}`,
        agreement: '',
        at: clock.now(),
      });
    const became = await Promise.all(
      each.map(async ({ organisation, contact }) => ({
        organisation,
        contact,
        arrived: await arrives(outbox, recipientOf(contact, partnership), `${run} ${organisation.id}`, until),
      })),
    );
    return became.map((one) => describe(one, partnership));
  } finally {
    await store.close();
  }
}

async function arrives(outbox: Outbox, to: ReturnType<typeof recipientOf>, requestId: string, until: number): Promise<boolean> {
  for (;;) {
    const outcome = await outbox.outcomeOf('contact-test', to, requestId);
    if (outcome !== undefined) return outcome.outcome === 'sent';
    if (Date.now() > until) return false;
    await setTimeout(LOOK_EVERY_MS);
  }
}

type Became = { organisation: Organisation; contact: Contact; arrived: boolean };

function describe({ organisation, contact, arrived }: Became, partnership: Partnership): Finding {
  const who = `${nameOfContact(contact, partnership)} of ${organisation.name}`;
  return arrived
    ? { ok: true, what: WHAT, says: `a test message reached ${who}` }
    : {
        ok: false,
        what: WHAT,
        says: `a test message to ${who} did not arrive in time`,
        mend: 'Is Accord running on this store? Then check their address.',
      };
}
