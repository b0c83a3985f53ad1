import { relative } from 'node:path';
import type { AgreementRecord } from '../../data/agreement-record.ts';
import { loadKnowledge } from '../../data/load-knowledge.ts';
import type { FileProblem } from '../../data/read-yaml.ts';
import type { Knowledge } from '../../data/stores.ts';
import { type Config, keptKnowledge, readConfig } from '../config.ts';
import { BadInput } from './terminal.ts';

/** The configuration. @throws BadInput naming each variable that is wrong or missing */
export function openConfig(env: NodeJS.ProcessEnv): Config {
  const read = readConfig(env);
  if (!read.ok) throw new BadInput(...read.problems);
  return read.config;
}

/** The configuration, and what Accord knows by it. @throws BadInput with every mistake in the files */
export function openKnowledge(env: NodeJS.ProcessEnv): { config: Config; knowledge: Knowledge } {
  const config = openConfig(env);
  const loaded = loadKnowledge(config.agreementsFolder, config.partnershipFile, keptKnowledge(config), config.importedFolder);
  if (!loaded.ok) throw new BadInput(...loaded.problems.map(describeProblem));
  return { config, knowledge: loaded.knowledge };
}

/** The agreement with this id. @throws BadInput naming those there are */
export function agreementCalled(id: string, { agreements }: Pick<Knowledge, 'agreements'>): AgreementRecord {
  const found = agreements.get(id);
  if (found === undefined) throw new BadInput(noSuchAgreement(id, agreements.keys()));
  return found;
}

/** Said of an id that names no agreement. */
export function noSuchAgreement(id: string, known: Iterable<string>): string {
  return `There is no agreement “${id}”: use one of ${[...known].join(', ')}.`;
}

/** `file:line: problem. mend`, the file as seen from the folder the command runs in. */
export function describeProblem({ file, line, problem, mend }: FileProblem): string {
  const near = relative(process.cwd(), file);
  return `${near.startsWith('..') ? file : near}:${line}: ${problem}. ${mend}`;
}
