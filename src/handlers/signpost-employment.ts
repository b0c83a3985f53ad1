import { writeDay } from '../data/days.ts';
import type { Partnership } from '../data/partnership.ts';
import { findPerson, secondmentsOn } from '../data/people.ts';
import type { Stores } from '../data/stores.ts';
import { cite } from './cite.ts';
import type { Handler } from './handler.ts';
import { type Button, message, type Part } from './reply.ts';
import type { Request } from './request.ts';
import { safeguardingLine } from './signpost-safeguarding.ts';

/** The topics on which an agreement says where an employment issue goes. */
const EMPLOYMENT_TOPICS = ['hr-issues', 'employer', 'secondment'];

/** An employment matter: which organisation it is for, what the agreement says, and who there takes it. To the writer alone; nothing is stored. */
export const signpostEmployment: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'said') return { kind: 'silence' };
  const person = findPerson(stores.partnership, request.asker);
  const held = person === undefined ? [] : secondmentsOn(person, clock.today());
  const homes = [...new Set(held.flatMap((one) => one.home))];
  const parts: [Part, ...Part[]] =
    homes.length === 1
      ? [
          { is: 'heading', text: `This is for your own employer, ${nameOf(homes[0]!, stores.partnership)}, and nobody else.` },
          { is: 'paragraph', text: `${since(held[0]!)} ${contactsOf(homes[0]!, stores.partnership)}` },
        ]
      : [
          { is: 'heading', text: 'This is for your own employer, and nobody else.' },
          {
            is: 'paragraph',
            text:
              homes.length > 1
                ? `Your post has more than one employer: ${homes.map((id) => nameOf(id, stores.partnership)).join(' and ')}. Choose whose matter it is.`
                : 'Accord does not know who employs you. Your contract or payslip names your employer; ask its HR team.',
          },
        ];
  const clause = held[0] === undefined ? undefined : clauseOnEmployment(held[0].agreement, stores);
  if (clause) parts.push(clause);
  parts.push(safeguardingLine(stores.partnership), nothingStored(request));
  return message('asker', parts, alsoTerms(request, stores));
};

function nameOf(id: string, partnership: Partnership): string {
  return partnership.organisations.find((one) => one.id === id)?.name ?? id;
}

function since(held: { terms: string; from: string }): string {
  return held.terms === 'co-located'
    ? 'You work alongside the other partner and stay employed where you are.'
    : `You have been ${held.terms} from there since ${writeDay(held.from)}.`;
}

function contactsOf(home: string, partnership: Partnership): string {
  const names =
    partnership.organisations
      .find((one) => one.id === home)
      ?.employmentContacts.flatMap((contact) => (contact.name === undefined ? [] : [contact.name])) ?? [];
  return names.length > 0 ? `Who takes employment issues there: ${names.join(', then ')}.` : 'Its HR team takes employment issues.';
}

function clauseOnEmployment(agreement: string, stores: Stores): Part | undefined {
  const found = EMPLOYMENT_TOPICS.flatMap((topic) => stores.finder.about(topic, agreement).slice(0, 1))[0];
  return found && cite(found.agreement, found.clause);
}

function nothingStored(request: Request): Part {
  return {
    is: 'paragraph',
    text: `Nothing has been stored or sent.${request.public ? ' What you wrote stands in the channel: you can delete your own message there.' : ''}`,
    tone: 'quiet',
  };
}

/** When it may have been a question about the agreement after all, that is offered too. */
function alsoTerms(request: Request, stores: Stores): Button[] {
  if (request.act.is !== 'said' || stores.kindOf(request.act.text).likely.terms < POSSIBLY_TERMS) return [];
  return [{ name: 'ask', label: 'See what the agreement says', value: { q: request.act.text.slice(0, 300), as: 'terms' } }];
}

const POSSIBLY_TERMS = 0.05;
