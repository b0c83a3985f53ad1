import type { Message, Reply } from '../handlers/reply.ts';
import type { Request } from '../handlers/request.ts';
import type { Mount } from './serve.ts';

/** Hands a request to its handler. Never throws: what goes wrong comes back as a plain sentence with a reference. */
export type Dispatch = (request: Request) => Promise<Reply>;

/** Where a message can be delivered unprompted: a person or a room on one platform, in that platform’s own terms. */
export type Address = { platform: PlatformName; to: string };

/** `email` only delivers: nobody can ask Accord anything by e-mail. */
export type PlatformName = 'slack' | 'teams' | 'local' | 'email';

/** One platform. `mounts` are the paths of the HTTP server that are its own; `start` begins to listen; `stop` finishes what was begun. */
export type Platform = {
  name: PlatformName;
  mounts: readonly Mount[];
  start(dispatch: Dispatch): Promise<void>;
  /**
   * Says something unprompted. `preview` is what a notification shows, or the subject line of an e-mail, in place of any of the content.
   * @returns what is needed to change it later, undefined where nothing said there can be changed
   */
  deliver(address: Address, message: Message, preview?: string): Promise<string | undefined>;
  /** Changes what was delivered to this address. What is gone, because somebody deleted it, is left at that. */
  update(address: Address, posted: string, message: Message, preview?: string): Promise<void>;
  /** Fetches a document somebody sent, by the address in the request, no longer than `atMost` bytes. Not there where none can be sent. */
  fetchDocument?(at: string, atMost: number): Promise<Uint8Array>;
  stop(): Promise<void>;
};

/** A platform does not take a message just now: it limits, it fails, it does not answer. It is tried again soon. */
export class Busy extends Error {
  readonly code: string;
  /** How long it asks to be left alone, when it says so. */
  readonly retryAfterMs: number | undefined;
  /** No answer came, so the message may be there all the same. */
  readonly mayHaveArrived: boolean;
  constructor(code: string, why: { retryAfterMs?: number | undefined; mayHaveArrived?: boolean; cause?: unknown } = {}) {
    super('The platform does not take the message just now', { cause: why.cause });
    this.name = 'Busy';
    this.code = code;
    this.retryAfterMs = why.retryAfterMs;
    this.mayHaveArrived = why.mayHaveArrived ?? false;
  }
}

/** A platform says that a person or a room cannot be reached there, which somebody has to mend. */
export class Unreachable extends Error {
  readonly code: string;
  constructor(code: string, cause?: unknown) {
    super('The platform does not reach whom the message is for', { cause });
    this.name = 'Unreachable';
    this.code = code;
  }
}
