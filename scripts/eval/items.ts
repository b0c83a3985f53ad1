import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MESSAGE_KINDS } from '../../src/data/kind-of-message.ts';

/** `easy` shares words with the clause, `medium` is a paraphrase, `hard` has little overlap or is a near miss. */
export const LEVELS = ['easy', 'medium', 'hard'] as const;

const question = z.object({
  id: z.string(),
  agreement: z.string().nullable(),
  question: z.string(),
  /** Every right citation; `agreement:ref` where the question is asked of all. */
  refs: z.array(z.string()),
  answerable: z.boolean(),
  level: z.enum(LEVELS),
});
const kind = z.enum(MESSAGE_KINDS);
const message = z
  .object({ id: z.string(), text: z.string(), kind: kind.optional(), intent: kind.optional() })
  .transform(({ id, text, kind: ours, intent }) => ({ id, text, kind: (ours ?? intent)! }))
  .refine((read) => read.kind !== undefined, 'has no kind');

export type Question = z.infer<typeof question>;
export type LabelledMessage = z.infer<typeof message>;
export type EvalSet = { name: string; title: string; questions: Question[]; messages: LabelledMessage[] };

const root = join(import.meta.dirname, '..', '..');
const SETS = [
  { name: 'own', title: 'Our own set (test/eval)', questions: 'test/eval/questions.jsonl', messages: 'test/eval/messages.jsonl' },
  { name: 'dev', title: 'Development set', questions: '../shared/eval/terms.jsonl', messages: '../shared/eval/intents.jsonl' },
];

/** The sets that are there: our own always, the development set where it lies beside the repository. @throws for a line that is not as it should be */
export function readSets(): EvalSet[] {
  return SETS.filter(({ name, questions }) => name === 'own' || existsSync(join(root, questions))).map(
    ({ name, title, questions, messages }) => ({
      name,
      title,
      questions: readLines(questions, question),
      messages: readLines(messages, message),
    }),
  );
}

function readLines<T>(file: string, schema: z.ZodType<T>): T[] {
  return readFileSync(join(root, file), 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      const parsed = schema.safeParse(JSON.parse(line));
      if (!parsed.success)
        throw new Error(`${file}:${index + 1}: ${parsed.error.issues[0]!.path.join('.')} ${parsed.error.issues[0]!.message}`);
      return [parsed.data];
    });
}
