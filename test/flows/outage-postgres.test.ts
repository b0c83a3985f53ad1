import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPostgres } from '../contracts/postgres-server.ts';
import { peopleOf } from './issue-people.ts';
import { openWorld, type World, wordsIn } from './issue-world.ts';

/*
 * What is covered: benefits sent in all the time while a real Postgres is made read-only and has every connection cut, and later again; each
 * form that was refused is sent in again, as a person would. What was confirmed is held against what is there.
 */

const postgres = await startPostgres();
let world: World;
beforeAll(async () => {
  if (!('unavailable' in postgres)) world = await openWorld({ storeUrl: postgres.url, only: ['slack'] });
});
afterAll(async () => {
  await world?.stop();
  if (!('unavailable' in postgres)) await postgres.close();
});

const AT_ONCE = 12;
const REFERENCE = /R-[2-9A-Z]{5}/;
const REFUSED = /^That could not be saved, and nothing was changed\. Please try again in a few minutes\. If it happens again, quote R-/;

it.skipIf('unavailable' in postgres)(
  'a store that takes no writes loses nothing, confirms nothing, and says where to ask',
  { timeout: 60_000 },
  async () => {
    if ('unavailable' in postgres) return;
    const { slack } = peopleOf(world);
    const form = await slack.command('dora', 'benefit', { channel_id: 'D0DORA', channel_name: 'directmessage' });
    const typed = (name: string) => ({
      'What the benefit is': `Saved on ${name}`,
      Class: 'Cashable: money that can be spent elsewhere',
      When: 'September 2015',
      'Amount over that time, in pounds': '1200',
      'Counted already?': 'It is a different benefit: log it as well',
    });
    const confirmed: string[] = [];
    const refused = new Map<string, string>();
    const send = async (name: string) => {
      const answer = await slack.submit('dora', form, typed(name), `V${name}`);
      if (answer.name !== 'errors') confirmed.push(name);
      refused.delete(name);
      if (answer.name === 'errors') refused.set(name, Object.values(answer.args.errors as Record<string, string>).join(' '));
    };
    const sendMany = (from: number) => Promise.all(Array.from({ length: AT_ONCE }, (_, at) => send(`n${from + at}`)));
    const cut = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()';
    const readOnly = async (on: boolean) => {
      const mode = `ALTER DATABASE postgres SET default_transaction_read_only = ${on ? 'on' : 'off'}`;
      await postgres.query(`BEGIN READ WRITE; ${mode}; COMMIT`);
      await postgres.query(cut);
    };
    const there = async () => {
      const kept = await world.stores.benefits.newest('darlington', 1000);
      expect(kept.map(({ number }) => number)).toEqual(kept.map((_, at) => kept.length - at));
      return kept.map(({ facts }) => facts.what.replace('Saved on ', '')).sort();
    };

    await sendMany(100);
    expect(confirmed.length).toBe(AT_ONCE);
    await Promise.all([readOnly(true), sendMany(200)]);
    await sendMany(300);
    for (const [name, sentence] of refused) expect(sentence, name).toMatch(REFUSED);
    expect(refused.size).toBeGreaterThanOrEqual(AT_ONCE);
    // Each was given a reference of its own, which the operator finds in the log.
    const references = [...refused.values()].map((sentence) => REFERENCE.exec(sentence)![0]);
    for (const reference of references) expect(world.logged.filter((line) => line.includes(reference)).length).toBe(1);
    expect(world.logged.join('')).not.toContain('Saved on');
    expect(await world.metrics()).toContain(`accord_requests_total{platform="slack",outcome="failed"} ${refused.size}`);
    // Whoever asks something meanwhile is told in a sentence.
    expect(wordsIn((await slack.say('sam', 'how much notice?')).args).join(' ')).toMatch(
      /did not work, and nothing was changed.*R-[2-9A-Z]{5}/,
    );

    await readOnly(false);
    await Promise.all([...refused.keys()].map(send));
    // Those in hand when the store went are held for half a minute, in place of which their claims are dropped here.
    await world.store.dropSpentClaims(Date.now() + 60_000);
    await Promise.all([...refused.keys()].map(send));
    expect([...refused]).toEqual([]);
    expect(await there()).toEqual([...confirmed].sort());
    expect(confirmed.length).toBe(3 * AT_ONCE);
  },
);
