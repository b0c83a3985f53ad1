import { createHash } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

export type FakeSlackSocket = {
  url: string;
  /** Resolves when Accord has connected, each time anew. */
  connected(): Promise<void>;
  /** Sends an envelope, as Slack does over a socket, and resolves with what it is acknowledged with. */
  deliver(type: 'events_api' | 'slash_commands' | 'interactive', payload: unknown): Promise<unknown>;
  /** Asks Accord to open another socket, as Slack does every few hours. */
  recycle(): void;
};

/** Slack’s end of Socket Mode on a fake Slack’s server: the few kinds of WebSocket frame that it takes. */
export function openFakeSocket(server: Server, url: string): FakeSlackSocket {
  let live: Socket | undefined;
  let arrived = withResolvers();
  let count = 0;
  const acknowledged = new Map<string, (payload: unknown) => void>();
  server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    socket.on('error', () => undefined);
    let pending: Buffer = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      pending = Buffer.concat([pending, data]);
      for (let read = readFrame(pending); read !== null; read = readFrame(pending)) {
        pending = pending.subarray(read.size);
        if (read.opcode === 0x8) socket.end(frame(0x8, read.payload));
        if (read.opcode === 0x9) socket.write(frame(0xa, read.payload));
        if (read.opcode !== 0x1) continue;
        const { envelope_id: id, payload } = JSON.parse(read.payload.toString());
        acknowledged.get(id)?.(payload);
      }
    });
    live = socket;
    socket.write(frame(0x1, Buffer.from('{"type":"hello"}')));
    arrived.resolve();
    arrived = withResolvers();
  });
  return {
    url,
    connected: () => arrived.promise,
    deliver: (type, payload) =>
      new Promise((resolve) => {
        const id = `envelope-${++count}`;
        acknowledged.set(id, resolve);
        live!.write(
          frame(0x1, Buffer.from(JSON.stringify({ type, envelope_id: id, payload, accepts_response_payload: type !== 'events_api' }))),
        );
      }),
    recycle: () => void live!.write(frame(0x1, Buffer.from('{"type":"disconnect","reason":"refresh_requested"}'))),
  };
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  return Promise.withResolvers<void>();
}

/** A frame to a client: not masked. */
function frame(opcode: number, payload: Buffer): Buffer {
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | opcode, payload.length])
      : Buffer.from([0x80 | opcode, 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, payload]);
}

/** The first frame from a client (masked), or null while it is not complete. */
function readFrame(data: Buffer): { opcode: number; payload: Buffer; size: number } | null {
  if (data.length < 2) return null;
  const short = data[1]! & 0x7f;
  const start = short === 126 ? 4 : 2;
  if (data.length < start + 4) return null;
  const length = short === 126 ? data.readUInt16BE(2) : short;
  const size = start + 4 + length;
  if (data.length < size) return null;
  const mask = data.subarray(start, start + 4);
  return {
    opcode: data[0]! & 0xf,
    payload: Buffer.from(data.subarray(start + 4, size).map((byte, index) => byte ^ mask[index % 4]!)),
    size,
  };
}
