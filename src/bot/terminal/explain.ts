import type { AgreementRecord } from '../../data/agreement-record.ts';
import { featuresOf } from '../../data/features.ts';
import type { Finding } from '../../data/find-clause.ts';
import { loadLexicon } from '../../data/lexicon.ts';
import { makePhraseIndex } from '../../data/phrase-index.ts';
import type { Knowledge } from '../../data/stores.ts';
import { makeReader } from '../../data/words.ts';
import type { Scope } from '../../handlers/which-agreement.ts';
import { find } from './look-up.ts';
import { quiet } from './render.ts';

/** What decided an answer: the kind of message, the agreement, the kind of answer, topics, the phrasing nearest to it, and the fact held. */
export function explain(question: string, scope: Scope, knowledge: Knowledge): string {
  const ids = scope.is === 'one' ? [scope.agreement] : scope.agreements;
  const { kind, next, likely } = knowledge.kindOf(question);
  const finding = find(question, ids, knowledge);
  const found = finding.answered ? finding.clauses : finding.nearest;
  const lines: [string, string][] = [
    ['Message', `${kind} (${share(likely[kind])} likely; next ${next}, ${share(likely[next])})`],
    ...(kind === 'terms' ? [] : [['', 'The rest is what it would have come to as a question about the agreement.'] as [string, string]]),
    ['Agreement', `${ids.map((id) => knowledge.agreements.get(id)?.name ?? id).join(', ')} (${SCOPES[scope.is]})`],
    ['Wants', finding.why.kind],
    ['Topics', finding.why.topics.map(({ id, strength }) => `${id} ${strength.toFixed(2)}`).join(', ') || 'none'],
    ['Phrasing', phrasing(question, finding)],
    ['Fact', factsAt(found[0]?.agreement, found[0]?.clause.ref).join('; ') || 'none is held on the first clause'],
    ['Because', finding.why.because],
    [
      finding.answered ? 'Found' : 'Nearest',
      found.map((one) => `${one.agreement.id} ${one.clause.ref} ${one.strength.toFixed(2)}`).join(', '),
    ],
  ];
  return quiet(lines.map(([name, text]) => `${name.padEnd(NAME_WIDTH)}${text}\n`).join(''));
}

const NAME_WIDTH = 11;
const SCOPES: Record<Scope['is'], string> = {
  one: 'named, bound, or the person’s own',
  several: 'the question is about several',
  choice: 'none is named or bound',
};

function share(likely: number): string {
  return `${Math.round(likely * 100)}%`;
}

/** The curated phrasing most like the question, of the clause that came first or of the silence that decided. */
function phrasing(question: string, { silence, clauses, why }: Finding): string {
  const asked = silence
    ? (silence.agreement.silences.find((one) => one.what === silence.what)?.asked ?? [])
    : (clauses[0]?.clause.asked ?? []);
  const read = makeReader(loadLexicon());
  const { best } = makePhraseIndex(
    asked.length,
    asked.map((text, of) => ({ of, features: featuresOf(read(text)) })),
  ).compare(featuresOf(read(question)));
  const nearest = best.indexOf(Math.max(...best));
  const closeness = `closeness ${why.phrasing.toFixed(2)} of 1`;
  return nearest < 0 || best[nearest] === 0 ? `none (${closeness})` : `“${asked[nearest]}” (${closeness})`;
}

/** The typed facts of a record that rest on one clause. */
function factsAt(agreement: AgreementRecord | undefined, ref: string | undefined): string[] {
  if (agreement === undefined) return [];
  return Object.entries(agreement.facts).flatMap(([name, held]) => {
    const facts: readonly ({ ref: string } | null)[] = Array.isArray(held) ? held : [held];
    return facts.flatMap((fact) => (fact !== null && fact.ref === ref ? [`${name}: ${valuesOf(fact)}`] : []));
  });
}

function valuesOf(fact: object): string {
  return Object.entries(fact)
    .flatMap(([name, value]) => (name === 'ref' || value === null || value === undefined ? [] : [String(value)]))
    .join(', ');
}
