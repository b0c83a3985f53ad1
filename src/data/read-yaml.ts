import { readFileSync } from 'node:fs';
import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, stringify, type YAMLParseError } from 'yaml';
import type { z } from 'zod';

/** One mistake in a file a person wrote: where it is and how to mend it. */
export type FileProblem = { file: string; line: number; problem: string; mend: string };

/** What a file held, with a way to find the line of any path in it; or every mistake in it at once. */
export type FileRead<T> = { ok: true; value: T; lineOf: (path: PropertyKey[]) => number } | { ok: false; problems: FileProblem[] };

const BYTES_READ_AT_MOST = 8 * 1024 * 1024;
/** One slip, or a file of another kind, can break thousands of lines: the first few are what a person can use. */
const SYNTAX_PROBLEMS_AT_MOST = 20;
const ALIASES_AT_MOST = 100;

/** Reads a YAML file against a schema. Never throws for what a person may have written: every mistake comes back with its line. */
export function readYaml<T>(file: string, schema: z.ZodType<T>): FileRead<T> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const problem = missing ? 'there is no such file' : `the file cannot be read (${(error as NodeJS.ErrnoException).code})`;
    return { ok: false, problems: [{ file, line: 1, problem, mend: 'Check the path and who may read it.' }] };
  }
  if (text.length > BYTES_READ_AT_MOST) {
    return { ok: false, problems: [{ file, line: 1, problem: 'the file is larger than 8 MB', mend: 'Split it into several files.' }] };
  }
  return readYamlText(file, text, schema);
}

/** A record as YAML that a person can read and change, and that `readYaml` reads back as it was. */
export function writeYaml(record: unknown): string {
  return stringify(record, { lineWidth: 140, aliasDuplicateObjects: false });
}

/** One change to a YAML file: a value at a path (undefined takes it away), or one more entry of the list the path leads into. */
export type YamlEdit = { at: readonly (string | number)[]; set: unknown } | { at: readonly (string | number)[]; add: unknown };

/** A YAML text with some changes made, and everything else as it was written: comments, order and layout. */
export function editYamlText(text: string, edits: readonly YamlEdit[]): string {
  const document = parseDocument(text);
  for (const edit of edits) {
    if ('add' in edit) {
      const list = edit.at.slice(0, -1);
      if (!isSeq(document.getIn(list))) document.setIn(list, document.createNode([]));
      document.addIn(list, document.createNode(edit.add));
    } else if (edit.set === undefined) document.deleteIn(edit.at);
    else document.setIn(edit.at, document.createNode(edit.set));
  }
  return document.toString({ lineWidth: 140, flowCollectionPadding: true });
}

