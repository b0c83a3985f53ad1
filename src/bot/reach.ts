import type { Recipient } from '../data/outbox.ts';
import type { Partnership, Person } from '../data/partnership.ts';
import { findPerson } from '../data/people.ts';
import type { Posted } from '../data/posted.ts';
import type { Message } from '../handlers/reply.ts';
import { NOT_CONNECTED } from '../handlers/tell-unreachable.ts';
import { type Address, Busy, type Platform, Unreachable } from './platform.ts';

/** Every platform has shorter limits of its own; whatever hangs all the same is let go. */
const ANSWERS_WITHIN_MS = 60_000;

/**
 * What is to be said, and what a notification may show of it. `private` is not brought anywhere but to the account it is for; with `byMail`,
 * which is how an e-mail says it, to that person’s e-mail too where no chat of theirs is connected or takes it.
 */
export type Words = { message: Message; preview: string | undefined; private: boolean; byMail?: Message | undefined };

/** Says a message where its recipient is, or changes what was said there. */
export type Reach = {
  /**
   * Says it at the recipient’s first address that takes it.
   * @returns where it stands, or undefined where it cannot be changed later
   * @throws Busy where one of the addresses may take it soon, or Unreachable, or what the platform said
   */
  say(to: Recipient, words: Words): Promise<Omit<Posted, 'at'> | undefined>;
  /** Changes what was said. Where the platform is not running any more there is nothing to change. */
  change(posted: Posted, words: Words): Promise<void>;
};

/** Reaches people, rooms and accounts over the platforms that are running. */
export function makeReach(platforms: readonly Platform[], partnership: Partnership): Reach {
  const find = (name: Platform['name']) => platforms.find((platform) => platform.name === name);
  return {
    async say(to, words) {
      const failures: unknown[] = [];
      for (const address of addressesOf(to, words, partnership)) {
        const platform = find(address.platform);
        if (platform === undefined) continue;
        // E-mail takes no presses: it is for those who have no chat, not for an hour in which their chat is busy.
        if (address.platform === 'email' && failures.some((one) => !(one instanceof Unreachable))) continue;
        const message = address.platform === 'email' ? (words.byMail ?? words.message) : words.message;
        try {
          const posted = await within(platform.deliver(address, message, words.preview));
          return posted === undefined ? undefined : { ...address, posted };
        } catch (error) {
          failures.push(error);
          // It may be there: to say it elsewhere too would be to say it twice.
          if (error instanceof Busy && error.mayHaveArrived) break;
        }
      }
      throw failures.find((one) => !(one instanceof Unreachable)) ?? failures[0] ?? nowhere(to);
    },
    async change({ platform, to, posted }, { message, preview }) {
      const found = find(platform);
      if (found !== undefined) await within(found.update({ platform, to }, posted, message, preview));
    },
  };
}

/** Where a recipient is reached, the likeliest first. A person’s e-mail comes last. */
function addressesOf(to: Recipient, words: Words, partnership: Partnership): Address[] {
  const mails = !words.private || words.byMail !== undefined;
  if (to.is !== 'person') {
    const own: Address = { platform: to.platform, to: to.id };
    const owner = words.byMail === undefined || to.is === 'room' ? undefined : ownerOf(to, partnership);
    return owner === undefined ? [own] : [own, { platform: 'email', to: owner.email }];
  }
  const person = partnership.people.find(({ email }) => email === to.email);
  if (person === undefined) return [];
  const accounts = { slack: person.slack, teams: person.teams, local: person.email, email: mails ? person.email : undefined };
  return (['slack', 'teams', 'local', 'email'] as const).flatMap((platform) => {
    const account = accounts[platform];
    return account === undefined ? [] : [{ platform, to: account }];
  });
}

function ownerOf({ platform, id }: Recipient & { is: 'account' }, partnership: Partnership): Person | undefined {
  return platform === 'email' ? undefined : findPerson(partnership, { platform, id });
}

function nowhere(to: Recipient): Unreachable {
  return new Unreachable(to.is === 'person' ? 'no-account' : NOT_CONNECTED);
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Busy('no-answer', { mayHaveArrived: true })), ANSWERS_WITHIN_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
