import { agreementOn } from '../data/agreement-in-force.ts';
import type { AgreementRecord } from '../data/agreement-record.ts';
import type { Agreements } from '../data/agreements.ts';
import { withBindings } from '../data/channel-bindings.ts';
import type { Day } from '../data/days.ts';
import type { ClauseFinder, Found } from '../data/find-clause.ts';
import { rolesOn } from '../data/roles-today.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock } from './handler.ts';

/**
 * What Accord knows as of today: clauses with the wording in force, channels that were bound in chat beside those of the partnership file,
 * and no roles that ended with a secondment. The same records on the same day give the same agreements and partnership, the objects too.
 */
export async function knownToday(stores: Stores, clock: Clock): Promise<Stores> {
  const bound = withBindings(stores.partnership, await stores.channelBindings.all(), stores.agreements);
  const partnership = rolesOn(bound, stores.agreements, clock.today());
  const agreements = agreementsOn(stores.agreements, clock.today());
  if (agreements === stores.agreements) return { ...stores, partnership };
  return { ...stores, partnership, agreements, finder: findIn(agreements, stores.finder) };
}

const known = new WeakMap<Agreements, { today: Day; agreements: Agreements }>();

function agreementsOn(agreements: Agreements, today: Day): Agreements {
  const before = known.get(agreements);
  if (before?.today === today) return before.agreements;
  const found = new Map([...agreements].map(([id, agreement]): [string, AgreementRecord] => [id, agreementOn(agreement, today)]));
  const same = [...found].every(([id, agreement]) => agreement === agreements.get(id));
  known.set(agreements, { today, agreements: same ? agreements : found });
  return same ? agreements : found;
}

/** What was indexed is the record as it is kept; what is found is cited in the wording in force, and not at all where a deed has deleted it. */
function findIn(agreements: Agreements, finder: ClauseFinder): ClauseFinder {
  const inForce = (found: readonly Found[]): Found[] =>
    found.flatMap((one) => {
      const agreement = agreements.get(one.agreement.id);
      const clause = agreement?.clauses.find(({ ref }) => ref === one.clause.ref);
      return agreement === undefined || clause === undefined ? [] : [{ ...one, agreement, clause }];
    });
  return {
    find(question, wanted) {
      const finding = finder.find(question, wanted);
      const clauses = inForce(finding.clauses);
      return { ...finding, answered: finding.answered && clauses.length > 0, clauses, nearest: inForce(finding.nearest) };
    },
    about: (topic, agreement) => inForce(finder.about(topic, agreement)),
  };
}
