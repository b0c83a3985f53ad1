import type { AgreementRecord } from './agreement-record.ts';
import type { Day } from './days.ts';
import { lockedOut } from './employment-contacts.ts';
import type { Partnership } from './partnership.ts';
import { holdersOf, secondmentsOn } from './people.ts';
import { reminderRooms } from './reminder-rooms.ts';
import type { Knowledge } from './stores.ts';

/** What setting up still lacks, in the order to do it: a sentence each, that says what to do. */
export function setUpSteps(
  { agreements, drafts, partnership }: Pick<Knowledge, 'agreements' | 'drafts' | 'partnership'>,
  today: Day,
): string[] {
  const used = [...agreements.values()].filter(({ id }) => isUsed(id, partnership));
  return [
    ...drafts.map(({ name, id }) => `Look through the draft of the ${name} and confirm it: under “Set up”, or “accord confirm ${id}”.`),
    ...(used.length === 0 ? ['Bring in the people who work under an agreement: “accord people import staff.xlsx”.'] : []),
    ...lockedOut(partnership).map(({ problem, mend }) => `${capital(problem)}. ${mend}`),
    ...used.flatMap((agreement) => stepsOf(agreement, partnership, today)),
    ...accountsMissing(partnership, today),
  ];
}

/** Whether anybody has ever been given a post under an agreement; the others are there for trying. */
function isUsed(agreement: string, { people }: Partnership): boolean {
  return people.some(({ secondments }) => secondments.some((held) => held.agreement === agreement));
}

function stepsOf({ id, name, parties }: AgreementRecord, partnership: Partnership, today: Day): string[] {
  const known = new Set(partnership.organisations.map((organisation) => organisation.id));
  const unknown = parties.filter((party) => !known.has(party.id));
  const isBound = partnership.channels.some((channel) => channel.agreement === id);
  const led = (partner: string) => holdersOf(partnership, `finance-lead:${partner}`, id, today).length > 0;
  return [
    ...(unknown.length > 0
      ? [`Add the partners of the ${name} to the partnership file, under organisations: ${unknown.map((party) => party.id).join(', ')}.`]
      : []),
    ...(holdersOf(partnership, 'director-of-commissioning', id, today).length === 0
      ? [`Nobody is Director of Commissioning under the ${name} today: give somebody the role, and a post under it.`]
      : []),
    ...(isBound ? [] : [`Invite Accord to the channel of the ${name}, and say there that it works under it.`]),
    ...(isBound && reminderRooms(partnership, id).length === 0
      ? [`No channel takes the reminders of the ${name}: let one of its channels.`]
      : []),
    ...(partnership.protocols.some((protocol) => protocol.agreement === id)
      ? parties.filter((party) => !led(party.id)).map((party) => `Nobody is finance lead of ${party.name} under the ${name} today.`)
      : []),
  ];
}

function accountsMissing({ people }: Partnership, today: Day): string[] {
  const without = people.filter(
    (person) => person.slack === undefined && person.teams === undefined && secondmentsOn(person, today).length > 0,
  );
  if (without.length === 0) return [];
  return [
    `${without.length === 1 ? `${without[0]!.name} has` : `${without.length} people have`} no Slack or Teams account in the partnership file: “accord people match”.`,
  ];
}

function capital(words: string): string {
  return `${words[0]!.toUpperCase()}${words.slice(1)}`;
}
