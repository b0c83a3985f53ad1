import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { loadKnowledge } from '../data/load-knowledge.ts';
import type { Knowledge } from '../data/stores.ts';
import { type Config, keptKnowledge } from './config.ts';
import { factsOf, type Log } from './log.ts';

/** Takes up what has changed in the agreements and the partnership file while Accord runs. */
export type Reload = {
  /** Looks whether a file has changed, and takes it up. Files with mistakes change nothing: what was read before stays. */
  ifChanged(): Promise<'unchanged' | 'taken up' | 'refused'>;
};

type Asked = Parameters<typeof loadKnowledge>;
type Files = Pick<Config, 'agreementsFolder' | 'importedFolder' | 'partnershipFile' | 'ownFolder'>;

/** `into` is what everybody reads from: what was taken up takes the place of what it holds. Files are as they were when this is called. */
export function makeReload(files: Files, into: Knowledge, log: Log): Reload {
  let seen = markOf(files);
  let working: Promise<'taken up' | 'refused'> | undefined;
  const take = async (mark: string): Promise<'taken up' | 'refused'> => {
    const asked: Asked = [files.agreementsFolder, files.partnershipFile, keptKnowledge(files), files.importedFolder];
    await prepareApart(asked).catch((error: unknown) => log.warn(factsOf(error), 'changed files could not be prepared apart'));
    const loaded = loadKnowledge(...asked);
    seen = mark;
    if (!loaded.ok) {
      log.warn({ mistakes: loaded.problems.length }, 'changed files have mistakes and were not taken up: “accord check” lists them');
      return 'refused';
    }
    Object.assign(into, loaded.knowledge);
    log.info({ agreements: loaded.knowledge.agreements.size }, 'changed files were taken up');
    return 'taken up';
  };
  return {
    async ifChanged() {
      await working?.catch(() => undefined);
      const mark = markOf(files);
      if (mark === seen) return 'unchanged';
      working = take(mark);
      return working;
    },
  };
}

/** Learning takes seconds, in which nobody else would be answered. */
async function prepareApart(asked: Asked): Promise<void> {
  const worker = new Worker(new URL('./prepare-worker.ts', import.meta.url), { workerData: asked });
  await once(worker, 'exit');
}

/** What tells one state of the files from another, at the cost of looking at their folders. */
function markOf({ agreementsFolder, importedFolder, partnershipFile }: Files): string {
  const records = [...new Set([agreementsFolder, importedFolder])].flatMap((folder) => namesIn(folder).map((name) => join(folder, name)));
  // What people settle in a draft changes nothing for anybody else until it is confirmed.
  return [...records, partnershipFile].map((file) => `${file} ${file.endsWith('.draft.yaml') ? '' : stateOf(file)}`).join('\n');
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort();
  } catch {
    return [];
  }
}

function stateOf(file: string): string {
  const state = statSync(file, { throwIfNoEntry: false });
  return state === undefined ? 'gone' : `${state.ino} ${state.mtimeMs} ${state.size}`;
}
