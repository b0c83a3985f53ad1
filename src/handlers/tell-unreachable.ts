import { dayAt, writeDay } from '../data/days.ts';
import { type Notice, type NoticeAbout, type Recipient, recipientKey, toPeople } from '../data/outbox.ts';
import type { Partnership } from '../data/partnership.ts';
import { findChannel, holdersOf } from '../data/people.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock } from './handler.ts';
import { type Message, message } from './reply.ts';

/** Where a notice could not be brought, and the code the platform gave. */
type Failed = { notice: Notice; code: string };

/** The code where the platform of an account or a room is not running. */
export const NOT_CONNECTED = 'not-connected';

type Needed = Pick<Stores, 'partnership' | 'notices' | 'unreachable'>;

/**
 * Keeps that somebody, or a channel, cannot be reached, and leaves word of it for the administrators of that agreement: once, however
 * often it is tried, until something reaches them. Of a notice that says just this, no further word is left; nor where the platform is not
 * connected at all, which is for those who run Accord.
 */
export async function noteUnreachable({ notice, code }: Failed, stores: Needed, clock: Clock): Promise<void> {
  const { to, agreement, about } = notice;
  const key = recipientKey(to);
  const since = (await stores.unreachable.get(key))?.since ?? clock.now();
  await stores.unreachable.put({ to, agreement, code, since }, key);
  if (about.is === 'unreachable' || code === NOT_CONNECTED) return;
  const told = administratorsOf(agreement, stores.partnership, clock).filter((email) => !(to.is === 'person' && to.email === email));
  const source = { requestId: `unreachable ${key} ${since}`, agreement, at: clock.now() };
  await stores.notices.leave({ is: 'unreachable', to, since }, toPeople(told), source);
}

/** Forgets that somebody could not be reached: something has reached them. */
export async function noteReached(to: Recipient, { unreachable }: Needed): Promise<void> {
  const key = recipientKey(to);
  if ((await unreachable.get(key)) !== undefined) await unreachable.remove(key);
}

/**
 * Tells an administrator whom Accord cannot reach.
 * @returns null when they have been reached since, or whom it is told to is no administrator of that agreement any more
 */
export async function tellUnreachable(
  { to: reader, agreement }: Notice,
  { to, since }: NoticeAbout & { is: 'unreachable' },
  { partnership, unreachable }: Needed,
  clock: Clock,
): Promise<Message | null> {
  const kept = await unreachable.get(recipientKey(to));
  if (kept?.since !== since || reader.is !== 'person') return null;
  if (!administratorsOf(agreement, partnership, clock).includes(reader.email)) return null;
  return message('asker', [
    { is: 'heading', text: `Accord cannot reach ${nameOf(to, partnership)}.` },
    { is: 'paragraph', text: `It has tried since ${writeDay(dayAt(since))}. What waits there is tried again for a week. ${mendOf(to)}` },
    { is: 'paragraph', text: `The reason given: ${kept.code}`, tone: 'quiet' },
  ]);
}

/** Those who look after an agreement; where nobody is named for it, every administrator. */
export function administratorsOf(agreement: string, partnership: Partnership, clock: Clock): string[] {
  const own = holdersOf(partnership, 'administrator', agreement, clock.today());
  const all = own.length > 0 ? own : partnership.people.filter(({ roles }) => roles.includes('administrator'));
  return all.map(({ email }) => email);
}

const PLATFORMS = { slack: 'Slack', teams: 'Teams', local: 'the local chat page', email: 'e-mail' } as const;

/** A recipient in words. */
export function nameOf(to: Recipient, partnership: Partnership): string {
  if (to.is === 'person') return partnership.people.find(({ email }) => email === to.email)?.name ?? to.email;
  if (to.is === 'account') return `the account ${to.id} on ${PLATFORMS[to.platform]}`;
  const name = findChannel(partnership, to.platform, to.id)?.name;
  return name === undefined ? `the channel ${to.id} on ${PLATFORMS[to.platform]}` : `the channel “${name}” on ${PLATFORMS[to.platform]}`;
}

/** What to do where a recipient cannot be reached. */
export function mendOf(to: Recipient): string {
  return to.is === 'room'
    ? 'Add Accord to the channel, or correct the channel in the partnership file.'
    : 'Correct the account in the partnership file.';
}
