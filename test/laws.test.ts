import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VARIABLES } from '../src/bot/config.ts';
import {
  arrows,
  type Law,
  namesEach,
  namesOnly,
  noMachinePaths,
  oneImporter,
  purity,
  type SourceFile,
  shape,
  tidiness,
  writeOffence,
} from './laws/check-laws.ts';

const root = join(import.meta.dirname, '..');

/** Every text file that is, or would be, in the repository. */
function repositoryFiles(): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  return listed
    .split('\0')
    .filter(
      (path) => path !== '' && !/^package-lock\.json$|\.(png|ico|woff2?|ttf|docx|pdf|zip)$/.test(path) && existsSync(join(root, path)),
    )
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

const files = repositoryFiles();
const file = (path: string, ...lines: string[]): SourceFile => ({ path, text: `${lines.join('\n')}\n` });
const breaks = (law: Law, ...broken: SourceFile[]) => law(broken).map(({ path, line }) => `${path}:${line}`);

it('sees the whole house', () => {
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['src/bot/dispatch.ts', 'src/handlers/reply.ts', 'src/data/engine.ts', 'package.json']));
});

describe('the laws hold', () => {
  it.each<[string, Law]>([
    ['1: arrows run bot -> handlers -> data, and not between platforms', arrows],
    ['2: each vendor package has one importing file', oneImporter],
    ['3: handlers have no environment, clock, chance or way to send', purity],
    ['6: files are short and named for what they hold', shape],
    ['nothing is left lying about', tidiness],
    ['no path of one machine', noMachinePaths],
  ])('%s', (_, law) => {
    expect(law(files).map(writeOffence)).toEqual([]);
  });

  it('.env.example has every variable that is read, and no other', () => {
    const example = { path: '.env.example', text: readFileSync(join(root, '.env.example'), 'utf8') };
    expect([...namesEach(VARIABLES, example), ...namesOnly(VARIABLES, example)].map(writeOffence)).toEqual([]);
  });

  it.runIf(existsSync(join(root, 'README.md')))('the README names every variable', () => {
    expect(namesEach(VARIABLES, { path: 'README.md', text: readFileSync(join(root, 'README.md'), 'utf8') }).map(writeOffence)).toEqual([]);
  });
});

