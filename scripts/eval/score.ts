import { agreementsFor, type ClauseFound, type LookedUp, lookUp } from '../../src/bot/terminal/look-up.ts';
import type { Knowledge } from '../../src/data/stores.ts';
import { LEVELS, type Question } from './items.ts';

/** What became of one question. */
export type Outcome =
  | 'right'
  | 'right refusal'
  | 'right clause second or third'
  | 'wrong clause'
  | 'refused though answerable'
  | 'answered though not said';

export const ERRORS: readonly Outcome[] = [
  'wrong clause',
  'right clause second or third',
  'refused though answerable',
  'answered though not said',
];

export type Scored = { question: Question; got: LookedUp; outcome: Outcome };

/** Of so many, how many. */
export type Share = { hits: number; of: number };

export type Score = {
  top1: Share;
  top3: Share;
  refusedUnanswerable: Share;
  refusedAnswerable: Share;
  endToEnd: Share;
};

/** Puts each question as `accord ask --batch` would, and says what became of it. */
export function scoreQuestions(questions: readonly Question[], knowledge: Knowledge): Scored[] {
  return questions.map((question) => {
    const got = lookUp(question.question, agreementsFor(question.question, question.agreement, knowledge), knowledge);
    return { question, got, outcome: judge(question, got) };
  });
}

/** The figures of the evaluation’s scoring rules: a refusal of an answerable question counts as a miss in top-1 and top-3. */
export function sumUp(scored: readonly Scored[]): Score {
  const answerable = scored.filter(({ question }) => question.answerable);
  const unanswerable = scored.filter(({ question }) => !question.answerable);
  const share = (of: readonly Scored[], ...outcomes: Outcome[]): Share => ({
    hits: of.filter(({ outcome }) => outcomes.includes(outcome)).length,
    of: of.length,
  });
  return {
    top1: share(answerable, 'right'),
    top3: share(answerable, 'right', 'right clause second or third'),
    refusedUnanswerable: share(unanswerable, 'right refusal'),
    refusedAnswerable: share(answerable, 'refused though answerable'),
    endToEnd: share(scored, 'right', 'right refusal'),
  };
}

/** The outcomes by agreement (those asked of all of them last), then by level. */
export function groupsOf(scored: readonly Scored[]): { name: string; items: Scored[] }[] {
  const agreements = [...new Set(scored.map(({ question }) => question.agreement))].sort((a, b) => ((a ?? '~') < (b ?? '~') ? -1 : 1));
  return [
    ...agreements.map((id) => ({ name: id ?? 'across all', items: scored.filter(({ question }) => question.agreement === id) })),
    ...LEVELS.map((level) => ({ name: level, items: scored.filter(({ question }) => question.level === level) })),
  ];
}

/** How a clause is written in `refs`. */
export function refOf(question: Question, { agreement, ref }: ClauseFound): string {
  return question.agreement === null ? `${agreement}:${ref}` : ref;
}

/** As a percentage with one decimal; null where there is nothing to take a share of. */
export function percent({ hits, of }: Share): number | null {
  return of === 0 ? null : Math.round((1000 * hits) / of) / 10;
}

function judge(question: Question, { answered, answers }: LookedUp): Outcome {
  if (!question.answerable) return answered ? 'answered though not said' : 'right refusal';
  if (!answered) return 'refused though answerable';
  const at = answers.findIndex((answer) => question.refs.includes(refOf(question, answer)));
  if (at === 0) return 'right';
  return at > 0 ? 'right clause second or third' : 'wrong clause';
}
