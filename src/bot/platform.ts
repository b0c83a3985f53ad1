import type { Message, Reply } from '../handlers/reply.ts';
import type { Request } from '../handlers/request.ts';
import type { Mount } from './serve.ts';

/** Hands a request to its handler. Never throws: what goes wrong comes back as a plain sentence with a reference. */
export type Dispatch = (request: Request) => Promise<Reply>;

/** Where a message can be delivered unprompted: a person or a room on one platform, in that platform’s own terms. */
export type Address = { platform: PlatformName; to: string };

export type PlatformName = 'slack' | 'teams' | 'local';

/** One chat platform. `mounts` are the paths of the HTTP server that are its own; `start` begins to listen; `deliver` says something unprompted; `stop` finishes what was begun. */
export type Platform = {
  name: PlatformName;
  mounts: readonly Mount[];
  start(dispatch: Dispatch): Promise<void>;
  deliver(address: Address, message: Message): Promise<void>;
  stop(): Promise<void>;
};
