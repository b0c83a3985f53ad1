import type { Account } from '../data/people.ts';
import type { ButtonName, FormName } from './reply.ts';

/**
 * Something a person did, in no platform’s terms. Each platform’s `read.ts` makes one of these from what it was sent.
 */
export type Request = {
  /** The platform’s own id of the event; the same when it is delivered again. New records derive their ids from it. */
  id: string;
  asker: Account;
  /** The room it happened in, by the platform’s id; null in a conversation with Accord alone. */
  channel: string | null;
  /** Whether others can read what was said: true for a mention in a channel, false for a slash command there. */
  public: boolean;
  act: Act;
};

export type Act =
  | { is: 'said'; text: string }
  | { is: 'pressed'; button: ButtonName; value: ButtonValue }
  | { is: 'submitted'; form: FormName; values: Record<string, string>; context: ButtonValue }
  | { is: 'opened'; view: 'home' }
  | { is: 'joined' };

/** What a button carries: a few short texts. Small enough for every platform. */
export type ButtonValue = Record<string, string>;