describe('a broken law is seen', () => {
  it('1: an arrow that runs up', () => {
    const up = [
      file('src/data/a.ts', "import { b } from './b.ts';", "import type { Reply } from '../handlers/reply.ts';"),
      file('src/data/c.ts', "export { serve } from '../bot/serve.ts';"),
      file('src/handlers/d.ts', 'import {', '  one,', "} from '../bot/log.ts';"),
      file('src/handlers/e.ts', "const late = await import('../bot/log.ts');"),
    ];
    expect(breaks(arrows, ...up)).toEqual(['src/data/a.ts:2', 'src/data/c.ts:1', 'src/handlers/d.ts:3', 'src/handlers/e.ts:1']);
  });

  it('1: an arrow between platforms, but not one to what they share or a comment', () => {
    const sideways = [
      file('src/bot/slack/a.ts', "import { x } from '../teams/x.ts';", "import { y } from '../serve.ts';", "// as from '../teams/x.ts'"),
      file('src/bot/local/b.ts', "import './rooms.ts';", "import '../terminal/ask.ts';"),
      file('src/bot/main.ts', "import { makeSlack } from './slack/app.ts';"),
    ];
    expect(breaks(arrows, ...sideways)).toEqual(['src/bot/slack/a.ts:1', 'src/bot/local/b.ts:2']);
  });

  it('2: a second importer, of a subpath or a type as well', () => {
    const two = [
      file('src/bot/slack/app.ts', "import { App } from '@slack/bolt';", "import { z } from 'zod';", "import { join } from 'node:path';"),
      file('src/bot/slack/read.ts', "import type { types } from '@slack/bolt/dist/types';", "import { z } from 'zod';"),
      file('src/data/days.ts', "import { addDays } from 'date-fns/addDays';", "import { addMonths } from 'date-fns/addMonths';"),
      file('src/bot/x.ts', "const cards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');"),
      file('src/bot/y.ts', "const path = require.resolve('adaptivecards/package.json');"),
      file('test/a.test.ts', "import { App } from '@slack/bolt';"),
    ];
    expect(breaks(oneImporter, ...two)).toEqual(['src/bot/slack/read.ts:1', 'src/bot/y.ts:1']);
  });

  it.each([
    ['src/bot/serve.ts', 'const port = process.env.PORT;'],
    ['src/data/a.ts', 'const { env } = { env: process.env };'],
    ['src/bot/main.ts', 'const port = process.env.PORT;'],
    ['src/bot/main.ts', 'const read = readConfig(process.env) ?? process.env;'],
    ['src/handlers/a.ts', 'const at = new Date(request.at);'],
    ['src/handlers/a.ts', 'const at = Date.now();'],
    ['src/data/a.ts', 'const at = new Date().toISOString();'],
    ['src/handlers/a.ts', 'const id = Math.random();'],
    ['src/data/a.ts', "import { randomUUID } from 'node:crypto';"],
    ['src/handlers/a.ts', 'await new Promise((done) => setTimeout(done, 1));'],
    ['src/handlers/a.ts', "await fetch('https://example.org');"],
    ['src/handlers/a.ts', 'await platform.deliver(address, message);'],
    ['src/handlers/a.ts', "import { request } from 'node:https';"],
  ])('3: in %s: %s', (path, line) => {
    expect(breaks(purity, file(path, 'const a = 1;', line))).toContain(`${path}:2`);
  });

  it('3: but not where it is allowed', () => {
    const allowed = [
      file('src/bot/config.ts', 'const value = process.env.PORT;'),
      file('src/bot/main.ts', 'const read = readConfig(process.env);', 'const open = !process.env.CI;'),
      file('src/bot/dispatch.ts', 'const id = randomUUID();', 'const at = Date.now();'),
      file('src/data/days.ts', "const date = new Date('2016-03-31T00:00:00Z');"),
      file('src/handlers/a.ts', '// no new Date( here', '/** never Math.random */'),
    ];
    expect(purity(allowed)).toEqual([]);
  });

  it('6: a file that is too long, or named for nothing', () => {
    expect(breaks(shape, file('src/bot/long.ts', ...Array.from({ length: 251 }, () => 'x')))).toEqual(['src/bot/long.ts:251']);
    expect(shape([file('src/bot/long.ts', ...Array.from({ length: 250 }, () => 'x')), file('src/data/common-words.ts', 'x')])).toEqual([]);
    for (const path of [
      'src/utils/a.ts',
      'src/bot/helpers.ts',
      'test/helper.ts',
      'src/common/a.ts',
      'src/data/types.ts',
      'src/bot/slack/index.ts',
    ])
      expect(breaks(shape, file(path, 'x'))).toEqual([`${path}:0`]);
  });

  it.each([
    ['src/bot/a.ts', '// TODO: later'],
    ['src/data/a.yaml', '# FIXME'],
    ['src/bot/local/page/page.js', "console.log('here');"],
    ['src/data/a.ts', "import { addDays } from 'date-fns';"],
    ['test/a.test.ts', "it.only('works', () => {});"],
    ['test/a.test.ts', "describe.each([1]).only('works', () => {});"],
    ['test/a.test.ts', "it.skip('works', () => {});"],
  ])('left lying about in %s: %s', (path, line) => {
    expect(breaks(tidiness, file(path, 'const a = 1;', line))).toEqual([`${path}:2`]);
  });

  it('a test may be skipped with its reason', () => {
    const reasons = ["it.skip('works', () => {}); // Slack’s own server does not do this yet", "context.skip('no browser here');"];
    expect(tidiness([file('test/a.test.ts', ...reasons)])).toEqual([]);
  });

  it('a path of one machine, but not a part of an address', () => {
    const [work, home] = ['work', 'home'].map((name) => `/${name}/`);
    const text = [`See ${work}main/README.md`, `'${home}sam/x'`, `https://example.org${home}x`, `../shared${work}x`, 'and/or home'];
    expect(breaks(noMachinePaths, file('docs/a.md', ...text))).toEqual(['docs/a.md:1', 'docs/a.md:2']);
  });

  it('a variable that is missing, or that nothing reads', () => {
    const example = file('.env.example', 'PORT=3978', '#HOST=', 'COLOUR=red');
    expect(namesEach(['PORT', 'HOST', 'LOG_LEVEL'], example).map(({ why }) => why)).toEqual(['LOG_LEVEL is not mentioned']);
    expect(namesOnly(['PORT', 'HOST', 'LOG_LEVEL'], example).map(({ line }) => line)).toEqual([3]);
  });

  it('is told with its place and its line', () => {
    const [offence] = arrows([file('src/data/c.ts', "export { serve } from '../bot/serve.ts';")]);
    expect(writeOffence(offence!)).toBe("src/data/c.ts:1: data imports from bot: export { serve } from '../bot/serve.ts';");
  });
});
