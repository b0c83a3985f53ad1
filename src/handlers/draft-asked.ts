import type { DraftFile } from '../data/agreements.ts';
import { thoseWhoSetUp } from '../data/people.ts';
import type { Stores } from '../data/stores.ts';
import { split } from '../data/words.ts';
import type { Clock } from './handler.ts';
import { type Message, message } from './reply.ts';
import { agreementsNamed } from './which-agreement.ts';

/** The draft a question names, where it names no agreement that answers are given from. */
export function draftNamed(question: string, { agreements, drafts }: Stores): DraftFile | undefined {
  if (drafts.length === 0 || agreementsNamed(question, agreements).length > 0) return undefined;
  const words = ` ${split(question).join(' ')} `;
  return drafts.find(({ id, aliases }) => !agreements.has(id) && aliases.some((alias) => words.includes(` ${split(alias).join(' ')} `)));
}

/** Said of an agreement that nobody has confirmed: nothing is answered from it. */
export function stillADraft({ name }: DraftFile, { partnership }: Stores, clock: Clock, audience: Message['audience']): Message {
  const people = thoseWhoSetUp(partnership, clock.today()).map((person) => person.name);
  const who = people.length === 0 ? 'An administrator' : people.join(' or ');
  return message(audience, [
    { is: 'heading', text: `The ${name} is a draft: nobody has confirmed it yet.` },
    { is: 'paragraph', text: `Nothing is answered from it until then. ${who} can confirm it, under “Set up”.` },
  ]);
}
