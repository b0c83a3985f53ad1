import { agreementRecord } from './agreement-record.ts';
import { loadLexicon } from './lexicon.ts';
import { COVERED, loadTopics, makeTagger, type Tagger, type Topic } from './topics.ts';
import type { ReadClause } from './understood.ts';
import { makeReader } from './words.ts';

/** The taxonomy does not change while Accord runs, and its cues take a while to be made ready. */
let bundled: { topics: Topic[]; tag: Tagger } | undefined;

/** Topics of the taxonomy that no clause is about, by id, those that any such agreement ought to settle first. */
export function silentTopics(title: string, clauses: readonly ReadClause[]): string[] {
  bundled ??= taxonomy();
  const { topics, tag } = bundled;
  const record = asRecord(title, clauses);
  const covered = new Set<string>();
  for (const clause of record.clauses) for (const [id, strength] of tag(record, clause)) if (strength >= COVERED) covered.add(id);
  const silent = topics.filter(({ id }) => !covered.has(id));
  return [...silent.filter(({ core }) => core), ...silent.filter(({ core }) => !core)].map(({ id }) => id);
}

function taxonomy(): { topics: Topic[]; tag: Tagger } {
  const topics = loadTopics();
  return { topics, tag: makeTagger(topics, makeReader(loadLexicon())) };
}

/** As much of a record as a tagger looks at: a long document’s lead-ins are looked up by reference, so only those that are needed stay. */
function asRecord(title: string, clauses: readonly ReadClause[]) {
  const headed = clauses.filter(({ text }) => text.trim() !== '');
  return agreementRecord.parse({
    id: 'document',
    name: title.trim() || 'Document',
    document: { title: title.trim() || 'Document', kind: 'agreement', by: 'not known', about: 'not known' },
    standing: { state: 'draft', isTheAgreement: true },
    parties: ['one', 'another'].map((id) => ({ id, name: id, short: id, kind: 'other', ref: '1' })),
    facts: {},
    clauses: headed.length === 0 ? [{ ref: '1', part: 'Document', label: 'Nothing', says: 'Nothing' }] : headed.map(asClause),
  });
}

function asClause({ ref, part, within, heading, text }: ReadClause, at: number) {
  return {
    ref: ref || String(at),
    part: part || 'Document',
    ...(within === undefined ? {} : { within }),
    label: heading || ref || String(at),
    says: text,
  };
}
