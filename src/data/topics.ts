import { join } from 'node:path';
import { z } from 'zod';
import type { AgreementRecord, ClauseRecord } from './agreement-record.ts';
import { ANSWER_KINDS, type AnswerKind } from './answer-kinds.ts';
import { readYaml } from './read-yaml.ts';
import type { Reader } from './words.ts';

/*
 * The taxonomy of topics: what partnership agreements settle. Each topic has the cues by which a clause is known as its own and the many
 * ways staff ask about it. Nothing in it names an agreement, so one nobody has seen profits the day it is loaded.
 */

const words = z.array(z.coerce.string());

const topic = z.strictObject({
  id: z.string(),
  name: z.string(),
  definition: z.string(),
  family: z.enum(['parties', 'term', 'governance', 'people', 'money', 'information', 'services', 'change', 'document']),
  core: z.boolean(),
  duty: z.boolean(),
  cues: z.strictObject({ 3: words.default([]), 2: words.default([]), 1: words.default([]) }),
  asked: z.partialRecord(z.enum(ANSWER_KINDS), words),
});

export type Topic = z.infer<typeof topic>;

/** Reads the taxonomy that comes with Accord. */
export function loadTopics(): Topic[] {
  const read = readYaml(join(import.meta.dirname, 'topics.yaml'), z.array(topic));
  if (!read.ok) throw new Error(read.problems.map((p) => `${p.file}:${p.line}: ${p.problem}. ${p.mend}`).join('\n'));
  return read.value;
}

/** The ways staff ask about a topic, each with the kind of answer it wants. */
export function waysToAsk(of: Topic): { text: string; kind: AnswerKind }[] {
  return Object.entries(of.asked).flatMap(([kind, texts]) => texts.map((text) => ({ text, kind: kind as AnswerKind })));
}

/** How strongly a clause is about each topic: topic id to strength, from just above 0 to 1, or 2 where an imported clause gave a fact on it. */
export type Tags = ReadonlyMap<string, number>;

/** Tags clauses with topics by the topics’ cues; a record can add a topic to a clause or take one away. */
export type Tagger = (agreement: AgreementRecord, clause: ClauseRecord) => Tags;

/** A clause tagged more weakly than this only touches the topic: it does not settle it. */
export const COVERED = 0.3;

const TITLE_COUNTS = 1.5;
const ENOUGH_TO_BE_SURE = 6;
const LEAST_STRENGTH = 0.15;
const READ_FROM_IT = 2;

/** Makes a tagger. Cues are matched on stems, in sequence, so “terminate” knows “termination”. */
export function makeTagger(topics: readonly Topic[], read: Reader): Tagger {
  const stemsOf = (text: string) => read(text).all;
  const cues = topics.map((one) => ({
    id: one.id,
    cues: ([3, 2, 1] as const).flatMap((weight) =>
      one.cues[weight].map((cue) => ({ weight, ways: waysToMeet(cue, stemsOf).map((stems) => ` ${stems.join(' ')} `) })),
    ),
  }));
  return (agreement, clause) => {
    const leadIn = clause.within === undefined ? undefined : agreement.clauses.find((other) => other.ref === clause.within);
    const title = ` ${stemsOf(`${clause.label} . ${clause.part}${leadIn ? ` . ${leadIn.label}` : ''}`).join(' ')} `;
    const body = ` ${stemsOf(clause.verbatim ?? clause.says).join(' ')} `;
    const tags = new Map<string, number>();
    for (const { id, cues: own } of cues) {
      let sum = 0;
      for (const { weight, ways } of own) {
        if (ways.some((stems) => body.includes(stems))) sum += weight;
        else if (ways.some((stems) => title.includes(stems))) sum += weight * TITLE_COUNTS;
      }
      const strength = Math.min(1, sum / ENOUGH_TO_BE_SURE);
      if (strength >= LEAST_STRENGTH) tags.set(id, strength);
    }
    // A fact read from a clause says more of what it is about than its words do.
    for (const id of clause.topics?.add ?? []) tags.set(id, clause.hash === undefined ? 1 : READ_FROM_IT);
    for (const id of clause.topics?.remove ?? []) tags.delete(id);
    return tags;
  };
}

/** A cue as it is written, and as a clause holds it: “this agreement is made between” is read as “it is made between”. */
function waysToMeet(cue: string, stemsOf: (text: string) => string[]): string[][] {
  const pointed = stemsOf(`this ${cue}`);
  return pointed[0] === 'it' ? [stemsOf(cue), pointed] : [stemsOf(cue)];
}
