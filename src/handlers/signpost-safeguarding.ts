import type { Partnership } from '../data/partnership.ts';
import { findPerson, secondmentsOn } from '../data/people.ts';
import type { Handler } from './handler.ts';
import { privately } from './issue-parts.ts';
import { offerButtons, readMessage } from './read-message.ts';
import type { Part } from './reply.ts';
import { whoElseHelps } from './signpost-more.ts';

/** Someone may be harmed: what to do now, to the writer alone. Nothing is stored, and nobody is told by Accord. */
export const signpostSafeguarding: Handler = async (request, stores, clock) => {
  const offers = request.act.is === 'said' ? offerButtons(request.act.text, readMessage(request.act.text, stores).offers) : [];
  const text = request.act.is === 'said' ? request.act.text : '';
  const person = findPerson(stores.partnership, request.asker);
  const homes = person === undefined ? [] : secondmentsOn(person, clock.today()).flatMap(({ home }) => home);
  const parts: [Part, ...Part[]] = [
    { is: 'heading', text: `If anyone is in danger now, call ${stores.partnership.signposts.emergency}.` },
    { is: 'paragraph', text: `${whomToTell(stores.partnership)} You do not need your manager’s permission, and it need not be certain.` },
    {
      is: 'paragraph',
      text: 'If this has also made things difficult for you at work, that can be raised separately with your own employer, in confidence.',
    },
    ...whoElseHelps(text, [...new Set(homes)], stores.partnership),
    {
      is: 'paragraph',
      text: `Accord has not stored this or told anyone.${request.public ? ' What you wrote stands in the channel: you can delete your own message there.' : ''}`,
      tone: 'quiet',
    },
  ];
  return privately(parts, [{ name: 'raise-how', label: 'How to raise that', value: {} }, ...offers]);
};

/** Whom to tell, with the numbers of the partnership file. */
export function whomToTell(partnership: Partnership): string {
  const { safeguardingAdults: adults, safeguardingChildren: children } = partnership.signposts;
  const told = [
    adults && `For an adult: ${adults.name}, ${adults.phone}.`,
    children && `For a child: ${children.name}, ${children.phone}.`,
  ].filter((one) => one !== undefined);
  if (told.length === 0) return 'Tell the local safeguarding team today: the council’s switchboard will put you through, day or night.';
  return `Tell the safeguarding team today. ${told.join(' ')}`;
}

/** The line that stands under every employment answer, because a message can be both. */
export function safeguardingLine(partnership: Partnership): Part {
  return {
    is: 'paragraph',
    text: `If someone in care, or a child, may be at risk: call ${partnership.signposts.emergency} if they are in danger now. ${whomToTell(partnership)}`,
  };
}
