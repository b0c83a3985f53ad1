import { z } from 'zod';

/**
 * Where a message stands that may have to be changed: the platform, the address there, and what the platform gave when it was posted. Kept
 * under the subject of the message and the key of its recipient (`recipientKey`): the last one that was posted.
 */
export const posted = z.strictObject({
  platform: z.enum(['slack', 'teams', 'local', 'email']),
  to: z.string(),
  posted: z.string(),
  at: z.string(),
});
export type Posted = z.infer<typeof posted>;
