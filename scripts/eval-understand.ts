import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgreementRecord } from '../src/data/agreement-record.ts';
import { BUNDLED_AGREEMENTS, loadAgreements } from '../src/data/agreements.ts';
import { understandAgreement } from '../src/data/understand-agreement.ts';
import type { Guess, ReadClause, Understood } from '../src/data/understood.ts';

/*
 * Compares what is read from the texts of the bundled agreements with their records, which were written by hand. A fact is right, missing,
 * unsure (wrong, and marked so) or wrong; one wrong fact makes it fail. Clauses are cut by the list of references, not by the reader.
 */

const TEXTS = join(import.meta.dirname, '../../shared/agreements');

type Reference = { agreement: string; ref: string; section: string; starts: string };
type Row = { agreement: string; fact: string; verdict: 'right' | 'missing' | 'unsure' | 'WRONG'; read: string; record: string };

/** The words as letters and digits alone, with the place of each in the text: quotation marks, stars and line ends differ. */
function plainOf(text: string): { plain: string; places: number[] } {
  const places: number[] = [];
  let plain = '';
  for (let at = 0; at < text.length; at++) {
    if (!/[a-z0-9]/i.test(text[at]!)) continue;
    plain += text[at]!.toLowerCase();
    places.push(at);
  }
  return { plain, places };
}

export function clausesOf(text: string, references: readonly Reference[]): ReadClause[] {
  const bare = text.replace(/<[^>]{1,9}>/g, (tag) => ' '.repeat(tag.length));
  const { plain, places } = plainOf(bare);
  let from = 0;
  const starts = references.flatMap(({ ref, section, starts }) => {
    const wanted = plainOf(starts).plain;
    const found = plain.indexOf(wanted, from) >= 0 ? plain.indexOf(wanted, from) : plain.indexOf(wanted);
    if (found < 0) return [];
    from = Math.max(from, found + 1);
    return [{ ref, section, start: places[found]! }];
  });
  const inOrder = starts.toSorted((a, b) => a.start - b.start);
  return inOrder.map(({ ref, section, start }, at) => ({
    ref,
    part: section,
    text: bare
      .slice(start, inOrder[at + 1]?.start)
      .replace(/\n\W*(\([a-z]\)|\d+(\.\d+)*\.?)\W*$/i, '')
      .replace(/\s+/g, ' ')
      .trim(),
  }));
}

const FACTS = ['startsOn', 'endsOn', 'reviewOn', 'noticeMonths'] as const;

function compare(record: AgreementRecord, read: Understood): Row[] {
  const row = (fact: string, guess: Guess<unknown> | null, value: unknown): Row => ({
    agreement: record.id,
    fact,
    verdict:
      guess === null
        ? value === null
          ? 'right'
          : 'missing'
        : guess.value === value
          ? 'right'
          : guess.sure === 'unsure'
            ? 'unsure'
            : 'WRONG',
    read: guess === null ? 'nothing' : `${guess.value} (${guess.sure}, ${guess.ref})`,
    record: String(value),
  });
  const names = new Set(record.parties.map(({ name }) => name.toLowerCase()));
  return [
    ...FACTS.map((fact) => row(fact, read.facts[fact], record.facts[fact]?.value ?? null)),
    row('binding', read.binding, record.standing.binding),
    row('isTheAgreement', read.isTheAgreement, record.standing.isTheAgreement),
    row('state', read.state, record.standing.state),
    row('kind', read.kind, record.document.kind),
    row('document.on', read.documentOn, record.document.on),
    ...record.parties.map(({ name }) =>
      row(
        'party',
        read.parties.find(({ value }) => value.name.toLowerCase() === name.toLowerCase())
          ? { value: name, ref: '', sure: 'sure', words: '' }
          : null,
        name,
      ),
    ),
    ...read.parties
      .filter(({ value }) => !names.has(value.name.toLowerCase()))
      .map((guess) => row('another party', { ...guess, value: guess.value.name }, null)),
    ...read.facts.shares.map((guess) => row('share', { ...guess, value: `${guess.value.party} ${guess.value.percent}` }, null)),
    ...duties(record, read, row),
  ];
}

function duties(
  record: AgreementRecord,
  read: Understood,
  row: (fact: string, guess: Guess<unknown> | null, value: unknown) => Row,
): Row[] {
  const written = (when: object) => JSON.stringify(when).replace(/,"open":"[^"]*"/, '');
  const dated = (when: object) => !('event' in when) && !('undated' in when);
  const wanted = record.duties.filter(({ when }) => dated(when));
  const known = new Set(wanted.map(({ ref, when }) => `${ref} ${written(when)}`));
  const found = read.duties.filter(({ value }) => dated(value.when));
  return [
    ...wanted.map(({ ref, when }) => {
      const same = found.find((guess) => guess.ref === ref && written(guess.value.when) === written(when));
      return row('duty', same === undefined ? null : { ...same, value: `${ref} ${written(when)}` }, `${ref} ${written(when)}`);
    }),
    ...found
      .filter((guess) => !known.has(`${guess.ref} ${written(guess.value.when)}`))
      .map((guess) => row('another duty', { ...guess, value: `${guess.ref} ${written(guess.value.when)}` }, null)),
  ];
}

function main(): number {
  if (!existsSync(TEXTS)) return say('The texts of the agreements are not here: nothing was measured.\n', 0);
  const loaded = loadAgreements(BUNDLED_AGREEMENTS);
  if (!loaded.ok) return say('The bundled records cannot be read: run “npm run -s accord -- check”.\n', 1);
  const references = readFileSync(join(TEXTS, 'refs.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Reference);
  const rows = [...loaded.agreements.values()].flatMap((record) => {
    const text = readFileSync(join(TEXTS, `${record.id}.txt`), 'utf8');
    const clauses = clausesOf(
      text,
      references.filter(({ agreement }) => agreement === record.id),
    );
    return compare(record, understandAgreement({ title: record.document.title, clauses }));
  });
  for (const { agreement, fact, verdict, read, record } of rows.filter(({ verdict }) => verdict !== 'right'))
    say(`${verdict.padEnd(8)}${agreement.padEnd(15)}${fact.padEnd(15)} read ${read}; the record has ${record}\n`, 0);
  const count = (verdict: Row['verdict']) => rows.filter((row) => row.verdict === verdict).length;
  const total = `${rows.length} facts: ${count('right')} right, ${count('missing')} missing, ${count('unsure')} marked unsure, ${count('WRONG')} wrong.\n`;
  return say(total, count('WRONG') === 0 ? 0 : 1);
}

function say(text: string, code: number): number {
  process.stdout.write(text);
  return code;
}

if (import.meta.main) process.exitCode = main();
