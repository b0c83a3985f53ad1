import { sentencesOf } from './clause-context.ts';
import { isBesideText } from './gather-clauses.ts';
import { readDefinitions } from './read-definitions.ts';
import { readDuties } from './read-duties.ts';
import { readNotice } from './read-notice.ts';
import { readParties } from './read-parties.ts';
import { successorsIn } from './read-party-list.ts';
import { readPosts } from './read-posts.ts';
import { readReview } from './read-review.ts';
import { readShares } from './read-shares.ts';
import { readBinding, readStanding } from './read-standing.ts';
import { readTerm } from './read-term.ts';
import { asVaried, readVariations } from './read-variations.ts';
import { silentTopics } from './silent-topics.ts';
import { topicsOfFacts } from './topics-of-facts.ts';
import type { FactsRead, Guess, Party, ReadClause, Understood, Variation } from './understood.ts';

/**
 * Turns the clauses of a document into what Accord knows of an agreement. Everything read is a guess with the clause it was read from and the
 * words it rests on; what is not said stays null. Where a deed of variation changes a clause, the facts are those of the newest wording, and
 * each fact it changes also says what it was before and until when.
 */
export function understandAgreement(document: { title: string; clauses: readonly ReadClause[] }): Understood {
  const { title } = document;
  const clauses = document.clauses.filter(({ part }) => !isBesideText(part));
  const { variations, carrying, added } = readVariations(clauses);
  const successors = successorsIn(clauses);
  const understood = readAll(title, asVaried(clauses, variations, carrying, added), successors);
  const facts =
    variations.length === 0
      ? understood.facts
      : withFormer(
          understood.facts,
          readAll(
            title,
            clauses.filter((one) => !carrying.has(one)),
            successors,
          ).facts,
          variations,
        );
  const read = new Set([...topicsOfFacts(understood).values()].flatMap((topics) => [...topics]));
  return {
    ...understood,
    facts: unsettled(facts, variations),
    variations,
    silent: silentTopics(title, clauses).filter((topic) => !read.has(topic)),
  };
}

type Read = Omit<Understood, 'variations' | 'silent'>;

function readAll(title: string, clauses: readonly ReadClause[], successors: ReturnType<typeof successorsIn>): Read {
  const sentences = sentencesOf(clauses);
  const standing = readStanding(title, clauses, sentences);
  const definitions = readDefinitions(sentences);
  const parties = readParties(title, clauses, sentences).map((party) => succeeded(party, successors));
  const isTheAgreement = standing.isTheAgreement.value;
  const facts: FactsRead = {
    ...readTerm(sentences, { ...standing, definitions }),
    ...readReview(sentences, { ...standing, definitions }),
    ...readNotice(sentences, { definitions, parties, isTheAgreement: standing.isTheAgreement, kind: standing.kind }),
    ...readShares(sentences, { parties, isTheAgreement }),
    posts: readPosts(sentences, isTheAgreement),
  };
  return {
    title,
    ...standing,
    binding: readBinding(sentences),
    parties,
    facts,
    definitions,
    duties: readDuties(sentences, facts, standing),
  };
}

/** The partner of today, which took the place of the one the agreement was made with and is meant by its names too. */
function succeeded(party: Guess<Party>, successors: ReturnType<typeof successorsIn>): Guess<Party> {
  const now = successors.get(party.value.name.toLowerCase());
  if (now === undefined || now.name === party.value.name) return party;
  const { name, short, aliases, kind } = party.value;
  const all = [now.name, ...now.shorts, ...now.shorts.map((one) => `the ${one}`), name].map((one) => one.toLowerCase());
  const value = { name: now.name, short: now.shorts[0] ?? short, aliases: [...new Set([...aliases, ...all])], kind };
  return { value, ref: now.ref, sure: 'likely', words: now.words };
}

const VARIED = ['startsOn', 'endsOn', 'termMonths', 'reviewOn', 'reviewRule', 'noticeMonths', 'noticeRule', 'noticeExpiresOn'] as const;

/** A change whose first day was not found may hold already: what was read from the clause it changes has to be looked at. */
function unsettled(facts: FactsRead, variations: readonly Variation[]): FactsRead {
  const open = new Set(variations.filter(({ sure }) => sure === 'unsure').map(({ replaces }) => replaces));
  if (open.size === 0) return facts;
  const mark = (guess: Guess<unknown>) => (open.has(guess.ref) ? { ...guess, sure: 'unsure' as const } : guess);
  const marked = Object.entries(facts).map(([name, fact]: [string, Guess<unknown> | Guess<unknown>[] | null]) => [
    name,
    Array.isArray(fact) ? fact.map(mark) : fact && mark(fact),
  ]);
  return Object.fromEntries(marked) as FactsRead;
}

/** A fact read from a clause that was varied keeps what it was before, so that both can be answered for their own time. */
function withFormer(now: FactsRead, former: FactsRead, variations: readonly Variation[]): FactsRead {
  const facts = { ...now };
  for (const name of VARIED)
    Object.assign(facts, { [name]: withBefore(now[name] as Guess<unknown> | null, former[name] as Guess<unknown> | null, variations) });
  return facts;
}

function withBefore(now: Guess<unknown> | null, former: Guess<unknown> | null, variations: readonly Variation[]): Guess<unknown> | null {
  if (now === null || former === null || now.value === former.value) return now;
  const change = variations.find(({ replaces }) => replaces === now.ref || replaces === former.ref);
  return { ...now, sure: now.sure === 'sure' ? 'likely' : now.sure, before: { value: former.value, until: change?.from ?? null } };
}
