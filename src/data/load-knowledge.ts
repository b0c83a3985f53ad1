import { loadAgreements } from './agreements.ts';
import { makeClauseFinder } from './find-clause.ts';
import { loadMessageExamples, makeKindReader } from './kind-of-message.ts';
import { loadLexicon } from './lexicon.ts';
import { loadPartnership } from './partnership.ts';
import type { FileProblem } from './read-yaml.ts';
import type { Knowledge } from './stores.ts';
import { loadTopics } from './topics.ts';
import { makeReader } from './words.ts';

/**
 * Reads the agreements and the partnership file and makes what finds clauses in them.
 * @returns what Accord knows, or every mistake in the files a person wrote, at once
 */
export function loadKnowledge(
  agreementsFolder: string,
  partnershipFile: string,
): { ok: true; knowledge: Knowledge } | { ok: false; problems: FileProblem[] } {
  const loaded = loadAgreements(agreementsFolder);
  if (!loaded.ok) return loaded;
  const read = loadPartnership(partnershipFile, loaded.agreements);
  if (!read.ok) return read;
  const lexicon = loadLexicon();
  const reader = makeReader(lexicon);
  const topics = loadTopics();
  return {
    ok: true,
    knowledge: {
      agreements: loaded.agreements,
      partnership: read.partnership,
      topics,
      finder: makeClauseFinder(loaded.agreements, topics, reader),
      // For the kind of a message it does matter that it names the agreement.
      kindOf: makeKindReader(loadMessageExamples(), makeReader({ ...lexicon, itself: [] })),
      stemsOf: (text) => new Set(reader(text).stems.map(({ stem }) => stem)),
    },
  };
}
