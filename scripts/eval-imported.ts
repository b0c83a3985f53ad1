import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLE_PARTNERSHIP } from '../src/bot/config.ts';
import { decodeText } from '../src/bot/documents/decode-text.ts';
import { readText } from '../src/bot/documents/text.ts';
import type { AgreementRecord } from '../src/data/agreement-record.ts';
import { BUNDLED_AGREEMENTS } from '../src/data/agreements.ts';
import { draftRecord } from '../src/data/draft-record.ts';
import { makeClauseFinder } from '../src/data/find-clause.ts';
import { loadLexicon } from '../src/data/lexicon.ts';
import { loadKnowledge } from '../src/data/load-knowledge.ts';
import { readClauses } from '../src/data/read-clauses.ts';
import type { Knowledge } from '../src/data/stores.ts';
import { understandAgreement } from '../src/data/understand-agreement.ts';
import { makeReader } from '../src/data/words.ts';
import { readSets } from './eval/items.ts';
import { percent, type Scored, scoreQuestions, sumUp } from './eval/score.ts';

/*
 * Scores the finding of clauses in agreements that were imported and for which nobody has written anything: each of the texts in
 * ../shared/agreements, when they are there, is read word for word and takes the place of its own record, whose phrasings, labels and topics
 * are then not known. The other four stay as they are. With --misses it lists what went wrong; a name of a set scores that set alone.
 */

const FOLDER = join(import.meta.dirname, '..', '..', 'shared', 'agreements');

function main(): number {
  if (!existsSync(FOLDER)) {
    process.stdout.write('The texts to measure with are not here: ../shared/agreements.\n');
    return 0;
  }
  const loaded = loadKnowledge(BUNDLED_AGREEMENTS, SAMPLE_PARTNERSHIP);
  if (!loaded.ok) throw new Error('The bundled records have mistakes: run “npm run -s accord -- check”.');
  const { knowledge } = loaded;
  const ids = [...knowledge.agreements.keys()].filter((id) => existsSync(join(FOLDER, `${id}.txt`)));
  const unseen = ids.map((id) => ({ id, knowledge: withImported(knowledge, imported(id)) }));
  const asked = process.argv.slice(2).filter((one) => !one.startsWith('--'));
  for (const { name, title, questions } of readSets().filter((set) => asked.length === 0 || asked.includes(set.name))) {
    const groups = unseen.map((one) => {
      const own = questions.filter(({ agreement }) => agreement === one.id);
      return { name: one.id, scored: scoreQuestions(own, one.knowledge) };
    });
    const all = groups.flatMap(({ scored }) => scored);
    process.stdout.write(`${title}, each agreement imported word for word (${name})\n`);
    for (const group of [...groups, { name: 'all', scored: all }]) process.stdout.write(describe(group.name, group.scored));
    if (process.argv.includes('--misses')) for (const one of all) process.stdout.write(describeMiss(one));
  }
  return 0;
}

function imported(id: string): AgreementRecord {
  const read = readClauses(readText(decodeText(readFileSync(join(FOLDER, `${id}.txt`)))));
  const source = { file: `${id}.txt`, sha256: 'a'.repeat(64), importedAt: '2026-01-05T10:00:00.000Z' };
  return draftRecord(understandAgreement(read), read.clauses, { id, source });
}

/** What is known when this agreement has only just come in; of its own record nothing is left. */
function withImported(knowledge: Knowledge, record: AgreementRecord): Knowledge {
  const agreements = new Map([...knowledge.agreements, [record.id, record]]);
  return { ...knowledge, agreements, finder: makeClauseFinder(agreements, knowledge.topics, makeReader(loadLexicon())) };
}

function describe(name: string, scored: readonly Scored[]): string {
  const { top1, top3, refusedUnanswerable, refusedAnswerable } = sumUp(scored);
  const shown = [top1, top3, refusedUnanswerable, refusedAnswerable].map(
    (share) => `${percent(share)?.toFixed(1) ?? '–'} (${share.hits}/${share.of})`,
  );
  return `  ${name}: right first ${shown[0]}, in first three ${shown[1]}, unanswerable refused ${shown[2]}, answerable refused ${shown[3]}\n`;
}

function describeMiss({ question, got, outcome }: Scored): string {
  if (outcome.startsWith('right') && outcome !== 'right clause second or third') return '';
  const shown = got.answered ? got.answers : (got.nearest ?? []);
  return `  ${question.id} ${question.agreement}: “${question.question}” ${outcome}; wanted ${question.refs.join(', ') || 'nothing'}, got ${shown.map(({ ref }) => ref).join(', ')}\n`;
}

process.exitCode = main();
