import type { Guess, Understood } from './understood.ts';

/** The topics that clauses are about because a fact was read from them: reference to ids of the taxonomy. */
export function topicsOfFacts({ facts, parties, binding }: Pick<Understood, 'facts' | 'parties' | 'binding'>): Map<string, Set<string>> {
  const about = new Map<string, Set<string>>();
  const add = (topic: string, guesses: readonly (Guess<unknown> | null)[]) => {
    for (const guess of guesses)
      if (guess !== null && guess.sure !== 'unsure') about.set(guess.ref, (about.get(guess.ref) ?? new Set()).add(topic));
  };
  add('term', [facts.startsOn, facts.endsOn, facts.termMonths]);
  add('review', [facts.reviewOn, facts.reviewRule]);
  add('notice-and-exit', [facts.noticeRule, ...facts.notices]);
  add('gain-share', facts.shares);
  add('parties', parties);
  add('standing', [binding]);
  return about;
}
