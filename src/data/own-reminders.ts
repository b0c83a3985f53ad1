import { z } from 'zod';
import { isDay } from './days.ts';
import { readRule } from './rhythm.ts';

/** How long what people are reminded of may be. */
export const WHAT_AT_MOST = 300;

/** A reminder that somebody asked for themselves and their team. */
export const ownReminder = z.strictObject({
  /** What to be reminded of, as they wrote it. */
  what: z.string().trim().min(1).max(WHAT_AT_MOST),
  rhythm: z.strictObject({
    rule: z.string().refine((rule) => readRule(rule).ok),
    startOn: z.string().refine(isDay),
  }),
  /** The addresses of whoever it is for, and of whoever made it. */
  owner: z.string(),
  createdBy: z.string(),
  cancelledAt: z.string().nullable().default(null),
});
export type OwnReminder = z.infer<typeof ownReminder>;