/** As `readYaml`, for text already in hand; `file` is only used to name the place of a mistake. */
export function readYamlText<T>(file: string, text: string, schema: z.ZodType<T>): FileRead<T> {
  const unreadable = /[\0\ufffd]/.exec(text);
  if (unreadable) {
    const line = text.slice(0, unreadable.index).split('\n').length;
    return { ok: false, problems: [{ file, line, problem: 'this is not text in UTF-8', mend: 'Save the file as plain text in UTF-8.' }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const problems: FileProblem[] = document.errors
    .slice(0, SYNTAX_PROBLEMS_AT_MOST)
    .map((error) => ({ file, line: lines.linePos(error.pos[0]).line, ...explainSyntax(error) }));
  if (problems.length > 0) return { ok: false, problems };

  const lineOf = (path: PropertyKey[]) => lines.linePos(placeOf(document, path)).line;
  let data: unknown;
  try {
    // A few lines of nested aliases can grow to gigabytes.
    data = document.toJS({ maxAliasCount: ALIASES_AT_MOST });
  } catch (error) {
    const { place, ...rest } = explainAlias(error as Error, text);
    return { ok: false, problems: [{ file, line: lines.linePos(place).line, ...rest }] };
  }
  const parsed = schema.safeParse(data ?? {});
  if (parsed.success) return { ok: true, value: parsed.data, lineOf };
  return {
    ok: false,
    problems: parsed.error.issues.flatMap((issue) =>
      describe(issue).map((d) => ({ file, line: lineOf(d.path), problem: d.problem, mend: d.mend })),
    ),
  };
}

type Placed = { range?: [number, number, number] | null } | null | undefined;

/** Where a path stands in the text: the name of the setting, as its value may begin further down; else the nearest thing around it. */
function placeOf(document: Document.Parsed, path: PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const holder = document.getIn(path.slice(0, length - 1), true);
    const name = String(path[length - 1]);
    const pair = isMap(holder) ? holder.items.find(({ key }) => isScalar(key) && String(key.value) === name) : undefined;
    const node = (pair?.key ?? document.getIn(path.slice(0, length), true)) as Placed;
    if (node?.range) return node.range[0];
  }
  return (document.contents as Placed)?.range?.[0] ?? 0;
}

function explainAlias(error: Error, text: string): { place: number; problem: string; mend: string } {
  const unknown = /^Unresolved alias.*: (.+)$/.exec(error.message)?.[1];
  if (unknown === undefined) return { place: 0, problem: 'the file refers to itself too often', mend: 'Write repeated parts out in full.' };
  return {
    place: Math.max(0, text.indexOf(`*${unknown}`)),
    problem: `“*${unknown}” refers to something that is not in the file`,
    mend: 'Put quotes around text that begins with a star.',
  };
}

function explainSyntax(error: YAMLParseError): { problem: string; mend: string } {
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return { problem: 'the same setting stands twice in one block', mend: 'Keep one of the two.' };
    case 'TAB_AS_INDENT':
      return { problem: 'a tab stands where spaces should', mend: 'Indent with spaces.' };
    case 'MULTIPLE_DOCS':
      return {
        problem: 'the file holds more than one document',
        mend: 'Take out the line “---” and what follows, or keep it in a file of its own.',
      };
    case 'RESOURCE_EXHAUSTION':
      return { problem: 'the file is nested too deeply', mend: 'Check the brackets and the indentation.' };
    default: {
      const mend = 'Check the indentation, and put quotes around text that contains a colon.';
      return { problem: `this is not readable as YAML: ${plain(error.message)}`, mend };
    }
  }
}

type Described = { path: PropertyKey[]; problem: string; mend: string };

function describe(issue: z.core.$ZodIssue): Described[] {
  const at = issue.path.length > 0 ? `“${issue.path.filter((p) => typeof p === 'string').join('.') || 'entry'}”` : 'the file';
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        problem: `“${key}” is not a setting that belongs here`,
        mend: 'Check its spelling, or take the line out.',
      }));
    case 'invalid_type':
      return issue.input === undefined && issue.message.includes('received undefined')
        ? [{ path: issue.path, problem: `${at} is missing`, mend: `Add it (${article(issue.expected)}).` }]
        : [{ path: issue.path, problem: `${at} should be ${article(issue.expected)}`, mend: 'Correct the value.' }];
    case 'invalid_value':
      return [
        { path: issue.path, problem: `${at} has a value that is not known`, mend: `Use one of: ${issue.values.map(String).join(', ')}.` },
      ];
    case 'invalid_union':
      return [{ path: issue.path, problem: `${at} is not in any of the forms it may take`, mend: `${plain(issue.message)}.` }];
    default: {
      const [problem, mend] = plain(issue.message).split(' | ');
      return [{ path: issue.path, problem: `${at}: ${problem}`, mend: mend === undefined ? 'Correct the value.' : `${mend}.` }];
    }
  }
}

function article(type: string): string {
  const names: Record<string, string> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a block of settings',
    record: 'a block of settings',
  };
  return names[type] ?? type;
}

function plain(message: string): string {
  return message.replace(/\s+/g, ' ').replace(/\.$/, '').trim();
}
