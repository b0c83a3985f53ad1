import type { AgreementRecord, ClauseRecord, SilenceRecord } from './agreement-record.ts';
import { type AnswerKind, holdsKind } from './answer-kinds.ts';
import { type Features, featuresOf, rarity } from './features.ts';
import { type Lesson, learn, recall } from './learn.ts';
import { type Closeness, openPhraseIndex, type PhraseTable, tabulatePhrases } from './phrase-index.ts';
import type { Teacher } from './taught-topics.ts';
import { openTextIndex, type TextTable, tabulateTexts } from './text-index.ts';
import type { Tagger, Tags } from './topics.ts';
import { openUnphrased, readWordings, type Unphrased } from './unphrased.ts';
import { type Background, openWordingIndex, tabulateWording, type Wording, type WordingTable } from './wording-index.ts';
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
  /** What speaks for each entry; null where the agreement has no phrasings. */
  compare: ((question: Features) => Evidence) | null;
  /** How strongly each clause meets a question by its wording and topics alone; null where the agreement has phrasings. */
  unphrased: Unphrased | null;
  /** Whether a clause holds the kind of thing asked for; silences hold nothing. */
  holds(entry: number, kind: AnswerKind): boolean;
};

/** What speaks for each entry, in the order of the entries; each from 0 to about 1. */
export type Evidence = Closeness & { says: Float64Array; title: Float64Array; learned: Float64Array };

/** What questions about one agreement are looked up in, as plain data that can be kept. `silences` are those that people ask about, by place. */
export type AgreementTables = Pick<IndexedAgreement, 'tags' | 'spread'> & {
  silences: number[];
  phrased: { phrases: PhraseTable; says: TextTable; titles: TextTable; lesson: Lesson } | null;
  wording: WordingTable | null;
};

/** An agreement as it was read, before anything is looked up in it. One with no phrasings is read sentence by sentence. */
export type ReadAgreement = {
  silences: number[];
  tags: Tags[];
  phrased: (Omit<Teacher, 'tags'> & { titles: Features[] }) | null;
  wordings: Wording[];
};

const ROUNDS = 5;
/** A topic that many clauses share tells less about each of them. */
const SHARED_TOPIC = 0.3;
const NO_FEATURES: Features = new Map();

/**
 * Reads an agreement. One with no phrasings (one just imported) is found by what its clauses say and by topic.
 * @param keep for measuring only: which phrasings of which entry count
 */
export function readAgreement(
  agreement: AgreementRecord,
  tagger: Tagger,
  read: Reader,
  keep: (entry: string, index: number) => boolean,
): ReadAgreement {
  const asked = (entry: Entry) => {
    const [key, texts] = entry.clause ? [entry.clause.ref, entry.clause.asked] : [entry.silence.what, entry.silence.asked];
    return texts.filter((_, index) => keep(key, index));
  };
  const silences = [...agreement.silences.keys()].filter((at) => asked({ clause: null, silence: agreement.silences[at]! }).length > 0);
  const entries = entriesOf(agreement, silences);
  const tags = entries.map((entry) => (entry.clause ? tagger(agreement, entry.clause) : new Map<string, number>()));
  const featuresIn = (text: string) => featuresOf(read(text));
  const phrases = entries.flatMap((entry, of) => asked(entry).map((text) => ({ of, features: featuresIn(text) })));
  if (phrases.length === 0) return { silences, tags, phrased: null, wordings: readWordings(agreement, featuresIn) };
  const says = entries.map((entry) => featuresIn(entry.clause ? bodyOf(agreement, entry.clause) : entry.silence.what));
  const titles = entries.map((entry) => (entry.clause ? featuresIn(titleOf(agreement, entry.clause)) : NO_FEATURES));
  return { silences, tags, phrased: { phrases, says, titles }, wordings: [] };
}

/** Makes a read agreement ready for questions. */
export function tabulateAgreement({ silences, tags, phrased, wordings }: ReadAgreement, background: Background): AgreementTables {
  const spread = new Map<string, number>();
  for (const own of tags) for (const [id, strength] of own) spread.set(id, (spread.get(id) ?? 0) + strength);
  for (const [id, sum] of spread) spread.set(id, Math.max(1, sum) ** SHARED_TOPIC);
  if (phrased === null) return { silences, tags, spread, phrased, wording: tabulateWording(wordings, background) };
  const { phrases, says, titles } = phrased;
  const tables = {
    phrases: tabulatePhrases(says.length, phrases),
    says: tabulateTexts(says),
    titles: tabulateTexts(titles),
    lesson: learnFrom(phrases, says),
  };
  return { silences, tags, spread, phrased: tables, wording: null };
}

function entriesOf(agreement: AgreementRecord, silences: readonly number[]): Entry[] {
  return [
    ...agreement.clauses.map((clause): Entry => ({ clause, silence: null })),
    ...silences.map((at): Entry => ({ clause: null, silence: agreement.silences[at]! })),
  ];
}

/** One agreement over tables that were made of it before, with the background they were made with. */
export function openAgreement(agreement: AgreementRecord, tables: AgreementTables, background: Background): IndexedAgreement {
  const { silences, tags, spread, phrased, wording } = tables;
  const entries = entriesOf(agreement, silences);
  return {
    agreement,
    entries,
    tags,
    spread,
    holds: rememberingHolder(entries),
    compare: phrased === null ? null : comparer(phrased),
    unphrased: wording === null ? null : openUnphrased(openWordingIndex(wording, background), tags, spread),
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

function comparer(tables: NonNullable<AgreementTables['phrased']>): (question: Features) => Evidence {
  const [phrases, learned] = [openPhraseIndex(tables.phrases), recall(tables.lesson)];
  const [says, titles] = [openTextIndex(tables.says), openTextIndex(tables.titles)];
  return (question) => ({
    ...phrases.compare(question),
    says: says.compare(question),
    title: titles.compare(question),
    learned: learned(question),
  });
}

/** Learns to tell the entries apart from their phrasings and from what they say. */
function learnFrom(phrases: readonly { of: number; features: Features }[], says: readonly Features[]): Lesson {
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
