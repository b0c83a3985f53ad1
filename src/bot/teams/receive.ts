import type { IncomingMessage } from 'node:http';
import type { TeamsConfig } from '../config.ts';
import { BODY_BYTES_AT_MOST } from '../serve.ts';
import { JSON_DEPTH_AT_MOST } from './limits.ts';
import type { Activity } from './read.ts';

/** A request that is not taken: the HTTP status and one plain sentence. */
export type Refusal = { status: number; body: string };

/** What is wrong with a request before its body is read, or undefined. Without a configuration anybody on this machine may send one unsigned. */
export function refusalBeforeBody(request: IncomingMessage, config: TeamsConfig | undefined): Refusal | undefined {
  if (request.method !== 'POST') return { status: 405, body: 'Teams sends its activities here by POST.' };
  if (config === undefined && !isFromThisMachine(request))
    return { status: 403, body: 'Without a Teams app id this answers on the same machine only. Set MicrosoftAppId to connect Teams.' };
  if (config !== undefined && (request.headers.authorization ?? '').trim() === '')
    return { status: 401, body: 'This needs the token that Teams signs its activities with.' };
  // A page in a browser can post a form or plain text to any address unasked, but not this.
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    return { status: 415, body: 'An activity is sent as application/json.' };
  return undefined;
}

/** What is wrong with an activity whose token holds, or undefined. */
export function refusalOf(
  { channelId, serviceUrl, conversation, channelData }: Activity,
  config: TeamsConfig | undefined,
): Refusal | undefined {
  if (config === undefined)
    return isLoopbackUrl(serviceUrl) ? undefined : { status: 403, body: 'Without a Teams app id answers go to this machine only.' };
  // On other channels of the Bot Framework, such as Web Chat, people choose their own ids and could call themselves anybody.
  if (channelId !== 'msteams') return { status: 403, body: 'Accord answers in Microsoft Teams only.' };
  const tenant = conversation.tenantId ?? channelData?.tenant?.id;
  // Teams names the tenant in all it sends; what names none is not taken for our own.
  if (config.appType !== 'MultiTenant' && config.tenantId !== undefined && tenant?.toLowerCase() !== config.tenantId.toLowerCase())
    return { status: 403, body: 'Accord answers in its own tenant only.' };
  return undefined;
}

/** Whether a request comes from this machine. A tunnel’s does too, but says for whom it forwards, or names another host. */
function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const direct =
    /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '') &&
    headers['x-forwarded-for'] === undefined &&
    headers.forwarded === undefined;
  return direct && headers.origin === undefined && isLoopbackUrl(`http://${headers.host ?? ''}`);
}

/** Whether a URL leads to this machine and nowhere else. */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(url).hostname);
}

/** Reads a JSON object from a request’s body: at most `BODY_BYTES_AT_MOST`, not nested absurdly deep. */
export async function readJson(
  request: IncomingMessage,
): Promise<{ ok: true; body: Record<string, unknown> } | { ok: false; refusal: Refusal }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Not destroyed on the way out, so that the refusal can still be sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > BODY_BYTES_AT_MOST) return { ok: false, refusal: { status: 413, body: 'That is larger than one megabyte.' } };
    chunks.push(chunk);
  }
  const body = parse(Buffer.concat(chunks).toString('utf8'));
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ok: true, body: body as Record<string, unknown> };
  return { ok: false, refusal: { status: 400, body: 'That is not an activity of Teams’: its JSON cannot be read.' } };
}

function parse(json: string): unknown {
  if (isTooDeep(json)) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Whether brackets outside of strings nest deeper than in any activity. Told before parsing, so that nothing ever walks such a tree. */
function isTooDeep(json: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (quoted && character === '\\') index += 1;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '{' || character === '[')) depth += 1;
    else if (!quoted && (character === '}' || character === ']')) depth -= 1;
    if (depth > JSON_DEPTH_AT_MOST) return true;
  }
  return false;
}
