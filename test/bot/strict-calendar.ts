/*
 * A reader of iCalendar that lets nothing pass (RFC 5545): what Outlook and Google forgive one day they refuse the next.
 */

export type StrictEvent = Readonly<Record<string, string>>;
export type StrictCalendar = { properties: Readonly<Record<string, string>>; events: readonly StrictEvent[] };

const LINE = /^([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=(?:"[^"\p{Cc}]*"|[^";:,\p{Cc}]*))*):(.*)$/u;
const STAMP = /^\d{8}T\d{6}Z$/;
const ONCE = ['UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'SUMMARY', 'DESCRIPTION', 'STATUS', 'SEQUENCE', 'TRANSP', 'LAST-MODIFIED'];

/** @throws Error that says which line is wrong, and why */
export function readStrictly(bytes: Uint8Array): StrictCalendar {
  // Not one byte that is not UTF-8, which a letter cut in two by a fold is; and no mark at the beginning.
  const file = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const lines = unfold(file);
  if (lines[0] !== 'BEGIN:VCALENDAR' || lines.at(-1) !== 'END:VCALENDAR') throw new Error('it does not begin and end as a calendar');
  const properties: Record<string, string> = {};
  const events: StrictEvent[] = [];
  let event: Record<string, string> | undefined;
  for (const line of lines.slice(1, -1)) {
    const [, name, given = '', value = ''] = LINE.exec(line) ?? [];
    if (name === undefined) throw new Error(`no line of a calendar: ${line}`);
    if (name === 'BEGIN' || name === 'END') {
      if (value !== 'VEVENT' || (name === 'BEGIN') === (event !== undefined)) throw new Error(`out of place: ${line}`);
      if (event !== undefined) events.push(checked(event));
      event = name === 'BEGIN' ? {} : undefined;
      continue;
    }
    const into = event ?? properties;
    if (name in into) throw new Error(`stands twice: ${line}`);
    if (event === undefined && events.length > 0) throw new Error(`a property of the calendar behind its events: ${line}`);
    if (/^DT(START|END)$/.test(name) && given !== ';VALUE=DATE') throw new Error(`not a whole day: ${line}`);
    into[name] = isText(name) ? unescaped(value) : value;
  }
  if (event !== undefined) throw new Error('an event has no end');
  return { properties: checkedCalendar(properties), events: inOrder(events) };
}

function unfold(file: string): string[] {
  if (!file.endsWith('\r\n')) throw new Error('the last line is not ended');
  const physical = file.slice(0, -2).split('\r\n');
  for (const line of physical) {
    if (/[\r\n]/.test(line)) throw new Error(`a line break that is none: ${line}`);
    if (Buffer.byteLength(line) > 75) throw new Error(`longer than 75 octets: ${line}`);
    if (/\p{Cc}/u.test(line.replaceAll('\t', ''))) throw new Error(`a control character: ${line}`);
    if (line === '' || line === ' ') throw new Error('an empty line');
  }
  return physical
    .join('\r\n')
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n');
}

function isText(name: string): boolean {
  return ['SUMMARY', 'DESCRIPTION', 'X-WR-CALNAME', 'NAME'].includes(name);
}

/** RFC 5545, section 3.3.11: a backslash stands before a backslash, a semicolon, a comma or an n, and these stand with one. */
function unescaped(text: string): string {
  const left = text.replace(/\\[\\;,nN]/g, '');
  if (/[\\;,]/.test(left)) throw new Error(`not escaped: ${text}`);
  return text.replace(/\\([\\;,nN])/g, (_, one: string) => (/n/i.test(one) ? '\n' : one));
}

function checked(event: Record<string, string>): StrictEvent {
  for (const name of ONCE) if (!event[name]) throw new Error(`an event without ${name}`);
  const { UID, DTSTAMP, DTSTART, DTEND, STATUS, SEQUENCE, TRANSP } = event as Record<string, string>;
  if (!STAMP.test(DTSTAMP!) || !STAMP.test(event['LAST-MODIFIED']!)) throw new Error(`${UID}: a stamp is in UTC`);
  if (!isDay(DTSTART!) || !isDay(DTEND!) || DTEND! <= DTSTART!) throw new Error(`${UID}: it ends before it begins`);
  if (!['CONFIRMED', 'CANCELLED'].includes(STATUS!) || TRANSP !== 'TRANSPARENT') throw new Error(`${UID}: its status`);
  if (!/^\d{1,9}$/.test(SEQUENCE!)) throw new Error(`${UID}: its sequence`);
  if (!/^[\w.-]+@[\w.-]+$/.test(UID!)) throw new Error(`${UID}: not a name for the whole world`);
  return event;
}

function isDay(text: string): boolean {
  const day = text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  return !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
}

function checkedCalendar(properties: Record<string, string>): Record<string, string> {
  if (properties.VERSION !== '2.0' || !properties.PRODID) throw new Error('a calendar says its version and who made it');
  // Outlook takes a calendar from the internet for one it may follow only with this method; a name is what people see.
  if (properties.METHOD !== 'PUBLISH' || !properties['X-WR-CALNAME'])
    throw new Error('a calendar that is followed says so, and has a name');
  return properties;
}

function inOrder(events: StrictEvent[]): StrictEvent[] {
  const known = new Set<string>();
  for (const { UID } of events) {
    if (known.has(UID!)) throw new Error(`${UID} stands twice`);
    known.add(UID!);
  }
  return events;
}
