/** A row of a spreadsheet, with the line it begins on in its file (1 first). */
export type SheetRow = { line: number; cells: readonly string[] };

const SEPARATORS = [',', ';', '\t'] as const;

/**
 * The rows of a CSV file (RFC 4180), separated by commas, semicolons or tabs, whichever its first line has most of. Empty rows are left out.
 * @returns undefined when a quotation mark is opened and never closed
 */
export function readCsv(text: string): SheetRow[] | undefined {
  const words = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const separator = separatorOf(words);
  const rows: SheetRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let began = 1;
  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (cells.some((one) => one !== '')) rows.push({ line: began, cells });
    cells = [];
  };
  for (let at = 0; at < words.length; at++) {
    const character = words[at]!;
    if (character === '\n') line++;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (words[at + 1] === '"') cell += words[++at];
      else quoted = false;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (character === separator) endCell();
    else if (character === '\n') {
      endRow();
      began = line;
    } else cell += character;
  }
  if (quoted) return undefined;
  endRow();
  return rows;
}

function separatorOf(text: string): string {
  const first = text.split('\n', 1)[0]!.replace(/"[^"]*"/g, '');
  const often = (separator: string) => first.split(separator).length;
  return [...SEPARATORS].sort((one, other) => often(other) - often(one))[0]!;
}
