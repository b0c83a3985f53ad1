import type { AgreementRecord } from './agreement-record.ts';
import { isMissingFact, readCorrection } from './correct-fact.ts';
import { isDay } from './days.ts';

/** What a person says of a guess: it is right, it is this instead (as they typed it), or it is nothing of the kind. */
export type Verdict = { is: 'confirm' } | { is: 'correct'; value: string; ref?: string; on?: string } | { is: 'strike' };

/** What was read, as the record keeps it. */
export type Guess = NonNullable<AgreementRecord['guesses']>[number];

/**
 * A draft with one more guess settled. What was read stays among the guesses, and takes its place in the record when it is confirmed
 * (`confirm-draft.ts`). A correction of a fact that was not found adds it.
 * @returns the draft, or one sentence on why it stays as it was
 */
export function settleGuess(
  draft: AgreementRecord,
  fact: string,
  verdict: Verdict,
): { ok: true; record: AgreementRecord } | { ok: false; sentence: string } {
  const guesses = draft.guesses ?? [];
  const at = guesses.findIndex((one) => one.fact === fact);
  if (at < 0) return verdict.is === 'correct' ? addFact(draft, fact, verdict) : refuse(`Nothing was read under “${fact}”.`);
  const guess = guesses[at]!;
  if (verdict.is === 'confirm' && isDoubtful(guess)) return refuse('This cannot stand as it was read. Correct it, or strike it out.');
  const settled =
    verdict.is === 'correct' ? corrected(draft, guess, verdict) : ({ ok: true, guess: withoutChange(guess, verdict) } as const);
  return settled.ok ? { ok: true, record: { ...draft, guesses: guesses.with(at, settled.guess) } } : settled;
}

/** A draft in which everything the document says outright, and nobody has looked at yet, is confirmed. */
export function settleSure(draft: AgreementRecord): AgreementRecord {
  const guesses = (draft.guesses ?? []).map((guess) =>
    guess.sure === 'sure' && guess.settled === null && !isDoubtful(guess) ? { ...guess, settled: 'confirmed' as const } : guess,
  );
  return { ...draft, guesses };
}

/** A new draft that asks for its name as well: what people are to call it is worked out from the title, which may be long. */
export function withNameToSettle(draft: AgreementRecord): AgreementRecord {
  const title = draft.document.title;
  const guess: Guess = { fact: 'name', value: draft.name, ref: draft.clauses[0]!.ref, sure: 'likely', words: title, settled: null };
  return { ...draft, guesses: [guess, ...(draft.guesses ?? [])] };
}

/** The guesses nobody has settled yet, in their order. */
export function openGuesses({ guesses = [] }: AgreementRecord): Guess[] {
  return guesses.filter(({ settled }) => settled === null);
}

/** Read, but without any words that could stand in the record. */
function isDoubtful({ value }: Guess): boolean {
  return value === '-';
}

function withoutChange(guess: Guess, verdict: Verdict): Guess {
  return { ...guess, settled: verdict.is === 'strike' ? 'struck out' : 'confirmed' };
}

type Corrected = { ok: true; guess: Guess } | { ok: false; sentence: string };

function corrected(draft: AgreementRecord, guess: Guess, { value, ref, on }: Verdict & { is: 'correct' }): Corrected {
  const read = readCorrection(guess.fact, value);
  if (!read.ok) return read;
  if (on !== undefined && on !== '' && !isDay(on)) return refuse('That day does not exist: write it like 2027-03-31.');
  const at = ref === undefined || ref === '' ? guess.ref : ref;
  const stray = strayOf(draft, at);
  if (stray !== undefined) return stray;
  return { ok: true, guess: { ...guess, value: read.value, ref: at, ...(on ? { on } : {}), settled: 'corrected' } };
}

function addFact(draft: AgreementRecord, fact: string, verdict: Verdict & { is: 'correct' }): ReturnType<typeof settleGuess> {
  if (!isMissingFact(draft, fact)) return refuse(`“${fact}” is not a fact of an agreement, or was not read: see the list.`);
  const blank: Guess = {
    fact: freePath(draft, fact),
    value: '-',
    ref: draft.clauses[0]!.ref,
    sure: 'sure',
    words: ADDED_BY_HAND,
    settled: null,
  };
  const made = corrected(draft, blank, verdict);
  return made.ok ? { ok: true, record: { ...draft, guesses: [...(draft.guesses ?? []), made.guess] } } : made;
}

/** What stands in place of the words a fact rests on, where a person added it. */
export const ADDED_BY_HAND = 'Added by hand.';

/** `parties.new (2)` where one was added before. */
function freePath({ guesses = [] }: AgreementRecord, fact: string): string {
  const taken = new Set(guesses.map((guess) => guess.fact));
  for (let times = 1; ; times++) {
    const path = times === 1 ? fact : `${fact} (${times})`;
    if (!taken.has(path)) return path;
  }
}

function strayOf(draft: AgreementRecord, ref: string): { ok: false; sentence: string } | undefined {
  if (draft.clauses.some((clause) => clause.ref === ref)) return undefined;
  return refuse(`The document has no clause “${ref}”. Give a reference as it is printed there.`);
}

function refuse(sentence: string): { ok: false; sentence: string } {
  return { ok: false, sentence };
}
