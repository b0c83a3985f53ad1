import { writeDay } from '../data/days.ts';
import { contactsOf } from '../data/employment-contacts.ts';
import type { Found } from '../data/find-clause.ts';
import { type HomeOrganisation, homeOrganisationOn, mayRaiseWith } from '../data/home-organisation.ts';
import type { Partnership, Person, Secondment } from '../data/partnership.ts';
import { findPerson } from '../data/people.ts';
import type { Stores } from '../data/stores.ts';
import { cite, nameOfClause } from './cite.ts';
import type { Clock, Handler } from './handler.ts';
import { inOrder, nameOfOrganisation, ownNumber, privately } from './issue-parts.ts';
import { offerButtons, readMessage } from './read-message.ts';
import type { Button, Message, Part } from './reply.ts';
import type { Request } from './request.ts';
import { whoElseHelps } from './signpost-more.ts';
import { safeguardingLine } from './signpost-safeguarding.ts';

/** The topics on which an agreement says where an employment issue goes. */
const EMPLOYMENT_TOPICS = ['hr-issues', 'employer', 'secondment'];

/** An employment matter: which organisation it is for, what the agreement says, and who there takes it. To the writer alone; nothing is stored. */
export const signpostEmployment: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'said') return { kind: 'silence' };
  const { text } = request.act;
  // Said to be one’s own situation although it reads like a question: the way back is offered.
  const reading = readMessage(text, stores);
  const offer = offerToRaise(request, stores, clock);
  return { ...offer, buttons: [...offer.buttons, ...offerButtons(text, reading.kind === 'employment' ? reading.offers : ['terms'])] };
};

/** Whose an employment matter of the asker’s is, who would read it there, and the way to raise it. Nothing is stored. */
export function offerToRaise(request: Request, stores: Stores, clock: Clock): Message {
  const { partnership, agreements } = stores;
  const person = findPerson(partnership, request.asker);
  const home = homeOrganisationOn(person, clock.today(), partnership, agreements);
  const text = request.act.is === 'said' ? request.act.text : '';
  const found = clauseOnEmployment(home, stores);
  const short = found !== undefined && found.clause.says.length <= CLAUSE_LONGEST;
  const elsewhere = whoElseHelps(text, home.is === 'unknown' ? [] : mayRaiseWith(home), partnership);
  const parts = [
    ...elsewhere,
    ...whose(home, person, stores, elsewhere.length > 0 ? 'What it means for your work' : 'This'),
    ...(found && short ? [cite(found.agreement, found.clause)] : []),
    ...(found === undefined && home.is !== 'unknown' ? [NOT_COVERED] : []),
    safeguardingLine(partnership),
    nothingStored(request),
  ];
  return privately(parts as unknown as Message['parts'], [
    ...(stores.issues === null ? [] : raiseButtons(home, partnership)),
    ...(found && !short ? [showsClause(found)] : []),
  ]);
}

/** Nobody upset reads a page of background: a longer clause is a button. */
const CLAUSE_LONGEST = 600;
/** Beyond that a list of employers is no help. */
const EMPLOYERS_SHOWN = 15;

const NOT_COVERED: Part = {
  is: 'paragraph',
  text: 'The agreement does not say who deals with employment issues. They go to your own employer all the same.',
};

/** @param what what is theirs: the whole matter, or its side at work */
function whose(home: HomeOrganisation, person: Person | undefined, { partnership, issues }: Stores, what: string): Part[] {
  if (home.is === 'one') return ownEmployer(home.organisation, home.held[0]!, partnership, { what, canRaise: issues !== null });
  const text = home.is === 'several' ? severalEmployers(home.organisations, home.held, partnership) : unknownEmployer(home, person);
  return [
    { is: 'heading', text: `${what} is for your own employer, and nobody else.` },
    { is: 'paragraph', text },
  ];
}

