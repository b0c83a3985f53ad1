import { SAMPLE_PARTNERSHIP } from '../../src/bot/config.ts';
import { BUNDLED_AGREEMENTS } from '../../src/data/agreements.ts';
import { makeClauseFinder } from '../../src/data/find-clause.ts';
import { loadLexicon } from '../../src/data/lexicon.ts';
import { loadKnowledge } from '../../src/data/load-knowledge.ts';
import { makeReader } from '../../src/data/words.ts';
import { tryHalves } from './halves.ts';
import { type EvalSet, readSets } from './items.ts';
import { type KindScore, scoreMessages } from './messages.ts';
import { type Scored, scoreQuestions } from './score.ts';

export type MeasuredSet = { set: EvalSet; asIs: Scored[]; tagsAlone: Scored[]; kinds: KindScore };
export type Measured = {
  sets: MeasuredSet[] /** For each half of the phrasings: asked of a finder that knows only the other. */;
  halves: Scored[][];
};

/** Scores every set that is there, over the bundled agreements whatever the environment says. */
export async function measure(): Promise<Measured> {
  const loaded = loadKnowledge(BUNDLED_AGREEMENTS, SAMPLE_PARTNERSHIP);
  if (!loaded.ok) throw new Error('The bundled records have mistakes: run “npm run -s accord -- check”.');
  const { knowledge } = loaded;
  const read = makeReader(loadLexicon());
  const withoutPhrasings = makeClauseFinder(knowledge.agreements, knowledge.topics, read, { keepPhrase: () => false });
  const sets: MeasuredSet[] = [];
  for (const set of readSets())
    sets.push({
      set,
      asIs: scoreQuestions(set.questions, knowledge),
      tagsAlone: scoreQuestions(set.questions, { ...knowledge, finder: withoutPhrasings }),
      kinds: await scoreMessages(set.messages, knowledge),
    });
  return { sets, halves: tryHalves(knowledge, read) };
}
