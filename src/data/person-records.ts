import { entries, ISSUE_RECORDS } from './issue-vault.ts';
import type { KeyValue } from './key-value.ts';

/*
 * Everything a store holds about one person outside of employment issues, for requests under data protection law (UK GDPR, articles 15
 * and 17). Records name people by their e-mail address, and by their accounts where they say how to reach them; so they are found by
 * these, whichever story wrote them.
 */

/** By what records name a person: the e-mail address (small letters), and the ids of their accounts. */
export type PersonNames = { email: string; accounts: readonly string[] };

/** A record that names somebody. */
export type PersonRecord = { key: string; value: unknown };

/** Every record that names a person, in key order. */
export async function* recordsOf(store: KeyValue, who: PersonNames): AsyncGenerator<PersonRecord> {
  for await (const { key, value } of entries(store, '')) {
    if (key.startsWith(ISSUE_RECORDS)) continue;
    const parsed = parse(value);
    if (isKeyOf(key, who) || isAddressOf(key, parsed, who) || names(parsed, (text) => isEmail(text, who))) yield { key, value: parsed };
  }
}

/**
 * Puts `instead` wherever records name a person; what else they say stays, so that the log keeps its entries and sums. What waits for
 * them, and how to reach them, is taken away.
 * @returns how many records were changed or taken away
 */
export async function eraseName(store: KeyValue, who: PersonNames, instead: string): Promise<number> {
  const found: PersonRecord[] = [];
  for await (const record of recordsOf(store, who)) found.push(record);
  for (const { key, value } of found) {
    const taken = isNoticeTo(value, who) || isAddressOf(key, value, who);
    if (taken || isKeyOf(key, who)) await store.delete(key);
    if (!taken)
      await store.set(isKeyOf(key, who) ? key.replaceAll(who.email, instead) : key, JSON.stringify(replaced(value, who, instead)));
  }
  return found.length;
}

function names(value: unknown, isOne: (text: string) => boolean): boolean {
  if (typeof value === 'string') return isOne(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, one]) => isOne(key) || names(one, isOne));
}

function replaced(value: unknown, who: PersonNames, instead: string): unknown {
  if (typeof value === 'string') return isEmail(value, who) ? instead : value;
  if (Array.isArray(value)) return value.map((one) => replaced(one, who, instead));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [isEmail(key, who) ? instead : key, replaced(one, who, instead)]));
}

/** A notice that waits for them. */
function isNoticeTo(value: unknown, who: PersonNames): boolean {
  const notice = value as { to?: unknown; about?: unknown } | null;
  return notice?.about !== undefined && names(notice.to, (text) => isEmail(text, who) || isAccount(text, who));
}

/** A record of how they are reached. Nothing else names an account. */
function isAddressOf(key: string, value: unknown, who: PersonNames): boolean {
  return key.split(':').some((part) => isAccount(unescaped(part), who)) || names(value, (text) => isAccount(text, who));
}

/** A record kept under their e-mail address, alone or after what kind of recipient it is. */
function isKeyOf(key: string, { email }: PersonNames): boolean {
  return key.split(':').some((part) => unescaped(part) === email || unescaped(part).endsWith(`:${email}`));
}

function isEmail(text: string, { email }: PersonNames): boolean {
  return text.toLowerCase() === email;
}

/** Slack users are kept with their workspace, `T0TEAM/U0SAM`. */
function isAccount(text: string, { accounts }: PersonNames): boolean {
  return accounts.some((account) => text === account || text.endsWith(`/${account}`));
}

/** A part of a key as it was before `collection.ts` escaped it. */
function unescaped(part: string): string {
  return part.replace(/%([0-9A-F]{2,})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
