import type { Draft } from './clause-draft.ts';
import { isOfDefinitions } from './definition-line.ts';
import type { Paragraph } from './document.ts';
import { headingOver } from './gather-sentence.ts';
import { addDraft, addItem, current, startSection, type Walk } from './gather-walk.ts';
import { readPartLine } from './recognise-paragraph.ts';
import { beginsContact, isImplicationsTable, plainName, readHeaderLine, readHeaderRow } from './report-lines.ts';

/** Takes the rows of one table as clauses: each row is one. */
export function gatherRows(walk: Walk, rows: readonly Paragraph[]): void {
  const head = headOf(rows);
  const body = head === undefined ? rows : rows.slice(1);
  const firsts = body.map(({ cells }) => cells![0]!);
  if (walk.section?.is === 'signatures') for (const row of rows) gatherSignatureRow(walk, row);
  else if ((head === undefined || namesOfHeader(rows)) && isAtTheHead(walk, rows)) for (const row of rows) gatherHeaderRow(walk, row);
  else if (isImplicationsTable(firsts)) gatherImplications(walk, body);
  else if (head === undefined && firsts.every((first) => /:-?$/.test(first))) for (const row of body) gatherLabelled(walk, row);
  else gatherTable(walk, head, body);
}

function gatherSignatureRow(walk: Walk, row: Paragraph): void {
  if (walk.loose === undefined) walk.loose = nameRow(walk, 'Signatories', undefined, row);
  else walk.loose.texts.push(wordsOf(row));
}

function gatherImplications(walk: Walk, rows: readonly Paragraph[]): void {
  startSection(walk, 'Implications');
  for (const row of rows) nameRow(walk, `Implications: ${plainName(row.cells![0]!)}`, undefined, row);
}

const COLUMN_OF_TERMS = /^(?:defined )?(?:terms?|expressions?|words?|definitions?)\b/i;

function gatherTable(walk: Walk, head: readonly string[] | undefined, rows: readonly Paragraph[]): void {
  const under = current(walk);
  const heading = under === undefined ? (walk.section?.heading ?? '') : headingOver(under);
  const firsts = rows.map(({ cells }) => cells![0]!);
  const defines = isOfDefinitions(heading) || (head !== undefined && COLUMN_OF_TERMS.test(head[0]!));
  const counted = head !== undefined && itemOf(head) !== undefined;
  if (counted && under !== undefined) under.holds += rows.length;
  rows.forEach((row, at) => {
    const name = defines ? `“${unquoted(firsts[at]!)}”` : rowName(head, firsts, at, under === undefined ? heading : '');
    const draft = nameRow(walk, name, defines || !counted ? under : undefined, row);
    if (head !== undefined) draft.heading = head.filter((cell) => cell !== '').join(' · ');
  });
}

const YEAR = /\b(?:19|20)\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?\b/;

/** The cells of the first row where it names the columns: short, not sentences, and over rows that say more. */
function headOf(rows: readonly Paragraph[]): readonly string[] | undefined {
  const [first, ...others] = rows;
  const cells = first!.cells!;
  if (others.length === 0 || cells.length < 2) return undefined;
  const short = cells.every((cell) => cell.split(/\s+/).length <= 6 && !/[.;:]$/.test(cell));
  if (!short) return undefined;
  const longer = others.some((row) => row.cells!.some((cell) => cell.split(/\s+/).length > 8));
  const names =
    /^(?:risks?|terms?|definitions?|expressions?|partners?|part(?:y|ies)|organisations?|services?|roles?|posts?|items?|areas?|no\.?|ref|milestones?|actions?|dates?|meetings?|reports?|years?|funds?|budgets?|contributions?|schemes?|objectives?|measures?|indicators?|outcomes?|shares?|meanings?|amounts?|values?|percentages?|descriptions?|leads?|owners?|lead officers?|purpose)\b/i;
  const figures = (row: readonly string[]) => row.slice(1).every((cell) => /\d/.test(cell));
  const overFigures =
    cells.every((cell) => cell !== '' && !/\d/.test(cell.replace(YEAR, ''))) && others.every((row) => figures(row.cells!));
  return first!.bold === true || overFigures || first!.heading !== undefined || (names.test(cells[0]!) && (longer || names.test(cells[1]!)))
    ? cells
    : undefined;
}

/** “Meeting date | 9 October 2024” is not over columns: the first cell of every row names what stands beside it. */
function namesOfHeader(rows: readonly Paragraph[]): boolean {
  const named = rows.filter(({ cells }) => cells!.length === 2 && readHeaderLine(`${cells![0]}: ${cells![1]}`) !== undefined);
  return rows[0]!.bold !== true && rows.length >= 2 && named.length * 2 > rows.length && named.includes(rows[0]!);
}

function isAtTheHead(walk: Walk, rows: readonly Paragraph[]): boolean {
  const before = walk.scope.is === 'body' && walk.drafts.every(({ sort, ref }) => sort === 'named' && ref.startsWith('Header: '));
  return before && rows.every(({ cells }) => cells!.length <= 3) && rows.some(({ cells }) => readHeaderRow(cells!) !== undefined);
}

function gatherHeaderRow(walk: Walk, row: Paragraph): void {
  const line = readHeaderRow(row.cells!);
  if (line === undefined) walk.front.push(wordsOf(row));
  else nameRow(walk, `Header: ${line.label}`, undefined, row).texts = [line.text];
}

/** “Background papers:” in one cell, what they are in the next. */
function gatherLabelled(walk: Walk, row: Paragraph): void {
  const [label, ...values] = row.cells!;
  const part = readPartLine(values.join(' '));
  if (part !== undefined && part.title !== '') walk.listed.set(part.title.toLowerCase(), part.label);
  if (!beginsContact(label!)) return void nameRow(walk, plainName(label!), undefined, row);
  startSection(walk, plainName(label!), 'contact');
  addItem(walk, wordsOf(row), row);
}

function nameRow(walk: Walk, name: string, within: Draft | undefined, row: Paragraph): Draft {
  return addDraft(walk, 'named', { ref: name, within, text: wordsOf(row) }, row);
}

/** “Risk 3” under the column “Risks”; the first cell where it is short and no other begins with it; otherwise the position. */
function rowName(head: readonly string[] | undefined, firsts: readonly string[], at: number, heading: string): string {
  const item = head === undefined ? undefined : itemOf(head);
  if (item !== undefined) return `${item} ${at + 1}`;
  const first = firsts[at]!;
  const telling = first !== '' && first.split(/\s+/).length <= 8 && firsts.filter((other) => other === first).length === 1;
  const name = telling ? plainName(first) : `row ${at + 1}`;
  return heading === '' ? name : `${plainName(heading)}: ${name}`;
}

/** “Risks” over a column of sentences names each row “Risk”. */
function itemOf(head: readonly string[]): string | undefined {
  return /^(?:risk|objective|action|milestone|measure|outcome|principle)s?$/i.test(head[0]!.trim())
    ? plainName(head[0]!.replace(/s$/i, ''))
    : undefined;
}

function unquoted(term: string): string {
  return term.replace(/^[“"‘']|[”"’']$/g, '').trim();
}

function wordsOf({ cells }: Paragraph): string {
  return cells!.filter((cell) => cell !== '').join(' ');
}
