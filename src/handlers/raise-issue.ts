import { contactKey, contactsOf, isOwnAccount } from '../data/employment-contacts.ts';
import { homeOrganisationOn, mayRaiseWith } from '../data/home-organisation.ts';
import type { Issue } from '../data/issues.ts';
import { findPerson } from '../data/people.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock, Handler } from './handler.ts';
import { ownIssue, raiserOf } from './issue-access.ts';
import { type ChosenReaders, contextOf, issueForm, type Readers, readIssueForm } from './issue-form.ts';
import { nameOfOrganisation, ownButtons, ownNumber, privately, whatIsAhead } from './issue-parts.ts';
import { leaveIssueNotices } from './leave-issue-notices.ts';
import type { Message, Part, Reply } from './reply.ts';
import type { ButtonValue, Request } from './request.ts';
import { offerToRaise } from './signpost-employment.ts';

/** The verb `raise`: the form at once where it is known whom it is for, otherwise the question which employer. */
export const raise: Handler = async (request, stores, clock) => {
  const otherwise = offerToRaise(request, stores, clock);
  const home = homeOf(request, stores, clock);
  if (home.is !== 'one') return otherwise;
  const form = formFor([home.organisation], request, stores);
  return form.kind === 'form' ? { ...form, otherwise } : form;
};

/** Opens the form from a button that names one organisation, or two. */
export const openRaise: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const organisations = organisationsIn(request.act.value, request, stores, clock);
  return organisations === null ? notYours(request, stores, clock) : formFor(organisations, request, stores);
};

/** How to raise an issue, from under a message about something else. */
export const howToRaise: Handler = async (request, stores, clock) => offerToRaise(request, stores, clock);

/** Nothing is raised. */
export const notNow: Handler = async () =>
  privately(
    [
      { is: 'heading', text: 'Nothing has been stored or sent.' },
      { is: 'paragraph', text: 'You can say “raise” at any time, in a direct message.' },
    ],
    [],
    'replaced',
  );

/** Keeps an issue that was sent in, one for each organisation, and leaves word of it with the first contact there and with the person. */
export const raiseIssue: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'submitted') return { kind: 'silence' };
  const { values, context } = request.act;
  const { issues, partnership } = stores;
  // Sent in again after a crash: what it has raised stands, whatever has changed in the file since.
  const kept = await keptBefore(context, request, stores);
  const missing = namedIn(context).filter((one) => !kept.some(({ raised }) => raised.organisation === one));
  const organisations = organisationsIn(context, request, stores, clock);
  if (kept.length > 0 && missing.length === 0) return leaveWord(kept, stores, clock);
  if (organisations === null || issues === null)
    return kept.length > 0 ? leaveWord(kept, stores, clock, missing) : notYours(request, stores, clock);
  const readers = organisations.map((organisation) => readersAt(organisation, request, stores));
  const person = findPerson(partnership, request.asker);
  const read = readIssueForm(values, readers, person !== undefined, partnership);
  if (contextOf(readers).c !== context.c)
    return kept.length > 0 ? leaveWord(kept, stores, clock, missing) : { kind: 'rejected', problems: { '': CHANGED } };
  if (!read.ok) return { kind: 'rejected', problems: read.problems };
  const raised: Issue[] = [];
  for (const chosen of read.readers) {
    const { organisation } = chosen;
    const known = {
      organisation,
      ...raiserOf(request.asker, stores),
      name: person?.name ?? read.name,
      leftOut: leftOutOf(chosen, request, stores),
      asked: contactKey(chosen.contacts[0]!),
      at: clock.now(),
    };
    raised.push(await issues.raise(known, read.words, requestFor(organisation, request)));
  }
  return leaveWord(raised, stores, clock);
};

/** Under which request an issue for an organisation is kept: the same one again raises nothing new. */
function requestFor(organisation: string, { asker, id }: Request): string {
  return `${asker.platform} ${id} ${organisation}`;
}

/** What this very request of the asker’s has raised before. */
async function keptBefore(context: ButtonValue, request: Request, stores: Stores): Promise<Issue[]> {
  const kept: Issue[] = [];
  for (const organisation of namedIn(context)) {
    const before = await stores.issues?.ofRequest(requestFor(organisation, request));
    const own = before && (await ownIssue(before.id, request, stores));
    if (own) kept.push(own.issue);
  }
  return kept;
}

