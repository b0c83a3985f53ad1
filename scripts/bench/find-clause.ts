import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { type AgreementRecord, agreementRecord } from '../../src/data/agreement-record.ts';
import { type Agreements, BUNDLED_AGREEMENTS, loadAgreements } from '../../src/data/agreements.ts';
import { makeClauseFinder } from '../../src/data/find-clause.ts';
import { loadLexicon } from '../../src/data/lexicon.ts';
import { loadTopics } from '../../src/data/topics.ts';
import { makeReader } from '../../src/data/words.ts';

const QUESTIONS = join(import.meta.dirname, '..', '..', 'test', 'eval', 'questions.jsonl');
const ROUNDS = 5;
const AGREEMENTS_IN_A_REGION = 200;
const CLAUSES_EACH = 60;

/** Time to find a clause, against a bare MiniSearch over the same clauses, with the five agreements and with a region’s two hundred. */
export function benchFinder(): string {
  const loaded = loadAgreements(BUNDLED_AGREEMENTS);
  if (!loaded.ok) throw new Error('the bundled agreements do not load');
  const questions = readFileSync(QUESTIONS, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { question: string }).question);
  return [
    'Finding a clause, all agreements asked at once (CPU milliseconds an answer)',
    compare('five agreements', loaded.agreements, questions),
    compare('200 agreements of 60 clauses', aRegion(loaded.agreements), questions),
  ].join('\n');
}

function compare(name: string, agreements: Agreements, questions: readonly string[]): string {
  const ids = [...agreements.keys()];
  const finder = makeClauseFinder(agreements, loadTopics(), makeReader(loadLexicon()));
  const plain = new MiniSearch({ fields: ['says', 'label', 'part'], idField: 'id' });
  plain.addAll(
    [...agreements.values()].flatMap((agreement) =>
      agreement.clauses.map((clause) => ({
        id: `${agreement.id}:${clause.ref}`,
        says: clause.says,
        label: clause.label,
        part: clause.part,
      })),
    ),
  );
  const ours = timesOf(questions, (question) => finder.find(question, ids));
  const theirs = timesOf(questions, (question) => plain.search(question, { prefix: true, fuzzy: 0.2 }));
  const bound = timesOf(questions, (question, at) => finder.find(question, [ids[at % ids.length]!]));
  const row = (label: string, times: number[]) => `${label} median ${at(times, 0.5)} p95 ${at(times, 0.95)}`;
  return `  ${name}: ${row('Accord', ours)} · ${row('MiniSearch', theirs)} · ratio of p95 ${(quantile(ours, 0.95) / quantile(theirs, 0.95)).toFixed(2)} · ${row('bound to one agreement', bound)}`;
}

/** CPU time of each call, in milliseconds, sorted. One process with one busy thread: processor time is this thread’s. */
function timesOf(questions: readonly string[], work: (question: string, index: number) => unknown): number[] {
  for (const [index, question] of questions.entries()) work(question, index);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, question] of questions.entries()) {
      const before = process.cpuUsage();
      work(question, index);
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1000);
    }
  }
  return times.sort((a, b) => a - b);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

function at(sorted: readonly number[], share: number): string {
  return `${quantile(sorted, share).toFixed(2)} ms`;
}

/** Two hundred made-up agreements of sixty clauses each, from the wording of the bundled ones, with no phrasings: as if just imported. */
function aRegion(bundled: Agreements): Agreements {
  const clauses = [...bundled.values()].flatMap((agreement) => agreement.clauses);
  const first = [...bundled.values()][0]!;
  return new Map(
    Array.from({ length: AGREEMENTS_IN_A_REGION }, (_, number): [string, AgreementRecord] => {
      const id = `made-up-${number}`;
      const own = Array.from({ length: CLAUSES_EACH }, (_, index) => {
        const { says, part } = clauses[(number * 37 + index * 11) % clauses.length]!;
        return { ref: `${index + 1}`, part, label: `Clause ${index + 1}`, says, asked: [] };
      });
      const parties = first.parties.map((party) => ({ ...party, ref: '1' }));
      return [
        id,
        agreementRecord.parse({
          id,
          name: `Made-up agreement ${number}`,
          document: first.document,
          standing: first.standing,
          parties,
          facts: {},
          clauses: own,
        }),
      ];
    }),
  );
}
