import { createHash } from 'node:crypto';
import { z } from 'zod';
import { collection } from './collection.ts';
import type { KeyValue } from './key-value.ts';

/*
 * Private addresses of calendars. Whoever holds an address reads the calendar, so it cannot be guessed, and can be taken back:
 *   calendar-addresses:<e-mail address>:<number>   that one was given, or taken back; the last counts
 *   calendar-tokens:<hash>                         whose a token was when it was given: a lookup tells nothing by how long it takes
 */

const event = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('given'), token: z.string(), at: z.string() }),
  z.strictObject({ is: z.literal('revoked'), at: z.string() }),
]);
const owner = z.strictObject({ email: z.string() });

export type CalendarFeeds = {
  /** The token of a person’s address, by their e-mail address; undefined when they have none. */
  of(email: string): Promise<string | undefined>;
  /** Gives a person a new token, once for each request. One they had before is worth nothing from then on. */
  give(email: string, at: string, requestId: string): Promise<string>;
  /** Takes a person’s token back. */
  revoke(email: string, at: string, requestId: string): Promise<void>;
  /** Where the calendar of a token is; null where Accord has no address that its people can reach. */
  addressOf(token: string): string | null;
  /** Whose a token is, by e-mail address; undefined when it is nobody’s, or nobody’s any more. */
  whose(token: string): Promise<string | undefined>;
};

/** Bytes of a token: nobody guesses 192 bits. */
const TOKEN_BYTES = 24;
/** What a token looks like. */
const TOKEN = /^[\w-]{32}$/;
/** Addresses of one person read at once: far more than anybody asks for. */
const AT_MOST = 5000;

/** What addresses are made of. `base` is where Accord is reached, without a slash at its end; null when nowhere is known. */
export type CalendarPlace = { makeSecret(bytes: number): Uint8Array; base(): string | null };

/** The addresses in a store. */
export function openCalendarFeeds(store: KeyValue, { makeSecret, base }: CalendarPlace): CalendarFeeds {
  const addresses = collection(store, 'calendar-addresses', event);
  const tokens = collection(store, 'calendar-tokens', owner);
  const current = async (email: string) => {
    const last = (await addresses.list([email], AT_MOST)).at(-1);
    return last?.is === 'given' ? last.token : undefined;
  };
  return {
    of: current,
    async give(email, at, requestId) {
      const token = Buffer.from(makeSecret(TOKEN_BYTES)).toString('base64url');
      const number = await addresses.append({ is: 'given', token, at }, requestId, email);
      // A request that comes again gets the token it was given first.
      const given = (await addresses.list([email], AT_MOST))[number - 1];
      if (given?.is !== 'given') throw new Error('an address was given that is none');
      await tokens.put({ email }, hashOf(given.token));
      return given.token;
    },
    revoke: async (email, at, requestId) => void (await addresses.append({ is: 'revoked', at }, requestId, email)),
    addressOf(token) {
      const place = base();
      return place === null ? null : `${place}/calendar/${token}.ics`;
    },
    async whose(token) {
      if (!TOKEN.test(token)) return undefined;
      const found = await tokens.get(hashOf(token));
      return found !== undefined && (await current(found.email)) === token ? found.email : undefined;
    },
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
