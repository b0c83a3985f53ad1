import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** An e-mail as it came over the wire: to whom, and its parts without their encoding. */
export type Received = { from: string; to: string[]; head: string; subject: string; text: string; html: string };

/** A mail server of the test’s own. */
export type MailServer = { url: string; received: Received[]; close(): Promise<void> };

/** What the server answers at a step, instead of taking it: a number and a sentence. */
export type Refusing = { greeting?: number; login?: number; recipient?: number; message?: number };

/** Starts it. With `login` it wants a user and a password. */
export async function startMailServer(refusing: Refusing = {}): Promise<MailServer> {
  const received: Received[] = [];
  const refusal = (code: number | undefined) =>
    code === undefined ? null : Object.assign(new Error('Not this one'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: refusing.login === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    onConnect: (_, done) => done(refusal(refusing.greeting)),
    onAuth: (_, __, done) => done(refusal(refusing.login), { user: 'accord' }),
    onRcptTo: (_, __, done) => done(refusal(refusing.recipient)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refused = refusal(refusing.message);
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo.map(({ address }) => address);
        if (refused === null)
          received.push({ from: mailFrom ? mailFrom.address : '', to, ...unwrap(Buffer.concat(chunks).toString('latin1')) });
        done(refused);
      });
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A server that takes connections and does with them what it is told to, which may be nothing. */
export async function startRudeServer(talk: (socket: Socket) => void): Promise<Omit<MailServer, 'received'>> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function unwrap(raw: string): Pick<Received, 'head' | 'subject' | 'text' | 'html'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ');
  const boundary = /boundary="([^"]+)"/.exec(unfolded)![1]!;
  const parts = rest.join('\r\n\r\n').split(`--${boundary}`);
  const partOf = (type: string) => decode(parts.find((part) => part.includes(`Content-Type: ${type}`)) ?? '');
  return {
    head: unfolded,
    subject: decodeWords(/^Subject: (.*)$/m.exec(unfolded)![1]!.trim()),
    text: partOf('text/plain'),
    html: partOf('text/html'),
  };
}

function decode(part: string): string {
  const [head = '', ...rest] = part.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n').replace(/\r\n$/, '');
  const bytes = /base64/i.test(head)
    ? Buffer.from(body, 'base64')
    : /quoted-printable/i.test(head)
      ? fromQuoted(body)
      : Buffer.from(body, 'latin1');
  return bytes.toString('utf8').replaceAll('\r\n', '\n');
}

function fromQuoted(text: string): Buffer {
  const joined = text.replace(/=\r\n/g, '');
  return Buffer.from(
    joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** RFC 2047: `=?UTF-8?Q?…?=`. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, how: string, coded: string) =>
      (how.toUpperCase() === 'B' ? Buffer.from(coded, 'base64') : fromQuoted(coded.replaceAll('_', ' '))).toString('utf8'),
    );
}
