import type { AgreementRecord, ClauseRecord } from '../data/agreement-record.ts';
import { clausesNumbered, findClauseByRef, itemsOf } from '../data/agreements.ts';
import type { Stores } from '../data/stores.ts';
import { cite, inWords, nameOfClause, theAgreement } from './cite.ts';
import { dutyCaveat } from './duty-caveat.ts';
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
  return showClause(agreement, clause, { audience: 'asker' }, stores);
};

/** The clause or clauses printed with a number, or that there is none. */
export function showByNumber(agreement: AgreementRecord, number: string, shown: Shown, stores: Stores): Message {
  const [clause, ...others] = clausesNumbered(agreement, number);
  if (clause !== undefined && others.length > 0) return chooseBetween(agreement, number, [clause, ...others], shown);
  if (clause !== undefined) return showClause(agreement, clause, shown, stores);
  return message(
    shown.audience,
    [
      { is: 'heading', text: `${theAgreement(agreement, true)} has no paragraph numbered ${number}.` },
      { is: 'paragraph', text: 'Ask in words, and Accord looks for the paragraph.' },
    ],
    [],
    shown.pressed,
  );
}

/** Who sees it, and what becomes of a message that was pressed on. */
type Shown = { audience: Message['audience']; pressed?: Message['pressed'] };

/** One clause in full. */
export function showClause(agreement: AgreementRecord, clause: ClauseRecord, { audience, pressed }: Shown, stores: Stores): Message {
  const leadIn = clause.within === undefined ? undefined : findClauseByRef(agreement, clause.within);
  const items = itemsOf(agreement, clause.ref);
  const after: Part[] = [];
  if (items.length > 0) after.push({ is: 'list', items: items.map((item) => `${item.ref}: ${item.says}`) });
  if (leadIn) after.push({ is: 'paragraph', text: `It stands under ${leadIn.ref}: ${leadIn.says}` });
  after.push(...dutyCaveat(agreement, clause, stores), { is: 'paragraph', text: wordingOf(agreement, clause), tone: 'quiet' });
  return answer([inFull(agreement, clause)], { audience, after, buttons: neighbours(agreement, clause), ...(pressed ? { pressed } : {}) });
}

/** A clause that was imported is quoted whole here; elsewhere a long one is cut, and the cut is marked. */
function inFull(agreement: AgreementRecord, clause: ClauseRecord): ReturnType<typeof cite> {
  const cited = cite(agreement, clause);
  return clause.hash !== undefined && cited.says === clause.says ? { ...cited, says: clause.verbatim ?? clause.says } : cited;
}

/** Whose words these are: the document’s own, or ours. */
function wordingOf(agreement: AgreementRecord, clause: ClauseRecord): string {
  const { title, by } = agreement.document;
  return clause.verbatim === undefined
    ? `In plain English, after “${title}” (${by}). The document’s own wording is what counts.`
    : `From “${title}” (${by}).`;
}

/** Several paragraphs are printed with one number: which of them? */
function chooseBetween(
  agreement: AgreementRecord,
  number: string,
  clauses: readonly ClauseRecord[],
  { audience, pressed }: Shown,
): Message {
  return message(
    audience,
    [
      { is: 'heading', text: `${theAgreement(agreement, true)} has ${inWords(clauses.length)} paragraphs numbered ${number}.` },
      { is: 'list', items: clauses.map((clause) => `${clause.ref}, ${clause.part}: ${clause.label}`) },
    ],
    clauses.map((clause) => ({ name: 'show-clause', label: `${clause.ref}: ${clause.label}`, value: { a: agreement.id, r: clause.ref } })),
    pressed,
  );
}

function neighbours(agreement: AgreementRecord, clause: ClauseRecord): Button[] {
  const at = agreement.clauses.indexOf(clause);
  return [
    ['Before', agreement.clauses[at - 1]],
    ['After', agreement.clauses[at + 1]],
  ].flatMap(([where, other]) =>
    typeof other === 'object'
      ? [{ name: 'show-clause' as const, label: `${where}: ${nameOfClause(other)}`, value: { a: agreement.id, r: other.ref } }]
      : [],
  );
}
