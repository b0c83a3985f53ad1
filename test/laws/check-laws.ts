/*
 * The laws of the house, each as a function from files to the lines that break it. Paths are relative to the root of the repository.
 */

export type SourceFile = { path: string; text: string };
/** A line that breaks a law; line 0 is the file as a whole. */
export type Offence = { path: string; line: number; why: string; text: string };
export type Law = (files: readonly SourceFile[]) => Offence[];

/** One offence as a line that an editor can jump to. */
export function writeOffence({ path, line, why, text }: Offence): string {
  return `${path}:${line}: ${why}${text === '' ? '' : `: ${text}`}`;
}

type Line = { path: string; line: number; text: string };

/** The lines of code; lines that are comments altogether are left out. */
function codeLines(files: readonly SourceFile[]): Line[] {
  return allLines(files).filter(({ text }) => !/^(\/\/|\/?\*)/.test(text));
}

function allLines(files: readonly SourceFile[]): Line[] {
  return files.flatMap(({ path, text }) => text.split('\n').map((one, index) => ({ path, line: index + 1, text: one.trim() })));
}

/** A law that no line of code among `where` may match `pattern`, unless `except` takes the matter out of it. */
function noLine(why: string, where: RegExp, pattern: RegExp, except?: RegExp): Law {
  return (files) =>
    codeLines(files.filter(({ path }) => where.test(path)))
      .filter(({ text }) => pattern.test(except === undefined ? text : text.replaceAll(except, '')))
      .map((line) => ({ ...line, why }));
}

type Import = { path: string; line: number; text: string; from: string };

