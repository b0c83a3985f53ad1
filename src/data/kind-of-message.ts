import { join } from 'node:path';
import { z } from 'zod';
import type { Features } from './features.ts';
import { type Lesson, learn, recall } from './learn.ts';
import { readYaml } from './read-yaml.ts';
import { openPhraseFinder, type PhraseGroups, type Reader, type Reading, tabulatePhraseGroups } from './words.ts';

/** What a message is, before anything is done with it. */
export const MESSAGE_KINDS = ['terms', 'employment', 'safeguarding', 'crisis', 'benefit', 'review', 'help', 'other'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** The kind of a message, the runner-up, and how likely each kind is (they sum to 1). */
export type KindReading = { kind: MessageKind; next: MessageKind; likely: Readonly<Record<MessageKind, number>> };

export type KindReader = (text: string) => KindReading;

/** Messages as people write them, sorted by kind, and groups of words that mean the same for telling kinds apart. */
export type MessageExamples = { examples: { kind: MessageKind; text: string }[]; wordGroups: Readonly<Record<string, readonly string[]>> };

const texts = z.array(z.coerce.string());
const exampleFile = z.strictObject({ kind: z.enum(MESSAGE_KINDS), examples: z.union([texts, z.record(z.string(), texts)]) });

/** Reads the examples that come with Accord. */
export function loadMessageExamples(): MessageExamples {
  const folder = join(import.meta.dirname, 'messages');
  const must = <T>(file: string, schema: z.ZodType<T>): T => {
    const read = readYaml(join(folder, file), schema);
    if (!read.ok) throw new Error(read.problems.map((p) => `${p.file}:${p.line}: ${p.problem}. ${p.mend}`).join('\n'));
    return read.value;
  };
  const examples = MESSAGE_KINDS.flatMap((kind) => {
    const file = must(`${kind}.yaml`, exampleFile);
    return (Array.isArray(file.examples) ? file.examples : Object.values(file.examples).flat()).map((text) => ({ kind, text }));
  });
  return { examples, wordGroups: must('word-groups.yaml', z.record(z.string(), texts)) };
}

const ROUNDS = 8;
const WEIGHT_OF_PAIR = 0.8;
const WEIGHT_OF_CONCEPT = 0.8;
const WEIGHT_OF_GROUP = 1.8;

/**
 * Makes a reader of kinds from examples. Words count together with their neighbours, function words included: “my manager” and “a
 * manager” are different things here.
 */
export function makeKindReader(examples: MessageExamples, read: Reader): KindReader {
  return openKindReader(tabulateKinds(examples, read), read);
}

/** What kinds are told by, as plain data that can be kept. */
export type KindTables = { groups: PhraseGroups; lesson: Lesson };

/** Makes what a reader of kinds tells them by. */
export function tabulateKinds({ examples, wordGroups }: MessageExamples, read: Reader): KindTables {
  const groups = tabulatePhraseGroups(wordGroups, read);
  const groupsIn = openPhraseFinder(groups);
  const learnt = examples.map(({ kind, text }) => ({ of: MESSAGE_KINDS.indexOf(kind), features: describe(read(text), groupsIn) }));
  return { groups, lesson: learn(MESSAGE_KINDS.length, learnt, ROUNDS) };
}

/** A reader of kinds over tables that were made before, by the same reader. */
export function openKindReader({ groups, lesson }: KindTables, read: Reader): KindReader {
  const groupsIn = openPhraseFinder(groups);
  const learned = recall(lesson);
  return (text) => {
    const likely = learned(describe(read(text), groupsIn));
    const ranked = MESSAGE_KINDS.map((kind, at) => ({ kind, likely: likely[at]! })).sort((a, b) => b.likely - a.likely);
    const byKind = Object.fromEntries(ranked.map((one) => [one.kind, one.likely])) as KindReading['likely'];
    // Missing someone at risk is the worse mistake: a good chance of it is enough.
    const kind = byKind.safeguarding >= ENOUGH_FOR_SAFEGUARDING && ranked[0]!.kind !== 'crisis' ? 'safeguarding' : ranked[0]!.kind;
    return { kind, next: ranked.find((one) => one.kind !== kind)!.kind, likely: byKind };
  };
}

const ENOUGH_FOR_SAFEGUARDING = 0.33;

function describe(reading: Reading, groupsIn: (stems: readonly string[]) => string[]): Features {
  const features = new Map<string, number>();
  const bounded = ['<', ...reading.all, '>'];
  for (let at = 0; at + 1 < bounded.length; at++) {
    if (at > 0) features.set(bounded[at]!, 1);
    features.set(`${bounded[at]}_${bounded[at + 1]}`, WEIGHT_OF_PAIR);
  }
  for (const { id, weight } of reading.concepts) features.set(`~${id}`, WEIGHT_OF_CONCEPT * weight);
  const groups = groupsIn(reading.all);
  for (const group of groups) features.set(`=${group}`, WEIGHT_OF_GROUP);
  for (const one of groups) for (const other of groups) if (one < other) features.set(`=${one}=${other}`, WEIGHT_OF_PAIR);
  return features;
}
