import type { MessageKind } from '../data/kind-of-message.ts';
import { readOwnReminder } from '../data/read-own-reminder.ts';
import type { Handler } from './handler.ts';
import { cancelNumber, listReminders } from './list-reminders.ts';
import { remindVerb, tellReminder } from './set-reminder.ts';

/*
 * Messages that want a reminder of their own, or want to see or cancel one. What asks for something (“remind me what is due”), puts off a
 * reminder that came (“remind me again in a week”) or has no time and nothing to do (“remind us of the notice period”) is none of these.
 */

const REMIND = /^\s*(?:please )?(?:can you |could you )?(?:please )?remind (us|me|the team|everyone|everybody)(?: all)?,? (.+)$/is;
const ASKS_OR_PUTS_OFF =
  /^(?:what|whats|what['’]s|when|whens|when['’]s|who|whos|who['’]s|whose|which|where|why|how|whether|if|again|later|once more)\b/i;
const SET =
  /^\s*(?:please )?(?:can you |could you )?(?:set(?: up)?|add|create|make|new)(?: us| me)? (?:a |an |another )?(?:new )?(daily |weekly |fortnightly |monthly |quarterly |yearly )?reminder\b\s*(?:for\b|on\b)?\s*(.*)$/is;
const VERB_ALONE = /^\s*remind\s+(?:every|each|on|in|from|to|daily|weekly|fortnightly|monthly|quarterly|yearly|tomorrow|next)\b/i;
const LIST =
  /^\s*(?:(?:please )?(?:show|list|see|what are|which are|give)(?: me| us)? )?(?:all )?(?:of )?(?:the |our |my )?(?:own )?reminders(?: (?:list|are there|have we(?: got| set)?|are set))?\s*[?.]?\s*$/i;
const CANCEL =
  /^\s*(?:please )?(?:cancel|stop|delete|remove|turn off)(?: the| my| our)? reminder (?:no\.? ?|number |#)?(\d{1,8})\s*[.]?\s*$/i;

/** What is done with a message about reminders of one’s own; undefined for every other. */
export function ownReminderWished(text: string, kind: MessageKind): Handler | undefined {
  if (kind === 'safeguarding' || kind === 'crisis') return undefined;
  const [, cancelled] = CANCEL.exec(text) ?? [];
  if (cancelled !== undefined) return cancelNumber(Number(cancelled));
  if (LIST.test(text) || /^\s*(?:what|which) reminders (?:are there|are set|have we(?: got| set)?)\s*\??\s*$/i.test(text))
    return listReminders;
  const [, often = '', about] = SET.exec(text) ?? [];
  if (about !== undefined) return as(`remind ${often}${about}`);
  if (VERB_ALONE.test(text)) return remindVerb;
  return asksToRemind(text, kind) ? tellReminder(text) : undefined;
}

function as(text: string): Handler {
  return (request, stores, clock) => remindVerb({ ...request, act: { is: 'said', text } }, stores, clock);
}

function asksToRemind(text: string, kind: MessageKind): boolean {
  const [, whom, rest] = REMIND.exec(text) ?? [];
  if (rest === undefined || ASKS_OR_PUTS_OFF.test(rest)) return false;
  // Whatever the day is, a sentence gives a time or gives none.
  const timed = readOwnReminder(text, '2000-01-01')?.when != null;
  // A reminder is said in the team’s channel: what may be about somebody’s own employment is not taken for one without a good reason.
  if (kind === 'employment') return timed && whom!.toLowerCase() === 'us';
  return timed || /(?:^|\s)to \w+/i.test(rest);
}