const IMPORTED =
  /(?:\bfrom|^import|\bimport\(|\brequire\(|\brequire\.resolve\(|\bimport\.meta\.resolve\()\s*(['"`])([^'"`]+)\1|createRequire\([^)]*\)\(\s*(['"`])([^'"`]+)\3/g;

function importsIn(files: readonly SourceFile[]): Import[] {
  return codeLines(files).flatMap((line) => [...line.text.matchAll(IMPORTED)].map((match) => ({ ...line, from: (match[2] ?? match[4])! })));
}

/** `src/bot/slack/app.ts` importing `../serve.ts` means `src/bot/serve.ts`. */
function resolveFrom(path: string, from: string): string {
  return new URL(from, `file:///${path}`).pathname.slice(1);
}

const layerOf = (path: string) => /^src\/(bot|handlers|data)\//.exec(path)?.[1];
const platformOf = (path: string) => /^src\/bot\/(slack|teams|local|email|terminal)\//.exec(path)?.[1];
/** Between platforms; but the doctor in the terminal asks the mail server through what speaks with it. */
function isSideways(from: string | undefined, to: string | undefined): boolean {
  return from !== undefined && to !== undefined && from !== to && !(from === 'terminal' && to === 'email');
}

const MAY_IMPORT: Record<string, string[]> = { bot: ['bot', 'handlers', 'data'], handlers: ['handlers', 'data'], data: ['data'] };

/** Law 1: arrows run bot -> handlers -> data, never up, never sideways between platforms. */
export const arrows: Law = (files) =>
  importsIn(files).flatMap((one) => {
    if (!one.from.startsWith('.')) return [];
    const target = resolveFrom(one.path, one.from);
    const [layer, other] = [layerOf(one.path), layerOf(target)];
    const why =
      layer !== undefined && other !== undefined && !MAY_IMPORT[layer]!.includes(other)
        ? `${layer} imports from ${other}`
        : isSideways(platformOf(one.path), platformOf(target))
          ? 'one platform imports from another'
          : undefined;
    return why === undefined ? [] : [{ ...one, why }];
  });

/** Packages any file may import: zod is how a record, a form and a file say what they are, throughout. */
const EVERYWHERE = new Set(['zod']);

function packageOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Law 2: each vendor package has one importing file in src, types included, so that replacing it is rewriting one file. */
export const oneImporter: Law = (files) => {
  const importers = new Map<string, Import[]>();
  for (const one of importsIn(files)) {
    if (!one.path.startsWith('src/') || /^(\.|\/|node:|#)/.test(one.from)) continue;
    const name = packageOf(one.from);
    if (!EVERYWHERE.has(name)) importers.set(name, [...(importers.get(name) ?? []), one]);
  }
  return [...importers].flatMap(([name, all]) => {
    const [first] = all;
    return all.filter(({ path }) => path !== first!.path).map((one) => ({ ...one, why: `${name} is imported by ${first!.path} already` }));
  });
};

/** What an entry point may ask of the environment itself: to hand it on whole, and what the machine (not Accord) is set to. */
const HANDED_ON = /(\(|\benv: )process\.env(?=[,)])|process\.env\.(CI|DISPLAY|WAYLAND_DISPLAY|NO_COLOR)\b/g;

/** Law 3: what a handler does follows from its request, the records and the clock it is given. */
export const purity: Law = (files) => [
  ...noLine(
    'the environment is read in src/bot/config.ts only',
    /^src\/(?!bot\/config\.ts$|bot\/(terminal\/)?main\.ts$)/,
    /process\.env\b/,
  )(files),
  ...noLine('an entry point only hands the environment on', /^src\/bot\/(terminal\/)?main\.ts$/, /process\.env\b/, HANDED_ON)(files),
  ...noLine('a handler has no clock but the one it is given', /^src\/handlers\//, /\bnew Date\(|\bDate\.now\b|\bperformance\.now\b/)(files),
  ...noLine('a record does not look at the clock', /^src\/data\//, /\bnew Date\(\)|\bDate\.now\b/)(files),
  ...noLine(
    'there is no chance in a handler or a record',
    /^src\/(handlers|data)\//,
    /\bMath\.random\b|\brandom(UUID|UUIDv7|Int|Bytes)\b/,
  )(files),
  ...noLine('a handler does not wait', /^src\/handlers\//, /\bset(Timeout|Interval|Immediate)\b/)(files),
  ...noLine(
    'a handler sends nothing',
    /^src\/handlers\//,
    /\bfetch\(|\bdeliver\(|['"]node:(https?|http2|net|tls|dgram|child_process|fs|fs\/promises)['"]/,
  )(files),
];

const LINES_AT_MOST = 250;

/** Law 6: files stay short, and are named for what they hold. */
export const shape: Law = (files) =>
  files
    .filter(({ path }) => /^(src|test|scripts)\/.*\.(ts|mjs|js)$/.test(path))
    .flatMap(({ path, text }) => {
      const offences: Offence[] = [];
      const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
      if (/^src\/.*\.ts$/.test(path) && lines > LINES_AT_MOST)
        offences.push({ path, line: LINES_AT_MOST + 1, why: `the file has ${lines} lines, more than ${LINES_AT_MOST}`, text: '' });
      if (/(^|\/)(utils?|helpers?|common|misc)(\/|\.[jt]s$)|(^|\/)(types|index)\.ts$/.test(path))
        offences.push({ path, line: 0, why: 'the name says nothing of what is in it', text: '' });
      return offences;
    });

/** What is left lying about: unfinished work, printing, the slow barrel, tests that are switched off. */
export const tidiness: Law = (files) => [
  ...allLines(files.filter(({ path }) => /^(src|test|scripts)\/.*\.(ts|mjs|js|yaml|css|html)$/.test(path) && !path.startsWith('test/laws')))
    .filter(({ text }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text))
    .map((line) => ({ ...line, why: 'unfinished work belongs in an issue' })),
  ...noLine('nothing prints to the console', /^src\/.*\.(ts|js)$/, /\bconsole\.\w+/)(files),
  ...noLine("import a subpath such as 'date-fns/addMonths'", /^(src|test|scripts)\/(?!laws)/, /['"]date-fns['"]/)(files),
  ...noLine('only this test would run', /^test\/(?!laws)/, /\.only[.(]/)(files),
  ...noLine(
    'a test that is skipped says why in a comment on its line',
    /^test\/(?!laws)/,
    /\.(skip|todo)\(/,
    /^.*\S\s*\/\/ \S+.*$|\bcontext\.skip\(['"`][^'"`]+['"`]\)/g,
  )(files),
];

/** Folders in which a machine keeps somebody’s own files: their paths mean nothing anywhere else. */
const SOMEBODYS = ['work', 'home', 'root', 'Users'].join('|');

/** No file names a path of the machine it was written on. */
export const noMachinePaths: Law = (files) =>
  allLines(files.filter(({ path }) => !path.startsWith('test/laws')))
    .filter(({ text }) => new RegExp(String.raw`(?<![\w.:/@)}~*$-])/(${SOMEBODYS})/`).test(text))
    .map((line) => ({ ...line, text: line.text.slice(0, 160), why: 'a path of one machine' }));

/** Every variable stands in a file, as a word of its own. */
export function namesEach(variables: readonly string[], { path, text }: SourceFile): Offence[] {
  return variables
    .filter((name) => !new RegExp(String.raw`(?<![\w])${name}(?![\w])`).test(text))
    .map((name) => ({ path, line: 0, why: `${name} is not mentioned`, text: '' }));
}

/** Every variable that `.env.example` sets, in use or commented out, is one that is read. */
export function namesOnly(variables: readonly string[], { path, text }: SourceFile): Offence[] {
  return allLines([{ path, text }])
    .map((line) => ({ ...line, name: /^#?([A-Za-z_]+)=/.exec(line.text)?.[1] }))
    .filter(({ name }) => name !== undefined && !variables.includes(name))
    .map(({ name: _, ...line }) => ({ ...line, why: 'no such variable is read' }));
}
