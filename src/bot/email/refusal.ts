import { Busy, Unreachable } from '../platform.ts';

type Failure = { code?: unknown; command?: unknown; responseCode?: unknown; timeoutType?: unknown; syscall?: unknown };

/** At these steps a server speaks of the message and its recipient; at others of whoever sends it. */
const OF_THE_RECIPIENT: ReadonlySet<string> = new Set(['RCPT TO', 'DATA']);

/** The code of a failed e-mail: the server’s own number where it gave one, such as `smtp-550`. */
export function smtpCode(error: unknown): string {
  const { code, responseCode } = (error ?? {}) as Failure;
  if (typeof responseCode === 'number') return `smtp-${responseCode}`;
  return typeof code === 'string' && /^[A-Z]{1,20}$/.test(code) ? `smtp-${code.slice(1).toLowerCase()}` : 'smtp-unknown';
}

/**
 * What failed on the way to the mail server as those who deliver tell failures apart. A server that refuses the recipient for good (5xx)
 * does not reach them; everything else, a refused login included, is no matter of the recipient’s and is tried again.
 */
export function asDeliveryFailure(error: unknown): Busy | Unreachable {
  const { command, responseCode } = (error ?? {}) as Failure;
  if (typeof responseCode === 'number' && responseCode >= 500 && OF_THE_RECIPIENT.has(String(command)))
    return new Unreachable(smtpCode(error), error);
  return new Busy(smtpCode(error), { mayHaveArrived: mayHaveArrived(error as Failure), cause: error });
}

/** A connection that falls silent or ends may do so after the message was taken. */
function mayHaveArrived({ code, responseCode, timeoutType, syscall }: Failure): boolean {
  if (typeof responseCode === 'number') return false;
  if (code === 'ETIMEDOUT') return timeoutType === 'SOCKET_TIMEOUT';
  return code === 'ECONNECTION' || (code === 'ESOCKET' && syscall !== 'connect');
}
