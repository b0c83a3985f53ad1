import { clausesNumbered } from '../../data/agreements.ts';
import type { AnswerKind } from '../../data/answer-kinds.ts';
import type { Finding, Found } from '../../data/find-clause.ts';
import type { MessageKind } from '../../data/kind-of-message.ts';
import type { Knowledge } from '../../data/stores.ts';
import { numberAskedFor } from '../../handlers/clause-by-number.ts';
import { agreementsNamed } from '../../handlers/which-agreement.ts';
import { ANSWERS_AT_MOST } from './limits.ts';

/** A clause as JSON gives it: where it stands, and what it says in plain English. */
export type ClauseFound = { agreement: string; ref: string; part: string; text: string };

/** What a text comes to: its kind as a message, and what it finds when it is taken as a question about agreements. */
export type LookedUp = {
  intent: MessageKind;
  answered: boolean;
  /** Best first, at most three; empty when nothing answers. */
  answers: ClauseFound[];
  /** When nothing answers: the clauses that come nearest, best first, at most three. */
  nearest?: ClauseFound[];
  kind: AnswerKind;
};

/** Looks a text up in the agreements named, whatever its kind, so that a question taken for something else still shows what would be found. */
export function lookUp(text: string, ids: readonly string[], knowledge: Knowledge): LookedUp {
  const intent = knowledge.kindOf(text).kind;
  const { kind, answered, clauses, nearest } = find(text, ids, knowledge);
  if (answered) return { intent, answered, answers: clauses.slice(0, ANSWERS_AT_MOST).map(asJson), kind };
  return { intent, answered, answers: [], nearest: nearest.slice(0, ANSWERS_AT_MOST).map(asJson), kind };
}

/** The agreements a question is put to: the one it is asked of, else those it names, else all. */
export function agreementsFor(text: string, agreement: string | null, { agreements }: Pick<Knowledge, 'agreements'>): string[] {
  if (agreement !== null) return [agreement];
  const named = agreementsNamed(text, agreements);
  return named.length > 0 ? named : [...agreements.keys()];
}

/** As a conversation finds it: a message without words finds nothing, and a number alone finds what is printed with that number. */
export function find(text: string, ids: readonly string[], { agreements, finder }: Pick<Knowledge, 'agreements' | 'finder'>): Finding {
  const finding = finder.find(text, ids);
  if (!/[\p{L}\d]/u.test(text)) return instead(finding, [], 'there is no word in it');
  const numbered = ids.flatMap((id): Found[][] => {
    const agreement = agreements.get(id);
    const number = agreement === undefined ? null : numberAskedFor(text, agreement);
    if (agreement === undefined || number === null) return [];
    return [clausesNumbered(agreement, number).map((clause) => ({ agreement, clause, strength: 1 }))];
  });
  return numbered.length === 0 ? finding : instead(finding, numbered.flat(), 'the question asks for a paragraph by its number alone');
}

function instead(finding: Finding, clauses: Found[], because: string): Finding {
  return { ...finding, answered: clauses.length > 0, clauses, nearest: [], silence: null, why: { ...finding.why, because } };
}

function asJson({ agreement, clause }: Found): ClauseFound {
  return { agreement: agreement.id, ref: clause.ref, part: clause.part, text: clause.says };
}
