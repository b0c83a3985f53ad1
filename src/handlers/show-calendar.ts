import type { Person } from '../data/partnership.ts';
import { findPerson, holdersOf } from '../data/people.ts';
import type { Stores } from '../data/stores.ts';
import { refusal } from './benefit-request.ts';
import { agreementsSeenBy } from './calendar-now.ts';
import { theAgreement } from './cite.ts';
import type { Clock, Handler } from './handler.ts';
import { type Message, message } from './reply.ts';
import type { Request } from './request.ts';

/** “Calendar”: the private address of the asker’s calendar, given to them alone. One is made where they have none. */
export const showCalendar: Handler = async (request, stores, clock) => {
  const asked = whoAsks(request, stores, clock);
  if (!asked.ok) return asked.reply;
  const { person, calendars } = asked;
  const token = (await calendars.of(person.email)) ?? (await calendars.give(person.email, clock.now(), request.id));
  return addressOf(token, asked, stores, clock, 'stays');
};

/** Gives a new address. The one before is worth nothing from then on. */
export const renewCalendar: Handler = async (request, stores, clock) => {
  const asked = whoAsks(request, stores, clock);
  if (!asked.ok) return asked.reply;
  const token = await asked.calendars.give(asked.person.email, clock.now(), request.id);
  return addressOf(token, asked, stores, clock, inPlace(request));
};

/** Takes the address back: whoever has it reads nothing there any more. */
export const revokeCalendar: Handler = async (request, stores, clock) => {
  const asked = whoAsks(request, stores, clock);
  if (!asked.ok) return asked.reply;
  await asked.calendars.revoke(asked.person.email, clock.now(), request.id);
  return message(
    'asker',
    [
      { is: 'heading', text: 'Your calendar address is taken back.' },
      {
        is: 'paragraph',
        text: 'Nothing can be read there any more. A calendar program that follows it may go on showing what it has: remove it there.',
      },
    ],
    [{ name: 'show-calendar', label: 'Give me a new address', value: {} }],
    inPlace(request),
  );
};

/** An address never takes the place of a message in a channel, whoever may see that. */
function inPlace({ channel }: Request): Message['pressed'] {
  return channel === null ? 'replaced' : 'stays';
}

type WhoAsks = { ok: true; person: Person; calendars: NonNullable<Stores['calendars']> } | { ok: false; reply: Message };

function whoAsks(request: Request, stores: Stores, clock: Clock): WhoAsks {
  const person = findPerson(stores.partnership, request.asker);
  const seen = person === undefined ? [] : agreementsSeenBy(person, stores, clock.today());
  if (person === undefined || seen.length === 0)
    return {
      ok: false,
      reply: refusal('Accord knows of no agreement you work under today. Its administrator keeps the partnership file.'),
    };
  if (stores.calendars !== null && stores.calendars.addressOf('') !== null) return { ok: true, person, calendars: stores.calendars };
  const administrators = seen
    .flatMap(({ id }) => holdersOf(stores.partnership, 'administrator', id, clock.today()))
    .map(({ name }) => name);
  const who = administrators.length === 0 ? 'The administrator' : [...new Set(administrators)].join(' or ');
  return { ok: false, reply: refusal(`Calendars have no address here yet. ${who} can give you the dates as a calendar file.`) };
}

function addressOf(
  token: string,
  { person, calendars }: WhoAsks & { ok: true },
  stores: Stores,
  clock: Clock,
  pressed: Message['pressed'],
): Message {
  const names = agreementsSeenBy(person, stores, clock.today()).map((agreement) => theAgreement(agreement));
  return {
    ...message(
      'asker',
      [
        { is: 'heading', text: 'Your calendar of dates, for Outlook, Google or Apple' },
        { is: 'paragraph', text: calendars.addressOf(token)! },
        {
          is: 'paragraph',
          text: `Add it there as a calendar from the internet, by its address. It holds the dates of ${listed(names)}, and changes when they do.`,
        },
        { is: 'paragraph', text: 'Whoever has this address can read them, so keep it to yourself.', tone: 'quiet' },
      ],
      [
        { name: 'renew-calendar', label: 'Give me a new address', value: {} },
        { name: 'revoke-calendar', label: 'Take the address back', value: {}, style: 'danger' },
      ],
      pressed,
    ),
    previewSafe: 'Your calendar address.',
  };
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
