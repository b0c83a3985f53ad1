import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type AgreementRecord, isDraft } from '../../data/agreement-record.ts';
import { loadAgreements, readAgreement } from '../../data/agreements.ts';
import { lockedOut } from '../../data/employment-contacts.ts';
import { loadPartnership, type Partnership, partnershipFile } from '../../data/partnership.ts';
import { type FileProblem, readYaml } from '../../data/read-yaml.ts';
import type { Config } from '../config.ts';
import { describeProblem, openConfig } from './open-knowledge.ts';
import { count, DONE, type Terminal, WRONG } from './terminal.ts';

/** `accord check`: every mistake in agreement and partnership files, with its line and mend. @returns the exit code */
export async function checkFiles(paths: readonly string[], { env, out }: Pick<Terminal, 'env' | 'out'>): Promise<number> {
  const config = openConfig(env);
  const { agreements, partnerships, problems, notes } = check(
    paths.length > 0 ? paths : [...foldersOf(config), config.partnershipFile],
    config,
  );
  const lines = [...new Set(problems.map(describeProblem))];
  const looked = [
    ...(agreements > 0 ? [count(agreements, 'agreement')] : []),
    ...(partnerships > 0 ? [count(partnerships, 'partnership file')] : []),
  ].join(' and ');
  const found = lines.length === 0 ? 'no mistakes' : count(lines.length, 'mistake');
  await out(
    [...lines, ...notes.map(describeProblem), `${looked === '' ? 'Nothing that could be checked' : looked}: ${found}.`, ''].join('\n'),
  );
  return lines.length === 0 ? DONE : WRONG;
}

/** `notes` are no mistakes: what is written there is understood, and changes nothing. */
type Checked = { agreements: number; partnerships: number; problems: FileProblem[]; notes: FileProblem[] };

/** The folder of agreements, and that of imported ones where it is another and there is one. */
function foldersOf({ agreementsFolder, importedFolder }: Config): string[] {
  return [agreementsFolder, ...(importedFolder !== agreementsFolder && existsSync(importedFolder) ? [importedFolder] : [])];
}

function check(paths: readonly string[], config: Config): Checked {
  const problems: FileProblem[] = [];
  const files = paths.flatMap((path) => filesAt(path, problems));
  const sorted = files.map((file) => ({ file, ...recognise(file, problems) }));
  const known = new Map<string, AgreementRecord>();
  for (const { file, is, id } of sorted) if (is === 'agreement') checkAgreement(file, id, known, problems, overrides(file, config));
  const partnerships = sorted.filter(({ is }) => is === 'partnership');
  if (partnerships.length > 0) addConfigured(config, known, problems);
  for (const { file } of partnerships) {
    const read = loadPartnership(file, known);
    problems.push(...(read.ok ? contactsMissing(file, read.partnership) : read.problems));
  }
  return {
    agreements: sorted.filter(({ is }) => is === 'agreement').length,
    partnerships: partnerships.length,
    problems,
    notes: [
      ...sorted.filter(({ is }) => is === 'agreement').flatMap(({ file }) => draftNoted(file)),
      ...partnerships.flatMap(({ file }) => approvalsWritten(file)),
    ],
  };
}

/** An imported agreement that nobody has confirmed yet. */
function draftNoted(file: string): FileProblem[] {
  const read = readAgreement(file);
  if (!read.ok || !isDraft(read.value)) return [];
  return [
    {
      file,
      line: read.lineOf(['confirmedBy']),
      problem: 'this is a draft, and nothing is answered from it',
      mend: 'Look through what was read from the document, and confirm it in your name.',
    },
  ];
}

/** Employers whose people could raise an issue with nobody. */
function contactsMissing(file: string, partnership: Partnership): FileProblem[] {
  const read = readYaml(file, partnershipFile);
  return read.ok ? lockedOut(partnership).map(({ path, problem, mend }) => ({ file, line: read.lineOf(path), problem, mend })) : [];
}

