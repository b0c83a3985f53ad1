import { Argument, Command, CommanderError, Option } from 'commander';
import { StoreBroken } from '../../data/key-value.ts';
import { StoreOfAnotherVersion } from '../../data/store-format.ts';
import { factsOf } from '../log.ts';
import { describeOtherVersion } from '../start-notice.ts';
import { type AskOptions, ask } from './ask.ts';
import { backup } from './backup.ts';
import { checkFiles } from './check-files.ts';
import { doctor } from './doctor.ts';
import { type DutiesOptions, duties } from './duties.ts';
import { EXPORT_FORMATS, type ExportOptions, exportBenefits } from './export-benefits.ts';
import { gaps } from './gaps.ts';
import { type MigrateOptions, migrate } from './migrate.ts';
import { erasePerson, exportPerson } from './person.ts';
import { type RehearseOptions, rehearse } from './rehearse.ts';
import { type ReportOptions, reportBenefits } from './report-benefits.ts';
import { type RestoreOptions, restore } from './restore.ts';
import { rotateKey } from './rotate-key.ts';
import { addSetUpCommands } from './set-up-commands.ts';
import { BAD_INPUT, BadInput, DONE, type Terminal, WRONG } from './terminal.ts';
import { unanswered } from './unanswered.ts';

/**
 * Runs one command.
 * @param words what follows `accord` on the command line
 * @returns the exit code: 0 done, 1 something is wrong with Accord or its files, 2 the command was given something it cannot use
 */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  let code = DONE;
  const written: Promise<void>[] = [];
  const program = commands(terminal, (exit) => {
    code = exit;
  });
  program.configureOutput({ writeOut: (text) => void written.push(terminal.out(text)), writeErr: () => undefined });
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync(words.length === 0 ? ['--help'] : words, { from: 'user' });
  } catch (error) {
    code = await explainFailure(error, terminal);
  }
  await Promise.all(written);
  return code;
}

function commands(terminal: Terminal, done: (code: number) => void): Command {
  const program = new Command('accord')
    .description('What your partnership agreement says, in the terminal.')
    .usage('<command> [options]')
    .helpCommand(false)
    .exitOverride();
  const agreement = ['--agreement <id>', 'the agreement it is about, such as darlington'] as const;
  const json = ['--json', 'print JSON instead of words'] as const;

  add(program, 'ask', 'Answer a question, with the clause it rests on.', [
    'ask "how much notice do we have to give?" --agreement darlington',
  ])
    .argument('[question...]', 'the question, in plain words')
    .option(...agreement)
    .option('--as <email>', 'ask as this person of the partnership file')
    .option(...json)
    .option('--why', 'show what decided the answer')
    .option('--batch', 'answer JSON lines from standard input: {"id":"q1","text":"how much notice?","agreement":null}')
    .action(async (question: string[], options: AskOptions) => done(await ask(question, options, terminal)));
  add(program, 'check', 'Find every mistake in agreement and partnership files, with its line and how to mend it.', [
    'check',
    'check my-agreement.yaml my-partnership.yaml',
  ])
    .argument('[file...]', 'files or folders; without any, the configured ones')
    .action(async (files: string[]) => done(await checkFiles(files, terminal)));
  addSetUpCommands((...named) => add(program, ...named), terminal, done);
  add(program, 'doctor', 'Check everything Accord needs: configuration, files, store, clock, Slack, Teams, contacts.', [
    'doctor',
    'doctor --test-contacts',
  ])
    .option('--test-contacts', 'send every employment contact a test message, by the Accord that is running')
    .action(async (options: { testContacts?: true }) => done(await doctor(terminal, options)));
  add(program, 'gaps', 'List the topics an agreement has no clause on.', ['gaps darlington'])
    .argument('<agreement>', 'the id of the agreement')
    .option(...json)
    .action(async (id: string, options: { json?: true }) => done(await gaps(id, options, terminal)));
  add(program, 'unanswered', 'List the questions nobody could answer and the answers that did not help, newest first.', [
    'unanswered --agreement darlington',
  ])
    .option(...agreement)
    .option(...json)
    .action(async (options: { agreement?: string; json?: true }) => done(await unanswered(options, terminal)));
  addDutyCommands(program, terminal, done);
  addLogCommands(program, terminal, done);
  addStoreCommands(program, terminal, done);
  addPersonCommands(program, terminal, done);
  return program;
}

/** What is owed to a person under data protection law, and the key that keeps employment issues from everybody else. */
function addPersonCommands(program: Command, terminal: Terminal, done: (code: number) => void): void {
  add(program, 'erase', 'Erase somebody from the store: the issues they raised, and their name everywhere else. Stop Accord first.', [
    'erase person sam@dccg.example --yes',
  ])
    .addArgument(new Argument('<what>', 'what to erase').choices(['person']))
    .argument('<email>', 'their address in the partnership file')
    .option('--yes', 'do it: it cannot be undone')
    .action(async (_: string, email: string, options: { yes?: true }) => done(await erasePerson(email, options, terminal)));
  add(program, 'rotate-key', 'Seal every employment issue with a new key. Stop Accord first.', ['rotate-key']).action(async () =>
    done(await rotateKey(terminal)),
  );
}

