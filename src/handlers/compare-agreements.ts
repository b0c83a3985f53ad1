import type { Found } from '../data/find-clause.ts';
import type { Stores } from '../data/stores.ts';
import { cite, theAgreement } from './cite.ts';
import { type Message, message, type Part } from './reply.ts';

/** How close to the best clause another agreement’s clause must come to be shown beside it. */
const BESIDE_THE_BEST = 0.6;

/** The same question put to several agreements: what each says, and which are silent. */
export function compareAgreements(question: string, ids: readonly string[], stores: Stores, audience: Message['audience']): Message {
  const across = stores.finder.find(question, ids);
  const each = ids.map((id) => ({ agreement: stores.agreements.get(id)!, finding: stores.finder.find(question, [id]) }));
  const strongest = across.clauses[0]?.strength ?? 0;
  const said = each
    .flatMap(({ finding }) =>
      finding.answered && finding.clauses[0]!.strength >= strongest * BESIDE_THE_BEST ? [finding.clauses[0]!] : [],
    )
    .sort((a, b) => b.strength - a.strength);
  const silent = each
    .filter(({ agreement }) => !said.some((found) => found.agreement === agreement))
    .map(({ agreement }) => agreement.name);
  if (said.length === 0)
    return message(audience, [
      { is: 'heading', text: 'None of these agreements says.' },
      { is: 'paragraph', text: `Looked in: ${silent.join(', ')}.` },
    ]);
  const parts: Part[] = said.map((found) => cite(found.agreement, found.clause));
  if (silent.length > 0) parts.push({ is: 'paragraph', text: `Nothing on this was found in: ${silent.join(', ')}.` });
  return message(
    audience,
    [heading(said, ids.length), ...parts],
    said.map(({ agreement, clause }) => ({
      name: 'show-clause',
      label: `${agreement.name}, ${clause.ref}`,
      value: { a: agreement.id, r: clause.ref },
    })),
  );
}

function heading(said: readonly Found[], of: number): Part {
  if (said.length === 1) return { is: 'heading', text: `${theAgreement(said[0]!.agreement, true)} does, of ${of} agreements.` };
  return { is: 'heading', text: `${said.length} of ${of} agreements say something on this.` };
}
