import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type AgreementRecord, agreementRecord, type ClauseRecord, isDraft } from './agreement-record.ts';
import { type FileProblem, type FileRead, readYaml } from './read-yaml.ts';
import { changedWordings } from './verbatim.ts';

/** The bundled agreement records. */
export const BUNDLED_AGREEMENTS = join(import.meta.dirname, 'agreements');

/** Where a clause stands: a reference alone is not a citation, because one document may print the same number three times. */
export type Citation = { agreement: string; part: string; ref: string };

/** The agreements that are loaded, by id, in the order of their names. */
export type Agreements = ReadonlyMap<string, AgreementRecord>;

/** A record that was imported and that nobody has confirmed yet: nothing is answered from it. */
export type DraftFile = { file: string; id: string; name: string; aliases: readonly string[] };

type Loaded = { agreements: Map<string, AgreementRecord>; drafts: DraftFile[]; problems: FileProblem[] };

/**
 * Reads every agreement record in a folder. Drafts are set apart; a draft may have the id of an agreement, whose newer version it is.
 * @param imported a folder of imported records, which need not be there: of two with one id it is the imported one that counts
 * @returns the agreements, or every mistake in every file at once (file, line, problem, mend)
 */
export function loadAgreements(
  folder: string,
  imported?: string,
): { ok: true; agreements: Agreements; drafts: readonly DraftFile[] } | { ok: false; problems: FileProblem[] } {
  const own = readFolder(folder);
  const beside =
    imported === undefined || resolve(imported) === resolve(folder) || !existsSync(imported) ? undefined : readFolder(imported);
  const problems = [...own.problems, ...(own.files === 0 ? [nothingIn(folder)] : []), ...(beside?.problems ?? [])];
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    agreements: new Map([...own.agreements, ...(beside?.agreements ?? [])]),
    drafts: [...own.drafts.filter(({ id }) => !beside?.drafts.some((other) => other.id === id)), ...(beside?.drafts ?? [])],
  };
}

const nothingIn = (file: string): FileProblem => ({
  file,
  line: 1,
  problem: 'the folder holds no agreement record',
  mend: 'Put at least one .yaml record there.',
});

function readFolder(folder: string): Loaded & { files: number } {
  const loaded: Loaded = { agreements: new Map(), drafts: [], problems: [] };
  let files: string[];
  try {
    files = readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort();
  } catch {
    const problem = 'the folder of agreements cannot be read';
    loaded.problems.push({ file: folder, line: 1, problem, mend: 'Set ACCORD_AGREEMENTS to a folder of agreement records.' });
    return { ...loaded, files: 1 };
  }
  for (const name of files) addFile(join(folder, name), loaded);
  return { ...loaded, files: files.length };
}

function addFile(file: string, { agreements, drafts, problems }: Loaded): void {
  const read = readAgreement(file);
  if (!read.ok) {
    problems.push(...read.problems);
    return;
  }
  const { id, name, aliases } = read.value;
  const draft = isDraft(read.value);
  if (draft ? drafts.some((other) => other.id === id) : agreements.has(id))
    problems.push({
      file,
      line: read.lineOf(['id']),
      problem: `another file already has the id “${id}”`,
      mend: 'Give each agreement an id of its own.',
    });
  else if (draft) drafts.push({ file, id, name, aliases });
  else agreements.set(id, read.value);
}

/** Reads one agreement record, with the checks that span several of its lines: every reference leads to a clause, every wording is as imported. */
export function readAgreement(file: string): FileRead<AgreementRecord> {
  const read = readYaml(file, agreementRecord);
  if (!read.ok) return read;
  const problems = [...strayReferences(read.value), ...changedWordings(read.value)].map(({ path, problem, mend }) => ({
    file,
    line: read.lineOf(path),
    problem,
    mend,
  }));
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
  record.duties.forEach((duty, index) => {
    check(duty.ref, ['duties', index, 'ref']);
    if (record.duties.findIndex((other) => other.id === duty.id) < index)
      found.push({
        path: ['duties', index, 'id'],
        problem: `the duty “${duty.id}” stands twice`,
        mend: 'Give each duty an id of its own.',
      });
  });
  record.silences.forEach((silence, index) => check(silence.nearest, ['silences', index, 'nearest']));
  record.variations?.forEach((variation, index) => {
    check(variation.replaces, ['variations', index, 'replaces']);
    check(variation.by, ['variations', index, 'by']);
  });
  check(record.standing.bindingRef, ['standing', 'bindingRef']);
  for (const [name, fact] of Object.entries(record.facts)) {
    if (Array.isArray(fact)) fact.forEach((one, index) => check(one.ref, ['facts', name, index, 'ref']));
    else check(fact?.ref, ['facts', name, 'ref']);
  }
  return found;
}