const protocolsWithApprovals = z.looseObject({
  protocols: z.array(z.looseObject({ approvedBy: z.array(z.unknown()).default([]) })).default([]),
});

/** Approvals that stand in the file: nobody approves for a finance lead by writing their name there. */
function approvalsWritten(file: string): FileProblem[] {
  const read = readYaml(file, protocolsWithApprovals);
  if (!read.ok) return [];
  return read.value.protocols.flatMap(({ approvedBy }, at) =>
    approvedBy.length === 0
      ? []
      : [
          {
            file,
            line: read.lineOf(['protocols', at, 'approvedBy']),
            problem: 'names in “approvedBy” approve nothing',
            mend: 'Leave it empty: each finance lead approves in chat, by saying “approve the protocol”.',
          },
        ],
  );
}

/** A folder stands for the records in it. */
function filesAt(path: string, problems: FileProblem[]): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const files = readdirSync(path)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  if (files.length === 0)
    problems.push({ file: path, line: 1, problem: 'the folder holds no .yaml file', mend: 'Put at least one record there.' });
  return files.map((name) => join(path, name));
}

const AGREEMENT_KEYS = ['clauses', 'parties', 'standing', 'document', 'facts', 'duties', 'silences'];
const PARTNERSHIP_KEYS = ['organisations', 'people', 'channels', 'protocols', 'signposts', 'duties', 'bankHolidays'];

type Recognised = { is: 'agreement' | 'partnership' | 'neither'; id?: string | undefined };

function recognise(file: string, problems: FileProblem[]): Recognised {
  const read = readYaml(file, z.record(z.string(), z.unknown()));
  if (!read.ok) {
    problems.push(...read.problems);
    return { is: 'neither' };
  }
  const having = (keys: readonly string[]) => keys.filter((key) => key in read.value).length;
  const { id } = read.value;
  if (having(AGREEMENT_KEYS) > having(PARTNERSHIP_KEYS)) return { is: 'agreement', id: typeof id === 'string' ? id : undefined };
  if (having(PARTNERSHIP_KEYS) > 0) return { is: 'partnership' };
  problems.push({
    file,
    line: 1,
    problem: 'this is neither an agreement nor a partnership file',
    mend: 'An agreement has “clauses:”; a partnership file has “organisations:”, “people:” and “channels:”.',
  });
  return { is: 'neither' };
}

function checkAgreement(
  file: string,
  id: string | undefined,
  known: Map<string, AgreementRecord>,
  problems: FileProblem[],
  counts: boolean,
): void {
  const read = readAgreement(file);
  if (!read.ok) problems.push(...read.problems);
  // A draft may be the newer version of an agreement that is there.
  if (id === undefined || (read.ok && isDraft(read.value))) return;
  if (known.has(id) && !counts)
    problems.push({
      file,
      line: read.ok ? read.lineOf(['id']) : 1,
      problem: `another file already has the id “${id}”`,
      mend: 'Give each agreement an id of its own.',
    });
  else known.set(id, read.ok ? read.value : standIn(id));
}

/** An imported agreement counts in place of a bundled one of the same id. */
function overrides(file: string, { agreementsFolder, importedFolder }: Config): boolean {
  return importedFolder !== agreementsFolder && resolve(dirname(file)) === resolve(importedFolder);
}

/** For an agreement whose own mistakes are already listed, so that a partnership file that names it is not blamed as well. */
function standIn(id: string): AgreementRecord {
  return { id, parties: [] } as unknown as AgreementRecord;
}

function addConfigured({ agreementsFolder, importedFolder }: Config, known: Map<string, AgreementRecord>, problems: FileProblem[]): void {
  const loaded = loadAgreements(agreementsFolder, importedFolder);
  if (!loaded.ok) problems.push(...loaded.problems);
  else for (const [id, agreement] of loaded.agreements) if (!known.has(id)) known.set(id, agreement);
}
