import type { AgreementRecord, ClauseRecord } from '../data/agreement-record.ts';
import { clausesNumbered, findClauseByRef, itemsOf } from '../data/agreements.ts';
import { cite, sourceOf, theAgreement } from './cite.ts';
import type { Handler } from './handler.ts';
import { answer, type Button, type Message, message, type Part } from './reply.ts';

/** Shows a clause that a button names: what it says, what it belongs to, and its items. */
export const showClausePressed: Handler = async (request, stores) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const agreement = stores.agreements.get(request.act.value.a ?? '');
  const clause = agreement === undefined ? undefined : findClauseByRef(agreement, request.act.value.r ?? '');
  if (agreement === undefined || clause === undefined)
    return message('asker', [
      { is: 'heading', text: 'That clause is not held here any more.' },
      { is: 'paragraph', text: 'Ask the question again to see what the agreement says now.' },
    ]);
  return showClause(agreement, [clause], 'asker');
};

/** The clause or clauses printed with a number, or that there is none. */
export function showByNumber(agreement: AgreementRecord, number: string, audience: Message['audience']): Message {
  const clauses = clausesNumbered(agreement, number);
  if (clauses.length > 0) return showClause(agreement, clauses, audience);
  return message(audience, [
    { is: 'heading', text: `${theAgreement(agreement, true)} has no paragraph numbered ${number}.` },
    {
      is: 'paragraph',
      text: 'Ask in words, and Accord looks for the paragraph.',
    },
  ]);
}

/** One clause in full; or, where several are printed with the same number, the choice between them. */
export function showClause(agreement: AgreementRecord, clauses: readonly ClauseRecord[], audience: Message['audience']): Message {
  const [only, ...others] = clauses;
  if (others.length > 0) return chooseBetween(agreement, clauses, audience);
  const leadIn = only!.within === undefined ? undefined : findClauseByRef(agreement, only!.within);
  const items = itemsOf(agreement, only!.ref);
  const after: Part[] = [];
  if (items.length > 0) after.push({ is: 'list', items: items.map((item) => `${item.ref}: ${item.says}`) });
  if (leadIn) after.push({ is: 'paragraph', text: `It stands under ${leadIn.ref}: ${leadIn.says}` });
  after.push({ is: 'paragraph', text: wordingOf(agreement, only!), tone: 'quiet' });
  return answer([cite(agreement, only!)], {
    audience,
    after,
    buttons: neighbours(agreement, only!),
  });
}

/** Whose words these are: the document’s own, or ours. */
function wordingOf(agreement: AgreementRecord, clause: ClauseRecord): string {
  const { title, by } = agreement.document;
  return clause.verbatim === undefined
    ? `In plain English, after “${title}” (${by}). The document’s own wording is what counts.`
    : `From “${title}” (${by}).`;
}

function chooseBetween(agreement: AgreementRecord, clauses: readonly ClauseRecord[], audience: Message['audience']): Message {
  return message(
    audience,
    [
      { is: 'heading', text: `${theAgreement(agreement, true)} has ${clauses.length} paragraphs with that number.` },
      { is: 'list', items: clauses.map((clause) => `${sourceOf(agreement, clause)}: ${clause.label}`) },
    ],
    clauses.map((clause) => ({ name: 'show-clause', label: `${clause.ref}: ${clause.label}`, value: { a: agreement.id, r: clause.ref } })),
  );
}

function neighbours(agreement: AgreementRecord, clause: ClauseRecord): Button[] {
  const at = agreement.clauses.indexOf(clause);
  return [
    ['Before', agreement.clauses[at - 1]],
    ['After', agreement.clauses[at + 1]],
  ].flatMap(([where, other]) =>
    typeof other === 'object'
      ? [{ name: 'show-clause' as const, label: `${where}: ${other.ref} ${other.label}`, value: { a: agreement.id, r: other.ref } }]
      : [],
  );
}
