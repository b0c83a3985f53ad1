import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CalendarEditions } from '../data/calendar-editions.ts';
import type { Person } from '../data/partnership.ts';
import type { Stores } from '../data/stores.ts';
import { agreementsSeenBy, calendarDays, calendarNow } from '../handlers/calendar-now.ts';
import type { Clock } from '../handlers/handler.ts';
import type { Mount } from './serve.ts';
import { writeCalendar } from './write-calendar.ts';

/** Where the calendars of people are, below the address of Accord. */
const PATH = /^\/calendar\/([\w-]{1,100})\.ics$/;
const TEXT = { 'content-type': 'text/plain; charset=utf-8' };

/**
 * `GET /calendar/<token>.ics`: the dates of the agreements that a person may see today, as a calendar program fetches them again and again.
 * Whether an address exists is a secret: whatever is wrong with it is answered as any address where there is nothing.
 */
export function calendarMount(parts: { stores: Stores; editions: CalendarEditions; clock: Clock }): Mount {
  return {
    path: '/calendar/',
    listener: async (request, response) => {
      const person = await whose(request, parts.stores);
      if (person === undefined) return response.writeHead(404, TEXT).end('There is nothing here.\n');
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return response.writeHead(405, { ...TEXT, allow: 'GET, HEAD' }).end('A calendar can only be read.\n');
      return send(await calendarOf(person, parts), request, response);
    },
  };
}

async function whose({ url = '' }: IncomingMessage, { calendars, partnership }: Stores): Promise<Person | undefined> {
  const token = PATH.exec(url.split('?')[0]!)?.[1];
  const email = token === undefined ? undefined : await calendars?.whose(token);
  return email === undefined ? undefined : partnership.people.find((person) => person.email === email);
}

/** The calendar of a person as a file: what was called off stays in it, called off, so that it goes away where it was taken up. */
async function calendarOf(
  person: Person,
  { stores, editions, clock }: { stores: Stores; editions: CalendarEditions; clock: Clock },
): Promise<string> {
  const covers = calendarDays(clock.today());
  const entries = [];
  for (const agreement of agreementsSeenBy(person, stores, clock.today())) {
    const edition = await editions.publish(agreement.id, await calendarNow(agreement, stores, clock), covers, clock.now());
    entries.push(...edition.filter(({ to }) => to >= covers.from));
  }
  return writeCalendar('Accord: dates of your agreements', entries);
}

function send(file: string, { method, headers }: IncomingMessage, response: ServerResponse): void {
  const etag = `"${createHash('sha256').update(file).digest('base64url')}"`;
  const about = { etag, 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff', 'x-robots-tag': 'noindex' };
  if (sameAs(headers['if-none-match'], etag)) {
    response.writeHead(304, about).end();
    return;
  }
  response.writeHead(200, {
    ...about,
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'inline; filename="accord.ics"',
    'content-length': Buffer.byteLength(file),
  });
  response.end(method === 'HEAD' ? undefined : file);
}

/** Whether the reader has this edition already (RFC 9110, section 13.1.2: weak comparison). */
function sameAs(known: string | undefined, etag: string): boolean {
  return known !== undefined && (known.trim() === '*' || known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag));
}
