import { type Agreements, type DraftFile, loadAgreements } from './agreements.ts';
import { type ClauseFinder, type FinderTables, openClauseFinder, tabulateClauses } from './find-clause.ts';
import { fingerprintOf, keep, openKept, type Recall } from './kept-knowledge.ts';
import { type KindTables, loadMessageExamples, openKindReader, tabulateKinds } from './kind-of-message.ts';
import { type Lexicon, loadLexicon } from './lexicon.ts';
import { loadPartnership } from './partnership.ts';
import type { FileProblem } from './read-yaml.ts';
import type { Knowledge } from './stores.ts';
import { loadTopics, type Topic } from './topics.ts';
import { makeReader } from './words.ts';

/** What comes of the records and of what Accord brings with it, as plain data: what a start can take over from the one before. */
type Read = { agreements: Agreements; drafts: readonly DraftFile[]; lexicon: Lexicon; topics: readonly Topic[] };
/** What was learnt from it: only needed once somebody says something, and the larger part. */
type Learnt = { finder: FinderTables; kinds: KindTables };
type Prepared = { read: Read; learnt(): Learnt };

/**
 * Reads the agreements and the partnership file and makes what finds clauses in them.
 * @param keptIn a file to keep what was prepared in for the next start; without one, everything is prepared afresh
 * @param importedFolder where imported records are kept, beside the agreements
 * @returns what Accord knows, or every mistake in the files a person wrote, at once
 */
export function loadKnowledge(
  agreementsFolder: string,
  partnershipFile: string,
  keptIn?: string,
  importedFolder?: string,
): { ok: true; knowledge: Knowledge } | { ok: false; problems: FileProblem[] } {
  const prepared = prepare(agreementsFolder, keptIn, importedFolder);
  if (!prepared.ok) return prepared;
  const { read, learnt } = prepared.value;
  const { agreements, drafts, lexicon, topics } = read;
  const partnership = loadPartnership(partnershipFile, agreements);
  if (!partnership.ok) return partnership;
  const reader = once(() => makeReader(lexicon));
  const finder = once(() => openClauseFinder(learnt().finder, agreements, topics, reader()));
  const kindOf = once(() => openKindReader(learnt().kinds, readerForKinds(lexicon)));
  return {
    ok: true,
    knowledge: {
      agreements,
      drafts,
      partnership: partnership.partnership,
      topics,
      finder: { find: (...asked) => finder().find(...asked), about: (...asked) => finder().about(...asked) } satisfies ClauseFinder,
      kindOf: (text) => kindOf()(text),
      stemsOf: (text) => new Set(reader()(text).stems.map(({ stem }) => stem)),
    },
  };
}

function prepare(
  agreementsFolder: string,
  keptIn: string | undefined,
  importedFolder: string | undefined,
): { ok: true; value: Prepared } | { ok: false; problems: FileProblem[] } {
  if (keptIn === undefined) return readAfresh(agreementsFolder, importedFolder);
  const fingerprint = fingerprintOf(agreementsFolder, importedFolder);
  const kept = recalled(openKept(keptIn, fingerprint));
  if (kept !== undefined) return { ok: true, value: kept };
  const prepared = readAfresh(agreementsFolder, importedFolder);
  if (prepared.ok) keep(keptIn, fingerprint, { read: prepared.value.read, learnt: prepared.value.learnt() });
  return prepared;
}

function recalled(recall: Recall | undefined): Prepared | undefined {
  const read = recall?.('read') as Read | undefined;
  if (recall === undefined || read === undefined) return undefined;
  return { read, learnt: once(() => (recall('learnt') as Learnt | undefined) ?? learnFrom(read)) };
}

function readAfresh(
  agreementsFolder: string,
  importedFolder?: string,
): { ok: true; value: Prepared } | { ok: false; problems: FileProblem[] } {
  const loaded = loadAgreements(agreementsFolder, importedFolder);
  if (!loaded.ok) return loaded;
  const read: Read = { agreements: loaded.agreements, drafts: loaded.drafts, lexicon: loadLexicon(), topics: loadTopics() };
  return { ok: true, value: { read, learnt: once(() => learnFrom(read)) } };
}

function learnFrom({ agreements, lexicon, topics }: Read): Learnt {
  return {
    finder: tabulateClauses(agreements, topics, makeReader(lexicon)),
    kinds: tabulateKinds(loadMessageExamples(), readerForKinds(lexicon)),
  };
}

/** For the kind of a message it does matter that it names the agreement. */
function readerForKinds(lexicon: Lexicon) {
  return makeReader({ ...lexicon, itself: [] });
}

/** Makes it when it is first asked for, and gives the same from then on. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
