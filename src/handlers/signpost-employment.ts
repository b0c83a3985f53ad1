import { writeDay } from '../data/days.ts';
import type { Found } from '../data/find-clause.ts';
import type { Partnership } from '../data/partnership.ts';
import { findPerson, secondmentsOn } from '../data/people.ts';
import type { Stores } from '../data/stores.ts';
import { cite, nameOfClause } from './cite.ts';
import type { Handler } from './handler.ts';
import { offerButtons, readMessage } from './read-message.ts';
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
          {
            is: 'paragraph',
            text: `${since(held[0]!)} Who takes employment issues there: ${contactNames(homes[0]!, stores.partnership)}.`,
          },
        ]
      : [
          { is: 'heading', text: 'This is for your own employer, and nobody else.' },
          { is: 'paragraph', text: homes.length > 1 ? severalEmployers(homes, stores.partnership) : EMPLOYER_UNKNOWN },
        ];
  const found = held[0] && clauseOnEmployment(held[0].agreement, stores);
  const short = found !== undefined && found.clause.says.length <= CLAUSE_LONGEST;
  if (found && short) parts.push(cite(found.agreement, found.clause));
  parts.push(safeguardingLine(stores.partnership), nothingStored(request));
  const { act } = request;
  // Said to be one’s own situation although it reads like a question: the way back is offered.
  const reading = readMessage(act.text, stores);
  return message('asker', parts, [
    ...(found && !short ? [showsClause(found)] : []),
    ...offerButtons(act.text, reading.kind === 'employment' ? reading.offers : ['terms']),
  ]);
};

/** Nobody upset reads a page of background: a longer clause is a button. */
const CLAUSE_LONGEST = 600;

const EMPLOYER_UNKNOWN = 'Accord does not know who employs you. Your contract or payslip names your employer; ask its HR team.';

function severalEmployers(homes: readonly string[], partnership: Partnership): string {
  const names = homes.map((id) => nameOf(id, partnership));
  const each = homes.map((id) => `At ${nameOf(id, partnership)}: ${contactNames(id, partnership)}.`);
  return `Your post has more than one employer, ${names.join(' and ')}, and Accord does not guess which of them this is for. ${each.join(' ')}`;
}

function showsClause({ agreement, clause }: Found): Button {
  return { name: 'show-clause', label: `The agreement on this: ${nameOfClause(clause)}`, value: { a: agreement.id, r: clause.ref } };
}

function nameOf(id: string, partnership: Partnership): string {
  return partnership.organisations.find((one) => one.id === id)?.name ?? id;
}

function since(held: { terms: string; from: string }): string {
  return held.terms === 'co-located'
    ? 'You work alongside the other partner and stay employed where you are.'
    : `You have been ${held.terms} from there since ${writeDay(held.from)}.`;
}

function contactNames(home: string, partnership: Partnership): string {
  const contacts = partnership.organisations.find((one) => one.id === home)?.employmentContacts ?? [];
  return contacts.flatMap(({ name }) => (name === undefined ? [] : [name])).join(', then ') || 'its HR team';
}

function clauseOnEmployment(agreement: string, stores: Stores): Found | undefined {
  return EMPLOYMENT_TOPICS.flatMap((topic) => stores.finder.about(topic, agreement).slice(0, 1))[0];
}

function nothingStored(request: Request): Part {
  return {
    is: 'paragraph',
    text: `Nothing has been stored or sent.${request.public ? ' What you wrote stands in the channel: you can delete your own message there.' : ''}`,
    tone: 'quiet',
  };
}
