import type { AgreementRecord, ClauseRecord, SilenceRecord } from './agreement-record.ts';
import { type AnswerKind, holdsKind } from './answer-kinds.ts';
import { type Features, featuresOf, rarity } from './features.ts';
import { type Learned, learn } from './learn.ts';
import { type Closeness, makePhraseIndex, type PhraseIndex } from './phrase-index.ts';
import { makeTextIndex, type TextIndex } from './text-index.ts';
import type { Tagger, Tags } from './topics.ts';
import type { Reader } from './words.ts';

/** What a question can land on: a clause, or something the record knows the agreement does not say. */
export type Entry = { clause: ClauseRecord; silence: null } | { clause: null; silence: SilenceRecord };

/** One agreement made ready for questions. */
export type IndexedAgreement = {
  agreement: AgreementRecord;
  entries: Entry[];
  /** How strongly each entry is about each topic; silences are about none. */
  tags: Tags[];
  /** By how much a topic’s tags count for less, because many clauses of the agreement share it; only topics it has are in. */
  spread: ReadonlyMap<string, number>;
  compare(question: Features): Evidence;
  /** Whether a clause holds the kind of thing asked for; silences hold nothing. */
  holds(entry: number, kind: AnswerKind): boolean;
};

/** What speaks for each entry, in the order of the entries; each from 0 to about 1. */
export type Evidence = Closeness & { says: Float64Array; title: Float64Array; learned: Float64Array };

const ROUNDS = 5;
/** A topic that many clauses share tells less about each of them. */
const SHARED_TOPIC = 0.3;

/**
 * Makes an agreement ready for questions. An agreement with no phrasings (one just imported) is found by what its clauses say and by topic.
 * @param keep for measuring only: which phrasings of which entry count
 */
export function indexAgreement(
  agreement: AgreementRecord,
  tagger: Tagger,
  read: Reader,
  keep: (entry: string, index: number) => boolean,
): IndexedAgreement {
  const asked = (entry: Entry) => {
    const [key, texts] = entry.clause ? [entry.clause.ref, entry.clause.asked] : [entry.silence.what, entry.silence.asked];
    return texts.filter((_, index) => keep(key, index));
  };
  const silences = agreement.silences.map((silence): Entry => ({ clause: null, silence })).filter((entry) => asked(entry).length > 0);
  const entries: Entry[] = [...agreement.clauses.map((clause): Entry => ({ clause, silence: null })), ...silences];
  const phrases = entries.flatMap((entry, of) => asked(entry).map((text) => ({ of, features: featuresOf(read(text)) })));
  const says = entries.map((entry) => featuresOf(read(entry.clause ? bodyOf(agreement, entry.clause) : entry.silence.what)));
  const titles = entries.map((entry) => (entry.clause ? featuresOf(read(titleOf(agreement, entry.clause))) : new Map<string, number>()));
  const tags = entries.map((entry) => (entry.clause ? tagger(agreement, entry.clause) : new Map<string, number>()));
  const spread = new Map<string, number>();
  for (const own of tags) for (const [id, strength] of own) spread.set(id, (spread.get(id) ?? 0) + strength);
  for (const [id, sum] of spread) spread.set(id, Math.max(1, sum) ** SHARED_TOPIC);
  return {
    agreement,
    entries,
    tags,
    spread,
    holds: rememberingHolder(entries),
    compare: comparer(makePhraseIndex(entries.length, phrases), makeTextIndex(says), makeTextIndex(titles), learnFrom(phrases, says)),
  };
}

/** What a clause holds does not change, and trying its text against patterns for every question would cost more than all the rest. */
function rememberingHolder(entries: readonly Entry[]): (entry: number, kind: AnswerKind) => boolean {
  const known = new Map<AnswerKind, (boolean | undefined)[]>();
  return (entry, kind) => {
    const held = known.get(kind) ?? [];
    if (held.length === 0) known.set(kind, held);
    const { clause } = entries[entry]!;
    held[entry] ??= clause !== null && holdsKind(clause.verbatim ?? clause.says, kind);
    return held[entry]!;
  };
}

function comparer(phrases: PhraseIndex, says: TextIndex, titles: TextIndex, learned: Learned | null): (question: Features) => Evidence {
  const nothing = new Float64Array(phrases.classes);
  const unphrased: Closeness = { best: nothing, second: nothing, third: nothing, together: nothing };
  return (question) => ({
    ...(learned === null ? unphrased : phrases.compare(question)),
    says: says.compare(question),
    title: titles.compare(question),
    learned: learned?.(question) ?? nothing,
  });
}

/** Learns to tell the entries apart from their phrasings and from what they say; with no phrasings there is nothing to learn. */
function learnFrom(phrases: readonly { of: number; features: Features }[], says: readonly Features[]): Learned | null {
  if (phrases.length === 0) return null;
  const examples = [...phrases, ...says.map((features, of) => ({ of, features }))];
  const having = new Map<string, Set<number>>();
  for (const { of, features } of examples) {
    for (const key of features.keys()) {
      const known = having.get(key);
      if (known) known.add(of);
      else having.set(key, new Set([of]));
    }
  }
  return learn(says.length, examples, ROUNDS, (key) => rarity(says.length, having.get(key)?.size ?? 1));
}

function bodyOf(agreement: AgreementRecord, clause: ClauseRecord): string {
  return [clause.label, leadInOf(agreement, clause)?.label ?? '', clause.verbatim ?? clause.says].join(' . ');
}

function titleOf(agreement: AgreementRecord, clause: ClauseRecord): string {
  return [clause.label, clause.part, leadInOf(agreement, clause)?.label ?? ''].join(' . ');
}

function leadInOf(agreement: AgreementRecord, clause: ClauseRecord): ClauseRecord | undefined {
  return clause.within === undefined ? undefined : agreement.clauses.find((other) => other.ref === clause.within);
}
