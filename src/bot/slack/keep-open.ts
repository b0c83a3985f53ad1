import type { Log } from '../log.ts';
import { slackCode } from './quiet-log.ts';

/** A socket to Slack, as far as it is kept open here. */
type Socket = {
  start(): Promise<unknown>;
  stop(): Promise<unknown>;
  client: { on(event: 'connected' | 'disconnected', listener: () => void): unknown };
};

/** Slack closes each socket after some hours and expects another. */
const AFTER_A_GOOD_ONE_MS = 500;
/** Slack could not be reached, or did not know the token: not more often than this. */
const AFTER_A_FAILURE_MS = 30_000;

/**
 * Opens a socket in the background, so that Accord starts without Slack, and opens the next whenever one closes or could not be opened.
 * Bolt can do that too, but an outage while it does ends the process: it lets the failure go by unhandled.
 */
export function keepOpen(socket: Socket, log: Log): { open(): void; close(): Promise<void> } {
  let next: NodeJS.Timeout | undefined;
  let wanted = false;
  let good = false;
  const open = () => {
    next = undefined;
    socket.start().catch((error) => {
      if (wanted) log.error({ code: slackCode(error) }, 'slack: the socket could not be opened');
      again();
    });
  };
  const again = () => {
    if (!wanted || next !== undefined) return;
    next = setTimeout(open, good ? AFTER_A_GOOD_ONE_MS : AFTER_A_FAILURE_MS);
    good = false;
  };
  socket.client.on('connected', () => {
    good = true;
    if (!wanted) void socket.stop();
  });
  socket.client.on('disconnected', again);
  return {
    open() {
      wanted = true;
      open();
    },
    async close() {
      wanted = false;
      clearTimeout(next);
      await socket.stop();
    },
  };
}
