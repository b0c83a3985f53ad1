import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitTogether } from '../../src/data/commit-together.ts';

let database: DatabaseSync;
beforeEach(() => {
  database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE entries (key TEXT PRIMARY KEY)');
});
afterEach(() => {
  if (database.isOpen) database.close();
});

const insert = (key: string) => () => database.prepare('INSERT INTO entries (key) VALUES (?)').run(key).changes;
const kept = () =>
  database
    .prepare('SELECT key FROM entries ORDER BY key')
    .all()
    .map(({ key }) => key);

describe('work that comes in at once', () => {
  it('is done in order, in one transaction, and each piece has its own answer', async () => {
    const together = commitTogether(database);
    const seen: boolean[] = [];
    const numbers = await Promise.all(
      [1, 2, 3].map((one) =>
        together.put(() => {
          insert(`${one}`)();
          seen.push(database.isTransaction);
          return kept().length;
        }),
      ),
    );
    expect([numbers, seen, database.isTransaction]).toEqual([[1, 2, 3], [true, true, true], false]);
  });

  it('that fails undoes itself alone', async () => {
    const together = commitTogether(database);
    const outcomes = await Promise.allSettled([
      together.put(insert('a')),
      together.put(() => {
        insert('b')();
        throw new Error('no');
      }),
      together.put(insert('c')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(kept()).toEqual(['a', 'c']);
  });

  it('is all refused when the transaction cannot be made, and nobody is told it was kept', async () => {
    const together = commitTogether(database);
    database.exec('BEGIN');
    insert('of another')();
    const refused = Promise.allSettled([together.put(insert('a')), together.put(insert('b'))]);
    expect((await refused).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(kept()).toEqual(['of another']);
  });

  it('is done before the database is closed', async () => {
    const together = commitTogether(database);
    const answer = together.put(insert('a'));
    together.now();
    expect(kept()).toEqual(['a']);
    database.close();
    expect(await answer).toBe(1);
  });
});
