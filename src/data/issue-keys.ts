import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';

/*
 * How employment issues are sealed: AES-256-GCM (NIST SP 800-38D) with a random IV of 12 bytes for each value, and the key of the record
 * as associated data, so that a value moved to another record does not open there. A sealed value says which key it was sealed with:
 * `1.<key id>.<base64url of IV, tag and ciphertext>`.
 */

/** So many random bytes. Passed in: nothing here is left to chance by itself. */
export type RandomBytes = (count: number) => Uint8Array;

export type IssueKeys = {
  /** Seals a text for one record. The same text sealed twice differs. */
  seal(text: string, record: string): string;
  /** Opens what was sealed for that record with any of the keys. @throws SealBroken */
  open(sealed: string, record: string): string;
  /** Whether it was sealed with the newest key. */
  isNewest(sealed: string): boolean;
};

/** A sealed value that does not open: another key, another record, or it was changed. */
export class SealBroken extends Error {
  readonly code: 'no-key' | 'seal-broken';
  constructor(code: 'no-key' | 'seal-broken') {
    super(code === 'no-key' ? 'It was sealed with a key that is not there.' : 'What was sealed was changed, or moved to another record.');
    this.name = 'SealBroken';
    this.code = code;
  }
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORM = '1';
/** Lengths are rounded up to this, so that the size of a record does not tell how much was written. */
const ROUND_TO = 256;

/**
 * Reads `ACCORD_KEY`: keys of 32 bytes in base64, the newest first, separated by commas.
 * @returns the keys, or one plain sentence that does not quote them
 */
export function readKeys(text: string): { ok: true; keys: Buffer[] } | { ok: false; problem: string } {
  const keys = text.split(',').map((one) => Buffer.from(one.trim(), 'base64'));
  const sameAgain = (key: Buffer, index: number) =>
    key.toString('base64').replace(/=+$/, '') === text.split(',')[index]!.trim().replace(/=+$/, '');
  if (keys.every((key, index) => key.length === KEY_BYTES && sameAgain(key, index))) return { ok: true, keys };
  return {
    ok: false,
    problem: 'ACCORD_KEY must be 32 bytes in base64 (44 characters), or several of these with commas between them, the newest first',
  };
}

/** The keys as they are written in `ACCORD_KEY`. */
export function writeKeys(keys: readonly Uint8Array[]): string {
  return keys.map((key) => Buffer.from(key).toString('base64')).join(',');
}

/** What seals with the first of the keys and opens with any of them. */
export function makeIssueKeys(keys: readonly Uint8Array[], random: RandomBytes): IssueKeys {
  const named = keys.map((key) => ({ id: idOf(key), key }));
  const [newest] = named;
  if (newest === undefined) throw new Error('sealing needs at least one key');
  return {
    seal(text, record) {
      const iv = random(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', newest.key, iv).setAAD(Buffer.from(record));
      const sealed = Buffer.concat([cipher.update(roundUp(text), 'utf8'), cipher.final()]);
      return `${FORM}.${newest.id}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },
    open(sealed, record) {
      const [form, id, body = ''] = sealed.split('.');
      const found = named.find((one) => form === FORM && one.id === id);
      if (found === undefined) throw new SealBroken('no-key');
      const bytes = Buffer.from(body, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', found.key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(record))
          .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        const opened = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
        return opened.replace(/ +$/, '');
      } catch {
        throw new SealBroken('seal-broken');
      }
    },
    isNewest: (sealed) => sealed.startsWith(`${FORM}.${newest.id}.`),
  };
}

/** A name for something that tells nothing of it to whoever lacks the secret: HMAC-SHA-256 (RFC 2104), 22 characters. */
export function opaqueName(secret: string, what: string, of: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([what, of]))
    .digest('base64url')
    .slice(0, 22);
}

// Read aloud over a telephone: no letters or digits that are taken for one another.
const REFERENCE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const REFERENCE_LENGTH = 6;

/** A reference such as `E-7QK2M9`: a keyed hash of the request, so it can be neither counted nor guessed, and a repeat gets the same one. */
export function referenceOf(secret: string, request: string, attempt: number): string {
  const digest = createHmac('sha256', secret)
    .update(JSON.stringify(['reference', request, attempt]))
    .digest();
  // 32 letters divide 256 evenly, so every letter is equally likely.
  const letters = [...digest.subarray(0, REFERENCE_LENGTH)].map((byte) => REFERENCE_LETTERS[byte % REFERENCE_LETTERS.length]);
  return `E-${letters.join('')}`;
}

/** The reference in what somebody typed, or null: small letters and a missing hyphen are put right. */
export function readReference(text: string): string | null {
  const found = new RegExp(String.raw`\be[-\s]?([${REFERENCE_LETTERS}]{${REFERENCE_LENGTH}})\b`, 'i').exec(text);
  return found === null || !/[-\s]|\d/.test(found[0]) ? null : `E-${found[1]!.toUpperCase()}`;
}

function idOf(key: Uint8Array): string {
  return createHash('sha256').update('accord key id').update(key).digest('hex').slice(0, 8);
}

/** Filled up with spaces, which JSON does not mind and opening takes away again. */
function roundUp(text: string): string {
  const bytes = Buffer.byteLength(text);
  return text + ' '.repeat((ROUND_TO - (bytes % ROUND_TO)) % ROUND_TO);
}
