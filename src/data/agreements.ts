import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type AgreementRecord, agreementRecord, type ClauseRecord } from './agreement-record.ts';
import { type FileProblem, type FileRead, readYaml } from './read-yaml.ts';

/** The bundled agreement records. */
export const BUNDLED_AGREEMENTS = join(import.meta.dirname, 'agreements');

/** Where a clause stands: a reference alone is not a citation, because one document may print the same number three times. */
export type Citation = { agreement: string; part: string; ref: string };

/** The agreements that are loaded, by id, in the order of their names. */
export type Agreements = ReadonlyMap<string, AgreementRecord>;

/**
 * Reads every agreement record in a folder.
 * @returns the agreements, or every mistake in every file at once (file, line, problem, mend)
 */
export function loadAgreements(folder: string): { ok: true; agreements: Agreements } | { ok: false; problems: FileProblem[] } {
  let files: string[];
  try {
    files = readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort();
  } catch {
    return {
      ok: false,
      problems: [
        {
          file: folder,
          line: 1,
          problem: 'the folder of agreements cannot be read',
          mend: 'Set ACCORD_AGREEMENTS to a folder of agreement records.',
        },
      ],
    };
  }
  const agreements = new Map<string, AgreementRecord>();
  const problems: FileProblem[] = [];
  if (files.length === 0)
    problems.push({ file: folder, line: 1, problem: 'the folder holds no agreement record', mend: 'Put at least one .yaml record there.' });
  for (const name of files) {
    const read = readAgreement(join(folder, name));
    if (!read.ok) problems.push(...read.problems);
    else if (agreements.has(read.value.id))
      problems.push({
        file: join(folder, name),
        line: read.lineOf(['id']),
        problem: `another file already has the id “${read.value.id}”`,
        mend: 'Give each agreement an id of its own.',
      });
    else agreements.set(read.value.id, read.value);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, agreements };
}

/** Reads one agreement record, with the checks that span several of its lines (every reference must lead to a clause). */
export function readAgreement(file: string): FileRead<AgreementRecord> {
  const read = readYaml(file, agreementRecord);
  if (!read.ok) return read;
  const problems = strayReferences(read.value).map(({ path, problem, mend }) => ({ file, line: read.lineOf(path), problem, mend }));
  return problems.length > 0 ? { ok: false, problems } : read;
}

/** The clause a reference names, or undefined. */
export function findClauseByRef(agreement: AgreementRecord, ref: string): ClauseRecord | undefined {
  return agreement.clauses.find((clause) => clause.ref === ref);
}

/** The items of the list that a clause leads into, in document order. */
export function itemsOf(agreement: AgreementRecord, ref: string): ClauseRecord[] {
  return agreement.clauses.filter((clause) => clause.within === ref);
}

/** Clauses whose printed number is this one: “1.1” is printed three times in some documents. */
export function clausesNumbered(agreement: AgreementRecord, number: string): ClauseRecord[] {
  const asked = number.toLowerCase().replace(/\s+/g, ' ').trim();
  const exact = agreement.clauses.filter((clause) => clause.ref.toLowerCase() === asked);
  if (exact.length > 0) return exact;
  return agreement.clauses.filter(
    (clause) => clause.ref.toLowerCase().split(/[ :]+/).includes(asked) || clause.ref.toLowerCase().endsWith(` ${asked}`),
  );
}

type Stray = { path: PropertyKey[]; problem: string; mend: string };

function strayReferences(record: AgreementRecord): Stray[] {
  const known = new Set<string>();
  const found: Stray[] = [];
  const labels = new Map<string, string>();
  record.clauses.forEach((clause, index) => {
    if (known.has(clause.ref))
      found.push({
        path: ['clauses', index, 'ref'],
        problem: `the reference “${clause.ref}” stands twice`,
        mend: 'Put the name of its part before one of them.',
      });
    known.add(clause.ref);
    const twin = labels.get(clause.label.toLowerCase());
    if (twin !== undefined)
      found.push({
        path: ['clauses', index, 'label'],
        problem: `“${clause.label}” is also the label of ${twin}`,
        mend: 'Give each clause a label of its own.',
      });
    labels.set(clause.label.toLowerCase(), clause.ref);
  });
  const check = (ref: string | null | undefined, path: PropertyKey[]) => {
    if (ref && !known.has(ref))
      found.push({
        path,
        problem: `“${ref}” is not the reference of any clause in this file`,
        mend: 'Use a reference exactly as a clause has it.',
      });
  };
  record.clauses.forEach((clause, index) => check(clause.within, ['clauses', index, 'within']));
  record.parties.forEach((party, index) => check(party.ref, ['parties', index, 'ref']));
  record.duties.forEach((duty, index) => check(duty.ref, ['duties', index, 'ref']));
  record.silences.forEach((silence, index) => check(silence.nearest, ['silences', index, 'nearest']));
  check(record.standing.bindingRef, ['standing', 'bindingRef']);
  for (const [name, fact] of Object.entries(record.facts)) {
    if (Array.isArray(fact)) fact.forEach((one, index) => check(one.ref, ['facts', name, index, 'ref']));
    else check(fact?.ref, ['facts', name, 'ref']);
  }
  return found;
}
