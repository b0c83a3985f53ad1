import type { Features } from './features.ts';
import { type ClassTable, openClassIndex, tabulateClasses } from './phrase-index.ts';
import type { Tags } from './topics.ts';
import type { Background } from './wording-index.ts';

/*
 * What the agreements with phrasings teach about one that has none. People ask about notice, reviews and shared costs in much the same way
 * wherever they work: a question like those put to some clause elsewhere is about the topics of that clause.
 */

/** What is taught by an agreement with phrasings: what each clause says and is about, and how people ask for it. */
export type Teacher = { says: readonly Features[]; tags: readonly Tags[]; phrases: readonly { of: number; features: Features }[] };

/** As plain data that can be kept. */
export type TaughtTable = { asked: ClassTable; tags: Tags[]; background: Background };

/** The topics that clauses asked for in such words are about, by id, each with its strength: near nothing to about 3. */
export type TaughtTopics = (question: Features) => ReadonlyMap<string, number>;

/** Puts together what several agreements teach; with none, nothing is taught. */
export function tabulateTaught(teachers: readonly Teacher[]): TaughtTable {
  const phrases: { of: number; features: Features }[] = [];
  const tags: Tags[] = [];
  const holding = new Map<string, number>();
  for (const teacher of teachers) {
    const from = tags.length;
    phrases.push(...teacher.phrases.map(({ of, features }) => ({ of: of + from, features })));
    tags.push(...teacher.tags.map(asDirection));
    for (const features of teacher.says) for (const key of features.keys()) holding.set(key, (holding.get(key) ?? 0) + 1);
  }
  return { asked: tabulateClasses(tags.length, phrases), tags, background: { texts: tags.length, holding } };
}

/** Tags as a direction of length 1: what a clause is about, however strongly. */
export function asDirection(tags: Tags): Tags {
  const length = Math.hypot(...tags.values()) || 1;
  return new Map([...tags].map(([id, strength]) => [id, strength / length]));
}

/** How steeply the say of a clause elsewhere falls with how much less it is like the question than the likest. */
const STEEPNESS = 4;
/** Clauses less than this share as like as the likest have no say worth counting. */
const LEAST_SHARE = 0.2;

/** Makes what tells the topics. */
export function openTaughtTopics({ asked, tags }: TaughtTable): TaughtTopics {
  const compare = openClassIndex(asked);
  return (question) => {
    const near = compare(question);
    const most = near.reduce((one, other) => Math.max(one, other), 0);
    const topics = new Map<string, number>();
    if (most === 0) return topics;
    near.forEach((likeness, clause) => {
      const share = likeness / most;
      if (share < LEAST_SHARE) return;
      const say = most * share ** STEEPNESS;
      for (const [id, strength] of tags[clause]!) topics.set(id, (topics.get(id) ?? 0) + say * strength);
    });
    return topics;
  };
}
