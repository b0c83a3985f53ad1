import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../../src/bot/terminal/app.ts';
import { openConfig } from '../../src/bot/terminal/open-knowledge.ts';
import { openTerminal } from '../bot/terminal/terminal-of-a-test.ts';
import { startPostgres } from '../contracts/postgres-server.ts';
import { knowledge } from '../handlers/front-door.ts';
import type { Json } from './fake-teams.ts';
import { LIFE, liveThroughIssues, PLANTED } from './issue-life.ts';
import { type Heard, type People, peopleOf } from './issue-people.ts';
import { openWorld, type World, wordsIn } from './issue-world.ts';

/* Who sees what of an employment issue: every role on every face, and every place where something is kept or counted. */

const PREVIEW = 'Accord: something for you to read';
/** The person, and the contacts of her own organisation who were asked. */
const MAY_SEE = ['sam', 'hugo', 'hr@dccg.example'];
const ROLES: Readonly<Record<string, string>> = {
  dora: 'the Director',
  dev: 'a deputy',
  mona: 'a manager at the host',
  fiona: 'the finance lead of the host',
  fred: 'the finance lead of their own organisation',
  asha: 'the administrator',
  hana: 'the contact of the other partner',
  cole: 'a colleague in the channel',
  carol: 'somebody of another partnership',
  nobody: 'a stranger',
};

let world: World;
let people: People;
let lived: Awaited<ReturnType<typeof liveThroughIssues>>;
let own: Heard[];
let other: { world: World; people: People };
beforeAll(async () => {
  world = await openWorld();
  people = peopleOf(world);
  lived = await liveThroughIssues(world, people);
  own = people.heard.splice(0);
  const without = await openWorld();
  without.now(world.clock.now());
  other = { world: without, people: peopleOf(without) };
});
afterAll(async () => {
  await Promise.all([world.stop(), other.world.stop()]);
});

/** Which planted words and references a text has; records are kept under ids that tell nothing. */
const found = (text: string) => [...PLANTED, ...lived.references].filter((one) => text.toLowerCase().includes(one.toLowerCase()));

it('the life that was lived has put every planted word before those who may see it, on every face', () => {
  for (const secret of [...PLANTED, ...lived.references]) expect(found(JSON.stringify(own)), secret).toContain(secret);
  for (const face of ['slack', 'teams', 'local'] as const)
    expect(found(JSON.stringify(own.filter((one) => one.face === face && one.who === 'sam')))).not.toEqual([]);
  expect(lived.references).toHaveLength(LIFE.issues);
  const drawn = ['take-issue', 'pass-on-issue', 'close-issue', 'add-to-issue', 'withdraw-issue'];
  expect(lived.buttons.map(({ name }) => name)).toEqual(expect.arrayContaining(drawn));
});

it('while it was lived nobody else received anything at all, and no room did', () => {
  expect([...new Set(own.map(({ who }) => who))].filter((who) => !MAY_SEE.includes(who))).toEqual([]);
});

it('a contact reads nothing of an issue they were not asked to take up', () => {
  const mailed = JSON.stringify(own.filter(({ face }) => face === 'email'));
  expect(lived.references.filter((one) => mailed.includes(one))).toEqual(lived.askedByMail);
});

it('no notification shows anything of it, not even to those it is for', () => {
  const shown = own.flatMap(({ face, body }) => {
    if (face === 'slack') return body.text === undefined ? [] : [body.text];
    if (face === 'teams') return body?.summary === undefined ? [] : [body.summary];
    return face === 'email' ? [body.subject, body.text.split('\n')[0]] : [];
  });
  expect(shown.length).toBeGreaterThan(20);
  expect(shown.filter((text) => text !== PREVIEW)).toEqual([]);
});

describe.each(Object.entries(ROLES))('to %s, %s,', (who) => {
  it('everything is as if there were no issue, whatever they ask and press, on every face', { timeout: 60_000 }, async () => {
    const seen = await probe(people, who);
    expect(seen.length).toBeGreaterThan(30);
    expect(seen.flatMap(found)).toEqual([]);
    expect(seen).toEqual(await probe(other.people, who));
  });
});

