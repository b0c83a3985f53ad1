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
  /** An entry of the platform’s own menu; `text` is the message it was chosen on, empty where it was chosen on none. */
  | { is: 'chosen'; shortcut: ShortcutName; text: string }
  | { is: 'opened'; view: 'home' }
  /** A document sent to Accord alone; `outcome` is what reading it came to, added before a handler sees it. */
  | { is: 'sent'; document: SentDocument; outcome?: SentOutcome }
  | { is: 'joined' };

/** A document as a platform tells of it: its name, how long it is in bytes, and the address that platform gives it at. */
export type SentDocument = { name: string; bytes: number; at: string };

/** Why a document was not read, in a sentence; or the draft it became. */
export type SentOutcome =
  | { is: 'refused'; sentence: string }
  | { is: 'draft'; id: string; name: string; clauses: number; open: number; remarks: readonly string[]; page?: string };

/** What the menus of the platforms offer: Slack’s shortcuts, the message actions of Teams. */
export type ShortcutName = 'log-benefit' | 'raise-issue';

/** What a button carries: a few short texts. Small enough for every platform. */
export type ButtonValue = Record<string, string>;
