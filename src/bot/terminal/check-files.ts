import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AgreementRecord } from '../../data/agreement-record.ts';
import { loadAgreements, readAgreement } from '../../data/agreements.ts';
import { loadPartnership } from '../../data/partnership.ts';
import { type FileProblem, readYaml } from '../../data/read-yaml.ts';
import { describeProblem, openConfig } from './open-knowledge.ts';
import { count, DONE, type Terminal, WRONG } from './terminal.ts';

/** `accord check`: every mistake in agreement and partnership files, with its line and mend. @returns the exit code */
export async function checkFiles(paths: readonly string[], { env, out }: Pick<Terminal, 'env' | 'out'>): Promise<number> {
  const config = openConfig(env);
  const { agreements, partnerships, problems } = check(
    paths.length > 0 ? paths : [config.agreementsFolder, config.partnershipFile],
    config.agreementsFolder,
  );
  const lines = [...new Set(problems.map(describeProblem))];
  const looked = [
    ...(agreements > 0 ? [count(agreements, 'agreement')] : []),
    ...(partnerships > 0 ? [count(partnerships, 'partnership file')] : []),
  ].join(' and ');
  const found = lines.length === 0 ? 'no mistakes' : count(lines.length, 'mistake');
  await out([...lines, `${looked === '' ? 'Nothing that could be checked' : looked}: ${found}.`, ''].join('\n'));
  return lines.length === 0 ? DONE : WRONG;
}

type Checked = { agreements: number; partnerships: number; problems: FileProblem[] };

function check(paths: readonly string[], configuredFolder: string): Checked {
  const problems: FileProblem[] = [];
  const files = paths.flatMap((path) => filesAt(path, problems));
  const sorted = files.map((file) => ({ file, ...recognise(file, problems) }));
  const known = new Map<string, AgreementRecord>();
  for (const { file, is, id } of sorted) if (is === 'agreement') checkAgreement(file, id, known, problems);
  const partnerships = sorted.filter(({ is }) => is === 'partnership');
  if (partnerships.length > 0) addConfigured(configuredFolder, known, problems);
  for (const { file } of partnerships) {
    const read = loadPartnership(file, known);
    if (!read.ok) problems.push(...read.problems);
  }
  return { agreements: sorted.filter(({ is }) => is === 'agreement').length, partnerships: partnerships.length, problems };
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
const PARTNERSHIP_KEYS = ['organisations', 'people', 'channels', 'protocols', 'signposts'];

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

function checkAgreement(file: string, id: string | undefined, known: Map<string, AgreementRecord>, problems: FileProblem[]): void {
  const read = readAgreement(file);
  if (!read.ok) problems.push(...read.problems);
  if (id === undefined) return;
  if (known.has(id))
    problems.push({
      file,
      line: read.ok ? read.lineOf(['id']) : 1,
      problem: `another file already has the id “${id}”`,
      mend: 'Give each agreement an id of its own.',
    });
  else known.set(id, read.ok ? read.value : standIn(id));
}

/** For an agreement whose own mistakes are already listed, so that a partnership file that names it is not blamed as well. */
function standIn(id: string): AgreementRecord {
  return { id, parties: [] } as unknown as AgreementRecord;
}

function addConfigured(folder: string, known: Map<string, AgreementRecord>, problems: FileProblem[]): void {
  const loaded = loadAgreements(folder);
  if (!loaded.ok) problems.push(...loaded.problems);
  else for (const [id, agreement] of loaded.agreements) if (!known.has(id)) known.set(id, agreement);
}
