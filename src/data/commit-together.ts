import type { DatabaseSync } from 'node:sqlite';

/** Work that is committed together. `now` does what has been put in so far, before the database is closed. */
export type Together = { put<T>(work: () => T): Promise<T>; now(): void };

type Waiting = { work: () => unknown; done: (result: unknown) => void; failed: (error: unknown) => void };

/**
 * Pieces of work on SQLite that come in during one turn of the event loop are done in one transaction, so that they wait for the disk once
 * and not each for itself. Nobody is answered before the transaction is on the disk. A piece that throws undoes itself alone.
 */
export function commitTogether(database: DatabaseSync): Together {
  let waiting: Waiting[] = [];
  const [begin, commit] = [database.prepare('BEGIN IMMEDIATE'), database.prepare('COMMIT')];
  const now = () => {
    const pieces = waiting;
    waiting = [];
    if (pieces.length === 0) return;
    let own = false;
    try {
      // IMMEDIATE takes the write lock before the first read, so that two processes take turns.
      begin.run();
      own = true;
      const answers = pieces.length === 1 ? [doAlone(pieces[0]!)] : pieces.map((piece) => doPiece(database, piece));
      commit.run();
      for (const answer of answers) answer();
    } catch (error) {
      if (own && database.isTransaction) database.exec('ROLLBACK');
      for (const { failed } of pieces) failed(error);
    }
  };
  return {
    put: <T>(work: () => T) =>
      new Promise<T>((done, failed) => {
        if (waiting.length === 0) setImmediate(now);
        waiting.push({ work, done: done as (result: unknown) => void, failed });
      }),
    now,
  };
}

/** Does the only piece of a transaction, which ends with it. @returns what to answer, once it is on the disk */
function doAlone({ work, done }: Waiting): () => void {
  const result = work();
  return () => done(result);
}

/** Does one of several pieces. @returns what to answer, once all is on the disk */
function doPiece(database: DatabaseSync, { work, done, failed }: Waiting): () => void {
  database.exec('SAVEPOINT piece');
  try {
    const result = work();
    database.exec('RELEASE piece');
    return () => done(result);
  } catch (error) {
    // A full disk may have ended the whole transaction: then all of it has failed.
    if (!database.isTransaction) throw error;
    database.exec('ROLLBACK TO piece');
    database.exec('RELEASE piece');
    return () => failed(error);
  }
}
