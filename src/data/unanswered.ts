import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Collection } from './collection.ts';

/** A question the agreement does not answer, kept without a name so that whoever keeps the record sees what is missing. */
export const unansweredQuestion = z.strictObject({
  question: z.string(),
  agreement: z.string(),
  nearest: z.string().nullable(),
  at: z.string(),
});
export type UnansweredQuestion = z.infer<typeof unansweredQuestion>;

/** Keeps a question that was not answered: once for each wording, however often it is asked. */
export async function writeUnanswered(collection: Collection<UnansweredQuestion>, question: UnansweredQuestion): Promise<void> {
  const wording = createHash('sha256').update(question.question.toLowerCase()).digest('base64url').slice(0, 22);
  await collection.put(question, question.agreement, wording);
}
