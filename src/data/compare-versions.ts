import type { AgreementRecord, ClauseRecord } from './agreement-record.ts';
import { writeNumber } from './benefit-numbers.ts';
import type { Benefit } from './benefits.ts';
import type { DutySetting } from './duty-settings.ts';

/** How a newer version of a document differs from the one before, clause by clause, by reference. */
export type Differences = {
  added: string[];
  changed: { ref: string; before: string }[];
  gone: { ref: string; before: string }[];
};

/** Something that was tied to a clause or a duty which the newer version no longer has. */
export type Untied = { ref: string; what: string };

/** What a clause says, for comparing: spacing is the file’s, not the agreement’s. */
function wordsOf({ verbatim, says }: ClauseRecord): string {
  return (verbatim ?? says).replace(/\s+/g, ' ').trim();
}

/** The clauses that are new, worded differently, or gone in a newer version of a document. */
export function compareVersions(before: AgreementRecord, after: AgreementRecord): Differences {
  const old = new Map(before.clauses.map((clause) => [clause.ref, clause]));
  const now = new Set(after.clauses.map(({ ref }) => ref));
  const differences: Differences = { added: [], changed: [], gone: [] };
  for (const clause of after.clauses) {
    const was = old.get(clause.ref);
    if (was === undefined) differences.added.push(clause.ref);
    // A record written by hand may hold an account of a clause instead of its words, which says nothing of a change.
    else if (was.verbatim !== undefined && wordsOf(was) !== wordsOf(clause))
      differences.changed.push({ ref: clause.ref, before: wordsOf(was) });
  }
  for (const clause of before.clauses) if (!now.has(clause.ref)) differences.gone.push({ ref: clause.ref, before: wordsOf(clause) });
  return differences;
}

/**
 * A newer version that keeps what people tied to the one before: its id and name, the ids of partners and duties that are still there, how
 * people ask for a clause, and what the agreement is known to be silent on.
 */
export function carryOver(before: AgreementRecord, after: AgreementRecord): AgreementRecord {
  const old = new Map(before.clauses.map((clause) => [clause.ref, clause]));
  const refs = new Set(after.clauses.map(({ ref }) => ref));
  const partyIds = idsKept(after.parties, before.parties, ({ name }) => name.toLowerCase());
  const dutyIds = idsKept(after.duties, before.duties, ({ ref, kind }) => `${kind} ${ref}`);
  return {
    ...after,
    id: before.id,
    name: before.name,
    aliases: [...new Set([...before.aliases, ...after.aliases])],
    parties: after.parties.map((party) => ({ ...party, id: partyIds.get(party.id) ?? party.id })),
    duties: after.duties.map((duty) => ({ ...duty, id: dutyIds.get(duty.id) ?? duty.id })),
    clauses: after.clauses.map((clause) => ({ ...clause, asked: old.get(clause.ref)?.asked ?? clause.asked })),
    silences: before.silences.map((silence) => ({
      ...silence,
      nearest: silence.nearest !== null && refs.has(silence.nearest) ? silence.nearest : null,
    })),
    ...(after.guesses === undefined
      ? {}
      : { guesses: after.guesses.map((guess) => ({ ...guess, fact: renamed(guess.fact, partyIds, dutyIds) })) }),
  };
}

/** New ids to those of before, where both have one of the same key; each id of before is given once. */
function idsKept<T extends { id: string }>(now: readonly T[], before: readonly T[], keyOf: (item: T) => string): Map<string, string> {
  const free = new Map<string, string[]>();
  for (const item of before) free.set(keyOf(item), [...(free.get(keyOf(item)) ?? []), item.id]);
  const kept = new Map<string, string>();
  for (const item of now) {
    const id = free.get(keyOf(item))?.shift();
    if (id !== undefined) kept.set(item.id, id);
  }
  // An id of before that stays with its own must not come to stand twice.
  const given = new Set(kept.values());
  for (const { id } of now) if (!kept.has(id) && given.has(id)) kept.set(id, freeId(id, given));
  return kept;
}

function freeId(id: string, given: Set<string>): string {
  let free = id;
  for (let times = 2; given.has(free); times++) free = `${id}-${times}`;
  given.add(free);
  return free;
}

function renamed(fact: string, parties: ReadonlyMap<string, string>, duties: ReadonlyMap<string, string>): string {
  const [list, id = ''] = fact.split(/\.(.*)/s) as [string, string?];
  const kept = list === 'parties' ? parties.get(id) : list === 'duties' ? duties.get(id) : undefined;
  return kept === undefined ? fact : `${list}.${kept}`;
}

/**
 * What was tied to a clause or duty that the newer version no longer has: own wordings, settings of duties, and entries of the log of
 * benefits. Nothing of it is taken away; somebody has to tie it anew.
 */
export function untiedBy(
  before: AgreementRecord,
  after: AgreementRecord,
  settings: readonly DutySetting[],
  benefits: readonly Benefit[],
): Untied[] {
  const refs = new Set(after.clauses.map(({ ref }) => ref));
  const old = new Set(before.clauses.map(({ ref }) => ref));
  const duties = new Set(after.duties.map(({ id }) => id));
  return [
    ...before.clauses
      .filter(({ ref, asked }) => asked.length > 0 && !refs.has(ref))
      .map(({ ref, asked }) => ({ ref, what: `${asked.length === 1 ? 'an own wording' : `${asked.length} own wordings`}: “${asked[0]}”` })),
    ...before.duties
      .filter(({ id }) => !duties.has(id) && settings.some((setting) => setting.agreement === before.id && setting.duty === id))
      .map(({ id, ref }) => ({ ref, what: `the settings of the duty “${id}” in the partnership file` })),
    ...benefits
      .filter(({ facts: { clause } }) => clause !== undefined && old.has(clause) && !refs.has(clause))
      .map(({ number, facts }) => ({ ref: facts.clause!, what: `${writeNumber(number)} in the log: ${facts.what}` })),
  ];
}
