import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText } from '../src/bot/documents/decode-text.ts';
import { readText } from '../src/bot/documents/text.ts';
import { type FoundClause, readClauses } from '../src/data/read-clauses.ts';

/*
 * Scores the reading of documents on the five texts of ../shared/agreements, when they are there: how many references of refs.jsonl are found
 * with the right beginning, and how many are found that it does not hold. With --misses it lists both.
 */

type Expected = { agreement: string; ref: string; section: string; starts: string };
type Score = { agreement: string; expected: number; found: number; exact: number; clauses: number; missed: string[]; invented: string[] };

const FOLDER = join(import.meta.dirname, '..', '..', 'shared', 'agreements');

function main(): number {
  const list = join(FOLDER, 'refs.jsonl');
  if (!existsSync(list)) {
    process.stdout.write('The texts to measure with are not here: ../shared/agreements.\n');
    return 0;
  }
  const rows = readFileSync(list, 'utf8').trim().split('\n');
  const expected = rows.map((row) => JSON.parse(row) as Expected);
  const scores = [...Map.groupBy(expected, ({ agreement }) => agreement)].map(([agreement, refs]) => score(agreement, refs));
  for (const one of scores) process.stdout.write(describe(one));
  const sum = (of: (score: Score) => number) => scores.reduce((total, one) => total + of(one), 0);
  const [all, found, exact, invented] = [sum((s) => s.expected), sum((s) => s.found), sum((s) => s.exact), sum((s) => s.invented.length)];
  process.stdout.write(
    `All: ${percent(found, all)} found (${found} of ${all}), ${percent(exact, all)} under the very same name, ${percent(
      invented,
      sum((s) => s.clauses),
    )} invented (${invented}).\n`,
  );
  if (process.argv.includes('--misses'))
    for (const { agreement, missed, invented: extra } of scores)
      process.stdout.write(
        [...missed.map((one) => `${agreement} missed: ${one}\n`), ...extra.map((one) => `${agreement} invented: ${one}\n`)].join(''),
      );
  return found >= all * 0.97 && invented <= sum((s) => s.clauses) * 0.03 ? 0 : 1;
}

function score(agreement: string, expected: readonly Expected[]): Score {
  const { clauses } = readClauses(readText(decodeText(readFileSync(join(FOLDER, `${agreement}.txt`)))));
  const free = new Set(clauses);
  const missed: string[] = [];
  let exact = 0;
  for (const one of expected) {
    const same = [...free].find((clause) => clause.ref === one.ref && begins(clause, one.starts));
    const match = same ?? [...free].find((clause) => isSameNumber(clause.ref, one.ref) && begins(clause, one.starts));
    if (match === undefined) missed.push(`${one.ref} | ${one.starts}`);
    else free.delete(match);
    if (same !== undefined) exact += 1;
  }
  const invented = [...free].map(({ ref, text }) => `${ref} | ${text.slice(0, 80)}`);
  return { agreement, expected: expected.length, found: expected.length - missed.length, exact, clauses: clauses.length, missed, invented };
}

/** “Schedule 2, 4” and “Schedule 2 item 4” name the same paragraph: the parts of a name are the same, what joins them is not. */
function isSameNumber(one: string, other: string): boolean {
  const parts = (ref: string) =>
    ref
      .toLowerCase()
      .replace(/\b(?:item|paragraph|para)\b/g, '')
      .split(/[^a-z0-9]+/)
      .filter(Boolean)
      .join(' ');
  return parts(one) === parts(other);
}

/** The wording begins as it should, with or without its printed number and heading. */
function begins({ ref, heading = '', text }: FoundClause, starts: string): boolean {
  const plain = (words: string) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const label = ref.replace(/^.*: /, '');
  return [text, `${heading} ${text}`, `${ref} ${text}`, `${label} ${text}`, text.replace(/^[^\s:–-]+ \d+\s*[:–-]\s*/, '')].some((words) =>
    plain(words).startsWith(plain(starts)),
  );
}

function describe({ agreement, expected, found, exact, invented, clauses }: Score): string {
  return `${agreement}: ${found} of ${expected} found, ${exact} under the very same name, ${invented.length} of ${clauses} invented.\n`;
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)}%`;
}

process.exitCode = main();
