import type { AgreementRecord, ClauseRecord } from './agreement-record.ts';
import type { Agreements } from './agreements.ts';
import { type AnswerKind, kindOfQuestion } from './answer-kinds.ts';
import {
  type AgreementTables,
  type Entry,
  type IndexedAgreement,
  openAgreement,
  type ReadAgreement,
  readAgreement,
  tabulateAgreement,
} from './clause-evidence.ts';
import { countingWords } from './counting-words.ts';
import { featuresOf } from './features.ts';
import { type LikelyTopics, makeTopicReader, tabulateTopics } from './likely-topics.ts';
import { notSaid } from './not-said.ts';
import type { PhraseTable } from './phrase-index.ts';
import { openTaughtTopics, type TaughtTable, tabulateTaught } from './taught-topics.ts';
import { makeTagger, type Topic } from './topics.ts';
import { type Asked, WEIGHTS, type Weights, weighEntries } from './weigh-entries.ts';
import { wholeListAskedFor } from './whole-list.ts';
import type { Reader } from './words.ts';

/** A clause that was found, and how strongly (comparable between agreements). */
export type Found = { agreement: AgreementRecord; clause: ClauseRecord; strength: number };

/** What a question came to: clauses that answer it, or what the agreement does not say and the clauses nearest to it. */
export type Finding = {
  kind: AnswerKind;
  answered: boolean;
  /** Best first. Empty when the agreement does not say. */
  clauses: Found[];
  /** Best first. When nothing answers: the clauses that come nearest. */
  nearest: Found[];
  /** What is not said, where that is known; null when it is only that nothing fits. */
  silence: { agreement: AgreementRecord; what: string } | null;
  why: Why;
};

/** What decided, for `accord ask --why`. */
export type Why = { topics: { id: string; strength: number }[]; phrasing: number; kind: AnswerKind; because: string };

export type ClauseFinder = {
  find(question: string, agreements: readonly string[]): Finding;
  /** The clauses of an agreement that are about a topic, most strongly first. */
  about(topic: string, agreement: string): Found[];
};

/** Across agreements, something one of them does not say outweighs a clause of another only by this much. */
const SILENCE_ACROSS = 1.25;
const NOTHING_TAUGHT: ReadonlyMap<string, number> = new Map();

export type FinderOptions = { weights?: Weights; keepPhrase?: (entry: string, index: number) => boolean };

/** What questions are looked up in, as plain data that can be kept: making it takes a second, opening it does not. */
export type FinderTables = {
  agreements: ReadonlyMap<string, AgreementTables>;
  topics: PhraseTable;
  /** What agreements with phrasings teach about those that have none. */
  taught: TaughtTable;
  known: ReadonlySet<string>;
};

/**
 * Makes a finder over the agreements. Pure: the same question over the same records gives the same finding.
 * @param options for measuring only: other weights, or part of the phrasings left out
 */
export function makeClauseFinder(
  agreements: Agreements,
  topics: readonly Topic[],
  read: Reader,
  options: FinderOptions = {},
): ClauseFinder {
  const tables = tabulateClauses(agreements, topics, read, options.keepPhrase);
  return openClauseFinder(tables, agreements, topics, read, options.weights);
}

/** Makes what a finder looks questions up in. */
export function tabulateClauses(
  agreements: Agreements,
  topics: readonly Topic[],
  read: Reader,
  keepPhrase: (entry: string, index: number) => boolean = () => true,
): FinderTables {
  const { counting, known } = countingWords(read);
  const tagger = makeTagger(topics, counting);
  const readings = new Map([...agreements].map(([id, agreement]) => [id, readAgreement(agreement, tagger, counting, keepPhrase)]));
  const taught = teach([...readings.values()]);
  const tables = new Map([...readings].map(([id, reading]) => [id, tabulateAgreement(reading, taught.background)]));
  return { agreements: tables, topics: tabulateTopics(topics, counting), taught, known: known() };
}

/** Where every agreement has phrasings there is nobody to teach. */
function teach(readings: readonly ReadAgreement[]): TaughtTable {
  const asked = readings.flatMap(({ phrased, tags }) => (phrased === null ? [] : [{ ...phrased, tags }]));
  return tabulateTaught(asked.length === readings.length ? [] : asked);
}

