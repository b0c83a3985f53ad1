import type { AgreementRecord, ClauseRecord } from './agreement-record.ts';
import type { Agreements } from './agreements.ts';
import { type AnswerKind, kindOfQuestion } from './answer-kinds.ts';
import { type Entry, type IndexedAgreement, indexAgreement } from './clause-evidence.ts';
import { type Features, featuresOf } from './features.ts';
import { type LikelyTopics, makeTopicReader } from './likely-topics.ts';
import { notSaid } from './not-said.ts';
import { makeTagger, type Topic } from './topics.ts';
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

/** What each kind of evidence counts for. How they were chosen: docs/finding-the-clause.md. */
export const WEIGHTS = {
  /** Likeness to the phrasing that comes closest, to the next two, and to all phrasings of the clause together. */
  best: 0.9,
  others: 1,
  together: 1,
  /** What was learnt from all phrasings of the agreement. */
  learned: 1.2,
  /** The question’s words in what the clause says, and in its label and part. */
  says: 1,
  title: 0.45,
  topics: 0.48,
  /** A clause without the kind of thing asked for (a date, an amount …). */
  lacksKind: 0.8,
  /** Something known not to be said: in general, and when it is of the kind the question asks for. */
  silence: 0.98,
  silenceOfKind: 1.14,
};
export type Weights = typeof WEIGHTS;

/** Across agreements, something one of them does not say outweighs a clause of another only by this much. */
const SILENCE_ACROSS = 1.25;

export type FinderOptions = { weights?: Weights; keepPhrase?: (entry: string, index: number) => boolean };

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
  const weights = options.weights ?? WEIGHTS;
  const { counting, known } = countingWords(read);
  const tagger = makeTagger(topics, counting);
  const indexed = new Map(
    [...agreements].map(([id, agreement]) => [id, indexAgreement(agreement, tagger, counting, options.keepPhrase ?? (() => true))]),
  );
  const likelyTopics = makeTopicReader(topics, counting);
  const names = new Map(topics.map((topic) => [topic.id, topic.name]));
  const readTyped = read.mending(known());
  return {
    find(question, wanted) {
      const reading = readTyped(question);
      const asked = { features: featuresOf(reading), kind: kindOfQuestion(reading.plain) };
      const likely = likelyTopics(asked.features);
      const several = wanted.length > 1;
      const ranked = wanted.flatMap((id) => {
        const one = indexed.get(id);
        return one === undefined ? [] : rank(one, asked, likely, weights, several ? 1 / SILENCE_ACROSS : 1);
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

/** A word typed only once in all the records may itself be a slip; one that stands twice is taken as a word. */
const TIMES_TO_BE_A_WORD = 2;

function countingWords(read: Reader): { counting: Reader; known: () => Set<string> } {
  const times = new Map<string, number>();
  const counting = (text: string) => {
    const reading = read(text);
    for (const word of reading.plain) times.set(word, (times.get(word) ?? 0) + 1);
    return reading;
  };
  return {
    counting: Object.assign(counting, { mending: read.mending }),
    known: () => new Set([...times].filter(([, count]) => count >= TIMES_TO_BE_A_WORD).map(([word]) => word)),
  };
}

type Asked = { features: Features; kind: AnswerKind };
type Ranked = { entry: Entry; agreement: AgreementRecord; strength: number; phrasing: number; holds: boolean };

function rank(one: IndexedAgreement, asked: Asked, likely: LikelyTopics, weights: Weights, silences: number): Ranked[] {
  const near = one.compare(asked.features);
  const ranked: Ranked[] = [];
  one.entries.forEach((entry, at) => {
    const phrasings =
      weights.best * near.best[at]! + (weights.others * (near.second[at]! + near.third[at]!)) / 2 + weights.together * near.together[at]!;
    const wording = weights.says * near.says[at]! + weights.title * near.title[at]! + weights.topics * aboutLikely(one, at, likely);
    let strength = phrasings + wording + weights.learned * dampedLikelihood(near.learned[at]!);
    if (strength === 0) return;
    if (entry.clause === null) strength *= silences * (entry.silence.kind === asked.kind ? weights.silenceOfKind : 1) * weights.silence;
    const holds = one.holds(at, asked.kind);
    if (entry.clause !== null && !holds) strength *= weights.lacksKind;
    ranked.push({ entry, agreement: one.agreement, strength, phrasing: near.best[at]!, holds });
  });
  return ranked;
}

function aboutLikely(one: IndexedAgreement, at: number, likely: LikelyTopics): number {
  let sum = 0;
  for (const [id, strength] of likely) {
    const tag = one.tags[at]!.get(id);
    if (tag !== undefined) sum += (strength * tag) / one.spread.get(id)!;
  }
  return sum;
}

const LIKELIHOOD_DAMPING = 30;

/** From 0 to 1, with small likelihoods told apart: the second likeliest clause is often the right one. */
function dampedLikelihood(likelihood: number): number {
  return Math.log1p(LIKELIHOOD_DAMPING * likelihood) / Math.log1p(LIKELIHOOD_DAMPING);
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
