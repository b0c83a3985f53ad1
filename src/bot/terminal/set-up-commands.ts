import type { AddCommand } from './app.ts';
import type { ConfirmOptions } from './confirm.ts';
import type { ImportOptions } from './import.ts';
import type { PeopleOptions } from './people.ts';
import type { Terminal } from './terminal.ts';

/** The commands that set Accord up for an agreement, in the order they are used. What reads files is loaded only where it is used. */
export function addSetUpCommands(add: AddCommand, terminal: Terminal, done: (code: number) => void): void {
  add('import', 'Read an agreement from a document (.docx, .pdf, .odt, .md or .txt) into a record for a person to check.', [
    'import our-agreement.docx --save',
    'import our-agreement.docx --id our-agreement > our-agreement.yaml',
    'import our-agreement.pdf --json',
  ])
    .argument('<file>', 'the document')
    .option('--id <id>', 'the id of the record: small letters, digits and hyphens')
    .option('--title <title>', 'what to call the agreement; without it, what the document calls itself')
    .option('--save', 'keep it as a draft to be confirmed; with the id of an agreement, as its newer version')
    .option('--json', 'print JSON instead of words')
    .action(async (file: string, options: ImportOptions) =>
      done(await (await import('./import.ts')).importDocument(file, options, terminal)),
    );
  add('confirm', 'List what was read from a document, settle it, and confirm the agreement in your name.', [
    'confirm our-agreement',
    'confirm our-agreement --as asha@dbc.example --accept-sure --strike facts.posts.0',
    'confirm our-agreement --as asha@dbc.example --set "facts.noticeMonths=6" --at 7.1',
  ])
    .argument('<id>', 'the id of the draft')
    .option('--as <email>', 'in whose name: an administrator or the Director')
    .option('--accept <fact...>', 'confirm these facts')
    .option('--accept-sure', 'confirm every fact the document says outright')
    .option('--set <fact=value...>', 'correct or add these facts')
    .option('--at <ref>', 'the clause that what is set stands in')
    .option('--strike <fact...>', 'strike these facts out')
    .action(async (id: string, options: ConfirmOptions) => done(await (await import('./confirm.ts')).confirm(id, options, terminal)));
  addPeopleCommand(add, terminal, done);
}

function addPeopleCommand(add: AddCommand, terminal: Terminal, done: (code: number) => void): void {
  add('people', 'Bring people from a spreadsheet into the partnership file, or find their Slack and Teams accounts by e-mail.', [
    'people import staff.xlsx --dry-run',
    'people import staff.csv',
    'people match --dry-run',
  ])
    .argument('<what>', 'import or match')
    .argument('[file]', 'of import: the spreadsheet, .csv or .xlsx')
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--day-first', 'of dates that can be read in two ways, the day comes first')
    .action(async (what: string, file: string | undefined, options: PeopleOptions) =>
      done(await (await import('./people.ts')).people(what, file, options, terminal)),
    );
}
