import type { SmtpConfig } from '../config.ts';
import { verifyEmail } from '../email/app.ts';
import { smtpCode } from '../email/refusal.ts';
import type { Finding } from './finding.ts';
import { ANSWERS_WITHIN_MS } from './limits.ts';

const WHAT = 'E-mail';

/** Whether the mail server can be connected to, and takes the user and password. Sends nothing. */
export async function checkSmtp(smtp: SmtpConfig | undefined): Promise<Finding> {
  if (smtp === undefined) return { ok: true, what: WHAT, says: 'off: no SMTP_URL' };
  const { hostname, port } = new URL(smtp.url);
  const where = `${hostname}${port === '' ? '' : `:${port}`}, from ${smtp.from.address}`;
  try {
    await verifyEmail(smtp, { connecting: ANSWERS_WITHIN_MS, greeting: ANSWERS_WITHIN_MS, silent: ANSWERS_WITHIN_MS });
    return { ok: true, what: WHAT, says: `the mail server is there and takes the login: ${where}` };
  } catch (error) {
    const code = smtpCode(error);
    return {
      ok: false,
      what: WHAT,
      says: `the mail server ${WHY[code] ?? 'is not there'} (${code}): ${where}`,
      mend: MENDS[code] ?? REACH,
    };
  }
}

const WHY: Readonly<Record<string, string>> = {
  'smtp-535': 'refuses the login',
  'smtp-auth': 'refuses the login',
  'smtp-tls': 'does not encrypt',
};
const REACH = 'Check SMTP_URL, and that this machine can reach the mail server.';
const LOGIN = 'Check the user and password in SMTP_URL.';
const MENDS: Readonly<Record<string, string>> = {
  'smtp-535': LOGIN,
  'smtp-auth': LOGIN,
  'smtp-tls': 'Use a mail server that offers STARTTLS, or smtps://: what Accord sends may be confidential.',
};