/** Asks and presses whatever might bring something to light. @returns the words this person, and the rooms, were shown */
async function probe({ slack, teams, page, heard, round }: People, who: string): Promise<string[]> {
  const before = heard.length;
  const questions = [
    'where is my issue?',
    lived.references[0]!,
    `what does the agreement say about ${PLANTED[0]}`,
    'issues',
    'has anybody raised an issue',
  ];
  for (const question of questions) {
    await slack.say(who, question);
    await slack.mention(who, question);
    await teams.say(who, question, 'channel');
    await teams.say(who, question);
    await page.say(who, question, 'channel:darlington-team');
    await page.say(who, question);
  }
  await slack.home(who);
  await slack.command(who, 'issues');
  await page.open(who);
  for (const { name, id } of lived.buttons) {
    const value = { i: id };
    await slack.pressRaw(who, {
      type: 'button',
      action_id: 'x-0',
      text: { type: 'plain_text', text: name },
      value: JSON.stringify({ name, value }),
    });
    await teams.pressRaw(who, { type: 'Action.Execute', verb: name, data: value });
    await page.pressRaw(who, { room: 'alone', entry: 'x', button: name, value });
  }
  await round();
  const rooms: Record<string, Json[]> = await page.seen(who);
  // What people say in a channel themselves everybody there reads; this is about what Accord says.
  const said = Object.values(rooms).flatMap((entries) => (Array.isArray(entries) ? entries.filter(({ by }) => by === null) : []));
  const mine = heard.slice(before).filter((one) => one.who === who || !/^\w+$/.test(one.who));
  // Entries of the page carry times and ids of their own.
  const shown = [...mine.filter(({ face }) => face !== 'local').map(({ body }) => body), ...said];
  expect(lived.ids.filter((id) => JSON.stringify(shown).includes(id))).toEqual([]);
  return shown.map((body) => wordsIn(body).join('\n'));
}

describe('where things are kept or counted', () => {
  it('neither the log nor the metrics have a word of it', async () => {
    expect(world.logged.flatMap(found)).toEqual([]);
    expect(world.logged.filter((line) => /issue|private|employment/i.test(line))).toEqual([]);
    expect(found(await world.metrics())).toEqual([]);
    expect(await world.metrics()).not.toMatch(/issue|private|employment/i);
  });

  it('neither the database file nor what stands beside it holds a word of it, while it is there to be read', async () => {
    const files = readdirSync(world.folder).filter((name) => name.startsWith('accord.db'));
    expect(files.sort()).toEqual(['accord.db', 'accord.db-shm', 'accord.db-wal']);
    for (const name of files) expect(found(readFileSync(join(world.folder, name)).toString('latin1')), name).toEqual([]);
    const kept = (await world.stores.issues!.open()).map(({ raised }) => raised.reference);
    expect(kept.length).toBeGreaterThan(0);
    expect(await world.store.list('issue:words:', 100)).not.toEqual([]);
  });

  it('nor a backup, nor anything that the terminal writes or prints', { timeout: 60_000 }, async () => {
    const at = (name: string) => join(world.folder, name);
    const env = { ACCORD_STORE: world.storeUrl, ACCORD_KEY: world.key, ACCORD_CLOCK: world.clock.now(), ACCORD_SMTP: '' };
    const commands: [string[], string?][] = [
      [['backup', at('all.backup')], at('all.backup')],
      [['export', 'benefits', '--agreement', 'darlington', '--out', at('log.csv')], at('log.csv')],
      [['report', 'benefits', '--agreement', 'darlington', '--out', at('report.md')], at('report.md')],
      [['duties', '--agreement', 'darlington', '--ics', at('duties.ics')], at('duties.ics')],
      [['export', 'person', 'dora@dbc.example', '--out', at('dora.json')], at('dora.json')],
      [['export', 'person', 'hugo@dccg.example', '--out', at('hugo.json')], at('hugo.json')],
      [['export', 'person', 'sam@dccg.example', '--out', at('sam.json')]],
      [['unanswered']],
      [['gaps', 'darlington']],
      [['ask', 'where is my issue?', '--as', 'dora@dbc.example']],
      [['doctor']],
    ];
    for (const [words, file] of commands) {
      // Read once: what Accord knows is not what this looks at.
      const terminal = { ...openTerminal(env), know: () => ({ config: openConfig(env), knowledge }) };
      const code = await run(words, terminal);
      if (words[0] !== 'doctor') expect([code, terminal.complained()], words.join(' ')).toEqual([0, '']);
      expect(found(`${terminal.written()}${terminal.complained()}`), words.join(' ')).toEqual([]);
      if (file !== undefined) expect(found(readFileSync(file).toString('latin1')), file).toEqual([]);
    }
    // The one file that is for the person herself holds it all, but what she only said, which is kept nowhere.
    expect(found(readFileSync(at('sam.json'), 'utf8'))).toEqual(expect.arrayContaining([...PLANTED.slice(1, 4), ...lived.references]));
    expect(found(readFileSync(at('sam.json'), 'utf8'))).not.toContain(PLANTED[0]);
  });
});

const postgres = await startPostgres();
afterAll(() => ('unavailable' in postgres ? undefined : postgres.close()));

it.skipIf('unavailable' in postgres)('no row of a Postgres database holds a word of it', async () => {
  if ('unavailable' in postgres) return;
  const kept = await openWorld({ storeUrl: postgres.url });
  const there = peopleOf(kept);
  lived = { ...lived, ...(await liveThroughIssues(kept, there)) };
  const client = new pg.Client(postgres.url);
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await kept.stop();
  });
  const tables = await client.query(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  let rows = 0;
  for (const { name } of tables.rows) {
    const read = await client.query(`SELECT t::text AS row, to_jsonb(t)::text AS json FROM ${name} t`);
    rows += read.rows.length;
    for (const { row, json } of read.rows) expect([...found(row), ...found(json)], name).toEqual([]);
  }
  expect(rows).toBeGreaterThan(20);
});
