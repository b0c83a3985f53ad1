import type { Notice } from '../data/outbox.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock } from './handler.ts';
import { knownToday } from './known-today.ts';
import type { Message } from './reply.ts';
import { askForSetting } from './settle-duty.ts';
import { tellBenefitNotice } from './tell-benefit-notice.ts';
import { contactTest, tellIssue } from './tell-issue.ts';
import { tellNoRoom, tellReminders } from './tell-reminder.ts';
import { tellUnreachable } from './tell-unreachable.ts';

/** A notice in words, and how they are brought. */
export type Told = {
  message: Message;
  /** What was posted is remembered under this subject, for each recipient, so that it can be changed later. */
  subject?: string;
  /**
   * `post` (the default) says it anew; `update` changes what was last posted under the same subject to the same recipient, and does nothing
   * where nothing was; `update-or-post` says it anew there.
   */
  how?: 'post' | 'update' | 'update-or-post';
  /** The same for an e-mail, where no chat reaches them. Without it, what is private is never e-mailed to somebody who has a chat. */
  byMail?: Message;
  /** What a notification or the subject line of an e-mail says instead of the content. Without it, they say what the message does. */
  previewSafe?: string;
};

/**
 * Puts a notice into words, as things stand when it is delivered. Each story has a file of its own for its kinds of notice.
 * @returns null when there is nothing left to tell
 */
export async function tellNotice(notice: Notice, known: Stores, clock: Clock): Promise<Told | null> {
  const stores = await knownToday(known, clock);
  const { about } = notice;
  switch (about.is) {
    case 'suggestion-awaits':
    case 'suggestion-decided':
    case 'detriment':
    case 'protocol-awaits':
      return asTold(await tellBenefitNotice(notice, about, stores, clock));
    case 'unreachable':
      return asTold(await tellUnreachable(notice, about, stores, clock));
    case 'contact-test':
      return { message: contactTest(about.organisation, stores) };
    case 'reminders':
    case 'reminders-changed':
      return tellReminders(notice, about, stores, clock);
    case 'setting-awaits':
      return asTold(await askForSetting(notice, about.duty, stores, clock));
    case 'no-reminder-room':
      return asTold(tellNoRoom(notice, stores));
    case 'private':
      return tellIssue({ ...notice, about }, stores);
    default:
      return about satisfies never;
  }
}

/** A message that is simply said. */
function asTold(message: Message | null): Told | null {
  return message === null ? null : { message };
}
