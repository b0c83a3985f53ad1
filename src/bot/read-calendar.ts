import type { PublishedEntry } from '../data/calendar-entries.ts';
import { addDaysTo } from '../data/days.ts';

/** The entries of a calendar that Accord wrote, so that the next edition can say what changed. Entries of other makers are left out. */
export function readCalendar(file: string): PublishedEntry[] {
  const lines = file.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const entries: PublishedEntry[] = [];
  let values: Map<string, string> | undefined;
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') values = new Map();
    else if (line === 'END:VEVENT') {
      const entry = values === undefined ? undefined : entryOf(values);
      if (entry !== undefined) entries.push(entry);
      values = undefined;
    } else {
      const [, name, value] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
      if (name !== undefined) values?.set(name, value!);
    }
  }
  return entries;
}

function entryOf(values: ReadonlyMap<string, string>): PublishedEntry | undefined {
  const text = (name: string) =>
    (values.get(name) ?? '').replace(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped));
  const day = (name: string) => text(name).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  const uid = text('UID');
  if (!uid.endsWith('@accord') || !/^\d{8}$/.test(text('DTSTART')) || !/^\d{8}$/.test(text('DTEND'))) return undefined;
  return {
    uid,
    from: day('DTSTART'),
    to: addDaysTo(day('DTEND'), -1),
    title: text('SUMMARY'),
    text: text('DESCRIPTION'),
    sequence: Number(text('SEQUENCE')) || 0,
    cancelled: text('STATUS') === 'CANCELLED',
    changedAt: text('DTSTAMP').replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6.000Z'),
  };
}
