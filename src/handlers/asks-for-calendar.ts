import type { MessageKind } from '../data/kind-of-message.ts';
import type { Handler } from './handler.ts';
import { showCalendar } from './show-calendar.ts';

const WISH =
  /^\s*(?:please )?(?:(?:can|could) (?:i|we|you) |(?:i|we)(?:['’]d| would)? (?:want|like|need) (?:to )?(?:have )?|how (?:do|can) (?:i|we) )?(?:(?:show|give|send|get|have|open|see|subscribe to|follow|add|put|renew|stop)(?: me| us| them| it| this| these)? ?)?(?:(?:my|the|our|a|your|these|all) )?(?:(?:dates|reviews|deadlines|duties|reminders) (?:in|into|to|on) (?:my |our |the |an? )?)?(?:outlook |google |apple |ical |private )?calendar(?: feed| address| link| file| of dates| subscription)?\s*[.?]?\s*$/i;

/** What is done with a message that wants the dates in a calendar; undefined for every other. */
export function calendarWished(text: string, kind: MessageKind): Handler | undefined {
  if (kind === 'safeguarding' || kind === 'crisis' || kind === 'employment') return undefined;
  return WISH.test(text) ? showCalendar : undefined;
}