/** A finder over tables that were made before, of the same agreements and topics and by the same reader. */
export function openClauseFinder(
  tables: FinderTables,
  agreements: Agreements,
  topics: readonly Topic[],
  read: Reader,
  weights: Weights = WEIGHTS,
): ClauseFinder {
  const { background } = tables.taught;
  const indexed = new Map([...agreements].map(([id, agreement]) => [id, openAgreement(agreement, tables.agreements.get(id)!, background)]));
  const likelyTopics = makeTopicReader(topics, tables.topics);
  const taughtTopics = openTaughtTopics(tables.taught);
  const names = new Map(topics.map((topic) => [topic.id, topic.name]));
  const readTyped = read.mending(tables.known);
  return {
    find(question, wanted) {
      const reading = readTyped(question);
      const features = featuresOf(reading);
      const likely = likelyTopics(features);
      const unphrased = wanted.some((id) => indexed.get(id)?.unphrased);
      const asked = { features, kind: kindOfQuestion(reading.plain), likely, taught: unphrased ? taughtTopics(features) : NOTHING_TAUGHT };
      const several = wanted.length > 1;
      const ranked = wanted.flatMap((id) => {
        const one = indexed.get(id);
        return one === undefined ? [] : rank(one, asked, weights, several ? 1 / SILENCE_ACROSS : 1);
      });
      ranked.sort((a, b) => b.strength - a.strength);
      const finding = decide(ranked, asked.kind, likely);
      const only = several ? undefined : indexed.get(wanted[0]!);
      return only === undefined ? finding : lookCloser(finding, only, ranked[0], reading.plain, likely, names);
    },
    about(topic, id) {
      const one = indexed.get(id);
      if (one === undefined) return [];
      return one.entries
        .flatMap((entry, at) =>
          entry.clause ? [{ agreement: one.agreement, clause: entry.clause, strength: one.tags[at]!.get(topic) ?? 0 }] : [],
        )
        .filter((found) => found.strength > 0)
        .sort((a, b) => b.strength - a.strength);
    },
  };
}

type Ranked = { entry: Entry; agreement: AgreementRecord; strength: number; phrasing: number; holds: boolean };

function rank(one: IndexedAgreement, asked: Asked, weights: Weights, silences: number): Ranked[] {
  const { strengths, phrasings } = weighEntries(one, asked, weights);
  const ranked: Ranked[] = [];
  one.entries.forEach((entry, at) => {
    let strength = strengths[at]!;
    if (strength === 0) return;
    if (entry.clause === null) strength *= silences * (entry.silence.kind === asked.kind ? weights.silenceOfKind : 1) * weights.silence;
    const holds = one.holds(at, asked.kind);
    if (entry.clause !== null && !holds) strength *= weights.lacksKind;
    ranked.push({ entry, agreement: one.agreement, strength, phrasing: phrasings?.[at] ?? 0, holds });
  });
  return ranked;
}

const CLAUSES_KEPT = 8;

function decide(ranked: readonly Ranked[], kind: AnswerKind, likely: LikelyTopics): Finding {
  const clauses: Found[] = [];
  for (const { entry, agreement, strength } of ranked) {
    if (clauses.length === CLAUSES_KEPT) break;
    if (entry.clause) clauses.push({ agreement, clause: entry.clause, strength });
  }
  const first = ranked[0];
  const why = (because: string): Why => ({
    topics: [...likely].map(([id, strength]) => ({ id, strength })),
    phrasing: first?.phrasing ?? 0,
    kind,
    because,
  });
  if (first === undefined || first.strength === 0)
    return { kind, answered: false, clauses: [], nearest: [], silence: null, why: why('no word of the question is known here') };
  if (first.entry.silence === null)
    return { kind, answered: true, clauses, nearest: [], silence: null, why: why('the clause most like the question') };
  const { what, nearest } = first.entry.silence;
  const named = first.agreement.clauses.find((clause) => clause.ref === nearest);
  return {
    kind,
    answered: false,
    clauses: [],
    nearest: [
      ...(named ? [{ agreement: first.agreement, clause: named, strength: first.strength }] : []),
      ...clauses.filter((found) => found.clause !== named),
    ],
    silence: { agreement: first.agreement, what },
    why: why(`the record says that ${what} is not in it`),
  };
}

/** Of one agreement: does the clause that came first hold what was asked for, and is it all that was asked for? */
function lookCloser(
  finding: Finding,
  one: IndexedAgreement,
  first: Ranked | undefined,
  plain: readonly string[],
  likely: LikelyTopics,
  names: ReadonlyMap<string, string>,
): Finding {
  if (!finding.answered || first === undefined) return finding;
  const { agreement } = one;
  const [top] = likely;
  const topic = top && { name: names.get(top[0])!, strength: top[1], covered: one.spread.has(top[0]) };
  const silence = notSaid(first, finding.kind, topic);
  if (silence !== null) {
    const { what, because } = silence;
    return {
      ...finding,
      answered: false,
      clauses: [],
      nearest: finding.clauses,
      silence: { agreement, what },
      why: { ...finding.why, because },
    };
  }
  const clauses = finding.clauses.map((found) => found.clause);
  const leadIn = wholeListAskedFor(plain, agreement, clauses);
  if (leadIn === null) return finding;
  const whole = { agreement, clause: leadIn, strength: first.strength };
  const others = finding.clauses.filter((found) => found.clause !== leadIn);
  return {
    ...finding,
    clauses: [whole, ...others],
    why: { ...finding.why, because: 'the list that the clauses most like the question are items of' },
  };
}
