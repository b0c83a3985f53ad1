import { z } from 'zod';
import { recipient } from './outbox.ts';

/**
 * Somebody, or a channel, that a platform says cannot be reached: since when, and the code it gave. Kept under the key of the recipient
 * (`recipientKey`) until something reaches them.
 */
export const unreachable = z.strictObject({
  to: recipient,
  /** Whose administrators are told; empty where no agreement is concerned. */
  agreement: z.string(),
  code: z.string(),
  since: z.string(),
});
export type UnreachableRecipient = z.infer<typeof unreachable>;
