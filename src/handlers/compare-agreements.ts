import type { AgreementRecord } from '../data/agreement-record.ts';
import type { Finding, Found } from '../data/find-clause.ts';
import type { Stores } from '../data/stores.ts';
import { cite, doesNotSay, inWords, theAgreement } from './cite.ts';
import { dutyCaveat } from './duty-caveat.ts';
import { type Message, message, type Part } from './reply.ts';

/** How close to the best clause another agreement’s clause must come to be shown beside it. */
const BESIDE_THE_BEST = 0.6;

type Looked = { agreement: AgreementRecord; finding: Finding };

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
  const silent = each.filter(({ agreement }) => !said.some((found) => found.agreement === agreement));
  const parts = said.flatMap((found) => [cite(found.agreement, found.clause), ...standing(found, stores)]);
  return message(
    audience,
    [heading(said, ids.length), ...parts, ...silence(silent)],
    said.map(({ agreement, clause }) => ({
      name: 'show-clause',
      label: `${agreement.name}, ${clause.ref}`,
      value: { a: agreement.id, r: clause.ref },
    })),
  );
}

function heading(said: readonly Found[], of: number): Part {
  if (said.length === 0) return { is: 'heading', text: `None of the ${inWords(of)} agreements says anything on that.` };
  if (said.length === of) return { is: 'heading', text: `${of === 2 ? 'Both' : `All ${inWords(of)}`} agreements say something on that.` };
  if (said.length > 1)
    return { is: 'heading', text: `${capital(inWords(said.length))} of the ${inWords(of)} agreements say something on that.` };
  return { is: 'heading', text: `Of the ${inWords(of)} agreements, only ${theAgreement(said[0]!.agreement)} says something on that.` };
}

function capital(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

/** With several documents side by side, whose standing it is has to be said. */
function standing({ agreement, clause }: Found, stores: Stores): Part[] {
  return dutyCaveat(agreement, clause, stores).map((part) =>
    part.is === 'paragraph' ? { ...part, text: `${agreement.name}: ${part.text}` } : part,
  );
}

function silence(silent: readonly Looked[]): Part[] {
  if (silent.length === 0) return [];
  const items = silent.map(({ agreement, finding }) =>
    finding.silence === null ? `${theAgreement(agreement, true)}: nothing on that was found.` : doesNotSay(agreement, finding.silence.what),
  );
  return [{ is: 'list', items }];
}