function ownEmployer(
  organisation: string,
  held: Secondment,
  partnership: Partnership,
  { what, canRaise }: { what: string; canRaise: boolean },
): Part[] {
  const contacts = contactsOf(organisation, partnership);
  const names = inOrder(contacts, partnership);
  const who = contacts.length > 0 ? `Who takes employment issues there: ${names}.` : ownNumber(organisation, partnership);
  const only = canRaise && contacts.length > 0 ? ONLY_THEY : '';
  return [
    { is: 'heading', text: `${what} is for your own employer, ${nameOfOrganisation(organisation, partnership)}, and nobody else.` },
    { is: 'paragraph', text: `${since(held)} ${who}${only}` },
  ];
}

const ONLY_THEY =
  ' If you raise it, only they will read it, one after the other. The other partners, the Director and your team will not know.';

function severalEmployers(homes: readonly string[], held: readonly Secondment[], partnership: Partnership): string {
  const names = homes.map((id) => nameOfOrganisation(id, partnership));
  const each = homes.map(
    (id) => `At ${nameOfOrganisation(id, partnership)}: ${inOrder(contactsOf(id, partnership), partnership) || 'its HR team'}.`,
  );
  const what = held.length > 1 ? 'You hold more than one post' : 'Your post has more than one employer';
  return `${what}, ${names.join(' and ')}, and Accord does not guess which of them this is for. ${each.join(' ')}`;
}

function unknownEmployer({ why }: HomeOrganisation & { is: 'unknown' }, person: Person | undefined): string {
  const ends = (person?.secondments ?? []).flatMap(({ to }) => (to === undefined ? [] : [to]));
  const starts = (person?.secondments ?? []).map(({ from }) => from);
  const reasons = {
    'not in the file': '',
    'no post': '',
    ended: ` Your last post in its records ended on ${writeDay(ends.toSorted().at(-1) ?? '')}.`,
    'not begun': ` Your post in its records begins on ${writeDay(starts.toSorted()[0] ?? '')}.`,
    'between posts': ' Its records have you between two posts today.',
  };
  return `Accord does not know who employs you.${why === 'no post' || why === 'not in the file' ? '' : reasons[why]} Your contract or payslip names your employer; choose it here, or ask its HR team.`;
}

function raiseButtons(home: HomeOrganisation, partnership: Partnership): Button[] {
  const button = (label: string, o: string): Button => ({ name: 'raise-issue', label, value: { o }, opensForm: true });
  const name = (id: string) => nameOfOrganisation(id, partnership);
  const notNow: Button = { name: 'not-now', label: 'Not now', value: {} };
  switch (home.is) {
    case 'one':
      return [{ ...button(`Raise it with ${name(home.organisation)}`, home.organisation), style: 'primary' }, notNow];
    case 'several':
      return [
        ...home.organisations.map((id) => button(`Raise it with ${name(id)}`, id)),
        button(home.organisations.length > 2 ? 'Raise it with each of them' : 'Raise it with both', home.organisations.join(',')),
        notNow,
      ];
    case 'unknown':
      return [...home.choices.slice(0, EMPLOYERS_SHOWN).map((id) => button(`My employer is ${name(id)}`, id)), notNow];
    default:
      return home satisfies never;
  }
}

function showsClause({ agreement, clause }: Found): Button {
  return { name: 'show-clause', label: `The agreement on this: ${nameOfClause(clause)}`, value: { a: agreement.id, r: clause.ref } };
}

function since(held: Pick<Secondment, 'terms' | 'from'>): string {
  return held.terms === 'co-located'
    ? 'You work alongside the other partner and stay employed where you are.'
    : `You have been ${held.terms} from there since ${writeDay(held.from)}.`;
}

function clauseOnEmployment(home: HomeOrganisation, stores: Stores): Found | undefined {
  const agreement = home.is === 'unknown' ? undefined : home.held[0]?.agreement;
  if (agreement === undefined) return undefined;
  return EMPLOYMENT_TOPICS.flatMap((topic) => stores.finder.about(topic, agreement).slice(0, 1))[0];
}

function nothingStored(request: Request): Part {
  return {
    is: 'paragraph',
    text: `Nothing has been stored or sent.${request.public ? ' What you wrote stands in the channel: you can delete your own message there.' : ''}`,
    tone: 'quiet',
  };
}