/** The commands that copy a store as a whole. */
function addStoreCommands(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const replace = ['--replace', 'put it in the place of what is there'] as const;
  add(program, 'backup', 'Write every record of the store to one file, while Accord goes on working.', ['backup accord-2026-11-22.backup'])
    .argument('<file>', 'the file to write')
    .option('--force', 'replace the file if it is there')
    .action(async (file: string, options: { force?: true }) => done(await backup(file, options, terminal)));
  add(program, 'restore', 'Fill the store from a backup: all of it, or nothing. Stop Accord first.', ['restore accord-2026-11-22.backup'])
    .argument('<file>', 'the backup')
    .option(...replace)
    .action(async (file: string, options: RestoreOptions) => done(await restore(file, options, terminal)));
  add(program, 'migrate', 'Copy every record of the store into another, such as from SQLite to Postgres. Stop Accord first.', [
    'migrate --to postgres://accord@db.example/accord',
  ])
    .requiredOption('--to <url>', 'the store to fill: sqlite:<file> or postgres://…')
    .option(...replace)
    .action(async (options: MigrateOptions) => done(await migrate(options, terminal)));
}

/** The commands that say what is due, and what would be said of it. */
function addDutyCommands(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const agreement = ['--agreement <id>', 'only this agreement, such as darlington'] as const;
  const from = ['--from <day>', 'the first day, such as 2015-09-01; without it, today'] as const;
  const to = ['--to <day>', 'the last day; without it, a year after the first'] as const;
  add(program, 'duties', 'List what is due and when, or write it as a calendar file.', [
    'duties --from 2015-09-01 --to 2016-04-30 --agreement darlington',
    'duties --ics darlington.ics --agreement darlington',
  ])
    .option(...from)
    .option(...to)
    .option(...agreement)
    .option('--ics <file>', 'write a calendar file that Outlook and Google take, ending in .ics')
    .option('--force', 'replace the file if it is there: what has changed since is marked so')
    .action(async (options: DutiesOptions) => done(await duties(options, terminal)));
  add(program, 'rehearse', 'Print every reminder there would be: when, what it says, and to whom.', [
    'rehearse --from 2015-09-01 --to 2016-04-30 --agreement darlington',
  ])
    .option(...from)
    .option(...to)
    .option(...agreement)
    .option('--json', 'print JSON lines instead of words')
    .action(async (options: RehearseOptions) => done(await rehearse(options, terminal)));
}

/** The commands that write the log of accrued benefits to a file. */
function addLogCommands(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const what = () => new Argument('<what>', 'what of').choices(['benefits']);
  const agreement = ['--agreement <id>', 'the agreement whose log it is, such as darlington'] as const;
  const force = ['--force', 'replace the file if it is there'] as const;
  add(program, 'export', 'Write the log of accrued benefits to a file for a spreadsheet, or everything held about one person.', [
    'export benefits --agreement darlington --format xlsx --out benefits.xlsx',
    'export person sam@dccg.example --out sam.json',
  ])
    .addArgument(new Argument('<what>', 'what of').choices(['benefits', 'person']))
    .argument('[email]', 'of a person: their address in the partnership file')
    .option(...agreement)
    .addOption(new Option('--format <format>', 'csv or xlsx; without it, as the name of the file ends').choices(EXPORT_FORMATS))
    .requiredOption('--out <file>', 'the file to write, ending in .csv or .xlsx; of a person, in .json')
    .option(...force)
    .action(async (of: string, email: string | undefined, options: ExportOptions) =>
      done(await (of === 'person' ? exportPerson(email ?? '', options, terminal) : exportBenefits(options, terminal))),
    );
  add(program, 'report', 'Write a page on the accrued benefits that a board can read, with charts.', [
    'report benefits --agreement darlington --from 2015-04-01 --to 2016-03-31 --out report.html',
  ])
    .addArgument(what())
    .requiredOption(...agreement)
    .option('--from <day>', 'the first day it covers, such as 2015-04-01; without it, from the beginning')
    .option('--to <day>', 'the last day it covers; without it, to the end')
    .requiredOption('--out <file>', 'the file to write, ending in .html or .md')
    .option(...force)
    .action(async (_: string, options: ReportOptions) => done(await reportBenefits(options, terminal)));
}

/** Adds a command, with examples under its help. */
export type AddCommand = (name: string, description: string, examples: readonly string[]) => Command;

function add(program: Command, name: string, description: string, examples: readonly string[]): Command {
  const shown = examples.map((example) => `  npm run -s accord -- ${example}\n`).join('');
  return program.command(name).description(description).allowExcessArguments(false).addHelpText('after', `\nFor example:\n${shown}`);
}

async function explainFailure(error: unknown, { err }: Terminal): Promise<number> {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return DONE;
    await err(`${sentence(error.message)}\n`);
    return BAD_INPUT;
  }
  if (error instanceof BadInput) {
    await err(error.sentences.map((one) => `${one}\n`).join(''));
    return BAD_INPUT;
  }
  if (error instanceof StoreOfAnotherVersion) {
    await err(`${describeOtherVersion(error)}\n`);
    return WRONG;
  }
  if (error instanceof StoreBroken) {
    await err('The store could not be opened or read: check ACCORD_STORE, or run “npm run -s accord -- doctor”.\n');
    return WRONG;
  }
  const { kind, code, at } = factsOf(error);
  await err(`That did not work, and nothing was changed (${[kind, code, at].filter((fact) => fact !== undefined).join(', ')}).\n`);
  return WRONG;
}

/** “error: unknown option '--x'” as a sentence that says where to look. */
function sentence(message: string): string {
  const plain = message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '');
  return `${plain[0]!.toUpperCase()}${plain.slice(1)}: see “npm run -s accord -- --help”.`;
}
