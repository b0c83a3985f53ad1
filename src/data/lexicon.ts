import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from './read-yaml.ts';

/*
 * The lexicon: what staff type in chat turned into the field’s words, and words that mean nearly the same. Data that a person can read
 * and correct, in lexicon.yaml; `words.ts` reads text by it.
 */

const list = z.array(z.coerce.string());

const lexiconFile = z.strictObject({
  spelling: z.record(z.string(), z.coerce.string()),
  abbreviations: z.record(z.string(), z.coerce.string()),
  same: z.record(z.string(), list),
  related: z.record(z.string(), list),
  never: list,
  /** Words that, after “this” or “the”, name the agreement itself. */
  itself: list,
});

export type Lexicon = z.infer<typeof lexiconFile>;

/** Reads the lexicon that comes with Accord. */
export function loadLexicon(): Lexicon {
  const read = readYaml(join(import.meta.dirname, 'lexicon.yaml'), lexiconFile);
  if (!read.ok) throw new Error(read.problems.map((p) => `${p.file}:${p.line}: ${p.problem}. ${p.mend}`).join('\n'));
  return read.value;
}
