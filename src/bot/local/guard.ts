import type { IncomingMessage } from 'node:http';

/** Why a call is refused: a status and one plain sentence. */
export type Refusal = { status: 403 | 405; sentence: string };

const LOOPBACK_ADDRESS = /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/;
const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/**
 * Whether a call may come in at all. The page lets one be anybody in the sample partnership, so it answers this machine only: not the
 * network, not a tunnel, not another website open in the same browser (its Origin, or a form post), not a name that was made to lead
 * here (its Host).
 * @returns null when it may
 */
export function refusalOf(request: IncomingMessage): Refusal | null {
  const { host, origin } = request.headers;
  if (!LOOPBACK_ADDRESS.test(request.socket.remoteAddress ?? '')) return no('This page answers only on the machine that Accord runs on.');
  if (host === undefined || !LOOPBACK_HOST.test(host)) return no('Open this page as localhost: it answers under no other name.');
  if (request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined)
    return no('This page does not answer through a tunnel or proxy.');
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) return no('This page takes calls only from itself.');
  return null;
}

/** Whether a call may change something: only a POST of JSON, which no other website can make a browser send unasked. */
export function refusalOfPost(request: IncomingMessage): Refusal | null {
  if (request.method !== 'POST') return { status: 405, sentence: 'Use POST here.' };
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (type !== 'application/json') return { status: 403, sentence: 'Send JSON, with the content type application/json.' };
  return null;
}

function no(sentence: string): Refusal {
  return { status: 403, sentence };
}
