import { readFile, stat } from 'node:fs/promises';
import { planStaff, type StaffPlan } from '../../data/merge-staff.ts';
import { type Partnership, readPartnershipText } from '../../data/partnership.ts';
import { readCsv, type SheetRow } from '../../data/read-csv.ts';
import { editYamlText, type YamlEdit } from '../../data/read-yaml.ts';
import { readStaff } from '../../data/staff-sheet.ts';
import type { Knowledge } from '../../data/stores.ts';
import { type Config, SAMPLE_PARTNERSHIP } from '../config.ts';
import { decodeText } from '../documents/decode-text.ts';
import { DocumentRefused } from '../documents/refusal.ts';
import { readXlsx } from '../read-xlsx.ts';
import { matchAccounts } from './match-accounts.ts';
import { describeProblem } from './open-knowledge.ts';
import { quiet } from './render.ts';
import { BadInput, count, DONE, type Terminal } from './terminal.ts';
import { endingOf, writeWhole } from './write-file.ts';

export type PeopleOptions = { dryRun?: true; dayFirst?: true };

/**
 * `accord people import FILE` brings staff from a spreadsheet into the partnership file; `accord people match` finds their Slack and Teams
 * accounts. Nobody is taken out of the file. @returns the exit code @throws BadInput with every wrong row
 */
export async function people(what: string, file: string | undefined, options: PeopleOptions, terminal: Terminal): Promise<number> {
  const { config, knowledge } = terminal.know();
  if (what === 'match') return matchPeople(config, knowledge.partnership, knowledge, options, terminal);
  if (what !== 'import') throw new BadInput(`“people ${what}” is nothing Accord does: say “people import FILE” or “people match”.`);
  if (file === undefined) throw new BadInput('Name the spreadsheet: people import staff.xlsx');
  const { staff, problems } = readStaff(await rowsOf(file), { dayFirst: options.dayFirst === true });
  const plan = planStaff(staff, knowledge.partnership, knowledge.agreements);
  const wrong = [...problems, ...plan.problems].sort((one, other) => one.line - other.line);
  if (wrong.length > 0)
    throw new BadInput(
      ...wrong.map(({ line, problem, mend }) => `${file}:${line}: ${problem}. ${mend}`),
      `${count(wrong.length, 'mistake')}: nothing was changed.`,
    );
  await terminal.out(quiet(`${described(plan)}\n`));
  return write(plan.edits, config, knowledge, options, terminal);
}

/** The largest list of staff is a few hundred kilobytes. */
const SPREADSHEET_BYTES_AT_MOST = 8 * 1024 * 1024;

async function rowsOf(file: string): Promise<readonly SheetRow[]> {
  const ending = endingOf(file, ['csv', 'xlsx']);
  const size = (await stat(file).catch(() => undefined))?.size;
  if (size === undefined) throw new BadInput(`There is no file “${file}”: check its name and folder.`);
  if (size > SPREADSHEET_BYTES_AT_MOST) throw new BadInput(`“${file}” is larger than 8 MB: keep the list of staff alone in it.`);
  const bytes = await readFile(file);
  if (ending === 'csv') {
    const rows = readCsv(decodeText(bytes));
    if (rows === undefined) throw new BadInput(`${file}: a quotation mark is opened and never closed. Save it as CSV again.`);
    return rows;
  }
  try {
    return await readXlsx(bytes);
  } catch (error) {
    if (error instanceof DocumentRefused) throw new BadInput(`${file}: ${error.sentence}`);
    throw new BadInput(`${file}: this is no Excel workbook that can be read. Save it again as .xlsx, or as .csv.`);
  }
}

function described({ added, changed, ended, unnamed, unchanged }: StaffPlan): string {
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${title} (${lines.length})`, ...lines.map((line) => `  ${line}`)];
  const rest = [
    ...(unchanged > 0 ? [`${count(unchanged, 'row')} as the file has it already.`] : []),
    ...(unnamed > 0 ? [`${count(unnamed, 'person', 'people')} of the file not in the spreadsheet: they stay as they are.`] : []),
  ];
  return [...part('Added', added), ...part('Changed', changed), ...part('Ended', ended), ...rest].join('\n');
}

async function matchPeople(
  config: Config,
  partnership: Partnership,
  knowledge: Knowledge,
  options: PeopleOptions,
  terminal: Terminal,
): Promise<number> {
  const { found, lines, edits } = await matchAccounts(partnership, config);
  await terminal.out(quiet(`${lines.join('\n')}\n`));
  return found === 0 ? DONE : write(edits, config, knowledge, options, terminal);
}

/** Writes the partnership file with these changes, its comments kept; it is read back before it takes the place of what was there. */
async function write(
  edits: readonly YamlEdit[],
  config: Config,
  { agreements }: Knowledge,
  { dryRun }: PeopleOptions,
  terminal: Terminal,
): Promise<number> {
  const file = config.partnershipFile;
  if (edits.length === 0) {
    await terminal.out(quiet('Nothing is to be changed.\n'));
    return DONE;
  }
  const text = editYamlText(await readFile(file, 'utf8'), edits);
  const read = readPartnershipText(file, text, agreements);
  if (!read.ok) throw new BadInput(...read.problems.map(describeProblem), 'Nothing was changed.');
  if (dryRun) {
    await terminal.out(quiet('Nothing was written: this was a dry run.\n'));
    return DONE;
  }
  if (file === SAMPLE_PARTNERSHIP)
    throw new BadInput('This is the sample partnership, which is not changed. Copy it, and set ACCORD_PARTNERSHIP to your own file.');
  await writeWhole(file, text);
  await terminal.out(quiet(`${file} is written. An Accord that is running takes it up within a minute.\n`));
  return DONE;
}
