import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Account } from './people.ts';

/** Whether an answer helped. Kept without a name: `by` is a keyed digest, so that a second press by the same person changes their first. */
export const rating = z.strictObject({
  question: z.string(),
  agreement: z.string(),
  refs: z.array(z.string()),
  helpful: z.boolean(),
  wanted: z.string().optional(),
  at: z.string(),
});
export type Rating = z.infer<typeof rating>;

/** The key of one person’s rating of one answer: a digest, so that the record does not say who gave it. */
export function ratingKey(agreement: string, question: string, by: Account): string[] {
  return [agreement, createHash('sha256').update(`${by.platform}\n${by.id}\n${question}`).digest('base64url').slice(0, 22)];
}
