import { z } from 'zod';
import { readDay } from './correct-fact.ts';
import type { Day } from './days.ts';
import type { SheetRow } from './read-csv.ts';

/** Somebody’s post as a row of a spreadsheet has it. Organisations and the agreement are still as they were typed. */
export type StaffRow = {
  line: number;
  email: string;
  name: string;
  home: string[];
  host: string | undefined;
  post: string;
  from: Day;
  to: Day | undefined;
  agreement: string | undefined;
  terms: 'seconded' | 'allocated' | 'co-located' | undefined;
};

/** What is wrong with a row, and the mend. */
export type RowProblem = { line: number; problem: string; mend: string };

/** What the columns may be called, in small letters. */
const COLUMNS = {
  email: ['email', 'e-mail', 'work email', 'work e-mail', 'email address', 'e-mail address', 'mail'],
  name: ['name', 'full name', 'person', 'staff member'],
  home: ['home', 'home organisation', 'employer', 'employed by', 'home employer'],
  host: ['host', 'host organisation', 'seconded to', 'works for', 'works with'],
  post: ['post', 'job', 'job title', 'role', 'position', 'title'],
  from: ['from', 'start', 'start date', 'starts', 'begins'],
  to: ['to', 'end', 'end date', 'ends', 'until'],
  agreement: ['agreement', 'under', 'partnership'],
  terms: ['terms', 'arrangement'],
} as const;
type Column = keyof typeof COLUMNS;
const NEEDED: readonly Column[] = ['email', 'name', 'home', 'post', 'from'];
const TERMS = ['seconded', 'allocated', 'co-located'] as const;

/** How dates are read that may be either: refused, or with the day first throughout. */
export type SheetOptions = { dayFirst: boolean };

/** Reads the rows of a spreadsheet of staff, its first row naming the columns. Every mistake comes back with its line. */
export function readStaff(rows: readonly SheetRow[], options: SheetOptions): { staff: StaffRow[]; problems: RowProblem[] } {
  const [head, ...rest] = rows;
  if (head === undefined)
    return { staff: [], problems: [{ line: 1, problem: 'the spreadsheet is empty', mend: 'Give it a row of column names.' }] };
  const columns = new Map<Column, number>();
  for (const column of Object.keys(COLUMNS) as Column[]) {
    const at = head.cells.findIndex((cell) => (COLUMNS[column] as readonly string[]).includes(cell.toLowerCase().replace(/\s+/g, ' ')));
    if (at >= 0) columns.set(column, at);
  }
  const missing = NEEDED.filter((column) => !columns.has(column));
  if (missing.length > 0)
    return {
      staff: [],
      problems: [
        {
          line: head.line,
          problem: `there is no column for ${missing.join(', ')}`,
          mend: `Name the columns ${Object.keys(COLUMNS).join(', ')}; host, to, agreement and terms may be left out.`,
        },
      ],
    };
  const read = rest.map((row) => readRow(row, columns, options));
  return { staff: read.flatMap(({ staff }) => staff ?? []), problems: read.flatMap(({ problems }) => problems) };
}

function readRow(
  { line, cells }: SheetRow,
  columns: ReadonlyMap<Column, number>,
  options: SheetOptions,
): { staff?: StaffRow; problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const wrong = (problem: string, mend: string) => void problems.push({ line, problem, mend });
  const of = (column: Column) => (cells[columns.get(column) ?? -1] ?? '').trim();
  if (cells.some(isFormula)) {
    wrong('a cell holds a formula', 'Put its value there instead: copy, and “Paste values”.');
    return { problems };
  }
  for (const column of NEEDED) if (of(column) === '') wrong(`“${column}” is empty`, 'Fill it in, or take the row out.');
  const email = of('email').toLowerCase();
  if (email !== '' && !z.email().safeParse(email).success)
    wrong(`“${of('email')}” is not an e-mail address`, 'Write it like sam@example.org.');
  const day = (column: 'from' | 'to'): Day | undefined => {
    if (of(column) === '') return undefined;
    const read = readSheetDay(of(column), options);
    if (!read.ok) wrong(`“${column}” cannot be read`, read.sentence);
    return read.ok ? read.value : undefined;
  };
  const [from, to] = [day('from'), day('to')];
  if (from !== undefined && to !== undefined && to < from) wrong('it ends before it begins', 'Correct one of the two days.');
  const terms = of('terms').toLowerCase().replace('colocated', 'co-located');
  if (terms !== '' && !(TERMS as readonly string[]).includes(terms))
    wrong(`“${of('terms')}” is not an arrangement`, `Use one of: ${TERMS.join(', ')}.`);
  if (problems.length > 0 || from === undefined) return { problems };
  const home = of('home')
    .split(/\s*(?:;|\+|\/|,)\s*/)
    .filter((one) => one !== '');
  const staff: StaffRow = {
    line,
    email,
    name: of('name'),
    home,
    host: of('host') || undefined,
    post: of('post'),
    from,
    to,
    agreement: of('agreement') || undefined,
    terms: (terms || undefined) as StaffRow['terms'],
  };
  return { staff, problems };
}

/** What a spreadsheet would work out when it is opened. A telephone number or a dash alone is none. */
function isFormula(cell: string): boolean {
  return /^[=@]/.test(cell) || /^[+-](?=.*[A-Za-z(])/.test(cell);
}

/** A day in any of the styles spreadsheets have; one that can be read in two ways is refused with both, unless the day comes first throughout. */
function readSheetDay(text: string, { dayFirst }: SheetOptions): ReturnType<typeof readDay> {
  const dashed = /^(\d{1,2})[- ]([A-Za-z]{3,9})[- ](\d{2}|\d{4})$/.exec(text);
  const plain = dashed === null ? text : `${dashed[1]} ${dashed[2]} ${dashed[3]!.length === 2 ? `20${dashed[3]}` : dashed[3]}`;
  const read = readDay(plain);
  if (read.ok) return read;
  const either = /write (\d{4}-\d\d-\d\d) or \d{4}-\d\d-\d\d\.$/.exec(read.sentence);
  if (either === null) return read;
  // The first of the two readings is the one with the day first.
  return dayFirst
    ? { ok: true, value: either[1]! }
    : { ok: false, sentence: `${read.sentence.slice(0, -1)}, or say --day-first for the whole file.` };
}
