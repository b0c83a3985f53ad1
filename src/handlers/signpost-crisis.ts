import { findPerson, secondmentsOn } from '../data/people.ts';
import type { Handler } from './handler.ts';
import { privately } from './issue-parts.ts';
import { abuseAtHome } from './signpost-more.ts';

/** The writer is at risk: where help is, at once, to them alone. No form, no button, nothing stored. */
export const signpostCrisis: Handler = async (request, stores, clock) => {
  const person = findPerson(stores.partnership, request.asker);
  const homes = person === undefined ? [] : secondmentsOn(person, clock.today()).flatMap((held) => held.home);
  const occupational = stores.partnership.organisations.find((one) => homes.includes(one.id) && one.occupationalHealth !== undefined);
  const { signposts } = stores.partnership;
  return privately([
    { is: 'heading', text: `If you might act on this, or someone is in danger, call ${signposts.emergency} or go to A&E now.` },
    { is: 'paragraph', text: `Samaritans: ${signposts.samaritans}, free, any time. NHS mental health help: ${signposts.mentalHealth}.` },
    abuseAtHome(stores.partnership),
    ...(occupational
      ? [{ is: 'paragraph' as const, text: `Your own employer’s occupational health: ${occupational.occupationalHealth}.` }]
      : []),
    {
      is: 'paragraph',
      text: `Nothing you wrote here has been stored or sent.${request.public ? ' It stands in the channel: you can delete your own message there.' : ''}`,
      tone: 'quiet',
    },
  ]);
};
