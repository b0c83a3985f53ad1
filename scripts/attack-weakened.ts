import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { BODIES_AND_FILES } from './weakened/bodies-and-files.ts';
import { DUTIES_AND_ISSUES } from './weakened/duties-and-issues.ts';
import { INJECTION } from './weakened/injection.ts';
import { LOCAL_PAGE } from './weakened/local-page.ts';
import { PRESSES } from './weakened/presses.ts';
import { SLACK_SIGNATURES } from './weakened/slack-signatures.ts';
import { TEAMS_TOKENS } from './weakened/teams-tokens.ts';
import type { Weakening } from './weakened/weakening.ts';

/*
 * Proves that the attack tests can fail: in a copy of the tree each check is taken out by itself, the tests that attack it are run, and the
 * one that must fail is looked for. With words after it, only the weakenings whose description holds them all are tried:
 *
 *   node scripts/attack-weakened.ts [words]
 */

const ROOT = join(import.meta.dirname, '..');
const LEFT_BEHIND = new Set(['.git', 'node_modules', 'var']);
const ALL: readonly Weakening[] = [
  ...SLACK_SIGNATURES,
  ...TEAMS_TOKENS,
  ...PRESSES,
  ...DUTIES_AND_ISSUES,
  ...INJECTION,
  ...BODIES_AND_FILES,
  ...LOCAL_PAGE,
];

type Outcome = { passed: number; failed: string[]; broken: boolean };

function main(): number {
  const words = process.argv.slice(2).map((word) => word.toLowerCase());
  const chosen = ALL.filter((one) => words.every((word) => `${one.attack} ${one.weakened} ${one.tests}`.toLowerCase().includes(word)));
  const copy = mkdtempSync(join(tmpdir(), 'accord-weakened-'));
  try {
    cpSync(ROOT, copy, { recursive: true, filter: (path) => !LEFT_BEHIND.has(basename(path)) });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    const held = chosen.filter((one) => attackWeakened(one, copy));
    say(`${held.length} of ${chosen.length} weakened builds were caught.`);
    return held.length === chosen.length ? 0 : 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function attackWeakened(one: Weakening, copy: string): boolean {
  const path = join(copy, one.file);
  const sound = readFileSync(path, 'utf8');
  const about = `${one.attack} — ${one.weakened}`;
  if (sound.split(one.from).length !== 2) {
    say(`NOT TRIED  ${about}: what is to be taken out does not stand once in ${one.file}`);
    return false;
  }
  writeFileSync(
    path,
    sound.replace(one.from, () => one.to),
  );
  const { passed, failed, broken } = run(one.tests, copy);
  writeFileSync(path, sound);
  const caught = !broken && failed.some((name) => name.includes(one.red));
  say(`${caught ? 'red' : 'NOT CAUGHT'}  ${about} (${one.tests}: ${failed.length} failed, ${passed} passed)`);
  if (!caught) for (const name of failed) say(`    failed: ${name}`);
  return caught;
}

/** Runs one file of attacks. `broken` when it did not run at all, which proves nothing. */
function run(tests: string, copy: string): Outcome {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const vitest = join(copy, 'node_modules', 'vitest', 'vitest.mjs');
  const file = join('test', 'attacks', `${tests}.test.ts`);
  spawnSync(process.execPath, [vitest, 'run', file, '--reporter=json', `--outputFile=${report}`], { cwd: copy, stdio: 'ignore' });
  if (!existsSync(report)) return { passed: 0, failed: [], broken: true };
  const { numPassedTests, numTotalTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number;
    numTotalTests: number;
    testResults: { assertionResults: { fullName: string; status: string }[] }[];
  };
  const failed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  );
  return { passed: numPassedTests, failed, broken: numTotalTests === 0 };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = main();
