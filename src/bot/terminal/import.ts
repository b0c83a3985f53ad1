import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AgreementRecord, Duty } from '../../data/agreement-record.ts';
import { carryOver } from '../../data/compare-versions.ts';
import type { ReadDocument } from '../../data/read-clauses.ts';
import { writeYaml } from '../../data/read-yaml.ts';
import { withNameToSettle } from '../../data/settle-guess.ts';
import type { Understood } from '../../data/understood.ts';
import { openAgreementFiles } from '../agreement-files.ts';
import { makeClock } from '../clock.ts';
import { LARGEST_DOCUMENT_BYTES } from '../documents/open-document.ts';
import { DocumentRefused } from '../documents/refusal.ts';
import { type Imported, importAgreement, type ToImport } from '../import-agreement.ts';
import { describeProblem, openConfig } from './open-knowledge.ts';
import { BadInput, count, DONE, type Terminal } from './terminal.ts';

export type ImportOptions = { id?: string; title?: string; json?: true; save?: true };

/**
 * `accord import`: reads a document into an agreement record for a person to check. The record goes to standard output, what to look at in it
 * to standard error. @returns the exit code @throws BadInput where the file cannot be read
 */
export async function importDocument(path: string, options: ImportOptions, terminal: Terminal): Promise<number> {
  if (options.id !== undefined && !/^[a-z0-9][a-z0-9-]{0,59}$/.test(options.id))
    throw new BadInput(`“${options.id}” cannot be an id: use small letters, digits and hyphens, such as isle-of-wight.`);
  const clock = makeClock(openConfig(terminal.env).clockStartsAt);
  const bytes = await bytesOf(path);
  const document = { bytes, file: basename(path), at: clock.now(), id: options.id, title: options.title };
  const { record, read, understood } = await readDocument(document, path, terminal);
  for (const remark of read.remarks) await terminal.err(`${remark}\n`);
  if (options.save) return save(record, options, terminal);
  if (options.json) await terminal.out(`${JSON.stringify(asJson(read, understood, record))}\n`);
  else {
    await terminal.err(`${summary(record)}\n`);
    await terminal.out(writeYaml(record));
  }
  return DONE;
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    return size > LARGEST_DOCUMENT_BYTES ? new Uint8Array(LARGEST_DOCUMENT_BYTES + 1) : await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new BadInput(`There is no file “${path}”: check its name and folder.`);
    if (code === 'EISDIR') throw new BadInput(`“${path}” is a folder: name the document in it.`);
    throw new BadInput(`“${path}” could not be read (${code ?? 'unknown'}): check that you may open it.`);
  }
}

/** How many pages are read between two lines on how far it is. */
const PAGES_A_LINE = 50;

async function readDocument(document: ToImport, path: string, { err }: Terminal): Promise<Imported> {
  try {
    return await importAgreement(document, (done, all) => {
      if (all > PAGES_A_LINE && done % PAGES_A_LINE === 0) void err(`Read ${done} of ${all} pages.\n`);
    });
  } catch (error) {
    if (error instanceof DocumentRefused) throw new BadInput(`${path}: ${error.sentence}`);
    throw error;
  }
}

/** Keeps the record as a draft beside the agreements, or as the newer version of the one that has this id. */
async function save(record: AgreementRecord, { id }: ImportOptions, terminal: Terminal): Promise<number> {
  const { config, knowledge } = terminal.know();
  const files = openAgreementFiles(config.importedFolder);
  const before = id === undefined ? undefined : knowledge.agreements.get(id);
  const taken = id === undefined && (knowledge.agreements.has(record.id) || files.draft(record.id) !== undefined);
  if (taken)
    throw new BadInput(
      `There is an agreement “${record.id}” already: say --id ${record.id} if this is its newer version, or give another --id.`,
    );
  const draft = before === undefined ? withNameToSettle(record) : carryOver(before, record);
  const problems = files.keep(draft);
  if (problems.length > 0) throw new BadInput(...problems.map(describeProblem));
  await terminal.out(
    `${summary(draft)}\n${before === undefined ? '' : `It is kept as a newer version of the ${before.name}.\n`}Look through it:  npm run -s accord -- confirm ${draft.id}\nOr on the local page, under “Set up”.\n`,
  );
  return DONE;
}

/** What a person is told before they look at the record. */
function summary({ clauses, parties, guesses = [] }: AgreementRecord): string {
  const unsure = guesses.filter(({ sure }) => sure === 'unsure').length;
  const partners = parties.length === 0 ? 'no partner' : parties.map(({ name }) => name).join(' and ');
  return [
    `Found ${count(clauses.length, 'clause')} and ${partners}.`,
    `${count(guesses.length, 'fact was', 'facts were')} read from them, ${unsure} of them unsure: each is marked as a guess.`,
    'This is a draft: nothing is answered from it until a person has confirmed it.',
  ].join('\n');
}

/** The shape that `accord import --json` promises; a fact that is not known, or not surely enough to stand, is null. */
function asJson(read: ReadDocument, understood: Understood, { facts, parties, duties, standing, guesses }: AgreementRecord) {
  const value = <T>(fact: { value: T } | null): T | null => fact?.value ?? null;
  return {
    clauses: read.clauses.map(({ ref, part, text }) => ({ ref, part, text })),
    facts: {
      parties: parties.length === 0 ? null : parties.map(({ name }) => name),
      startsOn: value(facts.startsOn),
      endsOn: value(facts.endsOn),
      reviewOn: value(facts.reviewOn),
      reviewRule: value(facts.reviewRule),
      noticeMonths: value(facts.noticeMonths),
      noticeRule: value(facts.noticeRule),
      binding: standing.binding,
      posts: facts.posts.length === 0 ? null : [...new Set(facts.posts.map(({ post, holder }) => post ?? holder))],
      shares: facts.shares.length === 0 ? null : facts.shares.map((share) => ({ what: share.what, value: share.value })),
    },
    duties: duties.map(({ ref, what, when }) => ({ ref, what, ...dayOrRule(when) })),
    silent: understood.silent,
    guesses: (guesses ?? []).map(({ fact, value: guessed, ref, sure }) => ({ fact, value: guessed, ref, sure })),
  };
}

/** The day a duty falls due, or in what way the document says when. */
function dayOrRule(when: Duty['when']): { on: string } | { rule: string } {
  if ('on' in when) return { on: when.on };
  if ('month' in when) return { rule: when.month };
  if ('financialYear' in when) return { rule: when.financialYear };
  if ('every' in when) return { rule: when.every };
  if ('monthsAfter' in when) return { rule: `${count(when.monthsAfter, 'month')} after ${when.open}` };
  return { rule: 'event' in when ? when.event : when.undated };
}
