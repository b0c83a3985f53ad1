import type { AgreementRecord } from '../data/agreement-record.ts';
import type { Benefit } from '../data/benefits.ts';
import { compareVersions, type Differences, type Untied, untiedBy } from '../data/compare-versions.ts';
import { type FactForm, formOfFact, listOf, missingFacts, nameOfFact, writeFact } from '../data/correct-fact.ts';
import type { Partnership } from '../data/partnership.ts';
import { type Guess, openGuesses } from '../data/settle-guess.ts';
import { whenInWords } from '../handlers/describe-duty.ts';

/** A guess as a person sees it: what it is called, what was read, from which words, and what they said of it. */
export type GuessShown = Pick<Guess, 'fact' | 'ref' | 'sure' | 'words' | 'settled'> & {
  name: string;
  shown: string;
  /** What stands in the field when it is corrected. */
  typed: string;
  form: FactForm;
  /** Of a duty, when it falls due; `on` where that is a day. */
  when?: string;
  on?: string;
};

export type ClauseShown = { ref: string; part: string; words: string; change?: 'added' | 'changed'; before?: string };

/** A draft beside what was read from it. */
export type Review = {
  id: string;
  name: string;
  file: string;
  clauses: ClauseShown[];
  guesses: GuessShown[];
  /** Facts that were not found and may be added. */
  missing: { fact: string; name: string; form: FactForm }[];
  open: number;
  openSure: number;
  /** Of a newer version: how it differs, and what is no longer tied to anything. */
  newer: { gone: Differences['gone']; added: number; changed: number; untied: Untied[] } | null;
  /** Paragraphs that a deed of variation replaces. */
  variations: { replaces: string; by: string; from: string | null; deleted: boolean }[];
};

/** What the draft is held against: the version before, and what may be tied to its clauses. */
export type Before = { agreement: AgreementRecord | undefined; partnership: Partnership; benefits: readonly Benefit[] };

/** A draft as a person reviews it. */
export function reviewDraft(draft: AgreementRecord, { agreement, partnership, benefits }: Before): Review {
  const differences = agreement === undefined ? undefined : compareVersions(agreement, draft);
  const open = openGuesses(draft);
  return {
    id: draft.id,
    name: draft.name,
    file: draft.source?.file ?? '',
    clauses: draft.clauses.map((clause) => ({
      ref: clause.ref,
      part: clause.part,
      words: clause.verbatim ?? clause.says,
      ...changeOf(clause.ref, differences),
    })),
    guesses: (draft.guesses ?? []).map((guess) => showGuess(draft, guess)),
    missing: missingFacts(draft).map((fact) => ({ fact, name: nameOfFact(fact), form: formOfFact(fact) })),
    open: open.length,
    openSure: open.filter(({ sure, value }) => sure === 'sure' && value !== '-').length,
    newer:
      agreement === undefined || differences === undefined
        ? null
        : {
            gone: differences.gone,
            added: differences.added.length,
            changed: differences.changed.length,
            untied: untiedBy(agreement, draft, partnership.duties, benefits),
          },
    variations: (draft.variations ?? []).map(({ replaces, by, from, verbatim }) => ({ replaces, by, from, deleted: verbatim === null })),
  };
}

function changeOf(ref: string, differences: Differences | undefined): Pick<ClauseShown, 'change' | 'before'> {
  if (differences === undefined) return {};
  if (differences.added.includes(ref)) return { change: 'added' };
  const changed = differences.changed.find((one) => one.ref === ref);
  return changed === undefined ? {} : { change: 'changed', before: changed.before };
}

function showGuess(draft: AgreementRecord, { fact, value, ref, sure, words, settled, on }: Guess): GuessShown {
  const duty = listOf(fact) === 'duties' ? draft.duties.find(({ id }) => fact === `duties.${id}`) : undefined;
  const day = on ?? (duty !== undefined && 'on' in duty.when ? duty.when.on : undefined);
  return {
    fact,
    name: nameOfFact(fact),
    shown: writeFact(fact, value),
    typed: String(value),
    form: formOfFact(fact),
    ref,
    sure,
    words,
    settled,
    ...(on !== undefined ? { when: writeFact('facts.startsOn', on) } : duty !== undefined ? { when: whenInWords(duty) } : {}),
    ...(day === undefined ? {} : { on: day }),
  };
}
