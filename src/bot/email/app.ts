import { createTransport, type SendMailOptions } from 'nodemailer';
import { z } from 'zod';
import type { SmtpConfig } from '../config.ts';
import { type Platform, Unreachable } from '../platform.ts';
import { PATIENCE, type Patience } from './limits.ts';
import { asDeliveryFailure } from './refusal.ts';
import { renderMail } from './render.ts';

/** One address and nothing else: no list, no name, no line of its own. */
const address = z.email();

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Says that no person reads what is answered, so that no answering machine does. RFC 3834, section 5; the second is Microsoft’s. */
const HEADERS = { 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' };

/**
 * E-mail, which only delivers: for people who have no chat, and for employment contacts whose record gives an address. A connection is made
 * for each message. What was sent cannot be changed.
 */
export function makeEmail(config: SmtpConfig, patience: Patience = PATIENCE): Platform {
  const transport = openTransport(config, patience);
  return {
    name: 'email',
    mounts: [],
    start: async () => undefined,
    async deliver({ to }, message, preview) {
      if (!address.safeParse(to).success) throw new Unreachable('smtp-no-address');
      const mail: SendMailOptions = {
        from: config.from,
        to: { name: '', address: to },
        envelope: { from: config.from.address, to: [to] },
        headers: HEADERS,
        ...renderMail(message, preview),
      };
      await transport.sendMail(mail).catch((error: unknown) => {
        throw asDeliveryFailure(error);
      });
      return undefined;
    },
    update: async () => undefined,
    async stop() {
      transport.close();
    },
  };
}

/** Whether the mail server can be connected to, and takes the user and password. @throws what it said */
export async function verifyEmail(config: SmtpConfig, patience: Patience = PATIENCE): Promise<void> {
  const transport = openTransport(config, patience);
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}

function openTransport({ url }: SmtpConfig, { connecting, greeting, silent }: Patience) {
  return createTransport({
    url,
    connectionTimeout: connecting,
    dnsTimeout: connecting,
    greetingTimeout: greeting,
    socketTimeout: silent,
    // What is sent may be confidential: beyond this machine it travels encrypted or not at all.
    requireTLS: !LOOPBACK.has(new URL(url).hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
