import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { BODY_BYTES_AT_MOST, type Mount } from '../serve.ts';

/** A request as Bolt takes it when its body has been read already. */
type Buffered = IncomingMessage & { rawBody: Buffer };
type Listener = (request: Buffered, response: ServerResponse) => void;

const FORM = 'application/x-www-form-urlencoded';

/**
 * What stands before Bolt on the HTTP path. Only what Slack signed, and what has the shape of something Slack sends, goes further: Bolt
 * reads a form only under its bare content type, and some payloads without the usual fields stop it outside of any `catch`.
 * @param open whether somebody is there to answer
 * @param signed whether the signature fits the body and is no older than five minutes; says in the log why not
 */
export function makeGate(
  path: string,
  open: () => boolean,
  signed: (body: string, headers: IncomingMessage['headers']) => boolean,
  next: Listener,
): Mount {
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'POST') return refuse(response, 405);
    const body = await readBody(request);
    if (body === null) return refuse(response, 413);
    const contentType = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
    const text = body.toString();
    // Slack’s check of the certificate: nothing in it is looked at.
    if (contentType === FORM && parse(text).ssl_check === '1') return refuse(response, 200);
    if (!signed(text, request.headers)) return refuse(response, 401);
    if (!isSlackPayload(payloadOf(text, contentType))) return refuse(response, 400);
    // Slack sends an event again when it was told that nobody is there.
    if (!open()) return refuse(response, 503);
    request.headers['content-type'] = contentType;
    next(Object.assign(request, { rawBody: body }), response);
  };
  return { path, listener: (request, response) => void pass(request, response).catch(() => refuse(response, 400)) };
}

function refuse(response: ServerResponse, status: number): void {
  // More of a body that is too large would still come: nobody reads it.
  if (!response.headersSent) response.writeHead(status, status === 413 ? { connection: 'close' } : {}).end();
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed on the way out, so that the refusal can still be sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_AT_MOST) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function payloadOf(text: string, contentType: string): unknown {
  try {
    if (contentType !== FORM) return JSON.parse(text);
    const form = parse(text);
    return typeof form.payload === 'string' ? JSON.parse(form.payload) : form;
  } catch {
    return undefined;
  }
}

/** Whether a body has the fields that every payload of its kind has. What is in them is for `read`. */
export function isSlackPayload(body: unknown): boolean {
  if (!isRecord(body)) return false;
  if (typeof body.command === 'string') return true;
  switch (body.type) {
    case 'url_verification':
      return typeof body.challenge === 'string';
    case 'event_callback':
      return isRecord(body.event) && typeof body.event.type === 'string';
    case 'block_actions':
      return isRecord(body.user) && Array.isArray(body.actions) && isRecord(body.actions[0]);
    case 'shortcut':
    case 'message_action':
      return isRecord(body.user) && typeof body.callback_id === 'string';
    case 'view_submission':
      return isRecord(body.user) && isRecord(body.view);
    default:
      return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
