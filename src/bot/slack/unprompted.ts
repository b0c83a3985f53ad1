import type { Platform } from '../platform.ts';
import { changed, unprompted } from './answer.ts';
import type { Bring } from './pictures.ts';
import { asDeliveryFailure, isGone } from './refusal.ts';

/** What Accord says at Slack unprompted. */
export function makeUnprompted(bring: Bring): Pick<Platform, 'deliver' | 'update'> {
  return {
    async deliver({ to }, message, preview) {
      try {
        const sent = await bring(message, (pictures) => [unprompted(to, message, pictures, preview)], 'throw');
        return sent && `${sent.channel}/${sent.ts}`;
      } catch (error) {
        throw asDeliveryFailure(error);
      }
    },
    async update(_, posted, message, preview) {
      const [channel = '', ts = ''] = posted.split('/');
      try {
        await bring(message, (pictures) => [changed({ channel, ts }, message, pictures, preview)], 'throw');
      } catch (error) {
        if (!isGone(error)) throw asDeliveryFailure(error);
      }
    },
  };
}
