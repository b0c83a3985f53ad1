import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';

/** What Accord sent to Slack: a Web API method or a response URL, with what it carried. */
export type SlackCall = { name: string; args: Record<string, unknown> };

export type FakeSlack = {
  apiUrl: string;
  /** A response URL as Slack gives one with a command or a press. */
  responseUrl(id: string): string;
  /** An address as Slack gives one to upload a file to. */
  uploadUrl: string;
  /** Everything received so far that `next` has not handed out. */
  calls: SlackCall[];
  /** The next thing Accord sends. */
  next(): Promise<SlackCall>;
  /** What a method (or `response:<id>`) answers from now on, instead of `{"ok":true}`. */
  answers(
    name: string,
    reply: (attempt: number, call: SlackCall) => { status?: number; headers?: Record<string, string>; body?: unknown },
  ): void;
  server: Server;
  close(): Promise<void>;
};

/** Slack’s Web API as far as Accord uses it, on this machine. */
export async function startFakeSlack(): Promise<FakeSlack> {
  const calls: SlackCall[] = [];
  const waiting: ((call: SlackCall) => void)[] = [];
  const replies = new Map<
    string,
    (attempt: number, call: SlackCall) => { status?: number; headers?: Record<string, string>; body?: unknown }
  >();
  const attempts = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const call = callOf(request, body);
    const attempt = (attempts.get(call.name) ?? 0) + 1;
    attempts.set(call.name, attempt);
    const { status = 200, headers = {}, body: reply = { ok: true } } = replies.get(call.name)?.(attempt, call) ?? {};
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(reply));
    const waiter = waiting.shift();
    if (waiter) waiter(call);
    else calls.push(call);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiUrl: `${base}/api/`,
    responseUrl: (id) => `${base}/response/${id}`,
    uploadUrl: `${base}/upload/v1/a-file`,
    calls,
    next: () => {
      const call = calls.shift();
      return call ? Promise.resolve(call) : new Promise((resolve) => waiting.push(resolve));
    },
    answers: (name, reply) => void replies.set(name, reply),
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function callOf(request: IncomingMessage, body: string): SlackCall {
  const path = request.url!;
  if (path.startsWith('/upload/')) return { name: 'upload', args: { bytes: body.length, type: request.headers['content-type'] } };
  if (path.startsWith('/response/')) return { name: `response:${path.slice('/response/'.length)}`, args: JSON.parse(body) };
  // The Web API takes forms in which everything that is not a text is JSON.
  const args = Object.fromEntries(
    Object.entries(parse(body)).map(([key, value]) => [key, /^[[{]/.test(String(value)) ? JSON.parse(String(value)) : value]),
  );
  return { name: path.slice('/api/'.length), args: { ...args, authorization: request.headers.authorization } };
}

export const SIGNING_SECRET = 'a-signing-secret-for-tests';

export type Sending = { secret?: string; ageSeconds?: number; contentType?: string; headers?: Record<string, string> };

/** Sends a body to `/slack/events` as Slack signs it. */
export function sendSigned(
  port: number,
  body: string,
  { secret = SIGNING_SECRET, ageSeconds = 0, contentType = 'application/json', headers = {} }: Sending = {},
): Promise<Response> {
  const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: { 'content-type': contentType, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature, ...headers },
    body,
  });
}

/** An event, as Slack posts it. */
export function sendEvent(port: number, payload: unknown, sending: Sending = {}): Promise<Response> {
  return sendSigned(port, JSON.stringify(payload), sending);
}

/** A slash command: a form. */
export function sendCommand(port: number, fields: Record<string, string>, sending: Sending = {}): Promise<Response> {
  return sendSigned(port, new URLSearchParams(fields).toString(), { contentType: 'application/x-www-form-urlencoded', ...sending });
}

/** A press or a submitted form: a form with one field of JSON. */
export function sendInteraction(port: number, payload: unknown, sending: Sending = {}): Promise<Response> {
  return sendCommand(port, { payload: JSON.stringify(payload) }, sending);
}