/** @param missing organisations it was for as well, which did not get it, because the file has changed */
async function leaveWord(issues: readonly Issue[], stores: Stores, clock: Clock, missing: readonly string[] = []): Promise<Message> {
  for (const issue of issues) await leaveIssueNotices(issue, stores, clock.now());
  return received(issues, stores, missing);
}

const CHANGED = 'Who takes issues there has changed meanwhile. Close this form and open it again. Nothing was stored or sent.';

function received(issues: readonly Issue[], { partnership }: Stores, missing: readonly string[]): Message {
  const parts = issues.flatMap((issue): Part[] => [
    { is: 'heading', text: `Received: ${issue.raised.reference}.` },
    { is: 'paragraph', text: whatIsAhead(issue, partnership) },
  ]);
  for (const organisation of missing) {
    const name = nameOfOrganisation(organisation, partnership);
    const text = `Nothing was sent to ${name}: who takes issues there has changed meanwhile. Say “raise” to send it there too.`;
    parts.push({ is: 'paragraph', text });
  }
  const told = 'A direct message with the reference follows. Ask “where is my issue?” there at any time.';
  return privately(
    [...parts, { is: 'paragraph', text: told }] as unknown as Message['parts'],
    issues.flatMap((issue) => ownButtons(issue, issues.length > 1)),
  );
}

function formFor(organisations: readonly string[], request: Request, stores: Stores): Extract<Reply, { kind: 'form' | 'message' }> {
  const { partnership } = stores;
  const readers = organisations.map((organisation) => readersAt(organisation, request, stores));
  const empty = readers.find(({ contacts }) => contacts.length === 0);
  if (stores.issues === null) return cannotBeRaisedHere(organisations, stores);
  if (empty === undefined)
    return { kind: 'form', form: issueForm(readers, findPerson(partnership, request.asker) !== undefined, partnership) };
  return privately([
    { is: 'heading', text: `Nobody at ${nameOfOrganisation(empty.organisation, partnership)} can be reached here for this.` },
    { is: 'paragraph', text: `${ownNumber(empty.organisation, partnership)} Nothing has been stored or sent.` },
  ]);
}

function cannotBeRaisedHere(organisations: readonly string[], { partnership }: Stores): Message {
  return privately([
    { is: 'heading', text: 'An issue cannot be raised from here.' },
    { is: 'paragraph', text: `${organisations.map((one) => ownNumber(one, partnership)).join(' ')} Nothing has been stored or sent.` },
  ]);
}

/** Who would read an issue of the asker’s: never the asker. */
function readersAt(organisation: string, { asker }: Request, { partnership }: Stores): Readers {
  const contacts = contactsOf(organisation, partnership).filter((one) => !isOwnAccount(one, asker, partnership));
  return { organisation, contacts };
}

function leftOutOf({ organisation, leftOut }: ChosenReaders, { asker }: Request, { partnership }: Stores): string[] {
  const own = contactsOf(organisation, partnership).filter((one) => isOwnAccount(one, asker, partnership));
  return [...new Set([...leftOut, ...own.map(contactKey)])];
}

function homeOf(request: Request, { partnership, agreements }: Stores, clock: Clock) {
  return homeOrganisationOn(findPerson(partnership, request.asker), clock.today(), partnership, agreements);
}

/** The organisations a button or form names, if they are the asker’s to choose: a button can be pressed long after it was drawn. */
function organisationsIn(value: ButtonValue, request: Request, stores: Stores, clock: Clock): string[] | null {
  const named = namedIn(value);
  const home = homeOf(request, stores, clock);
  const may = mayRaiseWith(home);
  const enough = home.is === 'several' ? named.length : 1;
  return named.length <= enough && named.every((one) => may.includes(one)) ? named : null;
}

function notYours(request: Request, stores: Stores, clock: Clock): Reply {
  if (request.act.is === 'submitted')
    return {
      kind: 'rejected',
      problems: { '': 'Your employer is another one today. Close this form and say “raise”. Nothing was stored or sent.' },
    };
  return offerToRaise(request, stores, clock);
}

function namedIn({ o = '' }: ButtonValue): string[] {
  return [...new Set(o.split(','))];
}
