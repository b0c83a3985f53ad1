import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { PublishedEntry } from '../data/calendar-entries.ts';
import { addDaysTo } from '../data/days.ts';

/** How often a calendar that follows the feed should look again. */
const LOOK_AGAIN_SECONDS = 12 * 60 * 60;

/**
 * A calendar as a file that Outlook, Google and Apple take (RFC 5545): whole days that leave people free, entries called off included,
 * so that a calendar which has them takes them out.
 */
export function writeCalendar(name: string, entries: readonly PublishedEntry[]): string {
  const calendar = ical({
    // The package writes a name without escaping what RFC 5545 wants escaped, so there is none of it.
    name: oneLine(name.replace(/[\\;,"]+/g, ' ')),
    prodId: '//Accord//Duties//EN',
    method: ICalCalendarMethod.PUBLISH,
    ttl: LOOK_AGAIN_SECONDS,
  });
  for (const { uid, from, to, title, text, sequence, cancelled, changedAt } of entries)
    calendar.createEvent({
      id: uid,
      start: from,
      // The end of whole days is the day after the last.
      end: addDaysTo(to, 1),
      allDay: true,
      summary: oneLine(title),
      description: { plain: oneLine(text) },
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.TRANSPARENT,
      sequence,
      stamp: changedAt,
      lastModified: changedAt,
    });
  return `${calendar.toString()}\r\n`;
}

/** Without line breaks and other control characters: no text can become a line of the file. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
