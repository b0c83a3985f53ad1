import { randomBytes } from 'node:crypto';
import type { IssueLog } from '../../data/issue-log.ts';
import type { Issue } from '../../data/issues.ts';
import { openStore } from '../../data/open-stores.ts';
import type { Partnership } from '../../data/partnership.ts';
import { eraseName, type PersonNames, type PersonRecord, recordsOf } from '../../data/person-records.ts';
import { openIssues } from './open-issues.ts';
import { openKept } from './open-kept.ts';
import { BadInput, count, DONE, type Terminal } from './terminal.ts';
import { endingOf, mayWrite, writeWhole } from './write-file.ts';

export type PersonExport = { out: string; force?: true };

/**
 * `accord export person EMAIL`: everything held about somebody, as one JSON file for them: their lines of the partnership file, the records
 * that name them, and the issues they raised. For whoever answers the request alone. @returns the exit code
 */
export async function exportPerson(email: string, { out, force }: PersonExport, terminal: Terminal): Promise<number> {
  const { config, knowledge } = terminal.know();
  endingOf(out, ['json']);
  mayWrite(out, force === true);
  const store = await openKept(config.storeUrl);
  try {
    const issues = await openIssues(config, store);
    const who = addressOf(email);
    const records: PersonRecord[] = [];
    for await (const record of recordsOf(store, namesOf(who, knowledge.partnership))) records.push(record);
    const raised = issues === null ? [] : await issuesOf(who, knowledge.partnership, issues);
    const written = await Promise.all(raised.map(async (issue) => ({ ...issue, words: await issues!.wordsOf(issue) })));
    const inFile = knowledge.partnership.people.find((one) => one.email === who) ?? null;
    await writeWhole(out, `${JSON.stringify({ person: who, partnershipFile: inFile, records, issues: written }, null, 2)}\n`);
    await terminal.out(
      `${out}: ${count(records.length, 'record')} and ${count(written.length, 'issue')} of ${who}. Give it to nobody else.\n`,
    );
    return DONE;
  } finally {
    await store.close();
  }
}

/**
 * `accord erase person EMAIL`: takes away the issues they raised and puts “somebody whose name was erased” wherever records name them;
 * the entries of the log stay. @returns the exit code
 */
export async function erasePerson(email: string, { yes }: { yes?: true }, terminal: Terminal): Promise<number> {
  const { config, knowledge } = terminal.know();
  const who = addressOf(email);
  if (yes !== true) throw new BadInput(`This cannot be undone. Stop Accord, back the store up, and say “erase person ${who} --yes”.`);
  const store = await openStore(config.storeUrl);
  try {
    const issues = await openIssues(config, store);
    const forgotten = issues === null ? 0 : await forgetIssues(who, knowledge.partnership, issues);
    const changed = await eraseName(store, namesOf(who, knowledge.partnership), nameInstead());
    const file = knowledge.partnership.people.some((one) => one.email === who)
      ? ' They still stand in the partnership file: take them out there, and in its older copies.'
      : '';
    await terminal.out(
      `${count(forgotten, 'issue')} erased and ${count(changed, 'record')} without the name of ${who}.${file} What others wrote about them in their own words, and backups, are not changed.\n`,
    );
    return DONE;
  } finally {
    await store.close();
  }
}

/** One for everything they did, so that it stays one person’s doing; nobody can tell whose. */
function nameInstead(): string {
  return `somebody whose name was erased (${randomBytes(3).toString('hex')})`;
}

async function issuesOf(email: string, partnership: Partnership, issues: IssueLog): Promise<Issue[]> {
  const found = await Promise.all(raisersOf(email, partnership).map((who) => issues.ofPerson(who)));
  return found.flat();
}

async function forgetIssues(email: string, partnership: Partnership, issues: IssueLog): Promise<number> {
  let forgotten = 0;
  for (const who of raisersOf(email, partnership)) forgotten += await issues.forget(who);
  return forgotten;
}

function namesOf(email: string, { people }: Partnership): PersonNames {
  const person = people.find((one) => one.email === email);
  return { email, accounts: [person?.slack, person?.teams].filter((one) => one !== undefined) };
}

/** As whom somebody may have raised an issue: by their address, or by an account before the file knew them. */
function raisersOf(email: string, { people }: Partnership) {
  const person = people.find((one) => one.email === email);
  const accounts = [
    { platform: 'local' as const, id: email },
    ...(person?.slack === undefined ? [] : [{ platform: 'slack' as const, id: person.slack }]),
    ...(person?.teams === undefined ? [] : [{ platform: 'teams' as const, id: person.teams }]),
  ];
  return [{ email, account: accounts[0]! }, ...accounts.map((account) => ({ email: null, account }))];
}

function addressOf(email: string): string {
  const address = email.trim().toLowerCase();
  if (/^[^\s@]+@[^\s@]+$/.test(address)) return address;
  throw new BadInput(`“${email}” is not an e-mail address: give the one the partnership file has.`);
}
